"""Notes and definition lists, which Python-Markdown takes for quotations and paragraphs.

In: its tree before the text in it is read. Out: the same tree, with notes and definition lists in it.
Both are told by how a line begins, in one walk, whatever is written.
"""

import re
import xml.etree.ElementTree as ET

from crosswalk.texts import Texts

NOTES = ("note", "tip", "important", "warning", "caution")

_NOTE = re.compile(rf"\[!({'|'.join(NOTES)})\] *(?:\n|$)", re.IGNORECASE)
_DEFINITION = re.compile(r" {0,3}: +(?=\S)")
_DEFINITIONS = re.compile(r"^ {0,3}: +\S", re.MULTILINE)


def finish_blocks(root: ET.Element, say: Texts) -> None:
    """Make of each quotation and paragraph below *root* what its author meant."""
    for element in list(root.iter()):
        if element.tag == "blockquote":
            _finish_note(element, say)
        if any(_DEFINITIONS.search(child.text or "") for child in element if child.tag == "p"):
            element[:] = _with_definitions(list(element))


def _finish_note(quotation: ET.Element, say: Texts) -> None:
    """Make a note of a *quotation* that begins with `[!NOTE]` or the like, as on GitHub."""
    first = quotation[0] if len(quotation) else None
    kind = _NOTE.match(first.text or "") if first is not None and first.tag == "p" else None
    if first is None or kind is None:
        return
    first.text = (first.text or "")[kind.end() :]
    if not first.text.strip():
        quotation.remove(first)
    name = ET.Element("p", {"class": "callout-name"})
    name.text = say(f"prose.{kind[1].lower()}")
    quotation.insert(0, name)
    quotation.tag = "div"
    quotation.attrib = {"class": f"callout callout-{kind[1].lower()}", "role": "note"}


def _with_definitions(elements: list[ET.Element]) -> list[ET.Element]:
    """Return *elements* with definition lists in place of the paragraphs that define something."""
    found: list[ET.Element] = []
    for element in elements:
        lines = (element.text or "").split("\n") if element.tag == "p" else []
        if not any(map(_DEFINITION.match, lines)):
            found.append(element)
            continue
        if _DEFINITION.match(lines[0]) and found and _may_be_term(found[-1]):  # behind a blank line
            lines.insert(0, found.pop().text or "")
        if found and found[-1].tag == "dl":
            _define(found[-1], lines)
        elif _DEFINITION.match(lines[0]):  # a colon with nothing in front of it
            found.append(element)
        else:
            found.append(ET.Element("dl"))
            _define(found[-1], lines)
    return found


def _may_be_term(element: ET.Element) -> bool:
    return element.tag == "p" and "\n" not in (element.text or "") and "\x02" not in (element.text or "")


def _define(definitions: ET.Element, lines: list[str]) -> None:
    """Add to *definitions* what *lines* say: terms, and behind a colon what they mean.

    Between two definitions, the line right in front of the second is its term, unless it is indented.
    """
    parts: list[tuple[str, list[str]]] = []
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        if begin := _DEFINITION.match(line):
            parts.append(("dd", [line[begin.end() :]]))
        elif parts and parts[-1][0] == "dd" and (line.startswith(" ") or not _DEFINITION.match(following)):
            parts[-1][1].append(line.strip())
        else:
            parts.append(("dt", [line.strip()]))
    for tag, text in parts:
        ET.SubElement(definitions, tag).text = "\n".join(text)
