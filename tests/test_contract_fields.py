"""CONTRACT, chapter Fields: content in; code, line and column out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contract import MARK, Files, assert_found, check, entry, expected, reference, shown, topic, write

URL = "https://e.example/"
REFERENCE = ("name: Rule", f"url: {URL}")

ABSENT = "field-missing|field-type|field-empty"


def _is_found(tmp_path: Path, files: Files, codes: str) -> None:
    assert_found(check(write(tmp_path, files)), expected(files, codes))


# Which keys there must be

KEYS = {
    "the least there can be": (topic(), ""),
    "no topic_id": ("---\n«topic_name: A\n---\n", "field-missing"),
    "no topic_name": ("---\n«topic_id: a\n---\n", "field-missing"),
    "neither": ("---\n««title: A\n---\n", "field-missing field-missing"),
    "no topic_id, behind a comment": ("---\n# c\n\n«topic_name: A\n---\n", "field-missing"),
    "no topic_id, indented": ("---\n  «topic_name: A\n---\n", "field-missing"),
    "no topic_id, in a flow mapping": ("---\n\n«{topic_name: A}\n---\n", "field-missing"),
    "an empty mapping": ("---\n««{}\n---\n", "field-missing field-missing"),
    "all that may be": (
        topic(
            "layout: topic",
            "title: T",
            "permalink: /some/where",
            "sort: T",
            "topic_category: C",
            "topic_description: D",
            *entry(
                "guideline_type: whatever it is",
                "guideline_company: Co",
                "guideline_companyUrl: https://co.example",
                "guideline_companyLogoUrl: /media/logo.png",
                "guideline_screenshotUrl: /media/shot.png",
                "guideline_date: 2016-01-22",
                "guideline_reviewDate: 2016-09-01T00:00:00.000Z",
                "guideline_language: en",
                "guideline_authors: [{name: Ann, url: 'https://a.example'}]",
                "guideline__links: {self: {href: /x}}",
                "references:",
                "  - name: Rule",
                "    url: https://e.example/",
                "    quote: Q",
                "    document: D",
                "    description: D",
            ),
        ),
        "",
    ),
    "no guidelines": (topic("guidelines: []"), ""),
    "no guidelines, null": (topic("guidelines:"), ""),
    "no references": (topic(*entry("references: []")), ""),
    "no references, null": (topic(*entry("references: ~")), ""),
    "an entry without an id": (
        topic("guidelines:", "  - «guideline_title: G", f"    guideline_url: {URL}"),
        "field-missing",
    ),
    "an entry without a title": (
        topic("guidelines:", "  - «guideline_id: g", f"    guideline_url: {URL}"),
        "field-missing",
    ),
    "an entry without a URL": (
        topic("guidelines:", "  - «guideline_id: g", "    guideline_title: G"),
        "field-missing",
    ),
    "a reference without a name": (topic(*reference(f"«url: {URL}")), "field-missing"),
    "a reference without a URL": (topic(*reference("«name: Rule")), "field-missing"),
    "a reference with neither": (topic(*reference("««quote: Q")), "field-missing field-missing"),
    "a reference in a flow mapping without a URL": (
        topic(*entry("references: [«{name: Rule}]")),
        "field-missing",
    ),
    "an empty reference": (topic(*entry("references:", "  - ««{}")), "field-missing field-missing"),
    "a reference whose mapping begins below the hyphen": (
        topic(*entry("references:", "  -", "    «name: Rule")),
        "field-missing",
    ),
    "the second of two references": (
        topic(*reference(*REFERENCE), "      - «name: Other"),
        "field-missing",
    ),
    "a null name": (topic(*reference("name:« ", f"url: {URL}")).replace(": \n", ":\n"), ABSENT),
    "layout selects nothing": (topic("layout: '../../etc/passwd'"), ""),
    "authors as text": (topic(*entry("guideline_authors: Ann")), ""),
    "authors as a list of texts": (topic(*entry("guideline_authors: [Ann, Bob]")), ""),
}


@pytest.mark.parametrize(("text", "codes"), KEYS.values(), ids=KEYS)
def test_required_keys_are_there_and_optional_ones_may_be(tmp_path: Path, text: str, codes: str) -> None:
    _is_found(tmp_path, {"topics/a.md": text}, codes)


def test_an_entry_with_nothing_but_an_unknown_id_is_unknown(tmp_path: Path) -> None:
    text = topic("guidelines:", "  - guideline_id: «nowhere", "    references: []")
    files = {"topics/a.md": text}
    result = check(write(tmp_path, files))
    assert result.codes <= {"guideline-unknown", "field-missing"}
    assert {found.line for found in result.errors} == {5}


REGISTRY = ["guideline_id: g", "guideline_title: Guide", "guideline_url: https://g.example/"]
SHORT = topic("guidelines:", "  - guideline_id: g", "    references: []")

STATED = {
    "in the registry, YAML": {"topics/a.md": SHORT, "guidelines/g.yaml": "\n".join([*REGISTRY, ""])},
    "in the registry, Markdown": {
        "topics/a.md": SHORT,
        "guidelines/g.md": "\n".join(["---", *REGISTRY, "---", "A profile.", ""]),
    },
    "in the registry, no line end": {"topics/a.md": SHORT, "guidelines/g.yaml": "\n".join(REGISTRY)},
    "in the registry, with markers": {
        "topics/a.md": SHORT,
        "guidelines/g.yaml": "\n".join(["%YAML 1.1", "---", *REGISTRY, "...", ""]),
    },
    "in the registry, another file name": {
        "topics/a.md": SHORT,
        "guidelines/other.yaml": "\n".join([*REGISTRY, ""]),
    },
    "in a later topic": {"topics/a.md": SHORT, "topics/b.md": topic(*entry(), id="b")},
    "in an earlier topic": {"topics/a.md": topic(*entry()), "topics/b.md": SHORT.replace("a\n", "b\n", 1)},
    "the title in one topic, the URL in another": {
        "topics/a.md": topic("guidelines:", "  - guideline_id: g", "    guideline_title: G"),
        "topics/b.md": topic("guidelines:", "  - guideline_id: g", f"    guideline_url: {URL}", id="b"),
    },
    "the title in the registry, the URL in a topic": {
        "topics/a.md": topic("guidelines:", "  - guideline_id: g", f"    guideline_url: {URL}"),
        "guidelines/g.yaml": "guideline_id: g\nguideline_title: G\n",
    },
    "null in one topic": {
        "topics/a.md": topic("guidelines:", "  - guideline_id: g", "    guideline_title: ~"),
        "topics/b.md": topic(*entry(), id="b"),
    },
    "the same everywhere": {
        "topics/a.md": topic(*entry()),
        "topics/b.md": topic(*entry(), id="b"),
        "guidelines/g.yaml": "\n".join([*REGISTRY, ""]),
    },
}


@pytest.mark.parametrize("files", STATED.values(), ids=STATED)
def test_title_and_url_of_a_guideline_may_stand_anywhere(tmp_path: Path, files: Files) -> None:
    _is_found(tmp_path, files, "")


REGISTRY_FAULTS = {
    "no id": ("«guideline_title: G\nguideline_url: https://g.example/\n", "field-missing"),
    "no title": ("«guideline_id: g\nguideline_url: https://g.example/\n", "field-missing"),
    "no URL": ("«guideline_id: g\nguideline_title: G\n", "field-missing"),
    "an id that is none": (
        "guideline_id: «G\nguideline_title: G\nguideline_url: https://g.example/\n",
        "id-invalid",
    ),
    "a list": ("«- guideline_id: g\n", "field-type"),
    "a number as title": (
        "guideline_id: g\nguideline_title: «1\nguideline_url: https://g.example/\n",
        "field-type",
    ),
    "a wrong date": (
        "guideline_id: g\nguideline_date: «2016-02-30\nguideline_title: G\nguideline_url: https://g.example\n",
        "date-invalid",
    ),
    "a key twice": (
        "guideline_id: g\nguideline_title: G\n«guideline_title: G\nguideline_url: https://g.example/\n",
        "yaml-duplicate-key",
    ),
    "not YAML": ("guideline_id: g\nguideline_title: «[\n", "yaml-syntax"),
    "a Windows file": ("\ufeffguideline_id: g\r\nguideline_title: G\r\nguideline_url: «x\r\n", "url-invalid"),
}


@pytest.mark.parametrize("form", ["yaml", "md"])
@pytest.mark.parametrize(("text", "codes"), REGISTRY_FAULTS.values(), ids=REGISTRY_FAULTS)
def test_the_registry_is_judged_like_topics(tmp_path: Path, text: str, codes: str, form: str) -> None:
    if form == "md":
        bare = text.removeprefix("\ufeff")
        text = f"{'' if bare == text else chr(0xFEFF)}---\n{bare}---\n"
    files = {"topics/z.md": topic(id="z"), f"guidelines/g.{form}": text}
    result = check(write(tmp_path, files))
    if codes == "yaml-syntax":
        assert result.codes == {codes}
        return
    assert_found(result, expected(files, codes))


def test_two_documents_in_a_registry_file_are_a_syntax_error(tmp_path: Path) -> None:
    text = "\n".join([*REGISTRY, "---", *REGISTRY, ""])
    result = check(write(tmp_path, {"topics/a.md": topic(), "guidelines/g.yaml": text}))
    assert result.codes == {"yaml-syntax"}
    assert [found.line for found in result.errors] == [4]


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n", "---\n", "~\n"])
def test_an_empty_registry_file_is_an_error(tmp_path: Path, text: str) -> None:
    result = check(write(tmp_path, {"topics/a.md": topic(), "guidelines/g.yaml": text}))
    assert result.code == 1
    assert result.codes <= {"field-type", "field-missing"}


# Null, blank, long, of the wrong kind

NULLS = ["", " ~", " null", " Null", " NULL", " # nothing", " &x", " &x ~"]


def _of_topic(key: str) -> Callable[[str], str]:
    return lambda value: topic(f"{key}:{value}")


def _of_guideline(key: str) -> Callable[[str], str]:
    return lambda value: topic(*entry(f"guideline_{key}:{value}"))


def _of_reference(key: str) -> Callable[[str], str]:
    return lambda value: topic(*reference(*REFERENCE, f"{key}:{value}"))


REQUIRED: dict[str, Callable[[str], str]] = {
    "topic_id": lambda value: f"---\ntopic_name: A\ntopic_id:{value}\n---\n",
    "topic_name": lambda value: f"---\ntopic_id: a\ntopic_name:{value}\n---\n",
    "guideline_id": lambda value: topic("guidelines:", f"  - guideline_id:{value}", "    guideline_title: G"),
    "name": lambda value: topic(*reference(f"name:{value}", f"url: {URL}")),
    "url": lambda value: topic(*reference("name: Rule", f"url:{value}")),
}
OPTIONAL: dict[str, Callable[[str], str]] = {
    **{
        key: _of_topic(key)
        for key in (
            *("title", "topic_category", "topic_description", "sort", "permalink", "layout", "guidelines"),
            *(
                "topic_question",
                "topic_positions",
                "topic_aliases",
                "topic_related",
                "topic_updated",
                "extra",
            ),
        )
    },
    **{
        f"guideline_{key}": _of_guideline(key)
        for key in (
            *("type", "company", "companyUrl", "companyLogoUrl", "screenshotUrl", "date", "reviewDate"),
            *("language", "authors", "_links", "githubUrl", "status"),
        )
    },
    "references": lambda value: topic(*entry(f"references:{value}")),
    **{
        key: _of_reference(key)
        for key in ("quote", "document", "description", "level", "rule", "archivedUrl")
    },
}


@pytest.mark.parametrize("null", NULLS)
@pytest.mark.parametrize("key", REQUIRED)
def test_null_is_an_error_where_a_value_is_required(tmp_path: Path, key: str, null: str) -> None:
    text = REQUIRED[key](null)
    result = check(write(tmp_path, {"topics/a.md": text}))
    line = next(
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip().removeprefix("- ").startswith(f"{key}:")
    )
    assert {found.line for found in result.errors} == {line}
    assert result.codes <= {"field-missing", "field-type", "field-empty"}
    assert len(result.errors) == 1


@pytest.mark.parametrize("null", NULLS)
def test_null_is_as_good_as_absent_where_a_value_is_optional(tmp_path: Path, null: str) -> None:
    files = {
        f"topics/t{n}.md": text.replace("topic_id: a\n", f"topic_id: t{n}\n").replace(": g\n", f": g{n}\n")
        for n, text in enumerate(build(null) for build in OPTIONAL.values())
    }
    _is_found(tmp_path, files, "")


TEXT_FIELDS: dict[str, Callable[[str], str]] = {
    **{key: OPTIONAL[key] for key in ("title", "topic_category", "topic_description", "sort")},
    **{f"guideline_{key}": OPTIONAL[f"guideline_{key}"] for key in ("type", "company", "language")},
    **{key: OPTIONAL[key] for key in ("quote", "document", "description")},
    "topic_name": REQUIRED["topic_name"],
    "name": REQUIRED["name"],
    "guideline_title": lambda value: topic(
        "guidelines:", "  - guideline_id: g", f"    guideline_title:{value}", f"    guideline_url: {URL}"
    ),
}
ANY_TEXT = {**TEXT_FIELDS, "topic_id": REQUIRED["topic_id"], "guideline_id": REQUIRED["guideline_id"]}
URL_FIELDS: dict[str, Callable[[str], str]] = {
    "url": REQUIRED["url"],
    "guideline_companyUrl": OPTIONAL["guideline_companyUrl"],
    "guideline_companyLogoUrl": OPTIONAL["guideline_companyLogoUrl"],
    "guideline_screenshotUrl": OPTIONAL["guideline_screenshotUrl"],
    "guideline_url": lambda value: topic(
        "guidelines:", "  - guideline_id: g", "    guideline_title: G", f"    guideline_url:{value}"
    ),
}

BLANKS = [
    " «''",
    ' «""',
    " «' '",
    r' «"\t"',
    r' «"\n"',
    r' «" \n\t "',
    r' «"\u00a0"',
    r' «"\u3000"',
    r' «"\u2003"',
]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("key", ANY_TEXT)
def test_blank_text_is_empty(tmp_path: Path, key: str, blank: str) -> None:
    text = ANY_TEXT[key](blank)
    # An id that is blank is no id either.
    also = "|id-invalid" if key.endswith("_id") else ""
    files = {"topics/a.md": text}
    result = check(write(tmp_path, files))
    wanted = expected(files, f"field-empty{also}")
    assert [
        (found.place, found.code in wanted[0].codes)
        for found in result.errors
        if found.code != "field-missing"
    ] == [(wanted[0].place, True)]


@pytest.mark.parametrize("key", URL_FIELDS)
@pytest.mark.parametrize("blank", [" «''", " «'  '"])
def test_a_blank_url_is_empty_or_invalid(tmp_path: Path, key: str, blank: str) -> None:
    files = {"topics/a.md": URL_FIELDS[key](blank)}
    _is_found(tmp_path, files, "field-empty|url-invalid")


@pytest.mark.parametrize("block", [" |", " >", " |-", " |+"])
@pytest.mark.parametrize("key", ["title", "topic_name"])
def test_a_block_scalar_of_blanks_is_empty(tmp_path: Path, key: str, block: str) -> None:
    text = TEXT_FIELDS[key](f"{block}\n\n  \n")
    result = check(write(tmp_path, {"topics/a.md": text}))
    assert result.codes == {"field-empty"}


LONG = [(9_999, ""), (10_000, ""), (10_001, "text-too-long"), (500_000, "text-too-long")]


@pytest.mark.parametrize(("length", "codes"), LONG)
@pytest.mark.parametrize("letter", ["x", "\u00e9", "\U0001f642"])
@pytest.mark.parametrize("key", TEXT_FIELDS)
def test_a_text_has_at_most_ten_thousand_characters(
    tmp_path: Path, key: str, length: int, codes: str, letter: str
) -> None:
    if length > 20_000 and letter != "x":
        length //= 4
    files = {"topics/a.md": TEXT_FIELDS[key](f" «{letter * length}" if codes else f" {letter * length}")}
    _is_found(tmp_path, files, codes)


def test_titles_of_two_hundred_characters_are_fine(tmp_path: Path) -> None:
    files = {
        f"topics/t{n}.md": build(f" {'T' * 200}")
        .replace("topic_id: a\n", f"topic_id: t{n}\n")
        .replace(": g\n", f": g{n}\n")
        for n, build in enumerate(TEXT_FIELDS.values())
    }
    _is_found(tmp_path, files, "")


LATER = {
    "a literal block": ("title: «|", [f"  {'x' * 10_001}"]),
    "a folded block": ("title: «>-", [f"  {'x' * 10_001}"]),
    "a plain text on the next line": ("«title:", [f"  {'x' * 10_001}"]),
    "a quoted text on the next line": ("«title:", [f"  '{'x' * 10_001}'"]),
    "a quoted text that goes on": ("title: «'x", [f"  {'x' * 10_001}'"]),
    "a text two lines below": ("«title:", ["", "  # comment", f"  {'x' * 10_001}"]),
}


@pytest.mark.parametrize(("first", "rest"), LATER.values(), ids=LATER)
def test_a_value_that_begins_on_a_later_line_is_reported_at_its_key(
    tmp_path: Path, first: str, rest: list[str]
) -> None:
    _is_found(tmp_path, {"topics/a.md": topic(first, *rest)}, "text-too-long")


WRONG_KINDS = {
    "a list": " «[a]",
    "an empty list": " «[]",
    "a mapping": " «{a: b}",
    "an empty mapping": " «{}",
}


@pytest.mark.parametrize("kind", WRONG_KINDS)
@pytest.mark.parametrize(
    "key", [*ANY_TEXT, *URL_FIELDS, "permalink", "guideline_date", "guideline_reviewDate"]
)
def test_a_value_of_the_wrong_kind_is_a_type_error(tmp_path: Path, key: str, kind: str) -> None:
    build = {**OPTIONAL, **ANY_TEXT, **URL_FIELDS}[key]
    files = {"topics/a.md": build(WRONG_KINDS[kind])}
    result = check(write(tmp_path, files))
    places = [(found.place, found.code) for found in result.errors if found.code != "field-missing"]
    assert places == [(expected(files, "field-type")[0].place, "field-type")]


LISTS = {
    "guidelines as text": (topic("guidelines: «none"), "field-type"),
    "guidelines as a number": (topic("guidelines: «0"), "field-type"),
    "guidelines as a boolean": (topic("guidelines: «no"), "field-type"),
    "guidelines as an empty text": (topic("guidelines: «''"), "field-type|field-empty"),
    "guidelines as a mapping": (topic("«guidelines:", "  guideline_id: g"), "field-type"),
    "guidelines as a flow mapping": (topic("guidelines: «{guideline_id: g}"), "field-type"),
    "guidelines as an empty mapping": (topic("guidelines: «{}"), "field-type"),
    "guidelines of texts": (topic("guidelines:", "  - «g", "  - «h"), "field-type field-type"),
    "guidelines of lists": (topic("guidelines:", "  - «- guideline_id: g"), "field-type"),
    "guidelines of nulls": (topic("guidelines: [«~]"), "field-type|field-missing|field-empty"),
    "guidelines of numbers, flow": (topic("guidelines: [«1, «2]"), "field-type field-type"),
    "references as text": (topic(*entry("references: «none")), "field-type"),
    "references as a mapping": (topic(*entry("«references:", "  name: Rule")), "field-type"),
    "references of texts": (topic(*entry("references: [«a, «b]")), "field-type field-type"),
    "references of a text and a sound one": (
        topic(*entry("references:", "  - «Rule", "  - name: Rule", f"    url: {URL}")),
        "field-type",
    ),
    "references of lists": (topic(*entry("references:", "  - «[name, url]")), "field-type"),
}


@pytest.mark.parametrize(("text", "codes"), LISTS.values(), ids=LISTS)
def test_guidelines_and_references_are_lists_of_mappings(tmp_path: Path, text: str, codes: str) -> None:
    _is_found(tmp_path, {"topics/a.md": text}, codes)


# Ids

GOOD_IDS = [
    *("a", "0", "a-b", "a1", "1a", "http-status-202", "a-1-b-2", "9-9", "x" * 100, f"{'x' * 49}-{'y' * 50}"),
    *(
        "com",
        "com10",
        "com-1",
        "lpt",
        "lpt10",
        "con-1",
        "console",
        "nul-l",
        "indexes",
        "my-index",
        "auxx",
        "prn2",
    ),
    *("topics", "guidelines", "design", "media", "assets", "404", "robots", "constructor", "com1a", "a-con"),
]
BAD_IDS = [
    *(
        "A",
        "a_b",
        "a b",
        "-a",
        "a-",
        "a--b",
        "a.b",
        "a/b",
        "../a",
        "a\u00e9",
        "\u00e9",
        "a%20b",
        "a:b",
        "x" * 101,
        "-",
    ),
    *("index", "con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))),
    *(
        "a\u200bb",
        "a\u2010b",
        "\uff41",
        "\u0661",
        "a\u0307",
        "a+b",
        "a~",
        ".",
        "..",
        "a,b",
        "a;b",
        "a?b",
        "INDEX",
        "Con",
        "\u0131",
    ),
    *("a\u00adb", "x" * 2_000, "a'", "a&b", "a<b", "{{a}}", "a\u2028b", "a\u0085b", "\ufeffa"),
]


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@pytest.mark.parametrize("kind", ["topic_id", "guideline_id"])
def test_ids_are_words_and_hyphens(tmp_path: Path, kind: str) -> None:
    values = [_quoted(value) if value.isdigit() else value for value in GOOD_IDS]
    files = (
        {f"topics/t{n}.md": topic(id=value) for n, value in enumerate(values)}
        if kind == "topic_id"
        else {f"topics/t{n}.md": topic(*entry(id=value), id=f"t{n}") for n, value in enumerate(values)}
    )
    _is_found(tmp_path, files, "")


@pytest.mark.parametrize("value", BAD_IDS, ids=shown)
@pytest.mark.parametrize("key", ["topic_id", "guideline_id", "registry"])
def test_other_ids_are_invalid(tmp_path: Path, key: str, value: str) -> None:
    marked = f"«{_quoted(value)}"
    files: Files
    if key == "topic_id":
        files = {"topics/a.md": topic(id=marked)}
    elif key == "guideline_id":
        files = {"topics/a.md": topic(*entry(id=marked))}
    else:
        lines = [f"guideline_id: {marked}", *REGISTRY[1:], ""]
        files = {"topics/z.md": topic(id="z"), "guidelines/g.yaml": "\n".join(lines)}
    _is_found(tmp_path, files, "id-invalid")


@pytest.mark.parametrize("value", [r'"a\n"', r'"a\t"', r'" a"', r'"a "', r'"a\u00a0"', "|\n  a", "|\n  a\n"])
def test_an_id_with_white_space_is_invalid(tmp_path: Path, value: str) -> None:
    result = check(write(tmp_path, {"topics/a.md": topic(id=value)}))
    assert result.codes == {"id-invalid"}
    assert [found.line for found in result.errors] == [2]


def test_two_topics_with_one_id_are_reported_with_the_other_file(tmp_path: Path) -> None:
    files = {"topics/one.md": topic(id="same"), "topics/two.md": topic(id="same")}
    result = check(write(tmp_path, files))
    assert result.codes == {"id-duplicate"}
    for found in result.errors:
        assert (found.line, found.column) == (2, 11)
        other = "two.md" if found.path.endswith("one.md") else "one.md"
        assert other in found.message
    assert len(result.errors) in (1, 2)


def test_three_topics_with_one_id_are_at_least_two_diagnostics(tmp_path: Path) -> None:
    files = {f"topics/{name}.md": topic(id="same") for name in ("one", "two", "three")}
    result = check(write(tmp_path, files))
    assert result.codes == {"id-duplicate"}
    assert len(result.errors) in (2, 3)


@pytest.mark.parametrize(("one", "two"), [("g.md", "h.md"), ("g.yaml", "h.yaml"), ("g.md", "g.yaml")])
def test_two_registry_entries_with_one_id_are_reported(tmp_path: Path, one: str, two: str) -> None:
    text = "\n".join(["---", *REGISTRY, "---", ""])
    bare = "\n".join([*REGISTRY, ""])
    files = {
        "topics/a.md": topic(),
        f"guidelines/{one}": text if one.endswith("md") else bare,
        f"guidelines/{two}": text if two.endswith("md") else bare,
    }
    result = check(write(tmp_path, files))
    assert result.codes == {"id-duplicate"}
    for found in result.errors:
        assert (one if found.path.endswith(two) else two) in found.message


def test_topic_and_guideline_ids_are_separate_name_spaces(tmp_path: Path) -> None:
    files = {"topics/same.md": topic(*entry(id="same"), id="same"), "topics/b.md": topic(id="b")}
    _is_found(tmp_path, files, "")


# Permalinks

GOOD_PERMALINKS = [
    *(
        "/x",
        "/x/",
        "/x/y",
        "/x/y/",
        "/status/http-202",
        "/design/topics/a",
        "/design/topics/a/",
        "/1/2/3",
        "/topics",
    ),
    *(
        "/guidelines",
        "/guidelines/x",
        "/a-b/c-d",
        f"/{'x' * 99}/{'y' * 99}",
        f"/{'x' * 100}",
        "/designs",
        "/design2/topics",
    ),
    *("/x/design/guidelines", "/y/design"),
]
BAD_PERMALINKS = [
    *(
        "x",
        "x/y",
        "//x",
        "/x//y",
        "/x//",
        "/X",
        "/x y",
        "/x.html",
        "/x.json",
        "/../x",
        "/x/..",
        "/./x",
        "/x/.",
        "/x?y",
    ),
    *(
        "/x#y",
        "/index",
        "/x/index",
        "/con",
        "/x/nul/y",
        "/com1",
        "/lpt9/",
        "/aux/x",
        "http://e.example/x",
        "//e.example",
    ),
    *(
        f"/{'x' * 101}",
        f"/{'x' * 100}/{'y' * 100}",
        "/x_y",
        "/-x",
        "/x-",
        "/x--y",
        "/%78",
        "/\u00e9",
        "\\x",
        "/x\\y",
    ),
    *(
        "/{{x}}",
        "/:x",
        "/x:y",
        "/*",
        "/x/*",
        "javascript:alert(1)",
        "/x\u2028",
        "/\u0661",
        "/a/" * 60,
        "/x///",
    ),
]


def test_permalinks_are_ids_between_slashes(tmp_path: Path) -> None:
    for n, value in enumerate(GOOD_PERMALINKS):
        content = write(tmp_path / str(n), {"topics/a.md": topic(f"permalink: {value}")})
        assert_found(check(content), [])


@pytest.mark.parametrize("value", BAD_PERMALINKS, ids=shown)
def test_other_permalinks_are_invalid(tmp_path: Path, value: str) -> None:
    _is_found(tmp_path, {"topics/a.md": topic(f"permalink: «{_quoted(value)}")}, "permalink-invalid")


TAKEN = [
    *(
        "/design",
        "/design/",
        "/design/topics",
        "/design/topics/",
        "/design/guidelines",
        "/design/guidelines/",
    ),
    *(
        "/design/guidelines/g",
        "/design/guidelines/g/",
        "/design/guidelines/other",
        "/design/guidelines/g/topics",
    ),
]


@pytest.mark.parametrize("value", TAKEN)
def test_a_permalink_may_not_take_a_place_of_the_site(tmp_path: Path, value: str) -> None:
    _is_found(tmp_path, {"topics/a.md": topic(f"permalink: «{value}")}, "permalink-collision")


def test_a_permalink_may_not_take_the_home_page(tmp_path: Path) -> None:
    _is_found(tmp_path, {"topics/a.md": topic("permalink: «/")}, "permalink-collision|permalink-invalid")


COLLISIONS: dict[str, tuple[list[str], list[str]]] = {
    "the same": (["permalink: /x"], ["permalink: /x"]),
    "but for a slash": (["permalink: /x"], ["permalink: /x/"]),
    "but for a slash, other way round": (["permalink: /x/"], ["permalink: /x"]),
    "both with a slash": (["permalink: /x/"], ["permalink: /x/"]),
    "quoted": (["permalink: '/x'"], ['permalink: "/x"']),
    "the default of the other": (["permalink: /design/topics/b"], []),
    "the default of the other, with a slash": (["permalink: /design/topics/b/"], []),
    "the default of the other, other way round": ([], ["permalink: /design/topics/a"]),
    "the default of the other, which has one of its own": (
        ["permalink: /design/topics/b"],
        ["permalink: /elsewhere"],
    ),
    "the default of the other, other way round, which has one of its own": (
        ["permalink: /elsewhere"],
        ["permalink: /design/topics/a/"],
    ),
}


@pytest.mark.parametrize(("one", "two"), COLLISIONS.values(), ids=COLLISIONS)
def test_two_topics_may_not_have_one_place(tmp_path: Path, one: list[str], two: list[str]) -> None:
    result = check(write(tmp_path, {"topics/a.md": topic(*one), "topics/b.md": topic(*two, id="b")}))
    assert result.codes == {"permalink-collision"}
    assert {(found.line, found.column) for found in result.errors} == {(4, 12)}


def test_two_topics_that_swap_their_places_collide_both(tmp_path: Path) -> None:
    files = {
        "topics/a.md": topic("permalink: «/design/topics/b"),
        "topics/b.md": topic("permalink: «/design/topics/a", id="b"),
    }
    _is_found(tmp_path, files, "permalink-collision permalink-collision")


def test_a_topic_with_a_taken_id_has_its_permalink_checked(tmp_path: Path) -> None:
    """Every problem of every file in one run: that its id is taken hides nothing."""
    files = {"topics/a.md": topic(), "topics/b.md": topic("permalink: /design")}
    result = check(write(tmp_path, files))
    assert result.codes == {"id-duplicate", "permalink-collision"}


def test_a_topic_with_a_wrong_id_has_its_permalink_checked(tmp_path: Path) -> None:
    _is_found(
        tmp_path, {"topics/a.md": topic("permalink: «/design", id="«A")}, "id-invalid permalink-collision"
    )


# Dates

GOOD_DATES = [
    *(
        "2016-01-22",
        "2016-02-29",
        "2000-02-29",
        "0001-01-01",
        "9999-12-31",
        "1969-12-31",
        "2016-12-31",
        "1582-10-10",
    ),
    *("2016-01-22T00:00:00", "2016-01-22T00:00:00Z", "2016-01-22T00:00:00.000Z", "2016-01-22 00:00:00"),
    *(
        "2016-01-22 23:59:59.999",
        "2016-01-22T10:00:00+01:00",
        "2016-01-22T10:00:00-05:30",
        "2016-01-22T10:00:00+14:00",
    ),
    *(
        "2016-01-22T10:00:00-14:00",
        "2016-01-22 10:00:00Z",
        "2016-01-22 10:00:00+00:00",
        "2016-01-22T10:00:00.123+13:59",
    ),
    *("2016-01-22T23:59:59-00:00", "2016-01-22T10:00:00.1", "2016-01-22T10:00:00.12Z"),
]
BAD_DATES = [
    *(
        "2016-02-30",
        "2015-02-29",
        "1900-02-29",
        "2016-13-01",
        "2016-00-01",
        "2016-01-00",
        "2016-01-32",
        "0000-01-01",
    ),
    *(
        "2016-1-22",
        "2016-01-2",
        "16-01-22",
        "20160122",
        "2016/01/22",
        "22.01.2016",
        "2016-01",
        "2016",
        "2016-W03-5",
    ),
    *("2016-01-22T", "2016-01-22T10", "2016-01-22T10:00", "2016-01-22T24:00:00", "2016-01-22T10:60:00"),
    *("2016-01-22T10:00:60", "2016-01-22T10:00:61", "2016-01-22T10:00:00+14:01", "2016-01-22T10:00:00+15:00"),
    *(
        "2016-01-22T10:00:00+01",
        "2016-01-22T10:00:00+0100",
        "2016-01-22T10:00:00 Z",
        "2016-01-22T10:00:00+01:60",
    ),
    *(
        "2016-01-22  10:00:00",
        "2016-01-22T10:00:00.",
        "2016-01-22T10:00:00,5",
        "January 2016",
        "yesterday",
        "now",
    ),
    *(
        "-2016-01-22",
        "+2016-01-22",
        "12016-01-22",
        "2016-01-22x",
        "x2016-01-22",
        "2016-01-22Z",
        "2016-01-22+01:00",
    ),
    *(
        "\u0662\u0660\u0661\u0666-01-22",
        "\uff12016-01-22",
        "2016\u201101\u201122",
        "2016-01-22T1:00:00",
        "99999-01-01",
    ),
    *("2016-01-22T10:00:00-99:99", "2016-02-30T00:00:00.000Z", "2016-04-31", "2016-01-22T10:00:00z"),
]


@pytest.mark.parametrize("style", ["{}", "'{}'", '"{}"', "&x {}"])
@pytest.mark.parametrize("key", ["guideline_date", "guideline_reviewDate"])
def test_a_date_is_a_day_perhaps_with_a_time_quoted_or_not(tmp_path: Path, key: str, style: str) -> None:
    files = {
        f"topics/t{n}.md": topic(*entry(f"{key}: {style.format(value)}", id=f"g{n}"), id=f"t{n}")
        for n, value in enumerate(GOOD_DATES)
    }
    _is_found(tmp_path, files, "")


@pytest.mark.parametrize("quote", ["", "'"])
@pytest.mark.parametrize("value", BAD_DATES, ids=shown)
def test_what_is_no_day_of_the_calendar_is_no_date(tmp_path: Path, value: str, quote: str) -> None:
    # A plain number is of the wrong kind as much as it is no date.
    codes = "date-invalid" if quote else "date-invalid|field-type"
    files = {"topics/a.md": topic(*entry(f"guideline_date: «{quote}{value}{quote}"))}
    _is_found(tmp_path, files, codes)


@pytest.mark.parametrize("value", ["true", "no", "1.5", "12:30:45"])
def test_a_plain_value_that_is_no_date_is_refused(tmp_path: Path, value: str) -> None:
    _is_found(
        tmp_path, {"topics/a.md": topic(*entry(f"guideline_date: «{value}"))}, "date-invalid|field-type"
    )


@pytest.mark.parametrize(
    "value", ["' 2016-01-22'", "'2016-01-22 '", r'"2016-01-22\n"', r'"2016-01-22\u00a0"', "''"]
)
def test_a_date_with_white_space_around_it_is_none(tmp_path: Path, value: str) -> None:
    _is_found(
        tmp_path, {"topics/a.md": topic(*entry(f"guideline_date: «{value}"))}, "date-invalid|field-empty"
    )


def test_a_wrong_date_on_a_later_line_is_reported_at_its_key(tmp_path: Path) -> None:
    text = topic(*entry("«guideline_date:", "  2016-02-30"))
    _is_found(tmp_path, {"topics/a.md": text}, "date-invalid")


# URLs

GOOD_URLS = [
    *(
        "http://e.example",
        "https://e.example",
        "HTTPS://E.EXAMPLE/",
        "hTtP://e.example/x",
        "https://e.example:8080/x",
    ),
    *(
        "https://e.example/?q=1&r=a%20b#frag",
        "https://e.example/a:b@c",
        "https://e.example/x?u=http://y/",
        "http://localhost/",
    ),
    *(
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[2001:db8::1]:80/x",
        "https://e.example/(x)",
        "https://e.example/'x'",
    ),
    *(
        "https://e.example/#A:B",
        "https://e.example/~x/*!$,;",
        "https://e.example?x",
        "https://e.example#x",
        "https://e.example/@me",
    ),
    *(
        "https://e.example/%00",
        "https://e.example/../x",
        "https://e.example//x",
        "https://m\u00fcnchen.example/\u00fc",
    ),
    *(
        "https://xn--mnchen-3ya.example/",
        "https://e.example/{id}",
        "https://e.example/a|b",
        "https://a_b.example/",
        "https://e.example./",
    ),
    "https://e.example/?mail=me@example.org",
]
BAD_URLS = [
    *(
        "e.example",
        "www.e.example/x",
        "//e.example/x",
        "x",
        "x/y",
        "#x",
        "?x",
        "http:",
        "http:/",
        "http://",
        "https:///x",
    ),
    *(
        "http:e.example",
        "http:/e.example",
        "http://?x",
        "http://#x",
        "http:///",
        "https://:80/",
        "ftp://e.example/",
        "file:///etc/passwd",
    ),
    *(
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "mailto:a@b.example",
        "urn:x",
        "blob:https://e.example/x",
    ),
    *(
        "https://user@e.example/",
        "https://user:pw@e.example/",
        "https://:@e.example/",
        "https://@e.example/",
        "https://:pw@e.example",
    ),
    *(
        "https://e.example/a b",
        "https://e.example/\u00a0x",
        "https://e.example/\u3000",
        "https://e.example/\u2028",
        "https://e.example/\u0085x",
    ),
    *(
        "https://e.example\\x",
        "https:\\\\e.example",
        "https://e.example/\\..\\x",
        "https://e.example/a\u2003b",
        "view-source:https://e.example",
    ),
    *(
        "https://a b.example/",
        "h ttps://e.example",
        "https ://e.example",
        "https//e.example",
        "https;//e.example",
        "feed:https://e.example",
    ),
    *(
        "ws://e.example",
        "about:blank",
        "httpx://e.example",
        "xhttp://e.example",
        "http+x://e.example",
        "\u200bjavascript:x",
    ),
]
LOCAL_ONLY = ["/media/logo.png", "/x", "/", "/a/b.c", "/x%20y", "/x?y#z", "/media/a..b/c...d", "/%41"]
BAD_LOCAL = [
    *(
        "//e.example/x",
        "///x",
        "/../x",
        "/x/..",
        "/x/../y",
        "/./x",
        "/x/.",
        "/%2e%2e/x",
        "/x/%2E%2E/y",
        "/.%2e/x",
        "/%2e/x",
    ),
    *(
        "/x/%2e.",
        "media/logo.png",
        "./x",
        "../x",
        "/x y",
        "/x\\y",
        "\\x",
        "/\\e.example",
        "/x\u00a0y",
        "/%2e",
    ),
]


@pytest.mark.parametrize("key", URL_FIELDS)
def test_http_urls_with_a_host_are_fine(tmp_path: Path, key: str) -> None:
    files = {
        f"topics/t{n}.md": URL_FIELDS[key](f" {_quoted(value)}")
        .replace("topic_id: a\n", f"topic_id: t{n}\n")
        .replace("guideline_id: g\n", f"guideline_id: g{n}\n")
        for n, value in enumerate(GOOD_URLS)
    }
    _is_found(tmp_path, files, "")


@pytest.mark.parametrize("value", BAD_URLS, ids=shown)
@pytest.mark.parametrize("key", URL_FIELDS)
def test_other_urls_are_invalid(tmp_path: Path, key: str, value: str) -> None:
    _is_found(tmp_path, {"topics/a.md": URL_FIELDS[key](f" «{_quoted(value)}")}, "url-invalid")


@pytest.mark.parametrize("escape", [r"\t", r"\n", r"\r", r"\u00a0", r"\u2029", r"\N", r"\_", r"\L"])
@pytest.mark.parametrize("key", ["url", "guideline_companyLogoUrl"])
def test_escaped_white_space_in_a_url_is_invalid(tmp_path: Path, key: str, escape: str) -> None:
    for n, value in enumerate(
        [f"https://e.example/{escape}x", f"{escape}https://e.example", f"java{escape}script:x"]
    ):
        files = {"topics/a.md": URL_FIELDS[key](f' «"{value}"')}
        assert_found(check(write(tmp_path / str(n), files)), expected(files, "url-invalid"))


@pytest.mark.parametrize("key", ["guideline_companyLogoUrl", "guideline_screenshotUrl"])
def test_logos_and_screenshots_may_be_paths(tmp_path: Path, key: str) -> None:
    files = {
        f"topics/t{n}.md": topic(*entry(f"{key}: {value}", id=f"g{n}"), id=f"t{n}")
        for n, value in enumerate(LOCAL_ONLY)
    }
    _is_found(tmp_path, files, "")


@pytest.mark.parametrize("key", ["guideline_companyLogoUrl", "guideline_screenshotUrl"])
@pytest.mark.parametrize("value", BAD_LOCAL, ids=shown)
def test_paths_that_climb_or_lead_to_a_host_are_invalid(tmp_path: Path, key: str, value: str) -> None:
    _is_found(tmp_path, {"topics/a.md": topic(*entry(f"{key}: «{_quoted(value)}"))}, "url-invalid")


@pytest.mark.parametrize("key", ["url", "guideline_url", "guideline_companyUrl"])
@pytest.mark.parametrize("value", LOCAL_ONLY)
def test_other_urls_may_not_be_paths(tmp_path: Path, key: str, value: str) -> None:
    _is_found(tmp_path, {"topics/a.md": URL_FIELDS[key](f" «{value}")}, "url-invalid")


@pytest.mark.parametrize(
    ("length", "codes"), [(2_047, ""), (2_048, ""), (2_049, "url-invalid"), (20_000, "url-invalid")]
)
@pytest.mark.parametrize("key", URL_FIELDS)
@pytest.mark.parametrize("start", ["https://e.example/", "/"])
def test_a_url_has_at_most_2048_characters(
    tmp_path: Path, key: str, start: str, length: int, codes: str
) -> None:
    if start == "/" and not key.endswith(("LogoUrl", "screenshotUrl")):
        codes = "url-invalid"
    files = {"topics/a.md": URL_FIELDS[key](f" {MARK if codes else ''}{start.ljust(length, 'x')}")}
    _is_found(tmp_path, files, codes)


# Guidelines that disagree

FACTS: dict[str, tuple[str, str]] = {
    "guideline_title": ("Guide", "Other"),
    "guideline_url": ("https://g.example/", "https://h.example/"),
    "guideline_type": ("website", "github"),
    "guideline_company": ("Co", "co"),
    "guideline_companyUrl": ("https://co.example", "https://co.example/"),
    "guideline_companyLogoUrl": ("/a.png", "/b.png"),
    "guideline_screenshotUrl": ("/a.png", "https://e.example/a.png"),
    "guideline_date": ("2016-01-22", "2016-01-23"),
    "guideline_reviewDate": ("2016-01-22T00:00:00Z", "2016-01-21"),
    "guideline_language": ("en", "de"),
    "guideline_githubUrl": ("https://github.com/a", "https://github.com/b"),
    "guideline_authors": ("[Ann]", "[Bob]"),
}


def _entry_with(key: str, value: str) -> list[str]:
    facts = {"guideline_title": "Guide", "guideline_url": "https://g.example/", key: value}
    return ["guidelines:", "  - guideline_id: g", *(f"    {name}: {fact}" for name, fact in facts.items())]


@pytest.mark.parametrize("other", ["topic", "yaml", "md"])
@pytest.mark.parametrize("key", FACTS)
def test_facts_that_disagree_are_a_conflict_that_names_id_and_file(
    tmp_path: Path, key: str, other: str
) -> None:
    here, there = FACTS[key]
    lines = [line.strip().removeprefix("- ") for line in _entry_with(key, there)[1:]]
    files = {"topics/v.md": topic(*_entry_with(key, here), id="v")}
    if other == "topic":
        files["topics/w.md"] = topic(*_entry_with(key, there), id="w")
    elif other == "yaml":
        files["guidelines/w.yaml"] = "\n".join([*lines, ""])
    else:
        files["guidelines/w.md"] = "\n".join(["---", *lines, "---", ""])
    result = check(write(tmp_path, files))
    assert result.codes == {"guideline-conflict"}
    for found in result.errors:
        text = files["/".join(found.path.split("/")[-2:])].split("\n")[found.line - 1]
        assert text.strip().removeprefix("- ").startswith(f"{key}:")
        assert text[found.column - 1 :] in FACTS[key]
        assert "g" in found.message.replace("guideline", "").split("'")
        assert ("w." if "v.md" in found.path else "v.md") in found.message


def test_the_same_day_written_differently_is_no_conflict(tmp_path: Path) -> None:
    dates = [
        "2016-01-22",
        "'2016-01-22'",
        "2016-01-22T00:00:00.000Z",
        "2016-01-22 10:00:00",
        "'2016-01-22T23:00:00-05:00'",
    ]
    files = {
        f"topics/t{n}.md": topic(*_entry_with("guideline_date", date), id=f"t{n}")
        for n, date in enumerate(dates)
    }
    _is_found(tmp_path, files, "")


def test_a_fact_that_one_file_leaves_out_is_no_conflict(tmp_path: Path) -> None:
    files = {
        "topics/a.md": topic(*_entry_with("guideline_company", "Co")),
        "topics/b.md": topic(*entry(), id="b"),
        "topics/c.md": topic(*_entry_with("guideline_company", "~"), id="c"),
    }
    _is_found(tmp_path, files, "")


def test_quotes_and_block_style_are_no_conflict(tmp_path: Path) -> None:
    files = {
        "topics/a.md": topic(*_entry_with("guideline_company", "Co")),
        "topics/b.md": topic(*_entry_with("guideline_company", "'Co'"), id="b"),
        "topics/c.md": topic(*_entry_with("guideline_company", r'"\x43o"'), id="c"),
        "topics/d.md": topic(*_entry_with("guideline_company", "|-\n      Co"), id="d"),
    }
    _is_found(tmp_path, files, "")


def test_derived_links_and_references_are_no_metadata(tmp_path: Path) -> None:
    files = {
        "topics/a.md": topic(*entry("guideline__links: {self: {href: /a}}", "references: []")),
        "topics/b.md": topic(*entry("guideline__links: {self: {href: /b}}", "note: other"), id="b"),
        "topics/c.md": topic(*entry("guideline__links: [1]"), id="c"),
        "topics/d.md": topic(*entry("guideline__links: 5"), id="d"),
    }
    _is_found(tmp_path, files, "")


def test_every_topic_that_disagrees_is_reported(tmp_path: Path) -> None:
    files = {
        f"topics/{name}.md": topic(*_entry_with("guideline_company", company), id=name)
        for name, company in {"a": "Co", "b": "Other", "c": "Other", "d": "Third", "e": "Co"}.items()
    }
    result = check(write(tmp_path, files))
    assert result.codes == {"guideline-conflict"}
    assert {Path(found.path).name for found in result.errors} >= {"b.md", "c.md", "d.md"}


def test_two_facts_of_one_entry_that_disagree_are_two_diagnostics(tmp_path: Path) -> None:
    files = {
        "topics/a.md": topic(*entry("guideline_company: Co", "guideline_type: t")),
        "topics/b.md": topic(*entry("guideline_company: Other", "guideline_type: u"), id="b"),
    }
    result = check(write(tmp_path, files))
    assert [found.code for found in result.errors] == ["guideline-conflict"] * 2
    assert [found.line for found in result.errors] == [8, 9]
