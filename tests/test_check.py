"""Rules that need the whole crosswalk; docs/diagnostics.md has a case of each, here are their corners."""

import itertools
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import write_content
from crosswalk.build import examine
from crosswalk.check import check
from crosswalk.diagnostics import Diagnostics
from crosswalk.link import link
from crosswalk.load import load
from crosswalk.prose import topic_links
from crosswalk.settings import Settings
from crosswalk.urls import Urls


def found_in(tmp_path: Path, files: Mapping[str, str]) -> list[str]:
    """Return what is found in *files* as `file:line:column code`."""
    _, found = examine(write_content(files, tmp_path / "content"), Settings())
    return [f"{each.place.file}:{each.place.line}:{each.place.column} {each.code}" for each in found]


def topic(topic_id: str, *lines: str, body: str = "") -> dict[str, str]:
    """Return a topic file."""
    front = "\n".join(["---", f"topic_id: {topic_id}", "topic_name: A name", *lines, "---", ""])
    return {f"topics/{topic_id}.md": front + body}


def test_a_link_may_use_an_earlier_id(tmp_path: Path) -> None:
    files = {
        **topic("a", "topic_aliases: [b]"),
        **topic("c", body="[x](topic:a) [y](topic:b) [z](topic:d)\n"),
    }
    assert found_in(tmp_path, files) == ["topics/c.md:5:37 topic-unknown"]


def test_links_are_found_in_every_kind_of_body(tmp_path: Path) -> None:
    files = {
        **topic("a"),
        "guidelines/g.md": "---\nguideline_id: g\nguideline_title: G\nguideline_url: https://g.example/\n---\n"
        "[x](topic:no)\n",
        "pages/about.md": "---\ntitle: About\n---\r\n\r\n[x](topic:no)\r\n",
    }
    assert found_in(tmp_path, files) == [
        "guidelines/g.md:6:11 topic-unknown",
        "pages/about.md:5:11 topic-unknown",
    ]


@pytest.mark.parametrize(
    ("markdown", "links"),
    [
        ("[a](topic:b)", [(1, 11, "b")]),
        ("[a]( <topic:b#c> 'title')", [(1, 13, "b")]),
        ("[a][b]\n\n[b]: topic:c", [(3, 12, "c")]),
        ("`[a](topic:b)` and ``x ` [a](topic:b)`` and [a](topic:c)", [(1, 55, "c")]),
        ("```\n[a](topic:b)\n```\n> ~~~\n> [a](topic:b)\n> ~~~\n[a](topic:c)", [(7, 11, "c")]),
        ("````\n```\n[a](topic:b)\n```\n````\n[a](topic:c)", [(6, 11, "c")]),
        ("- ```\n  [a](topic:b)\n  ```\n\n```\n[a](topic:b)", []),
        ("topic:b and [topic:c] and (topic:d)", []),
        ("[a](topic:)", [(1, 11, "")]),
        ("[^1]: [a](topic:b)", [(1, 17, "b")]),
        ("[^1]: topic:b", []),
        ("a\n: [a](topic:b)\n\n| [a](topic:c) |\n|---|", [(2, 13, "b"), (4, 13, "c")]),
    ],
)
def test_links_are_told_from_words_and_code(markdown: str, links: list[tuple[int, int, str]]) -> None:
    assert list(topic_links(markdown)) == links


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("![](/media/a.svg)", ["5:1 image-alt"]),
        ("a ![ ](<https://e.example/a.png> 't') ![b][c]\n\n> - ![][c]", ["5:3 image-alt", "7:5 image-alt"]),
        ("`![](/x)` \\![](/x)\n\n```\n![](/x)\n```", []),
        ("![a](/media/b.svg) ![a](/media/%61.svg?x#y) ![a](b.svg)", ["5:1 media-missing"]),
        ("[^1]: ![](/media/b.svg)", ["5:7 image-alt", "5:7 media-missing"]),
        ("[![](/media/a.svg)](/x) [](/media/b.svg) ![a\nb](/media/b.svg)", ["5:2 image-alt"]),
    ],
)
def test_images_have_a_text_and_a_file(tmp_path: Path, body: str, found: list[str]) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    files = {**topic("a", body=f"{body}\n"), "media/a.svg": svg}
    assert found_in(tmp_path, files) == [f"topics/a.md:{each}" for each in found]


def test_places_of_positions_are_taken_only_where_there_are_some(tmp_path: Path) -> None:
    files = {
        **topic("a", "permalink: /design/settled"),
        "pages/build.md": "---\ntitle: Build\n---\n",
    }
    assert found_in(tmp_path / "without", files) == []
    asked = topic("b", "topic_positions:", "  - {id: one, label: One}")
    assert found_in(tmp_path / "with", {**files, **asked}) == [
        "pages/build.md:1:1 permalink-collision",
        "topics/a.md:4:12 permalink-collision",
        "topics/b.md:5:10 position-unused",
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("position: [one, two]", ["9:15 position-unproved"]),
        ("position: maybe", ["9:15 position-unknown", "9:15 position-unproved"]),
        ("position: [one, two]\n    references:\n      - {name: x, url: here}", ["11:24 url-invalid"]),
        (
            "position: [one, two]\n    references: [{name: x, url: 'https://a.b/', level: may, quote: So}]",
            [],
        ),
    ],
)
def test_a_position_is_taken_and_proved(tmp_path: Path, lines: str, found: list[str]) -> None:
    asked = ["topic_positions:", "  - {id: one, label: One}", "  - {id: two, label: Two}"]
    files = topic("a", *asked, "guidelines:", f"  - guideline_id: g\n    {lines}") | {
        "guidelines/g.yaml": "guideline_id: g\nguideline_title: G\nguideline_url: https://g.example/\n"
    }
    assert found_in(tmp_path, files) == [f"topics/a.md:{each}" for each in found]


def test_a_permalink_may_not_take_the_place_of_an_alias_or_a_page(tmp_path: Path) -> None:
    files = {
        **topic("a", "topic_aliases: [old]"),
        **topic("b", "permalink: /design/topics/old"),
        **topic("c", "permalink: /about/"),
        "pages/about.md": "---\ntitle: About\n---\n",
    }
    assert found_in(tmp_path, files) == [
        "topics/a.md:4:17 id-duplicate",
        "topics/c.md:4:12 permalink-collision",
    ]


def test_twice_the_topics_take_twice_the_effort(tmp_path: Path) -> None:
    """Counted in calls, which no other process makes slower; links, permalinks and aliases are looked up."""

    def effort(count: int) -> int:
        text = (
            "---\ntopic_id: t-{0}\ntopic_name: T\ntopic_related: [t-0]\ntopic_aliases: [old-{0}]\n"
            "permalink: /p/{0}\n---\n[It](topic:t-0)\n"
        )
        files = {f"topics/t-{number}.md": text.format(number) for number in range(count)}
        found = Diagnostics()
        registry = load(write_content(files, tmp_path / str(count)), found)
        crosswalk = link(registry, found)
        calls = itertools.count()
        tracing = sys.getprofile()
        sys.setprofile(lambda *_: next(calls))
        try:
            check(registry, crosswalk, Urls(), found)
        finally:
            sys.setprofile(tracing)
        assert not list(found)
        return next(calls)

    assert effort(80) < 2.2 * effort(40)
