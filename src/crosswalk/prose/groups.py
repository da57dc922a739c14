"""Fences that belong together because nothing stands between them: a request and its response, and tabs.

In: the tree, where a paragraph with a mark stands for each fence. Out: the same, such fences in one element,
each with its name above it. Without a script all are shown, one after another.
"""

import re
import xml.etree.ElementTree as ET
from itertools import islice

from crosswalk.prose.code import Fence
from crosswalk.texts import Texts

_MARK = re.compile("\x02code:([0-9]+)\x03")
_REQUEST = re.compile(r"[A-Z]{2,20} \S+(?: HTTP/[0-9.]+)? *(?:\n|$)")
_RESPONSE = re.compile(r"HTTP/[0-9.]+ [1-5][0-9]{2}\b")


def finish_groups(root: ET.Element, fences: list[Fence], say: Texts) -> None:
    """Put together below *root* those of *fences* that belong together."""
    if not any(fence.tab or _RESPONSE.match(fence.code) for fence in fences):
        return
    for parent in list(root.iter()):
        known = [_fence(child, fences) for child in parent]
        if any(known):
            parent[:] = _grouped(list(parent), known, say)


def _fence(element: ET.Element, fences: list[Fence]) -> Fence | None:
    """Return the fence that *element* stands for, if it is a paragraph with nothing else in it."""
    mark = _MARK.fullmatch((element.text or "").rstrip()) if element.tag == "p" and not len(element) else None
    return fences[int(mark[1])] if mark else None


def _grouped(elements: list[ET.Element], known: list[Fence | None], say: Texts) -> list[ET.Element]:
    """Return *elements* with groups in place of the fences that belong together."""
    found: list[ET.Element] = []
    at = 0
    while at < len(elements):
        if names := _tabs(known, at):
            found.append(_group("tabs", names, elements[at : at + len(names)]))
        elif names := _messages(known, at, say):
            found.append(_group("exchange", names, elements[at : at + len(names)]))
        else:
            found.append(elements[at])
        at += len(names) or 1
    return found


def _tabs(known: list[Fence | None], at: int) -> list[str]:
    """Return the names of the tabs that begin *at* this place: until one has none, or one that was there."""
    names: dict[str, None] = {}
    for fence in islice(known, at, None):
        if fence is None or not fence.tab or fence.tab in names:
            break
        names[fence.tab] = None
    return list(names)


def _messages(known: list[Fence | None], at: int, say: Texts) -> list[str]:
    """Return how the two fences *at* this place are called if they are a request and its response."""
    pair = [fence for fence in known[at : at + 2] if fence and fence.language == "http" and not fence.tab]
    if len(pair) == 2 and _REQUEST.match(pair[0].code) and _RESPONSE.match(pair[1].code):
        return [say("prose.request"), say("prose.response")]
    return []


def _group(kind: str, names: list[str], elements: list[ET.Element]) -> ET.Element:
    """Return an element of a *kind* that holds *elements*, each below its name; one alone needs no group."""
    group = ET.Element("div", {"class": kind})
    for name, element in zip(names, elements, strict=True):
        panel = ET.SubElement(group, "div", {"class": "panel"})
        ET.SubElement(panel, "p", {"class": "panel-name"}).text = name
        panel.append(element)
    return group if len(names) > 1 else group[0]
