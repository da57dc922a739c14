"""A topic, a guideline, a category: as they are, and as their neighbours see them."""

from crosswalk import model
from crosswalk.documents import resources as doc
from crosswalk.documents.links import LINKSET_TYPE, Link
from crosswalk.documents.parts import Named, Position, Reference
from crosswalk.represent.context import Context


def topic(known: Context, id_: str) -> doc.Topic:
    """Return the document of a topic."""
    if id_ not in known.made_topics:
        known.made_topics[id_] = _topic(known, known.topics[id_])
    return known.made_topics[id_]


def _topic(known: Context, topic: model.Topic) -> doc.Topic:
    urls = known.urls
    category = known.crosswalk.category_of[topic.id]
    place, above = urls.topic_json(topic.id), known.link(urls.topics_json())
    related = [known.topics[other] for other in topic.related if other in known.topics]
    return doc.Topic(
        id=topic.id,
        category=topic.category,
        name=topic.name,
        description=topic.description,
        question=topic.question,
        positions=tuple(map(_position, topic.positions)) or None,
        specs=tuple(map(_named, topic.specs)) or None,
        authors=tuple(map(_named, topic.authors)) or None,
        updated=topic.updated,
        aliases=topic.aliases or None,
        _links=doc.TopicLinks(
            **known.own(doc.Topic, place, urls.topic(topic.id, topic.permalink)),
            up=above,
            collection=above,
            tag=known.item(urls.category_json(category.slug), category.slug, category.name),
            linkset=known.link(urls.topic_linkset(topic.id), LINKSET_TYPE),
            related=tuple(topic_link(known, other) for other in related) or None,
            topic_guidelines=known.link(urls.topic_guidelines_json(topic.id)),
        ),
    )


def guideline(known: Context, id_: str) -> doc.Guideline:
    """Return the document of a guideline."""
    if id_ not in known.made_guidelines:
        known.made_guidelines[id_] = _guideline(known, known.guidelines[id_])
    return known.made_guidelines[id_]


def _guideline(known: Context, guideline: model.Guideline) -> doc.Guideline:
    urls = known.urls
    place, above = urls.guideline_json(guideline.id), known.link(urls.guidelines_json())
    successors = [known.guidelines[other] for other in guideline.replaced_by if other in known.guidelines]
    return doc.Guideline(
        id=guideline.id,
        title=guideline.title,
        type=guideline.type,
        url=guideline.url,
        github_url=guideline.github_url,
        company=guideline.company,
        company_logo_url=_image(known, guideline.company_logo_url),
        company_url=guideline.company_url,
        screenshot_url=_image(known, guideline.screenshot_url),
        authors=tuple(map(_named, guideline.authors)) or None,
        date=guideline.date,
        review_date=guideline.review_date,
        language=guideline.language,
        status=guideline.status,
        replaced_by=guideline.replaced_by or None,
        licence=guideline.licence,
        description=guideline.description,
        _links=doc.GuidelineLinks(
            **known.own(doc.Guideline, place, urls.guideline(guideline.id)),
            up=above,
            collection=above,
            successor_version=tuple(guideline_link(known, other) for other in successors) or None,
            guideline_topics=known.link(urls.guideline_topics_json(guideline.id)),
        ),
    )


def _image(known: Context, url: str | None) -> str | None:
    return known.urls.absolute(url) if url and url.startswith("/") else url


def topic_link(known: Context, topic: model.Topic) -> Link:
    """Return a link to a *topic* by name."""
    return known.item(known.urls.topic_json(topic.id), topic.id, topic.name)


def guideline_link(known: Context, guideline: model.Guideline) -> Link:
    """Return a link to a *guideline* by name."""
    return known.item(known.urls.guideline_json(guideline.id), guideline.id, guideline.title)


# A pair, from either side


def topic_guidelines(known: Context, id_: str) -> doc.TopicGuidelines:
    """Return the guidelines that speak of a topic, and where."""
    urls, topic_ = known.urls, known.topics[id_]
    above = known.link(urls.topic_json(id_))
    page = urls.topic(id_, topic_.permalink)
    return doc.TopicGuidelines(
        items=tuple(
            doc.TopicGuideline(
                references=references(known, pair),
                position=positions(pair),
                note=pair.note,
                _embedded=doc.EmbeddedGuideline(guideline=guideline(known, pair.guideline.id)),
                _links=doc.LinkToGuideline(guideline=known.link(urls.guideline_json(pair.guideline.id))),
            )
            for pair in known.crosswalk.pairs_of_topic.get(id_, ())
        ),
        _embedded=doc.EmbeddedTopic(topic=topic(known, id_)),
        _links=doc.TopicGuidelinesLinks(
            **known.own(doc.TopicGuidelines, urls.topic_guidelines_json(id_), page), up=above, topic=above
        ),
    )


def guideline_topics(known: Context, id_: str) -> doc.GuidelineTopics:
    """Return the topics that a guideline speaks of, and where."""
    urls = known.urls
    above = known.link(urls.guideline_json(id_))
    page = urls.guideline(id_)
    return doc.GuidelineTopics(
        items=tuple(
            doc.GuidelineTopic(
                references=references(known, pair),
                position=positions(pair),
                note=pair.note,
                _embedded=doc.EmbeddedTopic(topic=topic(known, pair.topic.id)),
                _links=doc.LinkToTopic(topic=known.link(urls.topic_json(pair.topic.id))),
            )
            for pair in known.crosswalk.pairs_of_guideline.get(id_, ())
        ),
        _embedded=doc.EmbeddedGuideline(guideline=guideline(known, id_)),
        _links=doc.GuidelineTopicsLinks(
            **known.own(doc.GuidelineTopics, urls.guideline_topics_json(id_), page), up=above, guideline=above
        ),
    )


# Category, and what was a topic once


def category(known: Context, slug: str) -> doc.Category:
    """Return the document of a category."""
    if slug not in known.made_categories:
        known.made_categories[slug] = _category(known, known.categories[slug])
    return known.made_categories[slug]


def _category(known: Context, category: model.Category) -> doc.Category:
    urls = known.urls
    above = known.link(urls.categories_json())
    place, page = urls.category_json(category.slug), urls.category(category.slug)
    return doc.Category(
        id=category.slug,
        name=category.name,
        description=category.description,
        items=tuple(topic(known, each.id) for each in category.topics),
        _links=doc.CategoryLinks(
            **known.own(doc.Category, place, page),
            up=above,
            collection=above,
            item=tuple(topic_link(known, each) for each in category.topics),
        ),
    )


def moved_topic(known: Context, former_id: str) -> doc.Moved:
    """Return where the topic went that had an id."""
    urls, id_ = known.urls, known.former[former_id].id
    return _moved(known, former_id, urls.topic_json(former_id), urls.topic_json(id_))


def moved_topic_guidelines(known: Context, former_id: str) -> doc.Moved:
    """Return where the guidelines went of the topic that had an id."""
    urls, id_ = known.urls, known.former[former_id].id
    return _moved(known, former_id, urls.topic_guidelines_json(former_id), urls.topic_guidelines_json(id_))


def _moved(known: Context, former_id: str, place: str, target: str) -> doc.Moved:
    # `canonical` (RFC 6596): the same resource, and its preferred address. Not `successor-version` or
    # `latest-version` (RFC 5829): nothing came after the topic, it is only called otherwise.
    urls, topic_ = known.urls, known.former[former_id]
    return doc.Moved(
        id=topic_.id,
        name=topic_.name,
        former_id=former_id,
        _links=doc.MovedLinks(
            **known.own(doc.Moved, place, urls.topic(topic_.id, topic_.permalink)),
            canonical=known.item(target, topic_.id, topic_.name),
            up=known.link(urls.topics_json()),
        ),
    )


# Parts


def references(known: Context, pair: model.Pair) -> tuple[Reference, ...]:
    """Return where the guideline of a *pair* speaks of its topic."""
    ids = pair.topic.id, pair.guideline.id
    if ids not in known.made_references:
        known.made_references[ids] = tuple(map(_reference, pair.references))
    return known.made_references[ids]


def _reference(reference: model.Reference) -> Reference:
    return Reference(
        name=reference.name,
        url=reference.url,
        quote=reference.quote,
        document=reference.document,
        description=reference.description,
        level=reference.level,
        rule=reference.rule,
        archived_url=reference.archived_url,
    )


def positions(pair: model.Pair) -> tuple[str, ...] | None:
    """Return the answers that a *pair* gives, by id."""
    return tuple(position.id for position in pair.positions) or None


def _position(position: model.Position) -> Position:
    return Position(id=position.id, label=position.label, description=position.description)


def _named(named: model.Named) -> Named:
    return Named(name=named.name, url=named.url, twitter=named.twitter)
