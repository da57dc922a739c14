"""The language server, asked over its standard streams by a real client, as an editor asks it."""

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from conftest import files_of, write_content
from contract import run
from crosswalk.build import examine
from crosswalk.editor_session import REFUSED
from crosswalk.settings import Settings
from editor import Editor, applied, editor_at, position_of

PAGING = """---
topic_id: paging
topic_name: Paging 😀
topic_category: Collections
topic_question: "How is a long list cut into pages? 😀😀"  # asked often
topic_related: [sorting, "filtering"]
topic_positions:
  - id: cursor
    label: A cursor
  - id: page
    label: A page number
guidelines:
  - guideline_id: acme
    position: [cursor, page]
    note: Either way.
    references:
      - name: Lists
        url: https://example.org/acme/lists
        level: must
---

How lists are sorted: [sorting](topic:sorting).
"""
SORTING = """---
topic_id: sorting
topic_name: Sorting
topic_category: Collections
topic_related: paging
---

After [paging](topic:paging), and `[code](topic:paging)`.
"""
FILTERING = """---
topic_id: filtering
topic_name: Filtering
topic_category: Lists *and* more
topic_aliases:
  - queries
guidelines:
  - guideline_id: acme
  - guideline_id: globex
    guideline_title: Globex
    guideline_url: https://example.com
---
"""
ACME = """---
guideline_id: acme
guideline_title: "Acme ![x](https://example.org/x.png) rules"
guideline_url: https://example.org/acme
guideline_company: Acme
guideline_replacedBy: globex
---

See [filtering](topic:filtering).
"""
CATEGORIES = """- category_name: Collections
  category_description: How lists are asked for.
- category_name: Lists *and* more
"""
FILES = {
    "topics/paging.md": PAGING,
    "topics/sorting.md": SORTING,
    "topics/filtering.md": FILTERING,
    "guidelines/acme.md": ACME,
    "categories.yaml": CATEGORIES,
}
SORTED = "content/topics/sorting.md"
PAGED = "content/topics/paging.md"


@pytest.fixture(scope="module")
def shared_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    root = tmp_path_factory.mktemp("lsp")
    write_content(FILES, root / "content")
    (root / "secret.md").write_text("---\ntopic_id: secret\n---\n")
    (root / "content/topics/linked.md").symlink_to(root / "secret.md")
    before = files_of(root)
    with editor_at(root) as editor:
        yield editor
    assert files_of(root) == before, "the server has written something"
    assert editor.said == []


@pytest.fixture
def editor(shared_editor: Editor) -> Iterator[Editor]:
    """An editor with nothing open, and nothing found but the link that nobody follows."""

    def is_clear() -> bool:
        return shared_editor.codes() == {"content/topics/linked.md": ["file-symlink"]}

    shared_editor.wait_for(is_clear)
    yield shared_editor
    shared_editor.close()
    shared_editor.wait_for(is_clear)


def at(text: str, part: str, offset: int = 1) -> types.Position:
    """Return the position in *text* of the *part* in it, and so many characters on."""
    assert part in text
    return position_of(text, text.index(part) + offset)


def span(text: str, part: str, within: str = "") -> types.Range:
    """Return where *part* stands in *text*, first behind the beginning of *within*."""
    begin = text.index(part, text.index(within))
    return types.Range(position_of(text, begin), position_of(text, begin + len(part)))


# Findings


def test_findings_follow_every_edit(editor: Editor) -> None:
    """They are those of the text in the editor, about other files too, and go with their reason."""
    editor.put(SORTED, SORTING.replace("topic_id: sorting", "topic_id: order"))
    expected = {
        "content/topics/linked.md": ["file-symlink"],
        PAGED: ["topic-unknown", "topic-unknown"],
        SORTED: ["file-name"],
    }
    editor.wait_for(lambda: editor.codes() == expected)
    editor.put(SORTED, SORTING)
    del expected[PAGED], expected[SORTED]
    editor.wait_for(lambda: editor.codes() == expected)


def test_a_finding_stands_where_the_mistake_is(editor: Editor) -> None:
    """Columns are counted in UTF-16, in which an emoji is two."""
    text = PAGING.replace("level: must", 'level: "😀 must"').replace("topic_question: ", "topic_questoin: ")
    text = text.replace("sorting, ", "😀, sorting, ")
    editor.put(PAGED, text)
    editor.wait_for(lambda: PAGED in editor.shown)
    assert [(each.code, each.range) for each in editor.shown[PAGED]] == [
        ("key-unknown", span(text, "topic_questoin")),
        ("id-invalid", span(text, "😀", "related")),
        ("choice-unknown", span(text, '"😀 must"')),
    ]
    assert {each.source for each in editor.shown[PAGED]} == {"crosswalk"}


def test_a_new_file_counts_before_it_is_saved(editor: Editor) -> None:
    editor.put(SORTED, SORTING.replace("related: paging", "related: cursors"))
    editor.wait_for(lambda: SORTED in editor.shown)
    editor.put("content/topics/cursors.md", "---\ntopic_id: cursors\ntopic_name: Cursors\n---\n")
    editor.wait_for(lambda: SORTED not in editor.shown)


def test_changes_on_the_disk_are_seen(editor: Editor) -> None:
    path = editor.root / "content/topics/more.md"
    path.write_text("---\ntopic_id: more\n---\n")
    told = types.FileEvent(path.as_uri(), types.FileChangeType.Created)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([told]))
    editor.wait_for(lambda: "content/topics/more.md" in editor.shown)
    path.unlink()
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.of(SORTED)))
    editor.wait_for(lambda: "content/topics/more.md" not in editor.shown)


def test_what_is_no_content_is_left_alone(editor: Editor) -> None:
    """Neither files beside the content folder nor links in it are read, whatever is asked of them."""
    for file in (
        "secret.md",
        "content/topics/linked.md",
        "content/media/x.md",
        "content/topics/../../secret.md",
    ):
        found = editor.ask(
            editor.client.text_document_hover_async(types.HoverParams(editor.of(file), types.Position(1, 12)))
        )
        assert found is None
    editor.put("secret.md", "no front matter")
    editor.put(SORTED, SORTING + "\n")
    assert completions(editor, "secret.md", "---\n|\n---\n") == []
    assert "secret.md" not in editor.shown


# Completion


def completions(editor: Editor, file: str, marked: str) -> list[types.CompletionItem]:
    """Return what is offered where `|` stands in the text *marked*."""
    text = marked.replace("|", "")
    editor.put(file, text)
    asked = types.CompletionParams(editor.of(file), position_of(text, marked.index("|")))
    answer = editor.ask(editor.client.text_document_completion_async(asked))
    assert isinstance(answer, tuple | list)
    return list(answer)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("topic_question:", "topic_quest|:", ["topic_question", "topic_description", "topic_specs"]),
        ("level: must", "le|", ["quote", "document", "description"]),
        ("level: must", "level: |", ["must", "should", "may", "should-not", "must-not"]),
        ("level: must", "level: must\n  - |", ["guideline_id", "guideline_title", "guideline_type"]),
        ("guideline_id: acme", "guideline_id: a|", ["acme", "globex"]),
        ("[cursor, page]", "[cursor, |]", ["cursor", "page"]),
        ("[cursor, page]", "[cursor, |", ["cursor", "page"]),
        ("[cursor, page]", "\n      - cursor\n      - |", ["cursor", "page"]),
        ('[sorting, "filtering"]', '[sorting, "f|', ["sorting", "filtering"]),
        ('[sorting, "filtering"]', "|", ["sorting", "filtering"]),
        ("topic_id: paging", "topic_id: |", ["paging"]),
        ("topic_category: Collections", "topic_category: Co|", ["Collections", "Lists *and* more"]),
        ("(topic:sorting)", "(topic:|)", ["paging", "sorting", "filtering"]),
        ("How lists", "How |lists", []),
        ("label: A cursor", "label: A |cursor", []),
    ],
)
def test_what_fits_is_offered(editor: Editor, old: str, new: str, expected: list[str]) -> None:
    offered = completions(editor, PAGED, PAGING.replace(old, new))
    labels = [each.label for each in sorted(offered, key=lambda each: each.sort_text or "")]
    assert labels[: len(expected) or None] == expected


def test_a_key_is_offered_with_what_it_is_for_and_as_it_is_written(editor: Editor) -> None:
    offered = completions(editor, PAGED, PAGING.replace("level: must", "rule: 1\n        le|"))
    (level,) = (each for each in offered if each.label == "level")
    assert level.documentation == (
        "how strongly it is put: `must`, `should`, `may`, `should-not` or `must-not`"
    )
    assert isinstance(level.text_edit, types.TextEdit)
    assert level.text_edit.new_text == "level: "
    assert level.text_edit.range.end.character - level.text_edit.range.start.character == len("le")
    topics = completions(editor, PAGED, PAGING.replace('topic_related: [sorting, "filtering"]\n', "|\n"))
    (related,) = (each for each in topics if each.label == "topic_specs")
    assert isinstance(related.text_edit, types.TextEdit)
    assert related.text_edit.new_text == "topic_specs:\n  - "


# What a thing is, and where


def hovered(editor: Editor, file: str, position: types.Position) -> str:
    asked = types.HoverParams(editor.of(f"content/{file}"), position)
    answer = editor.ask(editor.client.text_document_hover_async(asked))
    return answer.contents.value if answer and isinstance(answer.contents, types.MarkupContent) else ""


def test_what_is_under_the_cursor_is_told(editor: Editor) -> None:
    """As text: nothing that an author wrote makes an editor load a picture."""
    topic = hovered(editor, "topics/paging.md", at(PAGING, "sorting, "))
    assert "**Sorting \\(sorting\\)**" in topic
    assert "0 guidelines of 2" in topic
    assert "1 place" in hovered(editor, "topics/sorting.md", at(SORTING, "paging)"))
    guideline = hovered(editor, "topics/paging.md", at(PAGING, "acme"))
    assert guideline.startswith(
        "**Acme \\!\\[x\\]\\(https\\:\\/\\/example\\.org\\/x\\.png\\) rules \\(acme\\)**"
    )
    assert "speaks of 1 topic of 3\\, in 1 place" in guideline
    assert guideline.endswith("(<https://example.org/acme>)")
    assert "given by 1 guideline\\: acme" in hovered(editor, "topics/paging.md", at(PAGING, "cursor, "))
    assert "How lists are asked for" in hovered(editor, "topics/paging.md", at(PAGING, "Collections"))
    assert "other topics a reader may want" in hovered(
        editor, "topics/paging.md", at(PAGING, "topic_related")
    )
    assert hovered(editor, "topics/paging.md", at(PAGING, "A page number")) == ""


@pytest.mark.parametrize(
    ("file", "text", "part", "expected"),
    [
        ("topics/paging.md", PAGING, "sorting, ", ("topics/sorting.md", span(SORTING, "sorting"))),
        ("topics/paging.md", PAGING, "sorting).", ("topics/sorting.md", span(SORTING, "sorting"))),
        ("topics/paging.md", PAGING, "acme\n", ("guidelines/acme.md", span(ACME, "acme"))),
        ("guidelines/acme.md", ACME, "globex", ("topics/filtering.md", span(FILTERING, "globex"))),
        ("topics/paging.md", PAGING, "Collections", ("categories.yaml", span(CATEGORIES, "Collections"))),
        ("topics/paging.md", PAGING, "page]", ("topics/paging.md", span(PAGING, "page", "- id: page"))),
    ],
)
def test_a_name_leads_to_where_it_is_given(
    editor: Editor, file: str, text: str, part: str, expected: tuple[str, types.Range]
) -> None:
    asked = types.DefinitionParams(editor.of(f"content/{file}"), at(text, part))
    found = editor.ask(editor.client.text_document_definition_async(asked))
    assert isinstance(found, tuple | list)
    assert list(found) == [types.Location(editor.uri(f"content/{expected[0]}"), expected[1])]


def test_a_name_is_found_wherever_it_stands(editor: Editor) -> None:
    """In front matter and in bodies; in code it leads nowhere."""
    asked = types.ReferenceParams(
        types.ReferenceContext(include_declaration=False), editor.of(PAGED), at(PAGING, "paging")
    )
    found = editor.ask(editor.client.text_document_references_async(asked))
    assert [(each.uri, each.range) for each in found or ()] == [
        (editor.uri(SORTED), span(SORTING, "paging")),
        (editor.uri(SORTED), span(SORTING, "paging", "topic:paging")),
    ]


# Renaming


def renamed(editor: Editor, file: str, text: str, part: str, new: str) -> dict[str, str]:
    """Return all files as they are once the thing named in *part* is called *new*."""
    asked = types.RenameParams(editor.of(f"content/{file}"), at(text, part), new)
    edit = editor.ask(editor.client.text_document_rename_async(asked))
    assert edit is not None
    files = {f"content/{name}": told for name, told in FILES.items()}
    after = applied(edit, files, editor.root)
    return {name.removeprefix("content/"): told for name, told in after.items()}


@pytest.mark.parametrize(
    ("file", "part", "new", "left"),
    [
        ("topics/paging.md", "paging", "pages", {"paging"}),
        ("topics/sorting.md", "paging)", "204", {"paging"}),
        ("topics/filtering.md", "filtering", "queries", {"filtering"}),
        ("topics/paging.md", "filtering", "narrowing", {"filtering"}),
        ("topics/filtering.md", "acme", "acme-rest", set()),
        ("topics/filtering.md", "globex", "initech", set()),
        ("topics/paging.md", "Collections", "It's all: lists", set()),
        ("topics/paging.md", "cursor, ", "token", set()),
    ],
)
def test_a_rename_is_whole(
    editor: Editor, tmp_path: Path, file: str, part: str, new: str, left: set[str]
) -> None:
    """Every mention is another, the file too; a topic keeps its old id as an alias; nothing else changes."""
    after = renamed(editor, file, FILES[file], part, new)
    crosswalk, found = examine(write_content(after, tmp_path / "content"), Settings())
    assert list(found) == []
    assert left <= {alias for topic in crosswalk.topics for alias in topic.aliases}
    old = part.split(")", maxsplit=1)[0].split(",", maxsplit=1)[0]
    before = {name: told.splitlines() for name, told in FILES.items()}
    for name, told in after.items():
        lines = before.get(name) or before[f"{name.partition('/')[0]}/{old}.md"]
        changed = [line for line in lines if line not in told.splitlines()]
        assert all(old in line or new in line for line in changed)


def test_an_alias_joins_the_others_and_leaves_comments_alone(editor: Editor) -> None:
    after = renamed(editor, "topics/filtering.md", FILTERING, "filtering", "narrowing")
    assert "topic_aliases:\n  - queries\n  - filtering\nguidelines:\n" in after["topics/narrowing.md"]
    after = renamed(editor, "topics/paging.md", PAGING, "paging", "pages")
    added = 'topic_related: [sorting, "filtering"]\ntopic_aliases:\n  - paging\ntopic_positions:\n'
    assert added in after["topics/pages.md"]
    assert "# asked often\n" in after["topics/pages.md"]
    assert "`[code](topic:paging)`" in after["topics/sorting.md"]


@pytest.mark.parametrize(
    ("file", "text", "part", "new", "reason"),
    [
        ("topics/paging.md", PAGING, "paging", "Pages", "'Pages' is no id; use a-z"),
        ("topics/paging.md", PAGING, "paging", "con", "the id 'con' is reserved"),
        ("topics/paging.md", PAGING, "paging", "sorting", "the id 'sorting' is taken"),
        ("topics/paging.md", PAGING, "paging", "queries", "the id 'queries' is taken"),
        ("topics/paging.md", PAGING, "paging", "linked", "there is a file topics/linked.md already"),
        ("topics/paging.md", PAGING, "acme", "globex", "the id 'globex' is taken"),
        ("topics/paging.md", PAGING, "cursor, ", "page", "the id 'page' is taken"),
        (
            "topics/paging.md",
            PAGING,
            "Collections",
            "Lists *and* more",
            "the name 'Lists *and* more' is taken",
        ),
        ("topics/paging.md", PAGING, "Collections", " ", "is no name for a category"),
        ("topics/filtering.md", FILTERING, "queries", "x", "is an earlier id of 'filtering'; rename that"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(
    editor: Editor, file: str, text: str, part: str, new: str, reason: str
) -> None:
    asked = types.RenameParams(editor.of(f"content/{file}"), at(text, part), new)
    with pytest.raises(JsonRpcException, match=re.escape(reason)):
        editor.ask(editor.client.text_document_rename_async(asked))


def test_a_rename_waits_until_every_file_can_be_read(editor: Editor) -> None:
    editor.put(SORTED, SORTING.replace("topic_name: Sorting", 'topic_name: "Sorting'))
    asked = types.RenameParams(editor.of(PAGED), at(PAGING, "paging"), "pages")
    with pytest.raises(JsonRpcException, match=r"topics/sorting\.md cannot be read to its end"):
        editor.ask(editor.client.text_document_rename_async(asked))


def test_what_can_be_renamed_is_told_beforehand(editor: Editor) -> None:
    def prepared(text: str, part: str) -> object:
        asked = types.PrepareRenameParams(editor.of(PAGED), at(text, part))
        return editor.ask(editor.client.text_document_prepare_rename_async(asked))

    found = prepared(PAGING, '"filtering"')
    assert found == types.PrepareRenamePlaceholder(span(PAGING, '"filtering"'), "filtering")
    assert prepared(PAGING, "A cursor") is None
    unknown = PAGING.replace("sorting, ", "sortings, ")
    editor.put(PAGED, unknown)
    with pytest.raises(JsonRpcException, match="no topic has the id 'sortings'; did you mean 'sorting'"):
        prepared(unknown, "sortings")


# Mending


def test_a_slip_of_the_pen_is_mended_by_one_action(editor: Editor) -> None:
    text = (
        PAGING.replace("topic_question", "topic_questoin")
        .replace("acme", "acmee")
        .replace("topic:sorting", "topic:sortin")
    )
    editor.put(PAGED, text)
    editor.wait_for(lambda: PAGED in editor.shown)
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    asked = types.CodeActionParams(editor.of(PAGED), whole, types.CodeActionContext([]))
    actions = editor.ask(editor.client.text_document_code_action_async(asked))
    for action in actions or ():
        assert isinstance(action, types.CodeAction)
        assert action.edit
        text = applied(action.edit, {PAGED: text}, editor.root)[PAGED]
    assert text == PAGING.replace("example.org/acme", "example.org/acmee")


# Editors differ


def test_an_editor_may_count_otherwise_and_have_another_folder_open(tmp_path: Path) -> None:
    """Columns in UTF-8; the repository inside of the folder that is open; no renames of files."""
    root = write_content({f"repo/content/{file}": text for file, text in FILES.items()}, tmp_path / "all")
    (root / "repo/crosswalk.toml").write_text("titel = 'x'\n")
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8])
    with editor_at(root, types.ClientCapabilities(general=general)) as editor:
        file = "repo/content/topics/paging.md"
        editor.put(file, PAGING.replace("[sorting, ", "[é😀, "))
        editor.wait_for(lambda: file in editor.shown)
        assert [each.range for each in editor.shown[file]] == [
            types.Range(types.Position(5, 16), types.Position(5, 22))
        ]
        assert editor.said == [
            "crosswalk.toml: unknown setting 'titel'; did you mean 'title'?; the settings are left out"
        ]
        hover = types.HoverParams(editor.of(file), types.Position(1, 12))
        told = editor.ask(editor.client.text_document_hover_async(hover))
        assert told
        assert isinstance(told.contents, types.MarkupContent)
        assert told.contents.kind is types.MarkupKind.PlainText
        assert told.contents.value.startswith("Paging 😀 (paging)\nHow is a long list cut into pages? 😀😀\n")
        asked = types.RenameParams(editor.of(file), types.Position(1, 12), "pages")
        edit = editor.ask(editor.client.text_document_rename_async(asked))
        assert edit
        assert edit.document_changes is None
        assert set(edit.changes or ()) == {editor.uri(file), editor.uri("repo/content/topics/sorting.md")}


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("crosswalk.language_server", "crosswalk.editor_session"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "pygls.exceptions", None)
    said = run("lsp")
    assert said.code == 2
    assert said.stderr == "crosswalk: the language server is an extra; pip install 'crosswalk[lsp]'\n"


# Anything goes


def test_no_text_makes_an_error(editor: Editor) -> None:
    """Texts are edited at random, and asked about at random places."""
    chance = random.Random(1)  # noqa: S311 - no secret
    pieces = [*"-:#[]{}'\"&*!|>%@` \n\t\r", "---\n", "  - ", "😀", "\x85\u2028", "\ud800", "\ufeff", ": "]
    pieces += ["&a ", "*a", "<<: ", "éé", "](topic:", "guidelines:\n", "position: [", "\x1b", "\u202e", "\0"]
    for _ in range(12):
        file = chance.choice(sorted(FILES))
        text = FILES[file]
        for _ in range(12):
            begin = chance.randrange(len(text) + 1)
            end = min(len(text), begin + chance.choice([0, 0, 0, 1, 5, 40]))
            text = text[:begin] + chance.choice(pieces) + text[end:]
            editor.put(f"content/{file}", text)
            ask_everything(
                editor, f"content/{file}", types.Position(chance.randrange(30), chance.randrange(40))
            )
        editor.close(f"content/{file}")


def ask_everything(editor: Editor, file: str, position: types.Position) -> None:
    """Have an answer to each kind of request; a rename may be refused."""
    client, document = editor.client, editor.of(file)
    context = types.ReferenceContext(include_declaration=True)
    editor.ask(client.text_document_hover_async(types.HoverParams(document, position)))
    editor.ask(client.text_document_completion_async(types.CompletionParams(document, position)))
    editor.ask(client.text_document_definition_async(types.DefinitionParams(document, position)))
    editor.ask(client.text_document_references_async(types.ReferenceParams(context, document, position)))
    whole = types.Range(types.Position(0, 0), types.Position(999, 0))
    asked = types.CodeActionParams(document, whole, types.CodeActionContext([]))
    editor.ask(client.text_document_code_action_async(asked))
    try:
        editor.ask(client.text_document_rename_async(types.RenameParams(document, position, "another")))
    except JsonRpcException as refused:
        if refused.code != REFUSED:
            raise
