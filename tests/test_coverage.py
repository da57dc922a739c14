"""Counts and shares: what counts, in both directions, and for nothing at all."""

from crosswalk import coverage
from crosswalk.coverage import Share
from crosswalk.model import Crosswalk
from crosswalks import crosswalk, guideline, pair, reference, topic

OK, ACCEPTED, PAGING = topic("ok"), topic("accepted"), topic("paging", category="Collections")
ACME, ZETA, MUTE = guideline("acme"), guideline("zeta"), guideline("mute")

KNOWN = crosswalk(
    topics=[OK, ACCEPTED, PAGING],
    guidelines=[ACME, ZETA, MUTE],
    pairs=[
        pair(OK, ACME, reference("a"), reference("b")),
        pair(OK, ZETA, reference("c")),
        pair(ACCEPTED, ACME, note="It says nothing that one could link to."),
        pair(PAGING, ZETA, reference("d")),
    ],
)


def test_a_topic_counts_the_guidelines_that_speak_of_it() -> None:
    assert coverage.of_topic(KNOWN, "ok") == Share(2, 3)
    assert coverage.of_topic(KNOWN, "paging") == Share(1, 3)


def test_a_pair_without_a_reference_does_not_count() -> None:
    assert coverage.of_topic(KNOWN, "accepted") == Share(0, 3)
    assert coverage.of_guideline(KNOWN, "acme") == Share(1, 3)


def test_a_guideline_counts_the_topics_it_speaks_of() -> None:
    assert coverage.of_guideline(KNOWN, "zeta") == Share(2, 3)
    assert coverage.of_guideline(KNOWN, "mute") == Share(0, 3)


def test_a_guideline_has_a_share_of_every_category_in_the_order_of_the_site() -> None:
    shares = coverage.of_guideline_by_category(KNOWN, "acme")
    assert [(category.name, share) for category, share in shares] == [
        ("Status", Share(1, 2)),
        ("Collections", Share(0, 1)),
    ]


def test_the_shares_of_all_categories_make_the_share_of_the_whole() -> None:
    for known in KNOWN.guidelines:
        shares = [share for _, share in coverage.of_guideline_by_category(KNOWN, known.id)]
        whole = Share(sum(share.count for share in shares), sum(share.total for share in shares))
        assert whole == coverage.of_guideline(KNOWN, known.id)


def test_a_category_counts_each_guideline_once() -> None:
    status, collections = KNOWN.categories
    assert coverage.of_category(KNOWN, status) == Share(2, 3)
    assert coverage.of_category(KNOWN, collections) == Share(1, 3)


def test_kin_share_topics_out_of_all_that_either_speaks_of() -> None:
    assert coverage.kin(KNOWN)["acme"] == ((ZETA, Share(1, 2)),)
    assert coverage.kin(KNOWN)["zeta"] == ((ACME, Share(1, 2)),)
    assert coverage.kin(KNOWN)["mute"] == ()


def test_who_says_little_is_not_the_nearest_kin_of_who_says_much() -> None:
    """The overlap of `brief` and `long` is whole; by the Jaccard index `near` is nearer to `long`."""
    topics = [topic(f"t{number}") for number in range(10)]
    long, near, brief = guideline("long"), guideline("near"), guideline("brief")
    said = [(long, topics), (near, topics[2:]), (brief, topics[:1])]
    pairs = [pair(each, rules, reference()) for rules, spoken in said for each in spoken]
    known = crosswalk(topics, [long, near, brief], pairs)
    assert coverage.kin(known)["long"] == ((near, Share(8, 10)), (brief, Share(1, 10)))


def test_both_directions_add_up_to_the_same_pairs() -> None:
    by_topic = sum(coverage.of_topic(KNOWN, known.id).count for known in KNOWN.topics)
    by_guideline = sum(coverage.of_guideline(KNOWN, known.id).count for known in KNOWN.guidelines)
    assert by_topic == by_guideline == coverage.of_pairs(KNOWN).count == 3
    assert coverage.of_pairs(KNOWN).total == 9


def test_references_are_counted_one_by_one() -> None:
    assert coverage.references(KNOWN) == 4


def test_a_share_is_a_ratio_and_nothing_of_nothing_is_none() -> None:
    assert Share(1, 4).ratio == 0.25
    assert Share(0, 0).ratio == 0


def test_an_empty_crosswalk_and_unknown_ids_have_no_coverage() -> None:
    assert coverage.of_pairs(Crosswalk()) == Share(0, 0)
    assert coverage.of_topic(Crosswalk(), "ok") == coverage.of_guideline(Crosswalk(), "acme") == Share(0, 0)
    assert coverage.of_guideline_by_category(Crosswalk(), "acme") == ()
