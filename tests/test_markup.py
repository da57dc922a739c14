"""Every page and the style sheet, judged by the Nu HTML checker: no error and no warning."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from conftest import NODE_MODULES, RunTool, write_content

TOLERATED = {
    r"Resource violates Content Security Policy \(meta tag\): .* “/[^/].*” blocked by": (
        "the checker reads files, which have no origin that 'self' could mean; Chromium asks a host"
    ),
    r"Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive": (
        "JSON-LD is data, which a policy for scripts does not concern; Chromium would tell of a script"
    ),
}
"""Patterns of warnings that say nothing about the pages, each with the reason."""


def messages(run_tool: RunTool, *folders: Path) -> list[dict[str, Any]]:
    """Return what the checker says about all pages and style sheets of *folders*."""
    options = ("--format", "json", "--stdout", "--skip-non-html", "--also-check-css", "--no-langdetect")
    quick_to_start = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
    jar = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
    checked = run_tool("java", *quick_to_start, "-jar", jar, *options, *folders)
    assert checked.returncode in (0, 1), checked.stderr
    said: list[dict[str, Any]] = json.loads(checked.stdout)["messages"]
    return said


def told(message: dict[str, Any]) -> str:
    """Return *message* on one line."""
    place = f"{message.get('url', '')}:{message.get('lastLine', '')}"
    return f"{place}: {message['type']}: {message['message']} {message.get('extract', '')!r}"


def test_the_checker_has_nothing_to_say(run_tool: RunTool, own_site: Path, published_site: Path) -> None:
    said = messages(run_tool, own_site, published_site)
    seen = {pattern: [each for each in said if re.match(pattern, each["message"])] for pattern in TOLERATED}
    tolerated = [each for known in seen.values() for each in known]
    assert [told(each) for each in said if each not in tolerated] == []
    assert all(seen.values()), "a pattern that is needed no longer"
    pages = {str(page) for site in (own_site, published_site) for page in site.rglob("*.html")}
    assert {unquote(urlsplit(each["url"]).path) for each in tolerated} == pages, "every page was read"


def test_the_checker_would_find_what_is_wrong(run_tool: RunTool, tmp_path: Path) -> None:
    files = {
        "page.html": "<!doctype html><html lang=en><title>T</title><p>A<img src='/a.png'><p><div></p></div>",
        "assets/site.css": "a { colour: red }",
    }
    said = {each["message"] for each in messages(run_tool, write_content(files, tmp_path))}
    assert any("alt" in message for message in said)
    assert any("colour" in message for message in said)
