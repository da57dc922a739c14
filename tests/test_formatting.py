"""Front matter in its canonical form: the same values, every comment, and nothing left to change."""

import re
from dataclasses import fields, is_dataclass

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import CONTENT
from contract import quoted
from crosswalk import shapes
from crosswalk.authored_words import WORDS
from crosswalk.canonical import ORDER, kind_of_part
from crosswalk.diagnostics import Diagnostics
from crosswalk.formatting import formatted
from crosswalk.layout import UnusualError
from crosswalk.model import Topic
from crosswalk.nodes import Scalar, plain_kind
from crosswalk.rewrite import KINDS, rewritten
from crosswalk.source import front_matter
from crosswalk.text import read_text
from crosswalk.urls import is_id

# Examples: what is written, and what becomes of it

EXAMPLES = {
    "keys are put in order, an unknown one behind the one before it": (
        "topic_name: N\nmine: 1\ntopic_id: t\n",
        "topic_id: t\ntopic_name: N\nmine: 1\n",
    ),
    "quotes go where nothing needs them": (
        'topic_id: \'t\'\ntopic_name: "Name"\nsort: \'204\'\ntitle: "a: b"\npermalink: "it\'s"\n',
        "topic_id: t\ntopic_name: Name\ntitle: 'a: b'\nsort: '204'\npermalink: it's\n",
    ),
    "what is no text stays as it was typed": (
        "a: 0x1F\nb: ~\nc:\nd: 2016-01-22T00:00:00.000Z\ne: YES\n",
        "a: 0x1F\nb: ~\nc:\nd: 2016-01-22T00:00:00.000Z\ne: YES\n",
    ),
    "a long text is folded, a short one is not": (
        f"topic_name: >-\n  short\n  text\ntitle: {'word ' * 25}end\n",
        "topic_name: short text\ntitle: >-\n  " + "word " * 20 + "word\n  word word word word end\n",
    ),
    "an address is never broken": (f"url: '{'x' * 200}'\n", f"url: {'x' * 200}\n"),
    "lines of a text stay lines": (
        'a: "one\\n  two\\n"\nb: "one\\n\\ntwo"\nc: "one\\n"\nd: "one\\n\\n"\n',
        'a: |\n  one\n    two\nb: |-\n  one\n\n  two\nc: >\n  one\nd: "one\\n\\n"\n',
    ),
    "a list is indented, its groups open": (
        "guidelines:\n- {references: [{url: u, name: n}], guideline_id: g}\n",
        "guidelines:\n  - guideline_id: g\n    references:\n      - name: n\n        url: u\n",
    ),
    "words stay in brackets or below each other, as they were": (
        "a: [ x,y ]\nb:\n- x\nc: [ ]\nd: [x, 'a, b', '12', 12]\n",
        "a: [x, y]\nb:\n  - x\nc: []\nd: [x, 'a, b', '12', 12]\n",
    ),
    "brackets that do not fit in a line open": (
        f"a: [{', '.join('abcdefghi' for _ in range(12))}]\n",
        "a:\n" + "  - abcdefghi\n" * 12,
    ),
    "a comment goes where its key goes, and blank lines become one": (
        "# of the file\n\n# name\ntopic_name: N # short\n\n\n# id\ntopic_id: t\n",
        "# of the file\n\n# id\ntopic_id: t\n# name\ntopic_name: N # short\n",
    ),
    "comments in a column stay in it": (
        "topic_id: 't'       # one\ntopic_name: Name    # two\n",
        "topic_id: t         # one\ntopic_name: Name    # two\n",
    ),
    "comments behind keys, hyphens and the headers of blocks": (
        "a: # one\n  - # two\n    b: c\n    # three\n  # four\n# five\nd: >- # six\n  text\n",
        "a: # one\n  # two\n  - b: c\n    # three\n  # four\n# five\nd: text # six\n",
    ),
    "comments in brackets": (
        "a: [x, # one\n  # two\n  y] # three\n",
        "a: # three\n  - x # one\n  # two\n  - y\n",
    ),
    "a comment between a key and its value": ("a:\n  # one\n  b\nc: d\n", "# one\na: b\nc: d\n"),
    "a comment at the end": ("a:\n  - b: c\n    # one\n# two\n", "a:\n  - b: c\n    # one\n# two\n"),
    "what is repeated by an alias keeps its place": (
        "topic_name: &n 'Name'\ntopic_id: *n\n",
        "topic_name: &n Name\ntopic_id: *n\n",
    ),
    "signs that YAML takes for ends of lines are escaped": (
        r'a: "\N\L\P\t"' + "\n",
        'a: "\\N\\u2028\\u2029\\t"\n',
    ),
}


@pytest.mark.parametrize(("text", "expected"), EXAMPLES.values(), ids=EXAMPLES)
def test_the_canonical_form(text: str, expected: str) -> None:
    assert formatted(text, "topic") == expected
    assert formatted(expected, "topic") == expected


UNUSUAL = ["a: b\u2028c: d\n", "a: b\rc: d\n", "%YAML 1.1\n---\na: b\n", "a: [ # one\n]\n", "? &k a\n: b\n"]


@pytest.mark.parametrize("text", UNUSUAL, ids=ascii)
def test_what_cannot_be_kept_whole_is_refused(text: str) -> None:
    with pytest.raises(UnusualError):
        formatted(text, "topic")


def test_every_key_has_its_place_in_the_order() -> None:
    ignored = {"layout", "guideline__links"}
    for kind, order in ORDER.items():
        known = set(WORDS[kind]) | (set(WORDS["guideline"]) if kind == "entry" else set())
        assert set(order) - ignored == known, kind
        assert len(set(order)) == len(order)
    assert kind_of_part("entry", "references") == "reference"


def test_the_content_of_this_repository_is_in_its_canonical_form() -> None:
    for path in sorted(each for folder in KINDS for each in (CONTENT / folder).glob("*.*")):
        file = f"{path.parent.name}/{path.name}"
        assert rewritten(file, path.read_bytes(), Diagnostics()) == path.read_bytes(), file


# Properties: of any topic, however it is written

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=30),
    st.text("ab :#-'\"\\[]{},&*!|>%@`?~\n\t é", min_size=1, max_size=24),
    st.lists(
        st.sampled_from(["word", "a:", "#b", "-", "'c'", "12", "longer-word"]), min_size=1, max_size=40
    ).map(" ".join),
    st.sampled_from(["204", "no", "~", "2016-01-22", "null", "1e3", "=", "<<", "---", "..."]),
).filter(lambda text: text.strip() != "" and not re.search("[\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]", text))
IDS: st.SearchStrategy[str] = st.from_regex(r"[a-z]{1,6}(-[a-z]{1,4})?", fullmatch=True).filter(is_id)
URLS = st.sampled_from(["https://example.org/a", "https://example.org/" + "a" * 120, "http://e.example/#b:c"])
COMMENTS = st.text("ab :#-'\"[]{}&*é", max_size=12).map(lambda text: f"#{text}")


@st.composite
def _written(draw: st.DrawFn, text: str) -> str:
    """Return *text* as a value in one of the ways in which YAML can write it."""
    styles = [quoted(text)]
    if not re.search(r"[\n\t\x85\u2028\u2029\ufeff]", text):
        single = "'" + text.replace("'", "''") + "'"
        styles += [single, single]
        try:
            bare = yaml.safe_load(f"- [{text}]\n- {text}\n- a: {text}\n")
        except (yaml.YAMLError, ValueError):
            bare = None
        if bare == [[text], text, {"a": text}] and plain_kind(Scalar(0, text, plain=True)) is None:
            styles += [text, text]
    return draw(st.sampled_from(styles))


@st.composite
def _remarks(draw: st.DrawFn, indent: int) -> list[str]:
    """Return lines that say nothing to YAML: blank ones, and comments at about *indent*."""
    lines = []
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        column = draw(st.sampled_from([indent, indent, 0, max(0, indent - 2), indent + 2, indent + 3]))
        lines.append(draw(st.sampled_from(["", " " * column + draw(COMMENTS)])))
    return lines


@st.composite
def _group(draw: st.DrawFn, values: dict[str, object], indent: int) -> list[str]:
    """Return the lines of a mapping, its keys in any order."""
    lines: list[str] = []
    for key in draw(st.permutations(list(values))):
        lines += draw(_remarks(indent))
        lines += draw(_entry(f"{' ' * indent}{key}:", values[key], indent))
    return lines + draw(_remarks(indent))


@st.composite
def _entry(draw: st.DrawFn, start: str, value: object, indent: int) -> list[str]:
    behind = draw(st.one_of(st.just(""), st.just(""), COMMENTS.map(lambda text: f"  {text}")))
    if isinstance(value, str):
        if re.fullmatch(r"[^\s].*[^\s]|[^\s]", value) and draw(st.integers(0, 3)) == 0:
            return [f"{start} >-{behind}", f"{' ' * (indent + 9)}{value}"]
        return [f"{start} {draw(_written(value))}{behind}"]
    assert isinstance(value, list)
    if all(isinstance(item, str) for item in value) and draw(st.booleans()):
        return [f"{start} [{', '.join(draw(_written(item)) for item in value)}]{behind}"]
    lines = [f"{start}{behind}"] if value else [f"{start} []{behind}"]
    inner = indent + draw(st.sampled_from([0, 2, 3]))
    for item in value:
        lines += draw(_remarks(inner))
        if isinstance(item, str):
            lines += draw(_entry(f"{' ' * inner}-", item, inner))
        else:
            assert isinstance(item, dict)
            lines += [f"{' ' * inner}-{behind}", *draw(_group(item, inner + 2))]
    return lines


Strategies = dict[str, st.SearchStrategy[object]]


def _mapping(
    required: Strategies, **optional: st.SearchStrategy[object]
) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(required, optional=optional)


NAMES = st.lists(st.one_of(TEXTS, _mapping({"name": TEXTS}, url=URLS, twitter=TEXTS)), max_size=2)
REFERENCE = _mapping({"name": TEXTS, "url": URLS}, quote=TEXTS, level=st.just("must"), rule=TEXTS)
ENTRY = _mapping(
    {"guideline_id": IDS, "guideline_title": TEXTS, "guideline_url": URLS},
    guideline_authors=NAMES,
    guideline_date=st.just("2016-01-22"),
    note=TEXTS,
    references=st.lists(REFERENCE, max_size=2),
)
TOPIC = _mapping(
    {"topic_id": IDS, "topic_name": TEXTS},
    topic_description=TEXTS,
    topic_related=st.lists(IDS, max_size=3, unique=True),
    topic_authors=NAMES,
    mine=st.lists(TEXTS, max_size=3),
    guidelines=st.lists(ENTRY, max_size=2),
)


@st.composite
def topic_files(draw: st.DrawFn) -> str:
    """Return a topic file."""
    lines = draw(_group(draw(TOPIC), 0))
    return "\n".join(("---", *lines, "---", draw(TEXTS)))


def _topic(text: str) -> Topic:
    found = Diagnostics()
    source = read_text("topics/a.md", text.encode(), found)
    document = front_matter(source, found) if source else None
    assert document, list(found)
    topic = shapes.topic(document, found)
    assert not found.has_errors, list(found)
    return topic


def _without_places(value: object) -> object:
    if is_dataclass(value):
        return [
            _without_places(getattr(value, each.name)) for each in fields(value) if "place" not in each.name
        ]
    if isinstance(value, tuple):
        return [_without_places(each) for each in value]
    if isinstance(value, dict):
        return {key: _without_places(each) for key, each in value.items()}
    return value


@settings(max_examples=60, deadline=None)
@given(topic_files())
def test_a_topic_says_the_same_as_before(text: str) -> None:
    """Its values, its body and its comments stay; and what has been formatted once stays as it is."""
    found = Diagnostics()
    new = rewritten("topics/a.md", text.encode(), found)
    assert new is not None, list(found)
    after = new.decode()
    assert _without_places(_topic(after)) == _without_places(_topic(text))
    assert after.partition("\n---\n")[2] == text.partition("\n---\n")[2]
    assert after.count("#") == text.count("#")
    assert rewritten("topics/a.md", new, Diagnostics()) == new
