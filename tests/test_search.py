"""The index: what is in its files, how they are numbered, and that strangers' texts stay texts in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import SiteOf
from crosswalk import search, theme
from crosswalk.appearance import Appearance
from crosswalk.model import Crosswalk, Level
from crosswalk.urls import Urls
from crosswalk.views.site import short_names
from crosswalks import crosswalk as linked
from crosswalks import guideline, pair, reference, topic

Files = dict[str, Any]


@pytest.fixture
def known() -> Crosswalk:
    """Three topics in two categories; two guidelines, of which one has levels."""
    accepted = topic(
        "accepted",
        name="202 Accepted",
        aliases=("status-202",),
        question="When is it honest?",
        body="See [the text](https://unseen.example/) about receipts.",
    )
    errors = topic("errors", "Errors", description="What clients are told", permalink="/errors")
    empty = topic("nothing")
    acme, globex = guideline("acme", company="Acme"), guideline("globex", body="Prose of a profile")
    return linked(
        [accepted, errors, empty],
        [acme, globex],
        [
            pair(accepted, acme, reference("Success", level=Level.MUST, rule="R1", quote="Ça va")),
            pair(accepted, globex, reference("Codes"), reference("More codes"), note="In our words"),
            pair(errors, globex, reference("Problems", document="Handbook")),
        ],
    )


def files(known: Crosswalk, urls: Urls | None = None) -> Files:
    """Return what the files of the index say, by name."""
    made = search.files(known, urls or Urls(), short_names(known.guidelines))
    return {
        path.removeprefix("/search/").removesuffix(".txt"): json.loads(text) for path, text in made.items()
    }


def documents_with(index: Files, word: str) -> list[int]:
    """Return the numbers of the documents that have *word* in a text."""
    found = index.get(f"words-{word[0]}", {"words": []})
    if word not in found["words"]:
        return []
    numbers: list[int] = []
    for distance in found["documents"][found["words"].index(word)]:
        numbers.append(distance + (numbers[-1] if numbers else 0))
    return numbers


def test_names_say_what_leads_to_each_topic_and_guideline(known: Crosswalk) -> None:
    names = files(known)["names"]
    numbers = {id_: number for number, id_ in enumerate(names["ids"])}
    assert [names["names"][numbers[id_]] for id_ in ("accepted", "errors", "nothing")] == [
        "202 Accepted",
        "errors",
        "nothing",
    ]
    assert names["aliases"] == {str(numbers["accepted"]): ["status-202"]}
    assert names["places"] == {str(numbers["errors"]): "/errors"}
    assert ["acme", "acme", "Acme", "Acme"] in names["guidelines"]
    assert [count for _, _, count in names["categories"]] == [len(each.topics) for each in known.categories]


def test_the_topics_of_a_category_stand_together(known: Crosswalk) -> None:
    """So a count for each category tells that of every topic."""
    names = files(known)["names"]
    told = [slug for slug, _, count in names["categories"] for _ in range(count)]
    assert told == [known.category_of[id_].slug for id_ in names["ids"]]


def test_pairs_tell_who_speaks_and_how_strongly(known: Crosswalk) -> None:
    index = files(known)
    names, pairs = index["names"], index["pairs"]
    ids = [each[0] for each in names["guidelines"]]
    spoken = [(ids[each % 2], each // 2) for each in pairs[names["ids"].index("accepted")]]
    must = 1 << index["index"]["levels"].index("must")
    assert sorted(spoken) == [("acme", must), ("globex", 0)]
    assert pairs[names["ids"].index("nothing")] == []


@pytest.mark.parametrize(
    ("word", "id_"),
    [
        ("honest", "accepted"),
        ("receipts", "accepted"),
        ("text", "accepted"),
        ("success", "accepted"),
        ("r1", "accepted"),
        ("ca", "accepted"),
        ("words", "accepted"),
        ("clients", "errors"),
        ("handbook", "errors"),
    ],
)
def test_every_text_of_a_topic_is_found_by_its_words(known: Crosswalk, word: str, id_: str) -> None:
    index = files(known)
    assert documents_with(index, word) == [index["names"]["ids"].index(id_)]


def test_a_profile_is_found_behind_the_topics(known: Crosswalk) -> None:
    index = files(known)
    ids = [each[0] for each in index["names"]["guidelines"]]
    assert documents_with(index, "profile") == [3 + ids.index("globex")]


def test_where_a_link_leads_is_no_word(known: Crosswalk) -> None:
    assert documents_with(files(known), "unseen") == []


def test_a_word_leads_to_all_that_have_it_once_each(known: Crosswalk) -> None:
    assert documents_with(files(known), "codes") == [files(known)["names"]["ids"].index("accepted")]


def test_words_of_other_scripts_stand_together() -> None:
    known = linked([topic("t", description="Größe 日本語 العربية")], [], [])
    index = files(known)
    assert index["index"]["initials"] == "_g"
    assert index["words-g"]["words"] == ["große"]
    assert len(index["words-_"]["words"]) == 2


def test_a_hit_shows_a_summary_and_every_reference(known: Crosswalk) -> None:
    index = files(known)
    number = index["names"]["ids"].index("accepted")
    summary, references = index["topics-0"][number]
    assert summary == "When is it honest?"
    ids = [each[0] for each in index["names"]["guidelines"]]
    must = index["index"]["levels"].index("must")
    url = "https://acme.example/rules#success"
    assert [ids.index("acme"), "Success", url, must, "Ça va", "R1"] in references
    assert len(references) == 3


def test_topics_are_shared_out_over_files() -> None:
    count = 2 * search.TOPICS_A_FILE + 1
    index = files(linked([topic(f"t-{number}") for number in range(count)], [], []))
    sizes = [len(index[f"topics-{number}"]) for number in range(3)]
    assert sizes == [search.TOPICS_A_FILE, search.TOPICS_A_FILE, 1]
    assert "topics-3" not in index


def test_the_version_follows_the_content_and_no_page_does(known: Crosswalk, site_of: SiteOf) -> None:
    """Pages name the entry of the index, whose address stays: an edit changes those that show it alone."""
    assert files(known)["index"]["version"] == files(known)["index"]["version"]
    fewer = linked(list(known.topics[:1]), list(known.guidelines), [])
    assert files(known)["index"]["version"] != files(fewer)["index"]["version"]
    page = "---\ntopic_id: {0}\ntopic_name: {0}\ntopic_description: {1}\n---\n"
    pages = [
        (site_of({"topics/a.md": page.format("a", text), "topics/b.md": page.format("b", "x")}))
        for text in ("one", "two")
    ]
    assert len({(site / "search/index.txt").read_bytes() for site in pages}) == 2
    assert len({(site / "design/topics/b.html").read_bytes() for site in pages}) == 1


def test_the_index_is_the_same_wherever_the_site_stands(known: Crosswalk) -> None:
    assert files(known, Urls()) == files(known, Urls(base_url="https://example.org/kb"))


def test_hostile_texts_stay_texts() -> None:
    text = "\"'</script><img src=x onerror=alert(1)>\u2028{{ 7*7 }}"
    known = linked([topic("t", name=text, description=text, body=text)], [], [])
    index = files(known)
    assert index["names"]["names"] == [text]
    assert index["topics-0"][0][0] == " ".join(text.split())


def test_an_empty_site_has_an_index() -> None:
    index = files(Crosswalk())
    assert index["index"]["initials"] == ""
    assert index["names"]["names"] == []


def test_a_long_summary_ends_with_a_word() -> None:
    index = files(linked([topic("t", description="word " * 200)], [], []))
    summary = index["topics-0"][0][0]
    assert summary.endswith("word…")
    assert len(summary) <= search.SUMMARY + 1


@pytest.mark.parametrize(
    ("published", "shipped"),
    [
        ("minisearch/dist/es/index.js", "minisearch.js"),
        ("minisearch/LICENSE.txt", "minisearch.LICENSE.txt"),
        ("stemmer/index.js", "stemmer.js"),
        ("stemmer/license", "stemmer.LICENSE.txt"),
    ],
)
def test_libraries_are_those_that_their_authors_published(
    repository: Path, published: str, shipped: str
) -> None:
    """The versions stand in tests/clients/package.json; no letter of them is ours."""
    installed = repository / "tests" / "clients" / "node_modules" / published
    if not installed.is_file():
        pytest.skip("the packages of tests/clients are not installed; `make clients` does it")
    assert theme.theme_of("en", Appearance()).assets[shipped] == installed.read_bytes()
