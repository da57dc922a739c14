"""YAML, as far as content may use it: nodes with their places, and a diagnostic for everything else."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.compose import ALIAS_LIMIT, DEPTH_LIMIT, compose
from crosswalk.diagnostics import Diagnostics
from crosswalk.nodes import Mapping, Node, Scalar, Sequence, Unsound, plain_kind
from crosswalk.text import Source

PATIENT = settings(deadline=None)
"""A busy machine is no fault."""


def composed(text: str) -> tuple[Node | None, list[str]]:
    """Return the root of *text*, and what was found as `line:column code`."""
    found = Diagnostics()
    root = compose(Source("a.yaml", text), 0, len(text), found)
    return root, [f"{each.place.line}:{each.place.column} {each.code}" for each in found]


def plain(node: Node | None) -> object:
    """Return *node* as lists, dicts and texts."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, (_, value) in node.entries.items()}
        case _:
            return node


# What content may hold: the others have tests of their own below.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20
)
# PyYAML leaves some keys without quotes that are no text to us: `y` (YAML 1.1), `1e3` (YAML 1.2), `<<`.
keys = texts.filter(lambda text: text != "<<" and plain_kind(Scalar(0, text, plain=True)) is None)
trees = st.recursive(
    texts,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(keys, parts, max_size=4),
    max_leaves=20,
)


@PATIENT
@given(trees, st.sampled_from(["'", '"', "|", ">", None]), st.booleans())
def test_what_pyyaml_writes_is_read_as_it_was_meant(tree: object, style: str | None, flow: bool) -> None:
    """Texts that PyYAML quotes where they need it come back as texts, in any style."""
    written = yaml.safe_dump(tree, default_style=style, default_flow_style=flow, allow_unicode=True)
    root, found = composed(written.replace("!!str ", ""))
    assert plain(root) == tree
    # A text that would be taken for a control of direction is read, and told as well.
    assert {each.split()[1] for each in found} <= {"text-bidi-control", "field-type"}


@PATIENT
@given(trees)
def test_every_node_begins_where_its_place_says(tree: object) -> None:
    text = yaml.safe_dump({"key": tree}, allow_unicode=True)
    source = Source("a.yaml", text)
    root = compose(source, 0, len(text), Diagnostics())
    assert isinstance(root, Mapping)
    for name, (key, _) in root.entries.items():
        place = source.place(key.index)
        assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(name)


@PATIENT
@given(st.text() | st.text(st.sampled_from("abc:-[]{}&*!|>'\"#%@`, \n\t?<\\x0u")))
def test_any_text_gives_nodes_or_a_diagnostic(text: str) -> None:
    """No text makes the reader fail, and none is unsound without a word."""
    # Surrogates never get here: bytes are decoded before.
    root, found = composed(text.encode("utf-8", "replace").decode())
    assert found or not isinstance(root, Unsound)


def test_depth_is_limited_at_the_first_value_too_deep() -> None:
    assert composed("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT)[1] == []
    deeper = composed("[" * (DEPTH_LIMIT + 1) + "]" * (DEPTH_LIMIT + 1))[1]
    assert deeper == [f"1:{DEPTH_LIMIT + 1} yaml-limit"]


def test_twenty_lists_one_in_another_are_the_most() -> None:
    assert composed("[" * 20 + "]" * 20)[1] == []
    assert composed("[" * 21 + "]" * 21)[1] == ["1:21 yaml-limit"]


def test_a_value_may_be_repeated_by_alias_so_often_and_no_more() -> None:
    items = "\n".join("- *a" for _ in range(ALIAS_LIMIT))
    assert composed(f"- &a text\n{items}")[1] == []
    assert composed(f"- &a text\n{items}\n- *a")[1] == [f"{ALIAS_LIMIT + 2}:3 yaml-alias"]


def test_a_bomb_of_aliases_is_refused_where_it_begins() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    root, found = composed(bomb)
    assert found == ["2:8 yaml-alias", "2:12 yaml-alias", "3:5 yaml-alias", "3:9 yaml-alias"]
    assert isinstance(root, Mapping)


def test_all_mistakes_of_a_document_are_found_in_one_run() -> None:
    text = 'a: !x 1\na: 2\n<<: {b: c}\n1: d\n"e\\u0007": f\n'
    assert composed(text)[1] == [
        "1:4 yaml-tag",
        "2:1 yaml-duplicate-key",
        "3:1 yaml-merge-key",
        "4:1 field-type",
        "5:1 text-control-char",
    ]


def test_lone_surrogates_are_found_at_their_values_and_the_rest_is_read() -> None:
    root, found = composed('a: "\\ud800"\nb: "x\\uDC00y"\nc: !x z\nd: "\\ud83d\\ude00"\n')
    assert found == [
        "1:4 text-control-char",
        "2:4 text-control-char",
        "3:4 yaml-tag",
        "4:4 text-control-char",
    ]
    assert isinstance(root, Mapping)


@pytest.mark.parametrize("char", ["\ufffe", "\uffff", "\x00", "\x07", "\x1b", "\x7f", "\x80", "\x9f"])
def test_what_is_no_text_is_found_behind_an_escape(char: str) -> None:
    assert composed(f'a: "x\\u{ord(char):04x}"\nb: c')[1] == ["1:4 text-control-char"]


def test_lines_end_at_lf_only() -> None:
    """NEL, LS and PS end a line for YAML 1.1, but not for an editor."""
    assert composed("a: 'x\u0085y\u2028z\u2029'\nb: !t c")[1] == ["2:4 yaml-tag"]


def test_what_plain_scalars_are_taken_for() -> None:
    """CONTRACT, YAML: by YAML 1.1 or by the core schema of YAML 1.2."""
    kinds = {
        "null": ["", "~", "null", "Null", "NULL"],
        "a boolean": ["y", "N", "yes", "No", "ON", "off", "true", "False", "TRUE"],
        "a number": [
            *("0", "204", "-1", "+1", "017", "0o17", "0x1f", "0b101", "1_000", "12:30:45", "1:30"),
            *(
                "1.5",
                "1.",
                ".5",
                "1e3",
                "1.5e-3",
                "1E3",
                "190:20:30.15",
                ".inf",
                "-.INF",
                ".nan",
                "08",
                "1_0.5",
            ),
        ],
        "a time": ["2016-01-22", "2016-01-22T00:00:00.000Z", "2016-1-2 3:04:05", "2016-01-22 00:00:00 +1:00"],
    }
    for kind, examples in kinds.items():
        for text in examples:
            assert plain_kind(Scalar(0, text, plain=True)) == kind, text
            assert plain_kind(Scalar(0, text, plain=False)) is None, text
    for text in [
        "nil",
        "yEs",
        "1.2.3",
        "v1",
        "-",
        "1-2",
        "0o8",
        "0xg",
        "2016-01",
        ".infinity",
        "12:60",
        "=",
        "e3",
    ]:
        assert plain_kind(Scalar(0, text, plain=True)) is None, text
