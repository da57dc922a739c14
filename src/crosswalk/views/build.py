"""The page where readers put a guideline of their own together, question by question.

In: a `Site`. Out: a `Page` with a `BuildView`: the questions, with their answers and who gives them. What a
reader chooses stays in the browser: assets/js/draft.js keeps it in the address, reads the documents of the
topics, and makes files. Without JavaScript the page is a checklist for paper. It is made only where topics
list positions.
"""

from dataclasses import dataclass

from crosswalk.consensus import Consensus
from crosswalk.model import Level
from crosswalk.urls import BUILD
from crosswalk.views.agreement import categories_of
from crosswalk.views.consensus import Answer, all_of, consensus_view
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Link
from crosswalk.views.site import Site

MOST = 200
"""As many questions one can be asked; of more, those come first that most guidelines answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question, and what can be answered."""

    id: str
    """The id of the topic."""
    topic: Link
    category: str
    """The slug of its category."""
    question: str
    verdict: str
    answers: tuple[Answer, ...]
    documents: str
    """The href of the document that has what each guideline says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildView:
    """All that the page shows before anything is chosen."""

    lead: str
    site: str
    """The title of the site, for what readers take away."""
    script: str
    """The href of what makes files of the choices."""
    questions: tuple[AskedQuestion, ...]
    categories: tuple[tuple[str, str], ...]
    """Slug and name of those that they are in."""
    levels: tuple[tuple[str, str], ...]
    """How strongly an answer can be put: value and words."""
    more: str
    """How many questions are left out, in words, or ""."""


def build_page(site: Site) -> Page:
    """Return the page where readers put a guideline of their own together."""
    known = all_of(site)
    asked = _asked(known)
    left = len(known) - len(asked)
    view = BuildView(
        lead=site.say("build.lead", n=len(asked)),
        site=site.settings.title,
        script=site.assets.draft,
        questions=tuple(_question(site, each) for each in asked),
        categories=categories_of(site, asked),
        levels=tuple((level.value, site.say(f"level.{level.value}")) for level in Level),
        more=site.say("build.more", n=left) if left else "",
    )
    return page(
        site,
        BUILD,
        "build",
        view,
        title=site.say("build.title"),
        here=site.say("build.short"),
        description=view.lead,
        alternate=site.urls.coverage_json(),
    )


def _asked(known: tuple[Consensus, ...]) -> tuple[Consensus, ...]:
    """Return the questions that can be asked, in the order of the site."""
    if len(known) <= MOST:
        return known
    most = sorted(known, key=lambda each: -len(each.answering))[:MOST]
    chosen = {each.topic.id for each in most}
    return tuple(each for each in known if each.topic.id in chosen)


def _question(site: Site, known: Consensus) -> AskedQuestion:
    topic = known.topic
    link = site.topic_link(topic)
    shown = consensus_view(site, known, link.href)
    return AskedQuestion(
        id=topic.id,
        topic=link,
        category=site.crosswalk.category_of[topic.id].slug,
        question=topic.question or topic.name,
        verdict=shown.verdict,
        answers=shown.answers,
        documents=site.urls.href(site.urls.topic_guidelines_json(topic.id)),
    )
