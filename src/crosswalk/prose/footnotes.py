"""Footnotes: cut out of a body line by line, and put at its end with numbers and ways back.

`[^1]` refers to what a line beginning with `[^1]:` says, and the lines that belong to it: those up to the
next blank line, and behind it those indented by four. Numbers follow the order in which a reader meets them.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping

from markdown.inlinepatterns import InlineProcessor

from crosswalk.prose.headings import ID_PREFIX
from crosswalk.prose.links import unwrap
from crosswalk.texts import Texts

REFERENCE = r"\[\^([^\[\]\s\x02\x03]{1,100})\]"
_DEFINITION = re.compile(rf" {{0,3}}{REFERENCE}: *(.*)")


def cut_footnotes(text: str) -> tuple[str, dict[str, str]]:
    """Return *text* without its footnotes, and these by their labels; *text* is what `cut_fences` gives."""
    if "[^" not in text:
        return text, {}
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    note: list[str] | None = None
    for line in text.split("\n"):
        definition = _DEFINITION.match(line)
        if definition and definition[1] not in notes:  # what says it again stays where it is
            note = notes[definition[1]] = [definition[2]]
        elif note is None:
            kept.append(line)
        elif line.startswith("    ") or not line:
            note.append(line[4:])
        elif note[-1]:
            note.append(line.strip())
        else:
            note = None
            kept += ["", line]
    return "\n".join(kept), {label: "\n".join(lines).strip("\n") for label, lines in notes.items()}


class References(InlineProcessor):
    """Python-Markdown's place for what refers to a footnote."""

    numbers: Mapping[str, int] = {}
    """Of the footnotes of the body that is read, by label."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the stubs and the name are Python-Markdown's
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - see above
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """Return the reference at *m*, which gets its number when all are known."""
        if m[1] not in self.numbers:
            return None, None, None
        raised = ET.Element("sup")
        ET.SubElement(raised, "a", {"class": "noteref", "note": str(self.numbers[m[1]])})
        return raised, m.start(), m.end()


SECTION = {"class": "footnotes", "role": "doc-endnotes"}


def with_footnotes(root: ET.Element, notes: Iterable[ET.Element], label: str) -> None:
    """Put *notes* at the end of *root*, as a section with a *label*."""
    listed = ET.SubElement(ET.SubElement(root, "section", {**SECTION, "aria-label": label}), "ol")
    for note in notes:
        note.tag = "li"
        listed.append(note)


def finish_footnotes(root: ET.Element, say: Texts) -> list[tuple[ET.Element, str]]:
    """Order the footnotes of *root* as they are met, lead there and back; return references with numbers."""
    if not len(root) or root[-1].get("class") != SECTION["class"]:
        return []
    listed = root[-1][0]
    notes = list(listed)
    met: dict[int, list[ET.Element]] = {}
    _meet(root[:-1], notes, met)
    for unused, note in enumerate(notes):
        if unused not in met:
            met[unused] = []
            _meet([note], notes, met)
    listed[:] = [notes[each] for each in met]
    linked = {inner for link in root.iter("a") for inner in link.iter("a") if inner is not link}
    for number, (note, references) in enumerate(zip(listed, met.values(), strict=True), start=1):
        note.set("id", f"{ID_PREFIX}note_{number}")
        for reference in linked.intersection(references):
            unwrap(reference)
        _lead(note, number, [each for each in references if each not in linked], say)
    return [(each, str(number)) for number, every in enumerate(met.values(), start=1) for each in every]


def _meet(elements: list[ET.Element], notes: list[ET.Element], met: dict[int, list[ET.Element]]) -> None:
    """Add to *met* what *elements* refer to, and what these notes refer to in turn."""
    waiting = list(elements)
    for element in waiting:  # which grows
        for reference in element.iter("a"):
            if "note" in reference.attrib:
                note = int(reference.attrib.pop("note"))
                if note not in met:
                    met[note] = []
                    waiting.append(notes[note])
                met[note].append(reference)


def _lead(note: ET.Element, number: int, references: list[ET.Element], say: Texts) -> None:
    """Lead from each of *references* to the *note* of that *number*, and back from its last paragraph."""
    if not references:
        return
    last = note[-1] if len(note) else None
    if last is None or last.tag != "p" or (last.text or "").startswith("\x02"):  # which stands for code
        last = ET.SubElement(note, "p")
    for count, reference in enumerate(references, start=1):
        id_ = f"{ID_PREFIX}ref_{number}" + (f"_{count}" if count > 1 else "")
        label = say("prose.footnote", number=number)
        reference.attrib |= {
            "id": id_,
            "href": f"#{note.get('id')}",
            "role": "doc-noteref",
            "aria-label": label,
        }
        back = {"class": "backref", "href": f"#{id_}", "role": "doc-backlink"}
        back["aria-label"] = say("prose.back_to", place=count) if count > 1 else say("prose.back")
        _append_text(last, "\N{NO-BREAK SPACE}")
        ET.SubElement(last, "a", back).text = "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}"


def _append_text(element: ET.Element, text: str) -> None:
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}{text}"
    else:
        element.text = f"{element.text or ''}{text}"
