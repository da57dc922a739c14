"""Counting who agrees: ties, several answers of one guideline, those without an answer or without a proof."""

import pytest

from crosswalk import consensus
from crosswalk.consensus import Consensus, Standing
from crosswalk.coverage import Share
from crosswalk.model import Level, Pair, Position
from crosswalks import guideline, pair, reference, topic

A, B, C = (Position(id=id_, label=id_.upper()) for id_ in "abc")
ASKED = topic("paging", positions=(A, B, C))
OTHER, THIRD = topic("errors", positions=(A, B)), topic("case", positions=(A, B))


def said(guideline_id: str, *positions: Position, on: object = ASKED, level: Level | None = None) -> Pair:
    """Return what a guideline answers, with a reference."""
    return pair(on, guideline(guideline_id), reference(level=level), positions=positions)  # type: ignore[arg-type]


def counted(*answers: tuple[Position, ...]) -> Consensus:
    """Return the consensus of guidelines that give *answers*, one guideline each."""
    known = consensus.of_topic(ASKED, [said(f"g{n}", *each) for n, each in enumerate(answers)])
    assert known
    return known


def test_there_is_none_where_a_topic_lists_no_positions() -> None:
    assert consensus.of_topic(topic("plain"), [said("g", on=topic("plain"))]) is None


def test_only_those_that_answer_and_prove_it_are_counted() -> None:
    silent = pair(ASKED, guideline("unproved"), positions=(A,))
    known = consensus.of_topic(ASKED, [said("yes", A), said("undecided"), silent])
    assert known
    assert [each.guideline.id for each in known.answering] == ["yes"]
    assert [each.guideline.id for each in known.undecided] == ["undecided"]
    assert known.speaking == 2
    assert [len(answer.takers) for answer in known.answers] == [1, 0, 0]


def test_a_guideline_with_several_positions_takes_each_and_is_one() -> None:
    known = counted((A, B), (A,), (B,))
    assert [len(answer.takers) for answer in known.answers] == [2, 2, 0]
    assert len(known.answering) == 3
    assert known.apart == Share(1, 3), "the first agrees with both others, who stand apart"


def test_in_a_tie_all_lead_and_none_is_the_majority_unless_many_give_both() -> None:
    known = counted((A,), (A,), (B,), (B,), (C,))
    assert [answer.position for answer in known.leading] == [A, B]
    assert known.lead == Share(2, 5)
    assert known.standing is Standing.DIVIDED
    assert counted((A, B), (A, B), (A, B)).standing is Standing.SETTLED, "all say both"


@pytest.mark.parametrize(
    ("answers", "standing"),
    [
        ([], Standing.OPEN),
        ([(A,), (A,)], Standing.OPEN),
        ([(A,), (A,), (A,)], Standing.SETTLED),
        ([(A,), (A,), (B,)], Standing.SETTLED),
        ([(A,), (A,), (A,), (B,), (C,)], Standing.MAJORITY),
        ([(A,), (A,), (B,), (C,)], Standing.DIVIDED),
    ],
)
def test_two_thirds_settle_a_question_and_more_than_half_are_a_majority(
    answers: list[tuple[Position, ...]], standing: Standing
) -> None:
    assert counted(*answers).standing is standing


def test_nobody_leads_where_nobody_answers() -> None:
    known = counted()
    assert known.leading == ()
    assert known.lead == known.apart == Share(0, 0)


def test_levels_count_guidelines_and_not_references() -> None:
    twice = pair(
        ASKED,
        guideline("g"),
        reference("a", level=Level.MUST),
        reference("b", level=Level.MUST),
        reference("c", level=Level.MAY),
        positions=(A,),
    )
    known = consensus.of_topic(ASKED, [twice, said("h", A, level=Level.MUST), said("i", B)])
    assert known
    assert [answer.levels for answer in known.answers] == [((Level.MUST, 2), (Level.MAY, 1)), (), ()]


def test_disagreements_come_first_where_most_stand_apart_and_settled_ones_where_most_agree() -> None:
    near, far = counted((A, B), (A,), (B,), (B, C), (A, C)), counted((A,), (B,), (C,))
    most, all_ = counted((A,), (A,), (B,)), counted((A,), (A,), (A,))
    known = [near, most, far, all_, counted((A,))]
    assert consensus.disagreements(known) == [far]
    assert near.standing is Standing.MAJORITY, "one answer is common to three of five"
    assert consensus.settled(known) == [all_, most]


def test_a_guideline_stands_with_the_majority_or_alone() -> None:
    known = counted((A,), (A,), (A,), (B,), (B,), (C,))
    lone, paired, first = (
        next(iter(consensus.stands([known.answering[n]], lambda _: known))) for n in (5, 3, 0)
    )
    assert (lone.is_alone, lone.is_with_majority, lone.company) == (True, False, 0)
    assert not lone.is_against_majority, "there is none"
    assert (paired.is_alone, paired.company) == (False, 1)
    assert not first.is_with_majority, "half are no majority"
    known = counted((A,), (A, B), (C,))
    assert [each.is_with_majority for each in consensus.stands(known.answering, lambda _: known)] == [
        True,
        True,
        False,
    ]
    assert [each.is_against_majority for each in consensus.stands(known.answering, lambda _: known)][2]


def test_nobody_is_alone_among_two() -> None:
    known = counted((A,), (B,))
    assert not any(each.is_alone for each in consensus.stands(known.answering, lambda _: known))


def test_kin_answer_alike_out_of_what_both_answer() -> None:
    topics = (ASKED, OTHER, THIRD)
    answers = {"own": "aaa", "near": "aab", "far": "bbb", "rare": "aa-"}
    pairs = {
        each.id: [
            said(id_, {"a": A, "b": B}[letters[n]], on=each)
            for id_, letters in answers.items()
            if letters[n] != "-"
        ]
        for n, each in enumerate(topics)
    }
    own = [pairs[each.id][0] for each in topics]
    stands = consensus.stands(own, lambda each: consensus.of_topic(each, pairs[each.id]))
    assert [(other.id, share) for other, share in consensus.kin(stands)] == [("near", Share(2, 3))]
