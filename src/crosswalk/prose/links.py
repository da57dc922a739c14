"""The links of a body: each leads where a page may lead, or keeps its text alone."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

from crosswalk.prose.fences import lines_with
from crosswalk.prose.headings import key
from crosswalk.prose.text import characters

_TOPIC = re.compile(r"(?:\]\(|^ {0,3}\[[^^\]][^\]]{0,200}\]:) *<?topic:([^\s()<>#\"']*)")


def topic_links(markdown: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and topic id of each link to a topic in *markdown*, as it is written; from 1.

    Code is passed over as far as a line tells; rendering decides anew what is a link.
    """
    for number, text in lines_with("topic:", markdown):
        yield from ((number, link.start(1) + 1, link[1]) for link in _TOPIC.finditer(text))


_ADDRESS = r"(?i:https?)://(?:[^\s()<>\"']|\([^\s()<>]*\))+"
_TO_HOST = re.compile(
    rf"(?:(?<!\\)\]\(|^ {{0,3}}\[[^^\]][^\]]{{0,200}}\]:) *<?(?P<target>{_ADDRESS})(?=>? *(?:[)\"'(]|$))"
    r"|<(?P<bare>(?i:https?)://[^\s<>]+)>"
)


def host_links(markdown: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and address of each link to another host in *markdown*; from 1.

    Images are among them, for a page shows a link in their place. Code is passed over as far as a line tells.
    """
    for number, text in lines_with("://", markdown):
        for link in _TO_HOST.finditer(text):
            group = "target" if link["target"] else "bare"
            yield number, link.start(group) + 1, characters(link[group]) or ""


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def finish_link(
    link: ET.Element,
    base_path: str,
    topic_href: Callable[[str], str | None],
    fragments: dict[str, str],
) -> None:
    """Lead *link* where its author meant it to, or nowhere."""
    if "class" in link.attrib:  # it is ours: no class is the author's
        return
    href = _href(link.get("href", ""), base_path, topic_href, fragments)
    if href is None:
        unwrap(link)
    else:
        link.set("href", href)


def _href(
    url: str, base_path: str, topic_href: Callable[[str], str | None], fragments: dict[str, str]
) -> str | None:
    """Return the address that *url* stands for on a page, or None where a page must not lead there."""
    if not is_plain(url):
        return None
    if url.startswith("#"):
        return f"#{fragments.get(key(url), url[1:])}"
    scheme = _SCHEME.match(url)
    if scheme is None:
        return site_href(url, base_path)
    match scheme[1].lower():
        case "http" | "https":
            return url if is_elsewhere(url) else None
        case "mailto":
            return url
        case "topic":
            topic, hash_, fragment = url[scheme.end() :].partition("#")
            href = topic_href(topic)
            return None if href is None else f"{href}{hash_}{fragment}"
        case _:
            return None


def is_plain(url: str) -> bool:
    """Tell whether *url* is free of what browsers drop or read otherwise: blanks, controls, backslashes."""
    return url.isprintable() and " " not in url and "\\" not in url


def site_href(url: str, base_path: str) -> str | None:
    """Return the path *url* below *base_path*, or None where it is none: `//x` is another host."""
    return f"{base_path}{url}" if url.startswith("/") and not url.startswith("//") else None


def is_elsewhere(url: str) -> bool:
    """Tell whether *url* leads to a host."""
    return _WEB.match(url) is not None


def unwrap(element: ET.Element) -> None:
    """Let *element* be serialised as what it holds, without a tag of its own."""
    element.tag = None  # type: ignore[assignment]
