"""Joining: a fact is authored once, everything that follows from it is derived."""

from collections.abc import Mapping
from pathlib import Path

from conftest import write_content
from crosswalk.diagnostics import Diagnostics
from crosswalk.link import UNCATEGORISED, link
from crosswalk.load import load
from crosswalk.model import Crosswalk


def linked(tmp_path: Path, files: Mapping[str, str]) -> tuple[Crosswalk, list[str]]:
    """Return the crosswalk of *files* and what was found as `file:line code`."""
    found = Diagnostics()
    registry = load(write_content(files, tmp_path / "content"), found)
    crosswalk = link(registry, found)
    return crosswalk, [f"{each.place.file}:{each.place.line} {each.code}" for each in found]


def topic(topic_id: str, *lines: str, name: str = "A name") -> dict[str, str]:
    """Return a topic file with more *lines* in its front matter."""
    text = "\n".join(["---", f"topic_id: {topic_id}", f"topic_name: {name}", *lines, "---", ""])
    return {f"topics/{topic_id}.md": text}


def entry(guideline_id: str, *lines: str) -> list[str]:
    """Return the lines of an entry of one guideline."""
    return [f"  - guideline_id: {guideline_id}", *(f"    {line}" for line in lines)]


ACME = {
    "guidelines/acme.yaml": "guideline_id: acme\nguideline_title: Acme\nguideline_url: https://acme.example/\n"
}
ZETA = {
    "guidelines/zeta.yaml": "guideline_id: zeta\nguideline_title: Zeta\nguideline_url: https://zeta.example/\n"
}


def test_a_pair_is_found_from_both_sides(tmp_path: Path) -> None:
    reference = "references: [{name: Pages, url: 'https://acme.example/#pages'}]"
    crosswalk, found = linked(tmp_path, {**topic("paging", "guidelines:", *entry("acme", reference)), **ACME})
    assert found == []
    (pair,) = crosswalk.pairs_of_topic["paging"]
    assert crosswalk.pairs_of_guideline["acme"] == (pair,)
    assert (pair.topic.id, pair.guideline.title, pair.references[0].name) == ("paging", "Acme", "Pages")


def test_facts_come_from_the_entry_the_registry_or_another_topic(tmp_path: Path) -> None:
    crosswalk, found = linked(
        tmp_path,
        {
            **topic("a", "guidelines:", *entry("acme", "guideline_title: Acme")),
            **topic("b", "guidelines:", *entry("acme", "guideline_url: https://acme.example/")),
            "guidelines/acme.yaml": "guideline_id: acme\nguideline_company: Acme Corporation\n",
        },
    )
    assert found == []
    (guideline,) = crosswalk.guidelines
    assert (guideline.title, guideline.company) == ("Acme", "Acme Corporation")
    assert guideline.url == "https://acme.example/"


def test_facts_that_disagree_are_reported_at_the_later_one(tmp_path: Path) -> None:
    facts = ["guideline_title: Acme", "guideline_url: https://acme.example/", "guideline_date: 2020-01-01"]
    other = [*facts[:2], "guideline_date: '2020-01-01 12:00:00'", "guideline_company: Acme"]
    third = [facts[0], "guideline_url: https://acme.example/other", "guideline_company: Acne"]
    _, found = linked(
        tmp_path,
        {
            **topic("a", "guidelines:", *entry("acme", *facts)),
            **topic("b", "guidelines:", *entry("acme", *other)),
            **topic("c", "guidelines:", *entry("acme", *third)),
        },
    )
    assert found == ["topics/c.md:7 guideline-conflict", "topics/c.md:8 guideline-conflict"]


def test_a_guideline_nobody_describes_is_reported_at_each_mention(tmp_path: Path) -> None:
    crosswalk, found = linked(
        tmp_path,
        {
            **topic("a", "guidelines:", *entry("acmee")),
            **topic("b", "guidelines:", *entry("acmee"), *entry("acme")),
            **ACME,
        },
    )
    assert found == ["topics/a.md:5 guideline-unknown", "topics/b.md:5 guideline-unknown"]
    assert [pair.guideline.id for pair in crosswalk.pairs_of_topic["b"]] == ["acme"]


def test_a_registry_file_that_cannot_be_read_makes_no_guideline_unknown(tmp_path: Path) -> None:
    files = {**topic("a", "guidelines:", *entry("acme")), "guidelines/acme.yaml": "guideline_id: [\n"}
    assert linked(tmp_path, files)[1] == ["guidelines/acme.yaml:2 yaml-syntax"]


def test_one_of_two_topics_with_an_id_is_kept(tmp_path: Path) -> None:
    first, second = topic("a", name="First"), topic("a", name="Second")
    crosswalk, found = linked(tmp_path, {**first, "topics/b.md": second["topics/a.md"]})
    assert found == ["topics/b.md:2 id-duplicate"]
    assert [each.name for each in crosswalk.topics] == ["First"]


def test_entries_of_the_same_guideline_are_joined(tmp_path: Path) -> None:
    one, two = ("references: [{name: Pages, url: 'https://acme.example/%d'}]" % number for number in (1, 2))  # noqa: UP031 - braces are YAML's here
    files = {
        **topic("a", "guidelines:", *entry("acme", one), *entry("acme", two), *entry("acme", two)),
        **ACME,
    }
    crosswalk, found = linked(tmp_path, files)
    assert found == ["topics/a.md:7 guideline-repeated", "topics/a.md:9 guideline-repeated"]
    (pair,) = crosswalk.pairs_of_topic["a"]
    assert [reference.url[-1] for reference in pair.references] == ["1", "2"]


def test_categories_follow_the_list_and_then_their_names(tmp_path: Path) -> None:
    crosswalk, found = linked(
        tmp_path,
        {
            **topic("a", "topic_category: Beta"),
            **topic("b", "topic_category: alpha"),
            **topic("c", "topic_category: Zulu"),
            **topic("d"),
            "categories.yaml": (
                "- category_name: Zulu\n  category_description: Last, but first\n- category_name: Empty\n"
            ),
        },
    )
    assert found == []
    names = [category.name for category in crosswalk.categories]
    assert names == ["Zulu", "alpha", "Beta", UNCATEGORISED]
    assert crosswalk.categories[0].description == "Last, but first"
    assert [each.id for each in crosswalk.topics] == ["c", "b", "a", "d"]
    assert crosswalk.category_of["d"].name == UNCATEGORISED


def test_categories_whose_names_give_one_slug_have_two_addresses(tmp_path: Path) -> None:
    names = ["Data", "data", "DATA!", "日本", "日本語", "con"]
    files: dict[str, str] = {}
    for number, name in enumerate(names):
        files |= topic(f"t{number}", f"topic_category: '{name}'")
    crosswalk, _ = linked(tmp_path, files)
    slugs = [category.slug for category in crosswalk.categories]
    assert len(set(slugs)) == len(names)
    assert "data" in slugs
    assert all(slug.isascii() and slug == slug.lower() for slug in slugs)


def test_topics_follow_their_sort_key_then_their_name(tmp_path: Path) -> None:
    crosswalk, _ = linked(
        tmp_path,
        {
            **topic("a", "sort: '2'", name="A"),
            **topic("b", "sort: '1'", name="b"),
            **topic("c", "sort: '1'", name="A"),
        },
    )
    assert [each.id for each in crosswalk.topics] == ["c", "b", "a"]


def test_guidelines_follow_their_organisation_then_their_title(tmp_path: Path) -> None:
    files = {**topic("a", "guidelines:", *entry("zeta"), *entry("acme")), **ACME, **ZETA}
    files["guidelines/zeta.yaml"] += "guideline_company: Aardvark\n"
    crosswalk, _ = linked(tmp_path, files)
    assert [each.id for each in crosswalk.guidelines] == ["zeta", "acme"]
    assert [pair.guideline.id for pair in crosswalk.pairs_of_topic["a"]] == ["zeta", "acme"]
