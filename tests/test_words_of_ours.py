"""No word of ours stands anywhere on a site but in the catalogue of texts.

The authors of this site write Georgian, and its catalogue says everything in wide letters. Whatever else is
shown in Latin letters was written into a template or into code.
"""

import json
import re
from html.parser import HTMLParser

import pytest

from conftest import files_of
from crosswalk.build import build
from crosswalk.catalogues import shipped_catalogue
from crosswalk.settings import load_settings

LATIN = re.compile(r"[A-Za-z]+")
WIDE = {ord(char): ord(char) + 0xFEE0 for char in map(chr, range(0x41, 0x7B)) if char.isalpha()}
SHOWN = ("aria-label", "alt", "title", "placeholder", "aria-description", "label", "content")
META = ("description", "og:title", "og:description", "og:site_name", "og:image:alt")
REFERENCE = ("api.html", "rels/")
"""The reference of the API is in English in every site, as its declarations are."""
SIGNS = {"Esc", "j", "k", "n", "p", "t", "A", "B"}
"""What is written on keys, and what answers are called in a matrix."""
ADDRESS = re.compile(
    r"https?://\S+|[\w.-]+\.(?:example|app|com)\b|/[\w./-]+|JSON|CSV|Spectral|Markdown|OpenAPI|acme/knowledge"
)
"""What is called the same in every language."""


def wide() -> str:
    """Return a catalogue that says everything in letters of its own."""
    lines = []
    for name, forms in shipped_catalogue("en").texts.items():
        said = [re.sub(r"[A-Za-z]+(?![^{]*\})", lambda word: word[0].translate(WIDE), form) for form in forms]
        lines.append(f"{name} = {json.dumps(list(forms) if name == 'plural' else said, ensure_ascii=False)}")
    return "\n".join(lines)


def topic(number: int) -> str:
    guidelines = [
        {
            "guideline_id": f"g{each}",
            "guideline_title": f"წესები {each}",
            "guideline_url": f"https://g{each}.example/",
            "guideline_company": f"სახლი {each}",
            "guideline_status": "superseded" if each == 0 else "current",
            "guideline_replacedBy": ["g1"] if each == 0 else [],
            "guideline_date": "2024-05-14",
            "guideline_reviewDate": "2025-05-14",
            "guideline_authors": [{"name": "ადა"}],
            "position": "a" if each < number % 5 else "b",
            "note": "ენები.",
            "references": [
                {
                    "name": "ნაწილი",
                    "url": f"https://g{each}.example/#{number}",
                    "level": ("must", "should", "may", "should-not", "must-not")[each],
                    "rule": "17",
                    "document": "წიგნი",
                    "quote": "ასე.",
                    "archivedUrl": "https://archive.example/1",
                }
            ]
            if each
            else [],
        }
        for each in range(5)
        if (number + each) % 3
    ]
    front = {
        "topic_id": f"t{number}",
        "topic_name": f"საქმე {number}",
        "topic_category": f"გვარი {number % 2}",
        "topic_question": "როგორ?",
        "topic_positions": [{"id": "a", "label": "დიახ"}, {"id": "b", "label": "არა"}],
        "topic_related": ["t1"] if number != 1 else [],
        "topic_specs": [{"name": "წიგნი", "url": "https://book.example/"}],
        "topic_authors": [{"name": "ადა"}],
        "topic_updated": "2026-01-31",
        "guidelines": guidelines,
    }
    body = "## ორი\n\nენები[^1].\n\n> [!NOTE]\n> ენა.\n\n```json\n{}\n```\n\n## სამი\n\n[^1]: ენა.\n"
    return f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n{body}"


class Words(HTMLParser):
    """Collects what a page says: texts, and attributes that are shown or read aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unsaid = 0
        self.feed(page)

    def handle_starttag(  # noqa: D102 - as HTMLParser calls it
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        known = dict(attrs)
        self._unsaid += tag in ("script", "style", "code")
        is_said = tag != "meta" or (known.get("name") or known.get("property")) in META
        self.said += [value for name, value in attrs if is_said and name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:  # noqa: D102 - as HTMLParser calls it
        self._unsaid -= tag in ("script", "style", "code")

    def handle_data(self, data: str) -> None:  # noqa: D102 - as HTMLParser calls it
        if not self._unsaid:
            self.said.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of the site that are read by people, by path."""
    root = tmp_path_factory.mktemp("georgian")
    files = {
        **{f"content/topics/t{number}.md": topic(number) for number in range(14)},
        "content/pages/about.md": "---\ntitle: ჩვენ\nmenu: foot\n---\nენები.\n",
        "content/posts/2026-01-02-news.md": "---\ntitle: ამბავი\ndate: 2026-01-02\n---\nენები.\n",
        "theme/texts/ka.toml": wide(),
        "crosswalk.toml": SETTINGS,
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    content = root / "content"
    built = build(content, root / "site", load_settings(content))
    assert not built.found.has_errors
    return {
        path: data.decode()
        for path, data in files_of(root / "site").items()
        if path.endswith((".html", ".md", ".txt", ".xml"))
    }


SETTINGS = """\
title = "საქმეები"
description = "რა ვქნათ"
base_url = "https://site.example"
language = "ka"
repository = "https://github.com/acme/knowledge"
theme = "theme"
[comments]
repo = "acme/knowledge"
repo_id = "R_1"
category = "ენები"
category_id = "DIC_1"
"""


def latin(text: str) -> set[str]:
    """Return the words in Latin letters of *text* that are not called so everywhere."""
    return set(LATIN.findall(ADDRESS.sub(" ", text))) - SIGNS


def test_pages_say_nothing_else(site: dict[str, str]) -> None:
    pages = {path: page for path, page in site.items() if path.endswith(".html")}
    found = {path: latin(" ".join(Words(page).said)) for path, page in pages.items()}
    assert {path: words for path, words in found.items() if words and not path.startswith(REFERENCE)} == {}


@pytest.mark.parametrize("path", ["design/topics/t3.md", "llms.txt"])
def test_what_programs_read_says_nothing_else(site: dict[str, str], path: str) -> None:
    text = re.sub(r"\]\(.*?\)|```.*?```|\[!NOTE\]", "]", site[path], flags=re.DOTALL)
    # llmstxt.org calls one section so in every language.
    assert latin(text.replace("## Optional\n", "")) == set()


def test_the_feed_says_nothing_else(site: dict[str, str]) -> None:
    titles = re.findall(r"<(?:title|summary|subtitle)>(.*?)</", site["feed.xml"])
    assert titles
    assert latin(" ".join(titles)) == set()
