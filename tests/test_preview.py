"""What is previewed is what a build would write, and no more of it is made than somebody asks for."""

from pathlib import Path

import pytest

from conftest import CONTENT, files_of, write_content
from contract import entry, topic
from crosswalk.diagnostics import CrosswalkError
from crosswalk.preview import Outputs, Preview
from crosswalk.settings import Settings, load_settings
from crosswalk.staging import MARKER


@pytest.fixture
def content(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        f"topics/{id_}.md": topic(*entry(), id=id_, name=id_.upper()) for id_ in ("a", "b")
    }
    return write_content(files, tmp_path / "content")


def made(files: Outputs) -> set[str]:
    """Return the paths of what is made."""
    return set(files._made)  # noqa: SLF001 - what this test is about


def test_every_file_is_that_of_a_build_and_there_are_no_others(own_site: Path) -> None:
    preview = Preview(CONTENT, lambda: load_settings(CONTENT))
    files = preview.renew().edition.files
    built = {path: data for path, data in files_of(own_site).items() if path != MARKER}
    for path, data in built.items():
        assert files.first(path) == (path, data)
    assert files.first("none") is None
    assert made(files) == set(built)
    assert files.has_folder("design/topics")
    assert not files.has_folder("design/topic")


def test_only_what_is_asked_for_is_made_and_after_an_edit_at_once(content: Path) -> None:
    preview = Preview(content, Settings)
    files = preview.renew().edition.files
    assert made(files) == set()
    assert files.first("design/topics/a", "design/topics/a.html")
    assert made(files) == {"design/topics/a.html"}
    assert files.first("index.html")

    (content / "topics/a.md").write_text(topic(*entry(), id="a", name="Changed"))
    files = preview.renew().edition.files
    home = files.first("index.html")
    assert home
    assert b"Changed" in home.content
    assert made(files) == {"index.html"}, "it is known by now which part makes it"


def test_errors_leave_the_last_good_edition_and_are_gone_with_the_next(content: Path) -> None:
    preview = Preview(content, Settings)
    first = preview.renew().edition
    (content / "topics/a.md").write_text(topic("topic_name: Twice", id="a"))
    (content / "topics/new.md").write_text(topic(id="new"))
    state = preview.renew()
    assert state.edition is first
    ((found, excerpt),) = state.shown
    assert (found.code, found.place.line) == ("yaml-duplicate-key", 4)
    assert excerpt
    assert (excerpt.above, excerpt.behind) == ("topic_name: Paging", "topic_name: Twice")

    (content / "topics/a.md").write_text(topic(id="a"))
    state = preview.renew()
    assert (state.edition.number, state.shown, state.topics) == (2, (), 3)
    assert state.edition.files.first("design/topics/new.html")


def test_settings_that_cannot_be_read_are_told_and_leave_the_last_good_edition(content: Path) -> None:
    settings = content.parent / "crosswalk.toml"
    preview = Preview(content, lambda: load_settings(content))
    preview.renew()
    settings.write_text("titel = 'x'")
    state = preview.renew()
    assert "unknown setting 'titel'" in state.refusal
    assert state.edition.number == 1
    settings.write_text("base_url = 'https://example.org/kb'")
    state = preview.renew()
    assert (state.refusal, state.edition.base_path) == ("", "/kb")


def test_content_that_is_gone_is_told(content: Path) -> None:
    preview = Preview(content, Settings)
    preview.renew()
    content.rename(content.parent / "moved")
    assert "--content" in preview.renew().refusal


def test_a_template_that_changed_is_read_anew(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crosswalk import shipped, theme

    folder = shipped.templates()
    preview = Preview(content, Settings)
    preview.renew()
    other = content.parent / "templates"
    for path in folder.rglob("*"):
        if path.is_file():
            copied = other / path.relative_to(folder)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(path.read_bytes())
    (other / "pages/search.html").write_text("Here is {{ frame.site_title }}.")
    monkeypatch.setattr(shipped, "templates", lambda: other)
    try:
        found = preview.renew(theme_changed=True).edition.files.first("search.html")
        assert found
        assert found.content == b"Here is crosswalk."
    finally:
        monkeypatch.undo()
        theme.read_again()


def test_misuse_is_no_edition(tmp_path: Path) -> None:
    def refuse() -> Settings:
        raise CrosswalkError("no")

    assert Preview(tmp_path, refuse).renew().edition.number == 0
