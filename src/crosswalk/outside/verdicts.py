"""Answers -> what they say of a link: by itself, and in the light of what is known of earlier days.

In: an answer, a record. Out: a record. What is called dead must be dead: what a host does not tell programs,
or does not tell today, changes nothing.
"""

from dataclasses import dataclass
from http import HTTPStatus

from crosswalk.link_results import Record, Results, State
from crosswalk.outside.answers import Answer, Fault

NOT_FOR_PROGRAMS = frozenset(
    (300, 401, 402, 403, 405, 406, 407, 408, 409, 418, 421, 423, 425, 428, 429, 431, 451, 999)
)
"""Statuses that tell about the one who asks, or the moment, and not about what is asked for."""

_NOT_ITS_FAULT = frozenset((Fault.NO_NETWORK,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one answer says of a link."""

    state: State
    """Never DEAD: that takes more than one answer."""
    reason: str = ""
    to: str = ""


def judge(answer: Answer, fragment: str = "") -> Verdict:
    """Return what *answer* says of a link to the place *fragment* of what was asked."""
    if answer.fault is Fault.NOT_ASKED:
        return Verdict(state=State.PRIVATE)
    if answer.fault:
        state = State.UNSURE if answer.fault in _NOT_ITS_FAULT else State.FAILING
        return Verdict(state=state, reason=answer.fault)
    if not 200 <= answer.status < 300:
        is_told = answer.status not in NOT_FOR_PROGRAMS and answer.rest is None and not answer.challenged
        return Verdict(state=State.FAILING if is_told else State.UNSURE, reason=_words(answer.status))
    if answer.anchors.get(fragment) is False:
        return Verdict(state=State.NO_ANCHOR)
    if answer.moved:
        return Verdict(state=State.MOVED, to=f"{answer.moved}#{fragment}" if fragment else answer.moved)
    return Verdict(state=State.ALIVE)


def _words(status: int) -> str:
    """Return *status* with its name; the words of the host itself are a stranger's."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status}"


def remembered(verdict: Verdict, before: Results, url: str, today: str, strikes: int) -> Record:
    """Return what is known of *url* after *verdict*; so many *strikes*, a day apart, make it dead."""
    known = before.links.get(url)
    match verdict.state:
        case State.UNSURE if known and known.state is not State.UNSURE:
            return known
        case State.FAILING:
            count, since = 1, today
            if known and known.state in (State.FAILING, State.DEAD):
                count, since = known.strikes + (before.day_of(known) != today), known.since
            state = State.DEAD if count >= strikes else State.FAILING
            return Record(state=state, reason=verdict.reason, strikes=count, since=since, checked=today)
        case _:
            return Record(state=verdict.state, reason=verdict.reason, to=verdict.to, checked=today)
