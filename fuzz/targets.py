"""What fuzzing tries: any bytes in, nothing out; what must never be raises.

Each target is a promise of CONTRACT that holds for every input. `fuzz/run.py` looks for bytes that break
one, guided by the code they reach; the tests run each target once on every file of `fuzz/corpus`.
"""

import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

from contract import assert_lines
from crosswalk import media, prose, shapes
from crosswalk.diagnostics import Diagnostics, as_text
from crosswalk.source import front_matter
from crosswalk.text import Source, read_text
from test_prose import Audit

FILE = "topics/a.md"

LENGTH = 5_000
"""About how many characters a repeated part of a body makes."""

SECONDS = 10.0
"""Most seconds of a processor for a body of that length, while every line that is reached is noted."""


def topic(data: bytes) -> None:
    """Read *data* as a topic file: a topic or findings, and each of those where it can be in the file."""
    found = Diagnostics()
    source = read_text(FILE, data, found)
    document = front_matter(source, found) if source else None
    if document:
        shapes.topic(document, found)
    assert found.errors or document, "a file that is no topic, and not a word about it"
    _assert_findings(found, source)


def registry(data: bytes) -> None:
    """Read *data* as each kind of file that is YAML as a whole."""
    found = Diagnostics()
    source = read_text("guidelines/a.yaml", data, found)
    if source:
        entry = shapes.registry_entry("a.yaml", source, found)
        assert found.errors or entry, "a file that is no guideline, and not a word about it"
        shapes.listed_categories(source, found)
    _assert_findings(found, source)


def _assert_findings(found: Diagnostics, source: Source | None) -> None:
    assert_lines("".join(f"{line}\n" for line in as_text(found, "content")))
    lines = source.text.split("\n") if source else []
    for place in (each.place for each in found if source):
        assert place.column <= len(lines[place.line - 1]) + 1, place


def markdown(data: bytes) -> None:
    """Render *data* as a body: refused, or safe and soon; what stands between two NULs is repeated."""
    before, repeated, after = (*data.split(b"\0", 2), b"", b"")[:3]
    unit = repeated.decode("utf-8", "replace")
    times = LENGTH // len(unit) if unit else 0
    text = before.decode("utf-8", "replace") + unit * times + after.decode("utf-8", "replace")
    started = time.process_time()
    list(prose.topic_links(text))
    if prose.too_complex(text) is None:
        rendered = prose.render(text, base_path="/kb", topic_href={"paging": "/kb/paging"}.get)
        assert time.process_time() - started < SECONDS, "a body that was accepted takes too long"
        assert Audit(str(rendered.html)).faults == []
    else:
        assert time.process_time() - started < SECONDS, "the answer that a body is refused takes too long"


def drawing(data: bytes) -> None:
    """Judge *data* as a logo: refused in one line, or without what acts, as another reader of XML sees it."""
    reason = media.refusal("a.svg", data)
    if reason is not None:
        assert reason.isprintable(), ascii(reason)
        assert len(reason) < 300, reason
        return
    try:
        root = ET.fromstring(data)  # noqa: S314 - declarations were refused
    except ET.ParseError:
        assert b"}" in data, "no XML"  # which it cannot bear in the name of a namespace
        return
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        assert name not in {"script", "foreignobject", "iframe", "handler", "listener", "video"}, name
        for attribute, value in element.items():
            assert not attribute.rpartition("}")[2].lower().startswith("on"), attribute
            assert "javascript:" not in "".join(value.split()).lower(), value


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "topic": topic,
    "registry": registry,
    "markdown": markdown,
    "drawing": drawing,
}
