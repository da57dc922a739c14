"""A body for those who read it as Markdown: its links resolved, its raw tags the text that pages show."""

import re
from collections.abc import Callable

from crosswalk.prose.fences import cut_fences
from crosswalk.prose.text import CODE_SPAN

_ESCAPE = r"\\."
_TARGET = r"(?:\]\(|^ {0,3}\[[^\]]{1,200}\]:) *<?(?P<target>topic:[^\s()<>#\"']*|/(?![/\\])[^\s()<>\"']*)"
_TAG = r"(?<!\]\()(?<!\]: )(?P<tag><)(?=[A-Za-z/!?])(?!(?i:https?|mailto):)"
_MEANING = re.compile(f"{_TARGET}|{_ESCAPE}|{_TAG}")


def authored(markdown: str, *, site_url: str, topic_url: Callable[[str], str | None]) -> str:
    """Return *markdown* with `topic:x` leading to what *topic_url* says, `/x` below *site_url*, no raw tag.

    Code stays as it is, as far as a line tells; so does a link to a topic that there is not.
    """
    in_code = {line for fence in cut_fences(markdown)[1] for line in fence.lines}
    lines = markdown.split("\n")
    for number, line in enumerate(lines):
        if number not in in_code:
            lines[number] = _line(line, site_url, topic_url)
    return "\n".join(lines)


def _line(line: str, site_url: str, topic_url: Callable[[str], str | None]) -> str:
    shown = CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
    for found in reversed(list(_MEANING.finditer(shown))):
        if found["tag"]:
            line = f"{line[: found.start('tag')]}\\{line[found.start('tag') :]}"
        elif target := found["target"]:
            scheme, _, topic = target.partition("topic:")
            url = site_url + target if scheme else topic_url(topic)
            if url is not None:
                line = line[: found.start("target")] + url + line[found.end("target") :]
    return line
