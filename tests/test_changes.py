"""What changed from one crosswalk to another, and in which words it is told."""

from collections.abc import Iterable
from dataclasses import replace

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from crosswalk.changes import Changes, changes
from crosswalk.model import Crosswalk, Guideline, Level, Position, Reference, Topic
from crosswalk.renditions import LIMIT, as_html, as_markdown, as_text
from crosswalk.telling import summary
from crosswalk.texts import texts_of
from crosswalks import crosswalk, guideline, pair, post, reference, topic

SAY = texts_of("en")

ACME, ZETA = (
    guideline("acme", title="Acme Rules", company="Acme"),
    guideline("zeta", title="API Rules", company="Zeta"),
)
CURSOR, OFFSET = Position(id="cursor", label="A cursor"), Position(id="offset", label="An offset")
PAGING = topic("paging", name="Paging", positions=(CURSOR, OFFSET))
RULE = reference("Pages", rule="159", level=Level.SHOULD)


def told(before: Crosswalk, after: Crosswalk) -> list[str]:
    """Return what is told of a change, line by line without the margins."""
    return [line.strip() for line in as_text(SAY, changes(before, after)) if line]


def known(
    paging: Topic = PAGING, *references: Reference, acme: Guideline = ACME, positions: Iterable[Position] = ()
) -> Crosswalk:
    """Return a crosswalk of one topic that one guideline speaks of."""
    said = pair(paging, acme, *references, positions=tuple(positions))
    return crosswalk(topics=[paging], guidelines=[acme], pairs=[said])


def test_what_is_the_same_is_not_told() -> None:
    state = known(PAGING, RULE)
    assert not changes(state, known(PAGING, RULE))
    assert told(state, state) == ["nothing has changed"]


def test_a_topic_gains_and_loses_guidelines() -> None:
    two = (reference("Paging"), reference("Lists"))
    before = known(PAGING, RULE)
    after = crosswalk(
        topics=[PAGING], guidelines=[ZETA], pairs=[pair(PAGING, ZETA, *two, positions=(CURSOR,))]
    )
    assert told(before, after) == [
        "1 topic changed, 1 guideline added, 1 guideline removed",
        "Topics",
        "Paging (paging)",
        'loses Acme Rules, 1 reference: "Pages"',
        'gains API Rules of Zeta, answers "A cursor", 2 references: "Paging", "Lists"',
        "Guidelines",
        "Acme Rules (acme): removed",
        "speaks of 1 topic: Paging",
        "API Rules of Zeta (zeta): new",
        "stands at https://zeta.example/rules",
        "speaks of 1 topic: Paging",
    ]


REFERENCES = {
    "moved": ({"url": "https://acme.example/new"}, "its address is https://acme.example/new, and was {url}"),
    "renamed": ({"name": "Lists"}, 'renamed, and was called "Pages"'),
    "harder": ({"level": Level.MUST}, "its level is must, and was should"),
    "no rule": ({"rule": None}, "its rule is gone"),
    "quoted": ({"quote": "One page."}, 'its quote is new: "One page."'),
    "long": ({"quote": "One page. " * 20}, "its quote is new"),
}


@pytest.mark.parametrize(("fields", "expected"), REFERENCES.values(), ids=REFERENCES)
def test_a_reference_is_known_again_by_what_it_kept(fields: dict[str, object], expected: str) -> None:
    now = replace(RULE, **fields)  # type: ignore[arg-type]
    other = reference("Other")
    said = told(known(PAGING, RULE, other), known(PAGING, other, now))
    assert said[3:] == [f'Acme Rules, "{now.name}": {expected.format(url=RULE.url)}']


def test_a_reference_with_nothing_in_common_is_another_one() -> None:
    said = told(known(PAGING, RULE), known(PAGING, reference("Lists")))
    assert said[3:] == ['Acme Rules gains 1 reference: "Lists"', 'Acme Rules loses 1 reference: "Pages"']


POSITIONS = {
    "moves": ([CURSOR], [OFFSET], ['Acme Rules moves from "A cursor" to "An offset"']),
    "answers": ([], [CURSOR], ['Acme Rules answers "A cursor" now']),
    "silent": ([OFFSET], [], ['Acme Rules gives none of the answers now; it gave "An offset"']),
    "both": ([OFFSET], [CURSOR, OFFSET], ['Acme Rules moves from "An offset" to "A cursor, An offset"']),
}


@pytest.mark.parametrize(("old", "new", "expected"), POSITIONS.values(), ids=POSITIONS)
def test_a_guideline_moves_between_positions(
    old: list[Position], new: list[Position], expected: list[str]
) -> None:
    assert told(known(PAGING, RULE, positions=old), known(PAGING, RULE, positions=new))[3:] == expected


def test_an_answer_that_is_called_otherwise_moves_no_guideline() -> None:
    token = replace(CURSOR, label="A token")
    before = known(PAGING, RULE, positions=[CURSOR])
    after = known(
        replace(PAGING, positions=(token, Position(id="range", label="A range"))), RULE, positions=[token]
    )
    assert told(before, after)[3:] == [
        'the answer "An offset" is gone',
        'the answer "A token": its wording is "A token", and was "A cursor"',
        'a new answer: "A range"',
    ]
    renamed = replace(CURSOR, id="token")
    after = known(replace(PAGING, positions=(renamed, OFFSET)), RULE, positions=[renamed])
    assert told(before, after)[3:] == ['the answer "A cursor": its id is token, and was cursor']


def test_topics_are_followed_through_their_aliases() -> None:
    old, gone = topic("pages", name="Pages"), topic("lists", name="Lists")
    before = crosswalk(topics=[old, gone, topic("tail")], guidelines=[ACME], pairs=[pair(old, ACME, RULE)])
    new = topic("paging", name="Paging", aliases=("pages",), category="Collections", question="How?")
    tail = topic("tail", aliases=("lists",), related=("paging",))
    after = crosswalk(topics=[new, tail, topic("x")], guidelines=[ACME], pairs=[pair(new, ACME, RULE)])
    assert told(before, after) == [
        "1 topic added, 1 topic removed, 2 topics changed, 1 category added",
        "Topics",
        "Lists (lists): removed",
        "its address leads to tail now",
        "Paging (paging)",
        "has another id: it was pages, which leads here",
        'renamed, and was called "Pages"',
        'its category is "Collections", and was "Status"',
        'its question is new: "How?"',
        "tail (tail)",
        "is now related to paging",
        "x (x): new",
        'stands in "Status"',
        "Categories, pages and news",
        'category "Collections": new',
    ]
    assert "no other topic has its id among its aliases, so links to it will break" in told(before, known())


def test_facts_of_guidelines_and_what_stands_beside_them() -> None:
    now = replace(ACME, title="Acme Guide", date="2026-01-31", status=None, description="Short. " * 40)
    before = crosswalk(guidelines=[replace(ACME, date="2025-01-31")], posts=[post("a", "2026-01-01")])
    after = crosswalk(guidelines=[now], posts=[post("a", "2026-01-01", "Other.")])
    assert told(before, after)[1:] == [
        "Guidelines",
        "Acme Guide (acme)",
        'renamed, and was called "Acme Rules"',
        "its date is 2026-01-31, and was 2025-01-31",
        "its description is new",
        "Categories, pages and news",
        'news "a": changed',
    ]


# What is shown

HOSTILE = "@octocat #1 GH-2 <img src=x> **b** `c` [l](https://e.example) a@b.example $x$ \x1b[31m\u202e\nnext"


def hostile() -> Changes:
    """Return changes in which every text is hostile."""
    old = topic("t", name="Old", positions=(CURSOR,), question=f"{HOSTILE}?")
    new = replace(
        old, name=HOSTILE, question=HOSTILE, positions=(replace(CURSOR, label=HOSTILE),), permalink="/x"
    )
    which = guideline("g", title=HOSTILE, company=HOSTILE, licence=HOSTILE)
    said = pair(new, which, reference(HOSTILE, url="https://e.example/a)b<c>`@octocat"), note=HOSTILE)
    return changes(crosswalk(topics=[old]), crosswalk(topics=[new], guidelines=[which], pairs=[said]))


OWN = "@octocat #1 GH-2 <img src=x> **b** `c` [l](https://e.example) $x$"


@pytest.mark.parametrize("labels", [(), (("topic", OWN), ("topics", OWN))], ids=["ours", "an owner's"])
def test_in_markdown_strangers_say_nothing_but_text(labels: tuple[tuple[str, str], ...]) -> None:
    """Rendered, nobody is mentioned: GitHub looks at what is no code and no link for `@name` and `#1`.

    The words for things are those of the settings, which stand in a pull request like all else.
    """
    shown = as_markdown(texts_of("en", labels=labels), hostile())
    assert "octocat" in shown
    rendered = MarkdownIt("gfm-like", {"linkify": False}).parse(shown)
    inline = [each for token in rendered for each in token.children or () if token.type == "inline"]
    assert {each.type for each in inline} <= {
        "text", "strong_open", "strong_close", "code_inline", "link_open", "link_close"
    }  # fmt: skip
    texts = "".join(each.content for each in inline if each.type == "text")
    assert "<img src=x>" in texts
    assert "$x$" in texts
    for sign in ("@o", "@b", "#1", "GH-2"):
        assert sign not in texts
    links = {str(each.attrs["href"]) for each in inline if each.type == "link_open"}
    assert links == {"https://e.example/a)b%3Cc%3E%60@octocat"}


def test_markdown_is_no_longer_than_a_comment_may_be() -> None:
    many = crosswalk(
        topics=[topic(f"t{number}", name="@" * 100, question="?" * 100) for number in range(900)]
    )
    shown = as_markdown(SAY, changes(crosswalk(), many))
    assert len(shown) < LIMIT + 200
    assert shown.endswith("more lines; `crosswalk diff` tells them all\n")
    assert shown.startswith("**900 topics added, 1 category added**\n")


def test_in_a_terminal_and_in_html_strangers_say_nothing_but_text() -> None:
    lines = list(as_text(SAY, hostile()))
    assert all(line.isprintable() for line in lines)
    html = as_html(SAY, hostile(), lambda sort, id_: f"/{sort}/{id_}")
    assert "<img" not in html
    assert '<a href="/topic/t"><strong dir="auto">@octocat #1' in html


@settings(deadline=None, derandomize=True, database=None, max_examples=60)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from("@#`*_[]<>()&\\|~$!\n"), min_size=1))
def test_any_text_stays_on_its_line(text: str) -> None:
    before, after = crosswalk(topics=[topic("t")]), crosswalk(topics=[topic("t", name=text, question=text)])
    changed = changes(before, after)
    lines = as_markdown(SAY, changed).split("\n")
    assert len(lines) == 8
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse("\n".join(lines))
    assert [token.type for token in tokens].count("list_item_open") == 3
    assert len(list(as_text(SAY, changed))) == 6
    assert summary(SAY, changed) == "1 topic changed"


def test_json_of_a_change_is_read_again() -> None:
    from crosswalk.history import history
    from crosswalk.represent.changes import change_set

    changed = replace(hostile(), date="2026-01-31")
    data = orjson.dumps({"items": [change_set(changed)]})
    assert b'"archivedUrl"' not in data
    assert history(data) == (changed,)
