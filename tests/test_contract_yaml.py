"""CONTRACT, chapter YAML: content in; code, line and column out."""

from pathlib import Path

import pytest

from contract import MARK, assert_found, build, check, entry, expected, reference, topic, write

# Structure

STRUCTURE = {
    "a list at the top": ("---\n«- a\n---\n", "field-type"),
    "a text at the top": ("---\n«just words\n---\n", "field-type"),
    "a quoted text at the top": ("---\n«'just words'\n---\n", "field-type"),
    "a number at the top": ("---\n«204\n---\n", "field-type"),
    "a flow list at the top": ("---\n«[topic_id, a]\n---\n", "field-type"),
    "nothing but blank lines": ("---\n\n\n---\n", "field-type|field-missing"),
    "nothing but a comment": ("---\n# nothing\n---\n", "field-type|field-missing"),
    "an unclosed bracket": ("---\ntopic_id: a\ntopic_name: A\nx: «[1, 2\n---\n", "yaml-syntax"),
    "a flow mapping": ("---\n{topic_id: a, topic_name: Paging}\n---\n", ""),
    "JSON": ('---\n{"topic_id": "a",\n "topic_name": "Paging"}\n---\n', ""),
    "an indented mapping": ("---\n  topic_id: a\n  topic_name: Paging\n---\n", ""),
    "comments and blank lines": ("---\n# c\n\ntopic_id: a # c\n\n  # c\ntopic_name: Paging\n---\n", ""),
    "a complex key": (topic("? «[a, b]", ": x"), "field-type|yaml-syntax"),
    "a mapping as a key": (topic("? «{a: b}", ": x"), "field-type|yaml-syntax"),
    "a number as a key": (topic("«204: x"), "field-type"),
    "a boolean as a key": (topic("«no: x"), "field-type"),
    "null as a key": (topic("«~: x"), "field-type"),
    "a date as a key": (topic("«2016-01-22: x"), "field-type"),
    "a number as a key in an unknown part": (topic("extra:", "  - deep: {«1: x}"), "field-type"),
    "a quoted number as a key": (topic('"204": x'), ""),
    "an explicit scalar key": (topic("? extra", ": x"), ""),
}


@pytest.mark.parametrize(("text", "codes"), STRUCTURE.values(), ids=STRUCTURE)
def test_front_matter_is_one_mapping_with_text_as_keys(tmp_path: Path, text: str, codes: str) -> None:
    files = {"topics/a.md": text}
    result = check(write(tmp_path, files))
    if "[1, 2" in text:  # where a parser notices that a bracket is open is its own affair
        assert result.codes == {"yaml-syntax"}
        return
    if "nothing" in text or "\n\n\n---" in text:  # one diagnostic, or one for each key that is missing
        assert result.code == 1
        assert result.codes <= {"field-type", "field-missing"}
        assert {found.line for found in result.errors} <= {1, 2, 3}
        return
    assert_found(result, expected(files, codes))


# A line number is enough here: parsers differ in where on it they give up.
SYNTAX = {
    "a colon in a plain text": (topic("title: a: b"), {4}),
    "a tab for indentation": (topic("extra:", "\tdeep: x"), {4, 5}),
    "an at sign": (topic("title: @x"), {4}),
    "a backtick": (topic("title: `x`"), {4}),
    "a percent sign": (topic("title: %x"), {4}),
    "text behind a quote": (topic("title: 'a' b"), {4}),
    "an unknown escape": (topic(r'title: "\q"'), {4}),
    "an escape that is cut": (topic(r'title: "\u12"'), {4}),
    "an escape beyond Unicode": (topic(r'title: "\UFFFFFFFF"'), {4}),
    "a quote that never ends": (topic("title: 'a"), {4, 5, 6, 7}),
    "a wrong indentation": (topic("extra:", "    a: b", "  c: d"), {5, 6}),
    "a key without a colon": (topic("title"), {4, 5}),
    "items in two columns": (topic("guidelines:", "  - a: b", " - c: d"), {5, 6}),
    "a closing bracket too many": (topic("title: ]"), {4}),
    "a block scalar with a wrong indicator": (topic("title: |z", "  x"), {4}),
    "a list item behind a key": (topic("title: - x"), {4}),
    "a directive": ("---\n%YAML 1.2\ntopic_id: a\ntopic_name: A\n---\n", {2, 3, 4, 5}),
    "a second document behind dots": (topic("...", "topic_id: b"), {4, 5}),
    "a second document behind a fence with text": (
        "---\ntopic_id: a\ntopic_name: A\n--- # x\nx: y\n---\n",
        {4, 5},
    ),
}


@pytest.mark.parametrize(("text", "lines"), SYNTAX.values(), ids=SYNTAX)
def test_what_is_no_yaml_is_a_syntax_error_in_its_line(tmp_path: Path, text: str, lines: set[int]) -> None:
    result = check(write(tmp_path, {"topics/a.md": text, "topics/b.md": topic("title: 1", id="b")}))
    assert result.code == 1
    broken = [found for found in result.errors if found.path.endswith("topics/a.md")]
    assert {found.code for found in broken} == {"yaml-syntax"}
    assert {found.line for found in broken} <= lines
    assert [found.code for found in result.errors if found not in broken] == ["field-type"], (
        "a file hides another"
    )


def test_an_end_of_document_mark_alone_does_no_harm_or_is_a_syntax_error(tmp_path: Path) -> None:
    """CONTRACT does not say: `...` ends the one document, and nothing comes behind it."""
    assert check(write(tmp_path, {"topics/a.md": topic("...")})).codes <= {"yaml-syntax"}


# Duplicates

DUPLICATES = {
    "at the top": (topic("title: A", "«title: B"), "yaml-duplicate-key"),
    "three times": (topic("title: A", "«title: B", "«title: C"), "yaml-duplicate-key yaml-duplicate-key"),
    "with the same value": (topic("title: A", "«title: A"), "yaml-duplicate-key"),
    "quoted differently": (topic("title: A", "«'title': B"), "yaml-duplicate-key"),
    "with an escape": (topic("title: A", r'«"titl\x65": B'), "yaml-duplicate-key"),
    "in a flow mapping": (topic("extra: {a: b, «a: c}"), "yaml-duplicate-key"),
    "as an explicit key": (topic("title: A", "? «title", ": B"), "yaml-duplicate-key"),
    "in an unknown part": (topic("extra:", "  deep:", "    - a: b", "      «a: c"), "yaml-duplicate-key"),
    "of unknown keys": (topic("extra: 1", "«extra: 2"), "yaml-duplicate-key"),
    "in an entry": (topic(*entry("«guideline_id: g")), "yaml-duplicate-key"),
    "in a reference": (
        topic(*reference("name: Rule", "url: https://e.example", "«name: Rule")),
        "yaml-duplicate-key",
    ),
    "in derived data": (
        topic(*entry("guideline__links:", "  self: {href: x, «href: y}")),
        "yaml-duplicate-key",
    ),
    "of a required key": ("---\ntopic_id: a\n«topic_id: b\ntopic_name: A\n---\n", "yaml-duplicate-key"),
    "two on one line": (topic("extra: {a: 1, «a: 2, b: 1, «b: 2}"), "yaml-duplicate-key yaml-duplicate-key"),
    "in different mappings, which is fine": (topic("extra:", "  - a: b", "  - a: c", "other: {a: d}"), ""),
    "but for their case, which is fine": (topic("title: A", "Title: B"), ""),
    "of a block scalar's lines, which is fine": (topic("title: |", "  a: 1", "  a: 2"), ""),
    "through an alias": (topic("extra: {&k a: 1, «*k : 2}"), "yaml-duplicate-key"),
    "of a long key": (topic(f"{'k' * 120}: 1", f"«{'k' * 120}: 2"), "yaml-duplicate-key"),
}


@pytest.mark.parametrize(("text", "codes"), DUPLICATES.values(), ids=DUPLICATES)
def test_a_duplicate_key_is_reported_at_its_second_occurrence(tmp_path: Path, text: str, codes: str) -> None:
    files = {"topics/a.md": text}
    assert_found(check(write(tmp_path, files)), expected(files, codes))


# Merge keys

MERGES = {
    "an alias": (topic("extra: &x {a: b}", "other:", "  «<<: «*x"), "yaml-merge-key yaml-alias"),
    "a mapping": (topic("other:", "  «<<: {a: b}"), "yaml-merge-key"),
    "at the top": (topic("«<<: {topic_category: b}"), "yaml-merge-key"),
    "in a flow mapping": (topic("other: {«<<: {a: b}}"), "yaml-merge-key"),
    "in an entry": (topic(*entry("«<<: {guideline_type: x}")), "yaml-merge-key"),
    "twice": (topic("«<<: {a: b}", "«<<: {c: d}"), "yaml-merge-key yaml-merge-key|yaml-duplicate-key"),
    "quoted, which is an unknown key": (topic("'<<': {a: b}", 'other: {"<<": x}'), ""),
    "as a value, which is text": (topic("title: <<"), ""),
}


@pytest.mark.parametrize(("text", "codes"), MERGES.values(), ids=MERGES)
def test_merge_keys_are_refused(tmp_path: Path, text: str, codes: str) -> None:
    files = {"topics/a.md": text}
    result = check(write(tmp_path, files))
    if "*x" in text:  # the merge is one fault; that it merges an alias may be another
        places = {found.place: found.code for found in result.errors}
        assert places["topics/a.md:6:3"] == "yaml-merge-key"
        assert result.codes <= {"yaml-merge-key", "yaml-alias"}
        return
    assert_found(result, expected(files, codes))


# Tags

TAGS = {
    "a local tag": topic("title: «!x A"),
    "a bare exclamation mark": topic("title: «! A"),
    "str": topic("title: «!!str 204"),
    "int": topic("title: «!!int '204'"),
    "binary": topic("title: «!!binary aGVsbG8="),
    "timestamp": topic("title: «!!timestamp 2016-01-22"),
    "verbatim": topic("title: «!<tag:yaml.org,2002:str> A"),
    "python object": topic("title: «!!python/object/apply:os.system ['id']"),
    "python name": topic("title: «!!python/name:os.system"),
    "python tuple": topic("extra: «!!python/tuple [a, b]"),
    "map": topic("extra: «!!map {a: b}"),
    "seq": topic("extra: «!!seq [a]"),
    "set": topic("extra: «!!set {a, b}"),
    "omap": topic("extra: «!!omap [a: b]"),
    "null": topic("title: «!!null ''"),
    "of an item": topic("extra: [a, «!x b]"),
    "of a key": topic("extra: {«!x a: b}"),
    "of a key at the top": topic("«!!str title: A"),
    "of the guidelines": topic("guidelines: «!!seq []"),
    "on a block list, tag on the key's line": topic("guidelines: «!!seq", "  - guideline_id: g"),
    "of an id": f"---\ntopic_id: {MARK}!!str a\ntopic_name: A\n---\n",
    "of an empty value": topic("extra: «!x"),
    "behind an anchor": topic("extra: «&a !x b"),
    "before an anchor": topic("extra: «!x &a b"),
    "of a block scalar": topic("title: «!x |", "  A"),
    "of a merge key": topic("extra: {«!!merge <<: {a: b}}"),
    "the value on a later line than the key": topic("«title:", "  !x A"),
    "a list on a later line than the key": topic("«extra:", "  !!seq", "  - a"),
}


@pytest.mark.parametrize("text", TAGS.values(), ids=TAGS)
def test_any_explicit_tag_is_refused(tmp_path: Path, text: str) -> None:
    files = {"topics/a.md": text}
    result = check(write(tmp_path, files))
    tags = [found for found in result.errors if found.code == "yaml-tag"]
    (want,) = expected(files, "yaml-tag")
    places = {want.place}
    if "&a !x" in text:  # whether a value begins with its anchor or its tag, CONTRACT does not say
        places.add("topics/a.md:4:11")
    assert len(tags) == 1
    assert tags[0].place in places
    others = result.codes - {"yaml-tag"}
    # What a refused value would have been may be missed, and a merge key be refused as such besides.
    assert others <= {"yaml-merge-key", "field-missing", "field-type"} if "!!merge" in text else not others


def test_a_tag_on_the_whole_front_matter_is_refused(tmp_path: Path) -> None:
    result = check(write(tmp_path, {"topics/a.md": "---\n!!map\ntopic_id: a\ntopic_name: A\n---\n"}))
    assert result.codes == {"yaml-tag"}
    assert result.errors[0].line == 2


def test_an_exclamation_mark_inside_a_text_is_no_tag(tmp_path: Path) -> None:
    text = topic("title: wow! a tag", "topic_description: '!x'", 'topic_category: "!!int 3"')
    assert_found(check(write(tmp_path, {"topics/a.md": text})), [])


# Aliases

ALIASES = {
    "of a text": (topic("title: &t Words", "topic_category: *t"), ""),
    "of a key": (topic("&t extra: Words", "title: *t"), ""),
    "as a key": (topic("extra: &t words", "other: {*t : x}"), ""),
    "of an item": (topic("extra: [&t words, *t]"), ""),
    "of a block scalar": (topic("extra: &t |", "  words", "title: *t"), ""),
    "of a list": (topic("extra: &t [a]", "other: «*t"), "yaml-alias"),
    "of a mapping": (topic("extra: &t {a: b}", "other: «*t"), "yaml-alias"),
    "of an empty list": (topic("extra: &t []", "other: «*t"), "yaml-alias"),
    "of a block list": (topic("extra: &t", "  - a", "other: «*t"), "yaml-alias"),
    "into itself, a list": (topic("extra: &t [«*t]"), "yaml-alias"),
    "into itself, a mapping": (topic("extra: &t {a: «*t}"), "yaml-alias"),
    "into itself, deep": (topic("extra: &t", "  a:", "    - b: «*t"), "yaml-alias"),
    "of the guidelines": (topic(*entry(), "extra: &t [a]", "other: [«*t]"), "yaml-alias"),
    "of nothing": (topic("title: «*t"), "yaml-alias|yaml-syntax"),
    "of what comes later": (topic("title: «*t", "extra: &t x"), "yaml-alias|yaml-syntax"),
    "of a plain number": (topic("extra: &t 204", "title: «*t"), "field-type"),
    "of a quoted number": (topic("extra: &t '204'", "title: *t"), ""),
    "of a plain null": (topic("extra: &t ~", "title: *t"), ""),
    "of an anchor given twice": (topic("extra: &t [a]", "other: &t words", "title: *t"), ""),
    "on a later line than its key": (topic("extra: &t [a]", "«other:", "  *t"), "yaml-alias"),
    "fifty": (topic("extra: &t x", f"other: [{', '.join(['*t'] * 50)}]"), ""),
    "fifty in several places": (topic("extra: &t x", "o:", *["  - *t"] * 25, f"p: [{'*t, ' * 25}]"), ""),
    "anchors alone, a hundred": (topic("extra:", *[f"  - &a{n} x" for n in range(100)]), ""),
}


@pytest.mark.parametrize(("text", "codes"), ALIASES.values(), ids=ALIASES)
def test_aliases_stand_for_scalars_only(tmp_path: Path, text: str, codes: str) -> None:
    files = {"topics/a.md": text}
    assert_found(check(write(tmp_path, files)), expected(files, codes))


@pytest.mark.parametrize("count", [51, 52, 500])
def test_more_than_fifty_aliases_are_refused(tmp_path: Path, count: int) -> None:
    text = topic("extra: &t x", "other:", *["  - *t"] * count)
    result = check(write(tmp_path, {"topics/a.md": text}))
    assert result.codes == {"yaml-alias"}
    assert result.code == 1
    # At the one too many, or the whole of the file.
    assert result.errors[0].place in ("topics/a.md:56:5", "topics/a.md:1:1")


def test_the_billion_laughs_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert check(write(tmp_path, {"topics/a.md": topic(*lines)})).codes == {"yaml-alias"}


def test_the_billion_laughs_of_text_are_refused(tmp_path: Path) -> None:
    """A long text that fifty aliases repeat is as much as there can be."""
    text = topic(f"extra: &t {'x' * 9_000}", "other:", *["  - *t"] * 50)
    assert check(write(tmp_path, {"topics/a.md": text})).code == 0


# Limits


def _nested(lists: int) -> str:
    return topic(f"extra: {'[' * lists}x{']' * lists}")


@pytest.mark.parametrize("lists", [1, 10, 18])
def test_values_may_be_nested_twenty_deep(tmp_path: Path, lists: int) -> None:
    """Whether the text inside counts as a level, CONTRACT does not say: with it, these are 20 at most."""
    assert_found(check(write(tmp_path, {"topics/a.md": _nested(lists)})), [])


@pytest.mark.parametrize("lists", [21, 22, 100, 1_000, 100_000, 500_000])
def test_values_nested_deeper_than_twenty_are_refused(tmp_path: Path, lists: int) -> None:
    result = check(write(tmp_path, {"topics/a.md": _nested(lists)}))
    assert result.codes == {"yaml-limit"}
    assert len(result.errors) == 1
    assert result.errors[0].line in (1, 4)


DEEP = {
    "block mappings": topic("extra:", *[f"{'  ' * n}a:" for n in range(1, 40)]),
    "block lists": topic("extra:", f"  {'- ' * 40}x"),
    "flow mappings": topic(f"extra: {'{a: ' * 40}x{'}' * 40}"),
    "flow mappings never closed": topic(f"extra: {'{a: ' * 4_000}"),
    "flow lists never closed": topic(f"extra: {'[' * 20_000}"),
    "keys in keys": topic(f"extra: {'{? ' * 40}x{'}' * 40}"),
    "block lists, very deep": topic("extra:", f"  {'- ' * 20_000}x"),
    "explicit keys": topic("extra:", f"  {'? ' * 5_000}x"),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_no_kind_of_nesting_escapes_the_limit(tmp_path: Path, text: str) -> None:
    result = check(write(tmp_path, {"topics/a.md": text}))
    assert result.code == 1
    assert result.codes <= {"yaml-limit", "yaml-syntax"}
    assert len(result.errors) == 1


@pytest.mark.parametrize(("count", "code"), [(99_000, 0), (100_001, 1), (500_000, 1)])
def test_a_file_has_at_most_a_hundred_thousand_nodes(tmp_path: Path, count: int, code: int) -> None:
    result = check(write(tmp_path, {"topics/a.md": topic(f"extra: [{'a,' * count}]")}))
    assert result.code == code
    assert result.codes == ({"yaml-limit"} if code else set())


def test_mappings_count_as_nodes_too(tmp_path: Path) -> None:
    result = check(write(tmp_path, {"topics/a.md": topic(f"extra: [{'{},' * 101_000}]")}))
    assert result.codes == {"yaml-limit"}


# Plain scalars

NULLS = ["~", "null", "Null", "NULL", "", "# only a comment"]
BOOLEANS = [
    *("yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE"),
    *("on", "On", "ON", "off", "Off", "OFF"),
]
NUMBERS = [
    *("0", "7", "204", "-1", "+1", "017", "08", "099", "0o17", "0x1f", "0x1F", "0xDEAD", "0b101", "1_000"),
    *("1e3", "1E3", "1e+3", "1e-3", "1.5", "1.", ".5", "-.5", "+.5", "-1.5e3", "6.02e23", "1.5E+10", "0.0"),
    *(
        ".inf",
        ".Inf",
        ".INF",
        "-.inf",
        "+.inf",
        ".nan",
        ".NaN",
        ".NAN",
        "685_230.15",
        "190:20:30",
        "-0",
        "+0",
    ),
    *(
        "12:30:45",
        "1:30",
        "12:30",
        "190:20:30.15",
        "-12:30",
        "0b1_0",
        "0x_1f",
        "02_14",
        "-0x1f",
        "1_0.5",
        "00",
    ),
    *("12e03", "-2E+05", "0.", "-0.0", "0e0", "123456789012345678901234567890"),
]
TIMES = [
    *(
        "2016-01-22",
        "2016-01-22T10:00:00Z",
        "2016-01-22T00:00:00.000Z",
        "2016-01-22 10:00:00",
        "2001-12-14t21:59:43.10-05:00",
    ),
    *("2001-12-14 21:59:43.10 -5", "2001-12-15 2:59:43.10", "2016-1-2 10:00:00", "9999-99-99"),
]
NOT_TEXT = {
    **{f"boolean {text}": text for text in BOOLEANS},
    **{f"number {text}": text for text in NUMBERS},
    **{f"time {text}": text for text in TIMES},
}

TEXT_KEYS = {
    "title": lambda value: topic(f"title: «{value}"),
    "reference name": lambda value: topic(*reference(f"name: «{value}", "url: https://e.example/")),
}


@pytest.mark.parametrize("key", TEXT_KEYS)
@pytest.mark.parametrize("value", NOT_TEXT.values(), ids=NOT_TEXT)
def test_a_plain_scalar_that_yaml_reads_as_something_else_is_no_text(
    tmp_path: Path, value: str, key: str
) -> None:
    files = {"topics/a.md": TEXT_KEYS[key](value)}
    result = check(write(tmp_path, files))
    assert_found(result, expected(files, "field-type"))
    assert "quot" in result.errors[0].message, "the hint is to quote it"


@pytest.mark.parametrize("style", ["'{}'", '"{}"', "|-\n  {}", ">-\n  {}", "|\n  {}"])
def test_quoted_or_as_a_block_all_are_text(tmp_path: Path, style: str) -> None:
    values = [*BOOLEANS, *NUMBERS, *TIMES, "~", "null", "NULL"]
    files = {
        f"topics/t{n}.md": topic(f"title: {style.format(value)}", id=f"t{n}")
        for n, value in enumerate(values)
    }
    assert_found(check(write(tmp_path, files)), [])


TEXTS = [
    *(
        "Yes, please",
        "nope",
        "onwards",
        "1.2.3",
        "v1",
        "404 Not Found",
        "12:30 h",
        "0x",
        "0xg",
        "0o18",
        "1e",
        "e3",
        "-",
    ),
    *(
        "--",
        "...x",
        "nulls",
        "~x",
        "x~",
        "2016-01",
        "2016/01/22",
        "22.01.2016",
        "1 000",
        "1,000",
        "+",
        "-x",
        ".info",
    ),
    *(
        "yEs",
        "nO",
        "tRUE",
        "nULL",
        "oN",
        "1__x",
        "12:60x",
        "a_b",
        "inf",
        "nan",
        "Infinity",
        "0o",
        "٣",
        "½",
        "²",
    ),
    *(
        "http://x:80",
        "a#b",
        "a,b",
        "don't",
        'say "x"',
        "=",
        "<<",
        "e",
        "x: y".replace(": ", ":"),
        "🙂",
        "1-2",
        "1/2",
    ),
]


def test_other_plain_scalars_are_text(tmp_path: Path) -> None:
    values = [value for value in TEXTS if value != "-"]
    files = {f"topics/t{n}.md": topic(f"title: {value}", id=f"t{n}") for n, value in enumerate(values)}
    assert_found(check(write(tmp_path, files)), [])


SCALAR_PLACES = {
    "topic_id": ("---\ntopic_id: «204\ntopic_name: A\n---\n", "field-type"),
    "topic_name": ("---\ntopic_id: a\ntopic_name: «204\n---\n", "field-type"),
    "topic_category": (topic("topic_category: «yes"), "field-type"),
    "topic_description": (topic("topic_description: «1e3"), "field-type"),
    "sort": (topic("sort: «10"), "field-type"),
    "guideline_type": (topic(*entry("guideline_type: «on")), "field-type"),
    "guideline_company": (topic(*entry("guideline_company: «12:30:45")), "field-type"),
    "guideline_language": (topic(*entry("guideline_language: «no")), "field-type"),
    "guideline_id": (topic("guidelines:", "  - guideline_id: «204"), "field-type"),
    "quote": (topic(*reference("name: Rule", "url: https://e.example", "quote: «0o17")), "field-type"),
    "document": (topic(*reference("name: Rule", "url: https://e.example", "document: «017")), "field-type"),
    "description": (
        topic(*reference("name: Rule", "url: https://e.example", "description: «.inf")),
        "field-type",
    ),
    "a value on the next line": (topic("«title:", "  204"), "field-type"),
    "a value behind an anchor": (topic("title: «&x 204"), "field-type"),
    "a value in a flow mapping": ("---\n{topic_id: a, topic_name: «1_000}\n---\n", "field-type"),
    "two on one line": ("---\n{topic_id: «1, topic_name: «2}\n---\n", "field-type field-type"),
    "a value with a comment": (topic("title: «204 # the status"), "field-type"),
    "a value of several lines, which is text": (topic("title: 204", "  Accepted"), ""),
    "an unknown key, whose value is nobody's": (topic("extra: 204", "other: yes"), ""),
}


@pytest.mark.parametrize(("text", "codes"), SCALAR_PLACES.values(), ids=SCALAR_PLACES)
def test_every_text_field_refuses_what_is_no_text(tmp_path: Path, text: str, codes: str) -> None:
    files = {"topics/a.md": text}
    assert_found(check(write(tmp_path, files)), expected(files, codes))


# Unknown keys

UNKNOWN = [
    *(
        "topic_nmae",
        "self",
        "config",
        "loop",
        "topic",
        "guideline",
        "site",
        "page",
        "urls",
        "title2",
        "__class__",
    ),
    *(
        "super",
        "caller",
        "varargs",
        "kwargs",
        "range",
        "request",
        "url_for",
        "block",
        "content",
        "places",
        "body",
    ),
    *(
        "{{ 7 * 7 }}",
        "<script>",
        "x y",
        "a.b",
        "a[0]",
        "$ref",
        "_links",
        "guideline_x",
        "categories",
        "base_url",
    ),
]


def test_unknown_keys_are_warnings_at_most_and_reach_no_template(tmp_path: Path) -> None:
    lines = [f"{key!r}: 'UNKNOWN VALUE'" for key in UNKNOWN]
    content = write(
        tmp_path / "content",
        {
            "topics/a.md": topic(
                *lines, *entry(*lines, "references:", "  - name: Rule", "    url: https://e.example/")
            ),
            "topics/b.md": topic(
                *reference(
                    "name: Rule", "url: https://e.example/", *lines, *(f"{key}_: {{a: [b]}}" for key in "xy")
                ),
                id="b",
            ),
            "guidelines/g.yaml": "\n".join(
                ["guideline_id: g", "guideline_title: Guide", "guideline_url: https://g.example/", *lines, ""]
            ),
        },
    )
    assert_found(check(content), [])
    assert build(content, tmp_path / "site").code == 0
    for path in (tmp_path / "site").rglob("*"):
        assert not path.is_file() or b"UNKNOWN VALUE" not in path.read_bytes(), path
