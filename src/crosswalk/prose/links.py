"""The links and images of a body: each leads where a page may lead, or keeps its text alone."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

from crosswalk.prose.fences import cut_fences
from crosswalk.prose.headings import key
from crosswalk.prose.text import CODE_SPAN

_TOPIC = re.compile(r"(?:\]\(|^ {0,3}\[[^\]]{1,200}\]:) *<?topic:([^\s()<>#\"']*)")


def topic_links(markdown: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and topic id of each link to a topic in *markdown*, as it is written; from 1.

    Code is passed over as far as a line tells; rendering decides anew what is a link.
    """
    if "topic:" not in markdown:
        return
    in_code = {line for fence in cut_fences(markdown)[1] for line in fence.lines}
    for number, line in enumerate(markdown.split("\n")):
        if number not in in_code and "topic:" in line:
            text = CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
            yield from ((number + 1, link.start(1) + 1, link[1]) for link in _TOPIC.finditer(text))


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def finish_link(
    link: ET.Element,
    base_path: str,
    topic_href: Callable[[str], str | None],
    fragments: dict[str, str],
) -> None:
    """Lead *link* where its author meant it to, or nowhere."""
    if link.get("class") == "anchor":
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
    if not _is_plain(url):
        return None
    if url.startswith("#"):
        return f"#{fragments.get(key(url), url[1:])}"
    scheme = _SCHEME.match(url)
    if scheme is None:
        return _site_href(url, base_path)
    match scheme[1].lower():
        case "http" | "https":
            return url if _WEB.match(url) else None
        case "mailto":
            return url
        case "topic":
            topic, hash_, fragment = url[scheme.end() :].partition("#")
            href = topic_href(topic)
            return None if href is None else f"{href}{hash_}{fragment}"
        case _:
            return None


def _is_plain(url: str) -> bool:
    """Tell whether *url* is free of what browsers drop or read otherwise: blanks, controls, backslashes."""
    return url.isprintable() and " " not in url and "\\" not in url


def _site_href(url: str, base_path: str) -> str | None:
    """Return the path *url* below *base_path*, or None where it is none: `//x` is another host."""
    return f"{base_path}{url}" if url.startswith("/") and not url.startswith("//") else None


def finish_images(root: ET.Element, base_path: str) -> None:
    """Keep the images of this site; those of other hosts become links, since no page asks another host."""
    linked = {image for link in root.iter("a") for image in link.iter("img")}
    for image in list(root.iter("img")):
        url, text = image.get("src", ""), image.get("alt", "")
        path = _site_href(url, base_path) if _is_plain(url) else None
        if path is not None:
            image.set("src", path)
            image.set("loading", "lazy")
            image.set("decoding", "async")
        elif _is_plain(url) and _WEB.match(url) and image not in linked:
            image.tag = "a"
            image.text = text or url
            image.set("href", url)
        else:
            image.text = text
            unwrap(image)


def unwrap(element: ET.Element) -> None:
    """Let *element* be serialised as what it holds, without a tag of its own."""
    element.tag = None  # type: ignore[assignment]
