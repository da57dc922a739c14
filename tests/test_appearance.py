"""How owners have a site look and speak: settings, files beside them, and what becomes of the pages."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import Command
from crosswalk import colours
from crosswalk.build import build
from crosswalk.diagnostics import CrosswalkError
from crosswalk.settings import load_settings

DOCUMENT = Path(__file__).resolve().parents[1] / "docs/appearance.md"
SMALL = Path(__file__).parent / "cases/small/content"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 16"><path d="M0 0h64v16H0z"/></svg>'


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The content of a small site, in a folder of its own."""
    return shutil.copytree(SMALL, tmp_path / "content")


def decide(content: Path, settings: str, **files: str) -> None:
    """Write *settings* beside *content*, and *files* of a theme, `__` in a name for a slash."""
    (content.parent / "crosswalk.toml").write_text(settings, "utf-8")
    for name, text in files.items():
        put(content.parent / "theme" / name.replace("__", "/").replace("_html", ".html"), text)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def site(content: Path) -> dict[str, str]:
    """Return the pages and assets of the site of *content*."""
    output = content.parent / "site"
    built = build(content, output, load_settings(content))
    assert not built.found.has_errors
    return {
        path.relative_to(output).as_posix(): path.read_text("utf-8")
        for path in output.rglob("*")
        if path.suffix in (".html", ".css", ".js", ".svg", ".md")
    }


def documented() -> tuple[list[str], dict[str, str]]:
    """Return the settings that the document shows, and its files by path."""
    blocks = re.findall(r"(?:`([\w./]+)`\n\n)?```(\w+)\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    return (
        [text for path, kind, text in blocks if not path and kind == "toml"],
        {path: text for path, _, text in blocks if path},
    )


def tables_last(settings: str) -> tuple[bool, bool]:
    """Return where *settings* belong in a file: a key of the whole may not stand behind a table."""
    return re.search(r"^\[", settings, re.MULTILINE) is not None, settings.startswith("[")


def test_a_site_of_all_that_the_document_shows(content: Path) -> None:
    settings, files = documented()
    decide(content, "".join(("description = 'Rules'\n", *sorted(settings, key=tables_last))))
    put(content.parent / "logo.svg", LOGO)
    for path, text in files.items():
        put(content.parent / path, text)
    put(content / "pages/about.md", "---\ntitle: About us\n---\nWe.\n")
    made = site(content)
    home, topics = made["index.html"], made["design/topics/index.html"]
    assert "<h1>Success criteria</h1>" in topics
    assert "explainers that explain them." in home
    assert "Made by volunteers, with crosswalk" in home
    assert re.search(
        r'<img class="brand-logo" src="/assets/logo.svg\?v=\w+" alt="" width="128" height="32">', home
    )
    assert made["assets/logo.svg"] == LOGO
    navigation = re.search(r'<nav class="navigation".*?</nav>', home, re.DOTALL)
    assert navigation
    assert re.findall(r">([^<>\n]+)</a>", navigation[0]) == [
        "Success criteria",
        "Explainers",
        "About us",
        "Forum",
    ]
    assert "© 2026 Example Association" in home
    assert '<a href="/about" dir="auto">Imprint</a>' in home
    assert "These pages are no legal advice." in home
    style = made["assets/site.css"]
    assert "--accent: light-dark(#8a1c5b, #f0a3cf);" in style
    assert style.index(".brand-name { letter-spacing") > style.rindex("@layer own")
    for name, page in made.items():
        if name.endswith(".html") and not name.startswith(("api", "rels/")):
            ours = page.replace("API Guidelines", "")  # as Acme called theirs
            shown = re.sub(r"<script.*?</script>|<[^>]*>|/design/\S+", " ", ours, flags=re.DOTALL)
            assert not re.search(r"\b(topic|guideline)s?\b", shown, re.IGNORECASE), name


def test_the_document_names_every_colour() -> None:
    rows = re.findall(r"^\| (`.*?) \|", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"`([\w-]+)`", " ".join(rows)))
    assert set(colours.of_theme()) <= named | {
        f"tone-{number}{ink}" for number in range(2, 8) for ink in ("", "-ink")
    }


def test_a_site_speaks_its_language(content: Path) -> None:
    decide(content, 'language = "de-AT"')
    made = site(content)
    assert '<html lang="de-AT">' in made["index.html"]
    assert "Zum Inhalt" in made["index.html"]
    assert "Themen" in made["design/topics/index.html"]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[labels]\ntopik = 'x'", "labels: unknown label 'topik'; did you mean 'topic'?"),
        ("labels = 'x'", "labels must be a table"),
        ("[labels]\ntopic = ''", "labels.topic must be text on one line, of 60 characters at most"),
        ("[colours]\naccents = '#000000'", "colours: unknown colour 'accents'; did you mean 'accent'?"),
        (
            "[colours]\naccent = 'red'",
            'colours.accent must be "#rrggbb", or a list of two: for the light and the dark scheme',
        ),
        (
            "[colours]\nink = '#cccccc'",
            "colours: ink on paper has a contrast of 1.6 in the light scheme; 4.5 is needed to make it out",
        ),
        ("logo = 'logo.exe'", "logo must be a file that ends on .svg, .png, .webp, .jpg"),
        ("logo = 'gone.svg'", "logo: there is no file 'gone.svg' beside the settings"),
        ("logo = '../away.svg'", "logo: '../away.svg' stands elsewhere than beside the settings"),
        ("navigation = []", "navigation must be a list of"),
        ("navigation = [{ text = 'a' }]", "navigation: a link is a table as in"),
        (
            "navigation = [{ text = 'a', href = 'javascript:alert(1)' }]",
            "navigation: 'javascript:alert(1)' is no http(s) URL",
        ),
        ("footer = { words = 'x' }", "footer: unknown key 'words'; known are text, links"),
        ("theme = 'gone'", "theme: there is no folder 'gone' beside the settings"),
        ("theme = '/'", "theme: '/' stands elsewhere than beside the settings"),
    ],
)
def test_a_mistake_is_told(content: Path, settings: str, told: str) -> None:
    decide(content, settings)
    with pytest.raises(CrosswalkError) as error:
        load_settings(content)
    assert str(error.value).startswith(f"crosswalk.toml: {told}")


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (
            "topic.html",
            "",
            "theme: topic.html: a theme has base.html, and the folders pages,",
        ),
        ("pages/topic.exe", "", "theme: pages/topic.exe: a theme has files that end on .html"),
        ("assets/a b.css", "", "theme: assets/a b.css: names are made of letters, digits, dots"),
        (
            "texts/en.toml",
            "homes.title = ''",
            "theme: texts/en.toml: there is no text 'homes.title'; did you",
        ),
        ("texts/en.toml", "= 1", "theme: texts/en.toml: it is not valid TOML"),
    ],
)
def test_a_mistake_in_a_theme_is_told(content: Path, path: str, text: str, told: str) -> None:
    decide(content, "theme = 'theme'")
    put(content.parent / "theme" / path, text)
    with pytest.raises(CrosswalkError) as error:
        load_settings(content)
    assert str(error.value).startswith(f"crosswalk.toml: {told}")


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("\n\n{% if %}", "theme: pages/search.html:3: Expected an expression, got 'end of statement block'"),
        (
            "{{ page.hue }}",
            "theme: a page by pages/search.html cannot be made: 'SearchView' object has no attribute 'hue'",
        ),
        ("{{ pages }}", "theme: a page by pages/search.html cannot be made: 'pages' is undefined"),
    ],
)
def test_a_template_that_makes_no_page_is_told_and_the_site_stays(
    content: Path, template: str, told: str
) -> None:
    decide(content, "")
    before = site(content)
    decide(content, "theme = 'theme'", pages__search_html=template)
    with pytest.raises(CrosswalkError) as error:
        site(content)
    assert str(error.value) == told
    decide(content, "")
    assert site(content) == before


def test_a_theme_may_call_macros_as_jinja_has_it(content: Path) -> None:
    template = """
    {% extends "crosswalk/pages/search.html" %}
    {% macro framed(words) %}<div>{{ caller() }} {{ words }}</div>{% endmacro %}
    {% macro item(link) %}<b>{{ link.text }}</b>{% endmacro %}
    {% block opening %}{% call framed("<and>") %}<i>{{ page.lead }}</i>{% endcall %}
    {% for link in frame.navigation %}{{ link | once(item) }}{% endfor %}{{ super() }}{% endblock %}
    """
    decide(content, "theme = 'theme'", pages__search_html=template)
    page = site(content)["search.html"]
    assert re.search(r"<div><i>3 topics and .*</i> &lt;and&gt;</div>", page)
    assert "<b>Topics</b>" in page
    assert "<h1>Search</h1>" in page


@pytest.mark.parametrize("path", ["base.html", "assets/own.css", "texts/en.toml"])
def test_a_text_of_a_theme_is_utf_8(content: Path, path: str) -> None:
    decide(content, "theme = 'theme'")
    put(content.parent / "theme" / path, "")
    (content.parent / "theme" / path).write_bytes(b"\xff")
    with pytest.raises(CrosswalkError, match=f"theme: {path}: it is not UTF-8"):
        load_settings(content)


def test_no_link_leads_out_of_a_theme(content: Path) -> None:
    put(content.parent.parent / "secret.css", "secret")
    decide(content, "theme = 'theme'", assets__a="")
    (content.parent / "theme/assets/a").unlink()
    (content.parent / "theme/assets/a.css").symlink_to(content.parent.parent / "secret.css")
    with pytest.raises(CrosswalkError, match="stands elsewhere"):
        load_settings(content)


def test_a_page_that_the_navigation_names_must_be_there(content: Path, crosswalk_command: Command) -> None:
    decide(content, 'navigation = ["topics", "abuot"]')
    put(content / "pages/about.md", "---\ntitle: About us\n---\nWe.\n")
    done = crosswalk_command("check", "--content", content)
    assert done.returncode == 2
    assert "the setting navigation: there is no page 'abuot'; did you mean 'about'?" in done.stderr


def test_what_is_decided_anew_is_made_anew(content: Path, crosswalk_command: Command) -> None:
    """Nothing that was kept from before may stay where words, colours or templates have changed."""
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("", {}),
        ("theme = 'theme'\n", {"texts__en.toml": "home.title = 'Porch'"}),
        ("theme = 'theme'\n", {"texts__en.toml": "home.title = 'Hall'"}),
        ("theme = 'theme'\n", {"pages__search_html": "{{ frame.site_title }}"}),
        ("theme = 'theme'\n[labels]\ntopic = 'rule'\n", {}),
    )
    for settings, files in steps:
        decide(content, settings, **files)
        kept, anew, cache = (content.parent / name for name in ("kept", "anew", "cache"))
        crosswalk_command("build", "--content", content, "--output", kept, "--cache", cache)
        crosswalk_command("build", "--content", content, "--output", anew, "--no-cache")
        assert tree(kept) == tree(anew)


def tree(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
