"""A topic, a guideline, a reference as documents have them, each a pure function of few values.

In: a `Linker`, and values of the model. Out: declared values; and links by name, written already, since they
stand in many documents.
"""

from typing import cast

from crosswalk import consensus, model
from crosswalk.documents import resources as doc
from crosswalk.documents.declared import Written, stated
from crosswalk.documents.links import LINKSET_TYPE, Link
from crosswalk.documents.parts import Answer, Consensus, Levels, Named, Position, Reference
from crosswalk.documents.serial import written
from crosswalk.represent.linker import Linker


def topic(
    linker: Linker,
    topic: model.Topic,
    category: model.Category,
    related: tuple[model.Topic, ...],
    pairs: tuple[model.Pair, ...],
) -> doc.Topic:
    """Return *topic*: its *category* and the *related* topics are linked to, its *pairs* counted."""
    urls = linker.urls
    above = linker.link(urls.topics_json())
    return stated(
        doc.Topic,
        doc.Topic(
            id=topic.id,
            category=topic.category,
            name=topic.name,
            description=topic.description,
            question=topic.question,
            positions=tuple(map(_position, topic.positions)) or None,
            consensus=agreement(topic, pairs),
            specs=tuple(map(_named, topic.specs)) or None,
            authors=tuple(map(_named, topic.authors)) or None,
            updated=topic.updated,
            aliases=topic.aliases or None,
            _links=stated(
                doc.TopicLinks,
                doc.TopicLinks(
                    **linker.own(doc.Topic, urls.topic_json(topic.id), urls.topic(topic.id, topic.permalink)),
                    up=above,
                    collection=above,
                    tag=linker.item(urls.category_json(category.slug), category.slug, category.name),
                    linkset=linker.link(urls.topic_linkset(topic.id), LINKSET_TYPE),
                    related=tuple(topic_link(linker, other) for other in related) or None,
                    topic_guidelines=linker.link(urls.topic_guidelines_json(topic.id)),
                ),
            ),
        ),
    )


def guideline(
    linker: Linker, guideline: model.Guideline, successors: tuple[model.Guideline, ...]
) -> doc.Guideline:
    """Return *guideline*: its *successors* are linked to, by id and title."""
    urls = linker.urls
    above = linker.link(urls.guidelines_json())
    return stated(
        doc.Guideline,
        doc.Guideline(
            id=guideline.id,
            title=guideline.title,
            type=guideline.type,
            url=guideline.url,
            github_url=guideline.github_url,
            company=guideline.company,
            company_logo_url=_image(linker, guideline.company_logo_url),
            company_url=guideline.company_url,
            screenshot_url=_image(linker, guideline.screenshot_url),
            authors=tuple(map(_named, guideline.authors)) or None,
            date=guideline.date,
            review_date=guideline.review_date,
            language=guideline.language,
            status=guideline.status,
            replaced_by=guideline.replaced_by or None,
            licence=guideline.licence,
            description=guideline.description,
            _links=stated(
                doc.GuidelineLinks,
                doc.GuidelineLinks(
                    **linker.own(
                        doc.Guideline, urls.guideline_json(guideline.id), urls.guideline(guideline.id)
                    ),
                    up=above,
                    collection=above,
                    successor_version=tuple(guideline_link(linker, other) for other in successors) or None,
                    guideline_topics=linker.link(urls.guideline_topics_json(guideline.id)),
                ),
            ),
        ),
    )


def _image(linker: Linker, url: str | None) -> str | None:
    return linker.urls.absolute(url) if url and url.startswith("/") else url


def topic_link(linker: Linker, topic: model.Topic) -> Written[Link]:
    """Return a link to a *topic* by name."""
    return written(linker.item(linker.urls.topic_json(topic.id), topic.id, topic.name))


def guideline_link(linker: Linker, guideline: model.Guideline) -> Written[Link]:
    """Return a link to a *guideline* by name."""
    place = linker.urls.guideline_json(guideline.id)
    return written(linker.item(place, guideline.id, guideline.title))


def reference(reference: model.Reference) -> Reference:
    """Return *reference*."""
    return stated(
        Reference,
        Reference(
            name=reference.name,
            url=reference.url,
            quote=reference.quote,
            document=reference.document,
            description=reference.description,
            level=reference.level,
            rule=reference.rule,
            archived_url=reference.archived_url,
        ),
    )


def positions(pair: model.Pair) -> tuple[str, ...] | None:
    """Return the answers that a *pair* gives, by id."""
    return tuple(position.id for position in pair.positions) or None


def agreement(topic: model.Topic, pairs: tuple[model.Pair, ...]) -> Consensus | None:
    """Return how far the guidelines of *pairs* agree on what *topic* asks."""
    known = consensus.of_topic(topic, pairs)
    if known is None:
        return None
    return stated(
        Consensus,
        Consensus(
            standing=known.standing,
            speaking=known.speaking,
            answering=len(known.answering),
            leading=tuple(answer.position.id for answer in known.leading),
            pairs=known.apart.total,
            pairs_apart=known.apart.count,
            answers=tuple(map(_answer, known.answers)),
        ),
    )


def _answer(answer: consensus.Answer) -> Answer:
    levels = {level.value.replace("-", "_"): count for level, count in answer.levels}
    return stated(
        Answer,
        Answer(
            id=answer.position.id,
            guidelines=len(answer.takers),
            levels=stated(Levels, cast("Levels", levels)) if levels else None,
        ),
    )


def _position(position: model.Position) -> Position:
    return stated(Position, Position(id=position.id, label=position.label, description=position.description))


def _named(named: model.Named) -> Named:
    return stated(Named, Named(name=named.name, url=named.url, twitter=named.twitter))
