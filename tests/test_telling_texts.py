"""What changed and what programs read, in the language of the site: no words of ours in another one."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from crosswalk import pages, prose, shipped
from crosswalk.appearance import Appearance
from crosswalk.catalogues import catalogue
from crosswalk.changes import (
    Change,
    Changes,
    Fact,
    GuidelineChange,
    OtherChange,
    PairChange,
    PositionChange,
    ReferenceChange,
    Sort,
    SpokenOf,
    TopicChange,
)
from crosswalk.feed import feed
from crosswalk.model import Body
from crosswalk.prose import Prose
from crosswalk.settings import Settings
from crosswalk.telling import LONGEST, MOST_NAMES, Said, Sentence, summary, told
from crosswalk.texts import Texts, texts_of
from crosswalk.twins import llms
from crosswalk.urls import Urls
from crosswalk.views import linked_data
from crosswalk.views.site import Site
from crosswalks import crosswalk, guideline, pair, reference, topic

LABELS = tuple({
    "topic": "Kriterium", "topics": "Kriterien", "guideline": "Regelwerk", "guidelines": "Regelwerke",
    "category": "Gruppe", "categories": "Gruppen", "reference": "Stelle", "references": "Stellen",
    "question": "Frage", "questions": "Fragen", "organisation": "Haus", "organisations": "Häuser",
}.items())  # fmt: skip
ENGLISH, GERMAN = texts_of("en"), texts_of("de", labels=LABELS)
SHIPPED = {
    language: catalogue((shipped.templates() / f"texts/{language}.toml").read_text())
    for language in ("en", "de")
}
NAMES = frozenset(SHIPPED["en"].texts)
WORDS_OF_BOTH = frozenset(("id", "in", "links", "logo", "name", "normative", "status"))
ADDED, REMOVED, CHANGED = Change.ADDED, Change.REMOVED, Change.CHANGED


def changed() -> Changes:
    """Return each kind of change there is."""
    rule = reference("0")
    places = tuple(ReferenceChange(change=each, name="0", url=rule.url) for each in (ADDED, REMOVED))
    place = ReferenceChange(change=CHANGED, name="0", url=rule.url, facts=(Fact(name="rule", after="1"),))
    stands = [("0", "1"), (None, "1"), ("0", None)]
    moved = tuple(Fact(name="position", before=before, after=after) for before, after in stands)
    pairs = (
        PairChange(change=ADDED, id="a", title="1", facts=moved[1:2], references=places[:1]),
        PairChange(change=ADDED, id="a", title="1", company="2"),
        PairChange(change=REMOVED, id="a", title="1", references=places[1:]),
        PairChange(
            change=CHANGED, id="a", title="1", facts=(*moved, Fact(name="note")), references=(*places, place)
        ),
    )
    named = [name.rpartition(".")[2] for name in sorted(NAMES) if name.startswith("told.its.")]
    facts = tuple(Fact(name=name, before="0", after="1") for name in named)
    few = [(None, "1"), ("0", None), (None, None), (None, "1" * (LONGEST + 1))]
    states = tuple(
        Fact(name=name, before=before, after=after) for name in ("authors", "url") for before, after in few
    )
    known = (Fact(name="category", after="0"), Fact(name="question", after="1"))
    others = (Fact(name="related", before="0, 1", after="1, 2"),)
    positions = tuple(PositionChange(change=each, id="a", label="0", facts=facts[:1]) for each in Change)
    spoken = tuple(
        SpokenOf(change=each, id="a", name=str(number))
        for each in (ADDED, REMOVED)
        for number in range(MOST_NAMES + 2)
    )
    return Changes(
        date="2026-01-31",
        topics=(
            TopicChange(change=ADDED, id="a", name="0", facts=known, guidelines=pairs[:1]),
            TopicChange(change=REMOVED, id="b", name="0", merged_into="a", guidelines=pairs[2:3]),
            TopicChange(change=REMOVED, id="c", name="0"),
            TopicChange(
                change=CHANGED,
                id="d",
                name="0",
                former_id="e",
                facts=(*facts, *states, *others),
                positions=positions,
                guidelines=pairs,
            ),
        ),
        guidelines=(
            *(
                GuidelineChange(change=each, id="a", title="1", facts=states[4:5], topics=spoken[:1])
                for each in Change
            ),
            GuidelineChange(
                change=CHANGED, id="a", title="1", facts=(Fact(name="body"), *facts), topics=spoken
            ),
        ),
        others=tuple(
            OtherChange(change=each, sort=sort, id="a", title="0") for sort in Sort for each in Change
        ),
    )


def german() -> Site:
    """Return a German site whose owner recorded each kind of change."""
    known = topic("a", name="0", description="1", category="2")
    rules = guideline("a", title="0", company="1", description="2")
    settings = Settings(
        language="de", title="0", description="1", changes=(changed(),), appearance=Appearance(labels=LABELS)
    )
    return pages.shared(crosswalk([known], [rules], [pair(known, rules, reference())]), Urls(), settings)


def ours(sentence: Sentence) -> str:
    """Return the words of ours of a *sentence*."""
    return "".join("…" if isinstance(part, Said) else part for part in sentence)


def words(text: str) -> set[str]:
    """Return the words of a *text*, in small letters."""
    return set(re.findall(r"[^\W\d]+", text.lower()))


def english() -> set[str]:
    """Return the words of the English texts that tell of changes."""
    used = [name for name in NAMES if name.startswith(("told.", "counted.", "words."))]
    forms = " ".join(form for name in used for form in ENGLISH.forms(name))
    return words(re.sub(r"\{.*?\}", "", forms)) - WORDS_OF_BOTH


def sentences(say: Texts) -> Iterator[str]:
    """Yield all that is told, in words of ours alone."""
    for chapter in told(say, changed()):
        yield chapter.title
        for paragraph in chapter.paragraphs:
            yield ours(paragraph.heading)
            yield from map(ours, paragraph.sentences)


def test_each_kind_of_change_has_a_sentence_in_german() -> None:
    both = list(zip(sentences(ENGLISH), sentences(GERMAN), strict=True))
    assert [each for each in both if each[0] == each[1] and words(each[0]) - WORDS_OF_BOTH] == []
    said = {each for _, each in both}
    assert {"Gruppe …: neu", "jetzt mit …, Antwort …, 1 Stelle: …", "… wechselt von … zu …"} <= said
    assert {"Adresse jetzt …, bisher …", "Autorschaft geändert", "fragt …"} <= said
    assert "1 Regelwerk sagte etwas dazu" in said
    assert f"behandelt {MOST_NAMES + 2} Kriterien weniger: …{', …' * (MOST_NAMES - 1)} und noch 2" in said


class Heard(Texts):
    """German texts that know which of them were asked for."""

    def __init__(self) -> None:
        super().__init__(SHIPPED.values())
        self.names: set[str] = set()

    def __call__(self, name: str, /, **values: object) -> str:
        """Note *name*, and say it."""
        self.names.add(name)
        return super().__call__(name, **values)

    def pieces(self, name: str, /, **values: object) -> Iterator[object]:
        """Note *name*, and say it."""
        self.names.add(name)
        return super().pieces(name, **values)


def test_every_text_about_changes_is_said_in_one_of_them() -> None:
    say = Heard()
    assert list(sentences(say))
    assert summary(say, changed()) != summary(say, Changes()) == "nichts hat sich geändert"
    said = {name for name in say.names if name.startswith("told.")}
    assert said == {name for name in NAMES if name.startswith("told.")} - {"told.entry"}, "that is the feed's"


def rendered(_body: Body) -> Prose:
    """Render no body: there is none."""
    return prose.render("", base_path="", topic_href=lambda _id: None)


def test_the_page_of_changes_and_the_feed_of_a_german_site_are_german() -> None:
    site = german()
    (change,) = pages.recorded(site)
    (page,) = (pages.html(site, each).content.decode() for each in pages.changes(site))
    _, _, section = page.partition("</h2>")
    told_on_page = section.partition("</section>")[0]
    assert change.body in told_on_page
    assert change.summary.startswith(
        "1 Kriterium neu, 2 Kriterien entfallen, 1 Kriterium geändert, 1 Regelwerk"
    )
    assert change.summary.endswith("1 Neuigkeit neu, 1 Neuigkeit entfallen, 1 Neuigkeit geändert")
    entry = ET.fromstring(feed(site, rendered, pages.recorded(site))).find("{*}entry")  # noqa: S314 - our own
    assert entry is not None
    title, content = entry.findtext("{*}title") or "", entry.findtext("{*}content") or ""
    assert title == f"Änderungen: {change.summary}"
    for text in (told_on_page, title, content):
        shown = re.sub(r'<(\w+) dir="auto">.*?</\1>|<.*?>', " ", text)
        assert len(words(shown)) > 5
        assert words(shown) & english() == set()
    assert "1 von 2" in content, "what says whose rules these are"


@pytest.mark.parametrize("section", ["llms", "data"])
def test_what_programs_read_of_a_german_site_is_german(section: str) -> None:
    site = german()
    things = (linked_data.dataset(site), linked_data.matrix_dataset(site), linked_data.web_api(site))
    shown = llms(site) + str(things)
    names = [name for name in NAMES if name.startswith(f"{section}.")]
    assert names
    for name in names:
        assert site.say(name, title="0", description="1") in shown, name
    assert "\n## Regelwerke\n" in shown


def test_the_reference_of_the_api_is_english_within_a_site_of_another_language() -> None:
    site = german()
    made = [pages.html(site, page) for page in pages.api(site)]
    for page in made:
        shown = page.content.decode()
        assert '<html lang="de">' in shown
        matter = shown[shown.index("</nav>", shown.index("<main")) : shown.index("</main>")]
        assert re.fullmatch(r'</nav>\s*<div lang="en">.*</div>\s*', matter, re.DOTALL), page.path
    assert b'<h1 lang="de">API</h1>' in made[0].content
