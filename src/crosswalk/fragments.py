"""What one topic adds to files about all topics: made where it is asked for, and kept for the next build.

In: the key of each topic, and a place for values. Out: fragments, each as it was made for this very key. So
after an edit a file about everything is a join of what is there. Fragments are kept in so many shares, of
which only those are saved anew that have changed. Nothing here knows what a fragment is.
"""

import zlib
from collections.abc import Callable
from typing import Any, TypeVar

from crosswalk.model import Topic

Made = TypeVar("Made")

SHARES = 16

_Name = tuple[str, str]
"""Its kind, and the id of the topic."""
_Share = dict[_Name, tuple[bytes, Any]]


class Fragments:
    """The fragments of one crosswalk."""

    def __init__(
        self,
        key_of: Callable[[Topic], bytes],
        load: Callable[[str], _Share | None],
        save: Callable[[str, _Share], None],
    ) -> None:
        """Know by *key_of* what a topic's fragments are made of; *load* and *save* shares by name."""
        self._key_of = key_of
        self._load = load
        self._save = save
        self._shares: dict[int, _Share] = {}
        self._changed: set[int] = set()
        self._asked: set[_Name] = set()

    def of(self, kind: str, topic: Topic, make: Callable[[], Made]) -> Made:
        """Return the fragment of a *kind* that *make* makes of *topic*, and of nothing beyond its key."""
        number = zlib.crc32(topic.id.encode()) % SHARES
        if number not in self._shares:
            self._shares[number] = self._load(f"fragments-{number}") or {}
        share, name, key = self._shares[number], (kind, topic.id), self._key_of(topic)
        kept = share.get(name)
        if kept is None or kept[0] != key:
            kept = share[name] = key, make()
            self._changed.add(number)
        self._asked.add(name)
        made: Made = kept[1]
        return made

    def keep(self) -> None:
        """Save what is new; a fragment that nobody has asked for goes."""
        for number in sorted(self._changed):
            share = self._shares[number]
            self._save(f"fragments-{number}", {name: share[name] for name in share if name in self._asked})
