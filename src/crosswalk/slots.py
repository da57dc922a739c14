"""A place in a content file -> what can be written there: a key, or the value of one.

In: the text of a file, which is half written for as long as somebody writes it, and where the cursor stands.
Out: a slot. Its line is mended in thought, as any key or value would mend it, so that what stands around it
can be read.
"""

import re
from dataclasses import dataclass, replace

from crosswalk.canonical import kind_of_part
from crosswalk.compose import compose
from crosswalk.diagnostics import Diagnostics
from crosswalk.nodes import Mapping, Node, Scalar, Sequence
from crosswalk.rewrite import kind_of
from crosswalk.source import stretch
from crosswalk.text import Source


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where something can be written, and what would be exchanged for it."""

    begin: int
    end: int
    kind: str
    """Of the mapping that it stands in; "" in a body."""
    key: str | None
    """Whose value it is; None where a key is expected."""
    present: frozenset[str] = frozenset()
    """The keys of the mapping, but for this one."""
    column: int = 0
    """Where the keys of the mapping stand, from 0."""
    is_open: bool = True
    """Whether nothing stands behind it: a key needs its colon."""
    in_brackets: bool = False
    root: Node | None = None
    """What the file says, mended."""


_MARK = "crosswalk-cursor"
_WORD = re.compile(r"((?:[ \t]*-[ \t]+)*[ \t]*)([\"']?[\w-]*)$", re.MULTILINE)
_VALUE = re.compile(r"((?:[ \t]*-[ \t]+)*[ \t]*)([\w-]+)[ \t]*:[ \t]+(.*)$")
_LINK = re.compile(r"\]\([ ]*<?topic:([\w-]*)$")


def slot_at(source: Source, index: int) -> Slot | None:
    """Return what can be written at *index*; None where that is not known."""
    start, end = stretch(source)
    text = source.text
    line = text.rfind("\n", 0, index) + 1
    if start <= index <= end and (start < end or index == start):
        return _in_yaml(source, (start, end), line, index)
    link = _LINK.search(text, line, index) if source.file.endswith(".md") and index > end else None
    if link is None:
        return None
    rest = re.compile(r"[\w-]*").match(text, index)
    return Slot(link.start(1), rest.end() if rest else index, "", "topic:")


def _in_yaml(source: Source, span: tuple[int, int], line: int, index: int) -> Slot | None:
    text = source.text
    line_end = text.find("\n", index)
    line_end = len(text) if line_end < 0 else line_end
    before, after = text[line:index], text[index:line_end].rstrip()
    if value := _VALUE.fullmatch(before):
        begin, end, in_brackets = _value(before, value.start(3), after)
        mended = f'{value[1]}{value[2]}: "{_MARK}"'
        told = Slot(line + begin, line + end, "", "", in_brackets=in_brackets)
    elif word := _WORD.fullmatch(before):
        rest = re.match(r"[\w-]*[\"']?", after)
        end = index + (rest.end() if rest else 0)
        behind = text[end:line_end].strip()
        if behind and not behind.startswith((":", "#")):
            return None
        is_open = not behind.startswith(":")
        mended = f"{word[1]}{_MARK}:{'' if is_open else behind[1:]}"
        told = Slot(line + word.start(2), end, "", None, column=len(word[1]), is_open=is_open)
    else:
        return None
    return _placed(source, span, (line, line_end), mended, told)


def _value(before: str, start: int, after: str) -> tuple[int, int, bool]:
    """Return where in its line the value begins and ends that is being written, and whether in brackets."""
    written = before[start:]
    if not written.startswith("["):
        rest = re.split(r"[ \t]+#", after)[0]
        return start, len(before) + len(rest), False
    begin = max(written.rfind("["), written.rfind(",")) + 1
    begin += len(written[begin:]) - len(written[begin:].lstrip())
    rest = re.split(r"[,\]]", after)[0].rstrip()
    return start + begin, len(before) + len(rest), True


def _placed(
    source: Source, span: tuple[int, int], line: tuple[int, int], mended: str, told: Slot
) -> Slot | None:
    """Return the slot *told* with the kind and key that it has in *source*, if the *line* were *mended*."""
    text = source.text
    head, tail = text[span[0] : line[0]], text[line[1] : max(span[1], line[1])]
    for behind in (tail, ""):  # what comes behind may be half written too
        probe = Source(source.file, f"{head}{mended}{behind}")
        root = compose(probe, 0, len(probe.text), Diagnostics())
        if root and (found := _marked(root, kind_of(source.file) or "", ("", ""))):
            kind, key, present = found
            return replace(told, kind=kind, key=key, present=present, root=root) if kind else None
    return None


def _marked(node: Node, kind: str, at: tuple[str, str]) -> tuple[str, str | None, frozenset[str]] | None:
    """Return kind, key and its neighbours of the mark in *node*, which stands *at* a key of a kind."""
    if isinstance(node, Scalar):
        return (*at, frozenset()) if node.text == _MARK else None
    if isinstance(node, Sequence):
        return next((found for item in node.items if (found := _marked(item, kind, at))), None)
    if not isinstance(node, Mapping):
        return None
    if _MARK in node.entries:
        others = frozenset(node.entries) - {_MARK}
        return (kind, None, others) if kind else (*at, others)
    parts = ((kind_of_part(kind, key), (kind, key), value) for key, (_, value) in node.entries.items())
    return next((found for part, here, value in parts if (found := _marked(value, part, here))), None)
