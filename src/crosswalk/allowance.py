"""What the files of strangers may cost together, in counts that are the same on every machine.

In: what a file asks for. Out: how much of it is granted. Each file alone may be as dear as the limits of one
file allow; a folder may not be made of such files, or a few hundred of them would take minutes. So each file
has a share of its own, ample for what people write, and what goes beyond it comes from a store for all. A
file that keeps to its share is never refused because of others.

The numbers, and what was measured for them: docs/security.md.
"""

import re
from dataclasses import dataclass, field
from typing import Self


@dataclass(slots=True)
class Store:
    """Something that each file may use, and all files together only so much of beyond that."""

    each: int
    """The share that every file has."""
    left: int
    """What is left for files that need more."""

    @property
    def most(self) -> int:
        """The most that the next file can get."""
        return self.each + self.left

    def take(self, amount: int) -> bool:
        """Take *amount* for one file, or nothing of it; tell which."""
        beyond = max(0, amount - self.each)
        if beyond > self.left:
            return False
        self.left -= beyond
        return True


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left for the files of one content folder."""

    size: Store = field(default_factory=lambda: Store(128 * 1024, 16 * 1024 * 1024))
    """Bytes of files with text."""
    values: Store = field(default_factory=lambda: Store(1_000, 200_000))
    """Nodes of YAML."""
    effort: Store = field(default_factory=lambda: Store(40_000, 5_000_000))
    """Microseconds for rendering bodies, as `effort_of` estimates them."""

    @classmethod
    def without_stores(cls) -> Self:
        """Return the allowance of one file that is on its own: its share, and no more."""
        whole = cls()
        return cls(Store(whole.size.each, 0), Store(whole.values.each, 0), Store(whole.effort.each, 0))


_BRACKET = re.compile(r"[\[\]]")
_TARGET = re.compile(r"\]\([^\s()\"'<>]*(?:\s+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s*\)")
_PIECE = re.compile(r"[*_`\[<>|&!\\]|^[ \t>]*(?:[-+]|\d+\.)", re.MULTILINE)
_HEADING = re.compile(r"\n[ \t>]*#")


def effort_of(markdown: str) -> int:
    """Estimate the microseconds that rendering *markdown* takes, if it is not too complex at all.

    A character costs little; what costs is each line, each piece that becomes an element, and whatever makes
    Python-Markdown search a paragraph for an end that is far away. The weights were measured; the truth is
    seldom more than twice as much.
    """
    pieces, headings = len(_PIECE.findall(markdown)), len(_HEADING.findall(f"\n{markdown}"))
    searched = sum(map(_searched, markdown.split("\n\n")))
    return len(markdown) // 3 + 14 * markdown.count("\n") + 12 * pieces + 32 * headings + searched // 6


def _searched(paragraph: str) -> int:
    """Estimate how many characters of *paragraph* are looked at in search of brackets and backticks."""
    if "[" not in paragraph and "]" not in paragraph and "`" not in paragraph:
        return 0
    total = depth = last = 0
    for bracket in _BRACKET.finditer(paragraph):
        total += depth * (bracket.start() - last)
        last = bracket.start()
        depth = depth + 1 if bracket[0] == "[" else max(0, depth - 1)
    total += depth * (len(paragraph) - last)
    unclosed = max(0, paragraph.count("](") - len(_TARGET.findall(paragraph)))
    kinds_of_backticks = len(set(re.findall("`+", paragraph)))
    return total + (unclosed * len(paragraph)) // 2 + kinds_of_backticks * len(paragraph)
