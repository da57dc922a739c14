"""What one topic adds to files about all topics: made where it is asked for, and kept for the next build.

In: the key of each topic, and a place for values. Out: fragments, each as it was made for this very key. So
after an edit a file about everything is a join of what is there. Fragments are kept in so many shares, of
which only those are saved anew that have changed. Nothing here knows what a fragment is.

Fragments take as much memory as all topics. Whoever was the last to ask for a kind says that it is `done`.
"""

import zlib
from collections.abc import Callable
from typing import Any, TypeVar

from crosswalk.model import Topic

Made = TypeVar("Made")

SHARES = 16

_Share = dict[str, tuple[bytes, Any]]
"""By the id of the topic its key, and what was made for that."""


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
        self._kinds: dict[str, dict[int, _Share]] = {}
        self._changed: set[tuple[str, int]] = set()
        self._asked: set[tuple[str, str]] = set()

    def of(self, kind: str, topic: Topic, make: Callable[[], Made]) -> Made:
        """Return the fragment of a *kind* that *make* makes of *topic*, and of nothing beyond its key."""
        shares, number = self._kinds.setdefault(kind, {}), zlib.crc32(topic.id.encode()) % SHARES
        if number not in shares:
            shares[number] = self._load(f"{kind}-{number}") or {}
        share, key = shares[number], self._key_of(topic)
        kept = share.get(topic.id)
        if kept is None or kept[0] != key:
            kept = share[topic.id] = key, make()
            self._changed.add((kind, number))
        self._asked.add((kind, topic.id))
        made: Made = kept[1]
        return made

    def done(self, kind: str) -> None:
        """Save what is new of a *kind*, and hold it no longer; a fragment that nobody has asked for goes."""
        for number, share in self._kinds.pop(kind, {}).items():
            if (kind, number) in self._changed:
                self._save(
                    f"{kind}-{number}", {id_: share[id_] for id_ in share if (kind, id_) in self._asked}
                )

    def keep(self) -> None:
        """Save what is new of all kinds."""
        for kind in tuple(self._kinds):
            self.done(kind)
