"""What sites say: catalogues that are complete, languages, words of owners, numbers and dates."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from crosswalk import shipped, texts
from crosswalk.catalogues import catalogue, fault, languages, shipped_catalogue
from crosswalk.texts import Texts, texts_of

PACKAGE = Path(texts.__file__).parent
ENGLISH = texts_of("en")
GERMAN = texts_of("de")


def names(language: str) -> set[str]:
    return set(shipped_catalogue(language).texts)


@pytest.mark.parametrize("language", languages())
def test_each_language_has_every_text_and_its_values(language: str) -> None:
    assert names(language) == names("en")
    assert fault(shipped_catalogue(language)) is None


@pytest.mark.parametrize("language", languages())
def test_each_text_can_be_said_for_none_one_and_many(language: str) -> None:
    say = texts_of(language)
    for name in names(language):
        values = {value.name: 7 for value in say._values(name)}  # noqa: SLF001 - what it asks for
        for number in (0, 1, 2, 1_000_000):
            said = say(name, **{**values, "n": number})
            assert said.strip(), name
            assert "{" not in said, name


def test_numbers_are_written_and_chosen_by_as_the_language_has_it() -> None:
    assert ENGLISH("counted.topic", n=1) == "1 topic"
    assert ENGLISH("counted.topic", n=1_024) == "1,024 topics"
    assert GERMAN("counted.topic", n=1_024) == "1.024 Themen"
    polish = Texts((
        catalogue('plural = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"\n'
                  'thousands = " "\ntopic = ["{n} temat", "{n} tematy", "{n} tematów"]'),
    ))  # fmt: skip
    assert [polish("topic", n=number) for number in (1, 3, 5, 22, 1_112)] == [
        "1 temat", "3 tematy", "5 tematów", "22 tematy", "1 112 tematów"
    ]  # fmt: skip


def test_days_are_written_as_the_language_has_them() -> None:
    assert ENGLISH.day("2016-01-02") == "2 January 2016"
    assert GERMAN.day("2016-03-22") == "22. März 2016"


def test_things_are_called_what_the_owner_calls_them() -> None:
    say = texts_of("en", labels=(("topic", "criterion"), ("topics", "criteria")))
    assert say("counted.topic", n=2) == "2 criteria"
    assert say("topics.title") == "Criteria"
    assert "criterion" in say("figure.whole")


def test_a_language_stands_over_what_it_is_a_kind_of() -> None:
    own = (("de-CH", 'quoted = "«{text}»"'), ("de", 'quoted = "»{text}«"'), ("fr", 'home.title = "Accueil"'))
    assert texts_of("de-CH", own)("quoted", text="a") == "«a»"
    assert texts_of("de-AT", own)("quoted", text="a") == "»a«"
    assert texts_of("de", own)("topics.title") == "Themen"
    assert texts_of("fr-CA", own)("home.title") == "Accueil"
    assert texts_of("fr-CA", own)("topics.title") == "Topics"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("home.titel = ''", "there is no text 'home.titel'; did you mean 'home.title'?"),
        (
            "topics.sentence = '{topics_count}'",
            "topics.sentence: there is no value {topics_count}; known here: {category_count}, {topic_count}",
        ),
        ("home.title = ['a', 'b']", "home.title: it is one text, for it counts nothing"),
        ("home.title = '{'", "home.title: Single '{' encountered in format string"),
        ("home.title = '{n:things}'", "home.title: there is no value {n}; known here: none"),
        ("counted.topic = '{n:things}'", "counted.topic: there is no text 'counted.things' to count by"),
        ("months = 'I II III'", "months: it is the names of twelve months, a blank between each two"),
        ("plural = 'import os'", "plural: invalid token in plural form: import"),
    ],
)
def test_a_mistake_in_an_owners_texts_is_told(text: str, told: str) -> None:
    assert fault(catalogue(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [("a = 1", "a is neither a text nor a list of its forms"), ("a = [", "it is not valid TOML")],
)
def test_what_is_no_catalogue_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        catalogue(text)


def test_values_keep_what_they_are_in_html() -> None:
    from markupsafe import Markup

    said = ENGLISH.html("links.checked", day="<b>", known=Markup("<i>5</i>"))
    assert said == "Links to other sites, checked on &lt;b&gt;: <i>5</i>"


# Templates

IN_ENGLISH = ("api.html", "relation.html", "fields.html")
"""They show documents and schemas, whose meanings are in English."""
SHOWN = ("aria-label", "title", "placeholder", "alt")
NO_WORDS = {"https://example.org/guidelines"}
"""An address that stands for any."""


class Words(HTMLParser):
    """Finds what a template says without a catalogue; what is in `kbd` stands on keys, in every language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the words in attributes."""
        self._open = tag
        self._take(*(value or "" for name, value in attrs if name in SHOWN))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as HTMLParser calls it
        """Leave the element."""
        self._open = ""

    def handle_data(self, data: str) -> None:
        """Look at text."""
        if self._open != "kbd":
            self._take(data)

    def _take(self, *said: str) -> None:
        self.found += [each.strip() for each in said if any(map(str.isalpha, each)) and each not in NO_WORDS]


def literal(source: str) -> tuple[str, list[str]]:
    """Return what a template has outside of Jinja's marks, and the words that strings inside of them have."""
    tokens = list(Environment(autoescape=True).lex(source))
    strings = (value[1:-1] for _, kind, value in tokens if kind == "string")
    return "".join(value for _, kind, value in tokens if kind == "data"), [
        each for each in strings if each != each.lower() or (" " in each and any(map(str.isalpha, each)))
    ]


def test_templates_say_nothing_that_no_catalogue_has() -> None:
    said = {}
    for path in shipped.templates().rglob("*.html"):
        if path.name in IN_ENGLISH:
            continue
        data, strings = literal(path.read_text(encoding="utf-8"))
        words = Words()
        words.feed(data)
        words.close()
        said[path.name] = words.found + strings
    assert len(said) > 20
    assert {name: found for name, found in said.items() if found} == {}


def sources() -> str:
    """Return all that could say a text: code, templates, scripts, and texts that count."""
    found = [*PACKAGE.rglob("*.py")]
    found += (path for path in shipped.templates().rglob("*.*") if path.suffix in (".html", ".js", ".toml"))
    return "".join(path.read_text("utf-8") for path in found)


def test_each_text_is_said_somewhere() -> None:
    """A name is written out, or begins or ends as one that is put together: f"level.{value}"."""
    known = sources()
    written = set(re.findall(r"""["'](\w+(?:\.[\w-]+)*)["']""", known))
    begun = tuple(re.findall(r"""f["'](\w+(?:\.\w+)*\.)\{""", known))
    ended = tuple(re.findall(r"""f["']\{\w+\}(\.\w+)["']""", known))
    counted = {f"counted.{what}" for what in (*written, *re.findall(r"\{\w+:(\w+)\}", known))}
    unsaid = names("en") - written - counted
    assert {
        name for name in unsaid if not name.startswith((*begun, "words.")) and not name.endswith(ended)
    } == set()


def test_nothing_is_said_that_is_no_text() -> None:
    said = re.findall(r"""\b(?:say|counted)(?:\.html|\.pieces)?\(\s*["'](\w+\.[\w.-]+)["']""", sources())
    assert len(said) > 100
    assert set(said) <= names("en")


def test_no_two_texts_are_the_same() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for name, forms in shipped_catalogue("en").texts.items():
        assert forms not in seen, f"{name} says what {seen[forms]} says"
        seen[forms] = name
