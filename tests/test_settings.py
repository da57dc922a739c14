"""Settings: where they are looked for, what overrides them, and what an owner is told of a mistake."""

from pathlib import Path

import pytest

from crosswalk.diagnostics import CrosswalkError
from crosswalk.settings import Comments, Settings, checked_base_url, load_settings


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder in a folder of its own."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def test_without_a_file_everything_has_a_default(content: Path) -> None:
    assert load_settings(content) == Settings()


def test_settings_stand_in_pyproject_beside_the_content(content: Path) -> None:
    (content.parent / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.crosswalk]\ntitle = "T"\n')
    assert load_settings(content).title == "T"


def test_a_pyproject_of_something_else_is_no_settings(content: Path) -> None:
    (content.parent / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert load_settings(content) == Settings()


def test_crosswalk_toml_comes_before_pyproject(content: Path) -> None:
    (content.parent / "crosswalk.toml").write_text('title = "own"\napi_formats = ["json", "yaml"]\n')
    (content.parent / "pyproject.toml").write_text('[tool.crosswalk]\ntitle = "other"\n')
    settings = load_settings(content)
    assert (settings.title, settings.api_formats) == ("own", ("json", "yaml"))


def test_flags_override_files(content: Path, tmp_path: Path) -> None:
    (content.parent / "crosswalk.toml").write_text('title = "beside"\n')
    config = tmp_path / "elsewhere.toml"
    config.write_text('title = "named"\nbase_url = "https://a.example/"\n')
    settings = load_settings(content, config=config, base_url="https://b.example/kb/")
    assert (settings.title, settings.base_url) == ("named", "https://b.example/kb")
    assert load_settings(content, config=config).base_url == "https://a.example"


def test_the_same_settings_are_found_from_any_folder(
    content: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (content.parent / "crosswalk.toml").write_text('title = "T"\n')
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (elsewhere / "crosswalk.toml").write_text('title = "not this one"\n')
    assert load_settings(Path("../content")).title == "T"


COMMENTS = "comments = { repo = 'a/b', repo_id = 'R_1', category = 'News', category_id = 'DIC_1' }"


def test_comments_are_off_unless_a_place_is_named(content: Path) -> None:
    assert Settings().comments is None
    (content.parent / "crosswalk.toml").write_text(COMMENTS)
    named = Comments(repo="a/b", repo_id="R_1", category="News", category_id="DIC_1")
    assert load_settings(content).comments == named


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel = 'T'", "unknown setting 'titel'; did you mean 'title'?"),
        ("qqqq = 'T'", "known are api_formats, base_url"),
        ("title = 1", "title must be text on one line"),
        ("title = 'a\\nb'", None),
        ('title = "a\\nb"', "title must be text on one line"),
        ("section = 'Design'", "section must be"),
        ("section = 'topics'", "section must be"),
        ("language = 'english language'", "language must be a tag"),
        ("repository = 'http://example.org'", "repository must be an https:// address"),
        ("branch = '../x y'", "branch must be made of"),
        ("content_path = '/etc'", "content_path must be made of"),
        ("api_formats = ['yaml']", "api_formats is a list of json and yaml"),
        ("api_formats = ['json', {}]", "api_formats is a list of json and yaml"),
        ("api_formats = 'json'", "api_formats is a list of json and yaml"),
        ("comments = true", "comments is a table of repo, repo_id, category, category_id"),
        ("comments = { repo = 'a/b' }", "comments is a table of repo, repo_id, category, category_id"),
        (COMMENTS.replace("a/b", "https://github.com/a/b"), "comments.repo must be owner/name"),
        (COMMENTS.replace("R_1", "R 1"), "comments.repo_id must be the id that giscus.app tells"),
        (COMMENTS.replace("'News'", "1"), "comments.category must be the name of a category"),
        (COMMENTS.replace("DIC_1", ""), "comments.category_id must be the id that giscus.app tells"),
        ("base_url = 'https://u:secret@example.org'", "the base URL must be"),
        ("title = ", "not valid TOML"),
        ("[tool]", "unknown setting 'tool'"),
    ],
)
def test_a_mistake_is_told_in_one_line(content: Path, text: str, told: str | None) -> None:
    (content.parent / "crosswalk.toml").write_text(text)
    if told is None:
        load_settings(content)
        return
    with pytest.raises(CrosswalkError) as caught:
        load_settings(content)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_file_that_is_not_there_is_told(content: Path) -> None:
    with pytest.raises(CrosswalkError, match=r"cannot read the settings in none\.toml: no such file"):
        load_settings(content, config=content / "none.toml")


def test_a_table_of_another_kind_is_told(content: Path) -> None:
    (content.parent / "pyproject.toml").write_text("tool.crosswalk = 1\n")
    with pytest.raises(CrosswalkError, match="not a table"):
        load_settings(content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("HTTP://localhost:8000/kb/", "HTTP://localhost:8000/kb"),
        ("https://[::1]:8080/a/b", "https://[::1]:8080/a/b"),
    ],
)
def test_a_base_url_is_kept_without_its_final_slash(given: str, kept: str) -> None:
    assert checked_base_url(given) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        *("example.org", "//example.org", "ftp://example.org", "https://", "https:///x", "https://:80"),
        *("https://a b", "https://a/'x", 'https://a/"x', "https://a/<x", "https://a/>", "https://a\\b"),
        *("https://u@a", "https://a?x", "https://a#x", "https://a:99999", "https://a:x", "https://[::1"),
        *("https://a//b", "https://a/../b", "https://a/.b", "https://a/é", "https://a/\u202e"),
    ],
)
def test_what_no_site_can_stand_at_is_refused(wrong: str) -> None:
    with pytest.raises(CrosswalkError, match="the base URL must be"):
        checked_base_url(wrong)
