"""The links of a body, resolved in the Markdown itself, for those who read it as it was written."""

import re
from collections.abc import Callable

from crosswalk.prose.fences import cut_fences
from crosswalk.prose.text import CODE_SPAN

_TARGET = re.compile(r"(?:\]\(|^ {0,3}\[[^\]]{1,200}\]:) *<?(topic:[^\s()<>#\"']*|/(?![/\\])[^\s()<>\"']*)")


def relinked(markdown: str, *, site_url: str, topic_url: Callable[[str], str | None]) -> str:
    """Return *markdown* with `topic:x` leading to what *topic_url* says, and `/x` taken below *site_url*.

    Code stays as it is, as far as a line tells; so does a link to a topic that there is not.
    """
    in_code = {line for fence in cut_fences(markdown)[1] for line in fence.lines}
    lines = markdown.split("\n")
    for number, line in enumerate(lines):
        if number not in in_code and ("topic:" in line or "/" in line):
            lines[number] = _relinked_line(line, site_url, topic_url)
    return "\n".join(lines)


def _relinked_line(line: str, site_url: str, topic_url: Callable[[str], str | None]) -> str:
    shown = CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
    for link in reversed(list(_TARGET.finditer(shown))):
        target = link[1]
        url = topic_url(target.removeprefix("topic:")) if target.startswith("topic:") else site_url + target
        if url is not None:
            line = line[: link.start(1)] + url + line[link.end(1) :]
    return line
