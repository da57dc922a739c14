"""Renames in the text of files: what is exchanged, and where an alias goes."""

from pathlib import Path

import pytest

from conftest import write_content
from crosswalk.diagnostics import CrosswalkError
from crosswalk.renaming import Renaming, renamed
from crosswalk.settings import Settings
from crosswalk.workspace import Workspace


def renaming(folder: Path, text: str, new: str, **others: str) -> Renaming:
    """Return what it takes for the topic `old`, whose file has *text*, to be called *new*."""
    files = {f"topics/{name}.md": f"---\n{told}---\n" for name, told in others.items()}
    workspace = Workspace(write_content({"topics/old.md": text, **files}, folder), Settings())
    workspace.look()
    reading = workspace.reading("topics/old.md")
    assert reading
    mention = next(each for each in reading.mentions if each.name == "old")
    return renamed(workspace, "topics/old.md", mention, new)


def changed(text: str, renaming: Renaming, file: str = "topics/old.md") -> str:
    """Return *text*, that of *file*, as it is then."""
    for each in reversed(renaming.changes.get(file, ())):
        text = text[: each.begin] + each.text + text[each.end :]
    return text


NAMED = "topic_id: old\ntopic_name: N\n"
ALIASES = "topic_aliases:\n  - old\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (NAMED, "topic_id: new\ntopic_name: N\ntopic_aliases:\n  - old\n"),
        ("topic_id: 'old'\ntopic_name: N\n", "topic_id: 'new'\ntopic_name: N\ntopic_aliases:\n  - old\n"),
        (
            "topic_name: N  # why\n  # more\n\n# of the id\ntopic_id: old # id\n\ntitle: T\n",
            f"topic_name: N  # why\n  # more\n\n# of the id\ntopic_id: new # id\n{ALIASES}\ntitle: T\n",
        ),
        (f"{NAMED}topic_aliases: a\n", "topic_id: new\ntopic_name: N\ntopic_aliases: [a, old]\n"),
        (f"{NAMED}topic_aliases: 'a' # x\n", "topic_id: new\ntopic_name: N\ntopic_aliases: ['a', old] # x\n"),
        (f"{NAMED}topic_aliases: [a , b]\n", "topic_id: new\ntopic_name: N\ntopic_aliases: [a , b, old]\n"),
        (f"{NAMED}topic_aliases: [] # x\n", "topic_id: new\ntopic_name: N\ntopic_aliases: # x\n  - old\n"),
        (f"{NAMED}topic_aliases:\n", "topic_id: new\ntopic_name: N\ntopic_aliases:\n  - old\n"),
        (
            f"{NAMED}topic_aliases:\n- a # x\n# y\nsort: S\n",
            "topic_id: new\ntopic_name: N\ntopic_aliases:\n- a # x\n- old\n# y\nsort: S\n",
        ),
        (f"{NAMED}topic_aliases: [new]\n", "topic_id: new\ntopic_name: N\ntopic_aliases: [old]\n"),
        ("topic_id: &i old\ntopic_name: *i\n", "topic_id: &i new\ntopic_name: *i\ntopic_aliases:\n  - old\n"),
    ],
)
def test_an_alias_stands_where_an_author_would_write_it(tmp_path: Path, before: str, after: str) -> None:
    text = f"---\n{before}---\nbody\n"
    assert changed(text, renaming(tmp_path, text, "new")) == f"---\n{after}---\nbody\n"


def test_lines_end_as_they_did(tmp_path: Path) -> None:
    text = f"---\n{NAMED}sort: S\n---\n[x](topic:old)\n".replace("\n", "\r\n")
    wanted = "---\ntopic_id: new\ntopic_name: N\ntopic_aliases:\n  - old\nsort: S\n---\n[x](topic:new)\n"
    assert changed(text, renaming(tmp_path, text, "new")) == wanted.replace("\n", "\r\n")


def test_a_word_that_looks_like_a_number_is_quoted_but_not_in_a_link(tmp_path: Path) -> None:
    text = f"---\n{NAMED}---\n"
    other = "topic_id: b\ntopic_name: B\ntopic_related: [old, a]\n---\n[x](topic:old#why)\n"
    found = renaming(tmp_path, text, "204", b=other, a="topic_id: a\ntopic_name: A\n")
    assert "topic_id: '204'\n" in changed(text, found)
    after = changed(f"---\n{other}", found, "topics/b.md")
    assert "topic_related: ['204', " in after
    assert "(topic:204#why)" in after
    assert found.moved == ("topics/old.md", "topics/204.md")


def test_a_file_that_bears_another_name_keeps_it(tmp_path: Path) -> None:
    workspace = Workspace(write_content({"topics/x.md": f"---\n{NAMED}---\n"}, tmp_path), Settings())
    reading = workspace.reading("topics/x.md")
    assert reading
    assert renamed(workspace, "topics/x.md", reading.mentions[0], "new").moved is None
    assert renamed(workspace, "topics/x.md", reading.mentions[0], "old") == Renaming()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{topic_id: old, topic_name: N}\n", "what topic_aliases belongs to is written in brackets"),
        ("topic_id: >-\n  old\ntopic_name: N\n", "topics/old.md:2 has 'old' in an unusual form"),
        (f"{NAMED}topic_aliases: &a b\n", "topic_aliases is no list; write it as one"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CrosswalkError, match=reason):
        renaming(tmp_path, f"---\n{text}---\n", "new")


def test_of_two_things_with_one_id_neither_is_renamed(tmp_path: Path) -> None:
    with pytest.raises(CrosswalkError, match="several things have the id 'old'; mend that first"):
        renaming(tmp_path, f"---\n{NAMED}---\n", "new", other=NAMED)
