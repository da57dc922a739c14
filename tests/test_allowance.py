"""What a folder may cost: honest sites never notice, and hundreds of hostile files cost what a few do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contract import assert_found, check, topic, write
from crosswalk import diagnostics
from crosswalk.allowance import Allowance, Store, effort_of
from crosswalk.diagnostics import Diagnostics, Place
from test_prose import ordinary_article


def test_a_store_gives_each_its_share_and_more_while_there_is_some() -> None:
    store = Store(each=10, left=5)
    assert [store.take(amount) for amount in (10, 14, 12, 11, 11, 10)] == [
        True,
        True,
        False,
        True,
        False,
        True,
    ]
    assert (store.left, store.most) == (0, 10)


@pytest.mark.parametrize(
    ("count", "body", "values"),
    [
        (10_000, ordinary_article(2), 700),
        (2_000, ordinary_article(20), 900),
        (25, ordinary_article(100), 5_000),
    ],
    ids=["10,000 of 2 KB", "2,000 of 20 KB", "25 of 100 KB"],
)
def test_an_honest_site_never_notices(count: int, body: str, values: int) -> None:
    """A published topic has 280 values and 7 KB, the largest of them 680 and 16 KB."""
    allowance = Allowance()
    effort = effort_of(body)
    for _ in range(count):
        assert allowance.effort.take(effort)
        assert allowance.size.take(2 * len(body) + 10_000)
        assert allowance.values.take(values)


def _few_small(number: int) -> str:
    return topic(id=f"small-{number}", body="A *small* one.\n")


DEAR: dict[str, tuple[Callable[[int], str], str]] = {
    "body-too-complex": (lambda number: topic(id=f"t{number}", body="# a\n" * 20_000), "the bodies together"),
    "yaml-limit": (
        lambda number: topic("extra:", *["- x"] * 20_000, id=f"t{number}"),
        "too many values together",
    ),
    "file-too-large": (lambda number: topic(*["# x" * 300] * 1_000, id=f"t{number}"), "too large together"),
}


@pytest.mark.parametrize(("code", "case"), DEAR.items(), ids=DEAR)
def test_files_beyond_their_share_are_refused_when_there_are_many(
    tmp_path: Path, code: str, case: tuple[Callable[[int], str], str]
) -> None:
    """In the order of their names; those that keep to their share are accepted before and after."""
    make, said = case
    dear = {f"topics/t{number:02}.md": make(number) for number in range(30)}
    small = {f"topics/{name}.md": _few_small(number) for number, name in enumerate(("a", "z"))}
    result = check(write(tmp_path, dear | small))
    refused = [found for found in result.errors if found.code == code]
    assert result.errors == refused
    names = [found.path.rpartition("/")[2] for found in refused]
    assert 0 < len(names) < 30
    assert names == sorted(path.removeprefix("topics/") for path in dear)[-len(names) :]
    assert all(said in found.message for found in refused)
    if code == "yaml-limit":  # what was read of a refused file is used up
        assert refused[0].line > refused[-1].line
        assert refused[-1].line < 1_100


@pytest.mark.parametrize("code", DEAR)
def test_one_such_file_alone_is_accepted(tmp_path: Path, code: str) -> None:
    assert_found(check(write(tmp_path, {"topics/t1.md": DEAR[code][0](1)})), [])


def test_a_folder_that_is_refused_once_is_refused_alike_again(tmp_path: Path) -> None:
    make = DEAR["yaml-limit"][0]
    content = write(tmp_path, {f"topics/t{number}.md": make(number) for number in range(13)})
    assert check(content).stderr == check(content).stderr


# Findings


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five findings of each file, and twenty of all beyond that."""
    monkeypatch.setattr(diagnostics, "FINDINGS_EACH", 5)
    monkeypatch.setattr(diagnostics, "FINDINGS_TOGETHER", 20)


@pytest.mark.usefixtures("little_room")
def test_of_very_many_findings_it_is_told_that_there_are_more() -> None:
    found = Diagnostics()
    for line in range(1, 40):
        found.warn(Place("topics/a.md", line), "key-unknown", "the key is unknown")
    assert len(found) == 5 + 20 + 1
    assert found.errors == 0
    found.error(Place("topics/a.md", 7), "field-type", "no text")
    assert found.errors == 1, "an error is one even if it is not told where"
    assert [each.code for each in found][:2] == ["field-type", "key-unknown"]
    for line in range(1, 10):
        found.error(Place("topics/b.md", line), "field-type", "no text")
    assert [each.place.line for each in found if each.place.file == "topics/b.md"] == [1, 1, 2, 3, 4, 5]


@pytest.mark.usefixtures("little_room")
@pytest.mark.parametrize(
    ("char", "code"),
    [("\x01", "file-control-char"), ("\u202e", "text-bidi-control")],
    ids=["control", "bidi"],
)
def test_a_file_of_nothing_but_controls_is_told_within_bounds(tmp_path: Path, char: str, code: str) -> None:
    result = check(write(tmp_path, {"topics/a.md": topic(body=f"{char}\n" * 100)}))
    assert {found.code for found in result.errors} == {code}
    assert len(result.errors) == 5 + 20 + 1
    assert "there are more errors of this kind" in result.errors[0].message


def test_as_many_findings_are_told_as_anybody_can_read(tmp_path: Path) -> None:
    result = check(write(tmp_path, {"topics/a.md": topic("guidelines:", *["  - x"] * 20_000)}))
    assert len(result.errors) == 20_000


def test_advice_is_given_until_it_takes_too_long() -> None:
    found = Diagnostics()
    known = [f"guideline-{number:05}" for number in range(2_000)]
    hints = [found.advice(f"guidelin-{number:05}", known) for number in range(50)]
    assert hints[0] == "did you mean 'guideline-00000'?"
    assert hints[-1] == ""
