"""The pages that are about agreement: when they are made, what they list, how large they grow."""

import pytest

from crosswalk import pages
from crosswalk.model import Crosswalk, Level, Pair, Position, Topic
from crosswalk.settings import Settings
from crosswalk.urls import Urls
from crosswalk.views import agreement, build
from crosswalk.views.site import Site
from crosswalks import crosswalk, guideline, pair, reference, topic
from test_pages import Reader, read

YES, NO = Position(id="yes", label="Yes, always"), Position(id="no", label="No", description="Not once.")
RULES = [guideline(name, company=name.capitalize()) for name in ("acme", "globex", "initech", "umbrella")]


def asked(id_: str, answers: str) -> tuple[Topic, list[Pair]]:
    """Return a topic, and the pairs of those that answer `y`, `n`, `b`oth, nothing (`-`) or are silent."""
    known = topic(id_, positions=(YES, NO), question=f"{id_}?")
    taken = {"y": (YES,), "n": (NO,), "b": (YES, NO), "-": ()}
    pairs = [
        pair(known, rule, reference(level=Level.MUST), positions=taken[answer])
        for rule, answer in zip(RULES, answers, strict=False)
        if answer != " "
    ]
    return known, pairs


def of(*questions: tuple[Topic, list[Pair]]) -> Crosswalk:
    """Return a crosswalk of *questions*."""
    pairs = [each for _, answers in questions for each in answers]
    return crosswalk([each for each, _ in questions], RULES, pairs)


KNOWN = of(
    asked("settled", "yyy"),
    asked("divided", "ynyn"),
    asked("apart", "yn-b"),
    asked("rare", "y n"),
    asked("odd", "yyyn"),
)


def site_of(known: Crosswalk) -> Site:
    """Return what the pages of *known* share."""
    return pages.shared(known, Urls(), Settings())


def names(page: Reader) -> list[str]:
    """Return the topics that *page* lists."""
    hrefs = [href.removeprefix("/design/topics/") for href in page.all("a", "href")]
    return [href for href in hrefs if href and "/" not in href and not href.startswith("#")]


def test_they_are_made_where_a_topic_lists_answers_and_only_there() -> None:
    plain = read(crosswalk([topic("a")], RULES, []))
    assert not {"build.html", "design/settled.html", "design/disagreements.html"} & plain.keys()
    made = read(KNOWN)
    for place in ("/build", "/design/settled", "/design/disagreements"):
        page = made[f"{place.removeprefix('/')}.html"]
        assert place in made["design/topics/index.html"].all("a", "href"), page
        assert place in made["index.html"].all("a", "href")
        assert (
            f"<loc>{place}</loc>"
            in pages.sitemap(Urls(), dict(pages.listed(site_of(KNOWN)))).content.decode()
        )


def test_each_lists_its_questions_in_order() -> None:
    made = read(KNOWN)
    assert names(made["design/settled.html"]) == ["settled", "odd", "apart"]
    disagreements = made["design/disagreements.html"]
    assert names(disagreements) == ["divided"]
    assert "4 of 6 pairs of guidelines have no answer in common" in disagreements.text
    assert "Yes, always 2 of 4 that speak of it" in disagreements.text
    nothing = read(of(asked("rare", "y")))
    assert "No question is settled." in nothing["design/settled.html"].text
    assert "1 guideline answers it: too few" in nothing["design/topics/rare.html"].text


def test_the_page_of_a_topic_names_who_answers_who_does_not_and_who_is_silent() -> None:
    page = read(KNOWN)["design/topics/apart.html"]
    assert "Settled. 2 of the 3 that answer say “Yes, always” and “No”." in page.text
    assert (
        "Yes, always 2 of 4 that speak of it Acme Umbrella must 2 2 guidelines".replace(" · ", " ")
        in page.text
    )
    assert "Speak of it without an answer Initech" in page.text
    assert "Silent on this Umbrella" in read(KNOWN)["design/topics/settled.html"].text


def test_the_page_of_a_guideline_tells_where_it_stands_and_who_answers_alike() -> None:
    page = read(KNOWN)["design/guidelines/umbrella.html"]
    assert "With the majority 1 of 3 questions it answers apart Yes, always · No" in page.text
    assert "Against a majority 1 of 3 questions it answers odd No 3 of the 4 that answer" in page.text
    assert "Alone with its answer 1 of 3 questions it answers odd" in page.text
    assert "Answer most alike Globex 2 of 3 questions alike Acme 1 of 3 questions alike" in page.text


def test_no_page_lists_more_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "MOST", 1)
    monkeypatch.setattr(build, "MOST", 2)
    made = read(KNOWN)
    assert names(made["design/settled.html"]) == ["settled"]
    assert "2 more questions, in the coverage as JSON" in made["design/settled.html"].text
    assert made["build.html"].all("fieldset", "data-topic") == ["divided", "odd"], "those that most answer"
    assert "3 more questions: their topics tell who answers how." in made["build.html"].text
