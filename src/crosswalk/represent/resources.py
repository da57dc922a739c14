"""The documents of a topic, a guideline, a category, and each seen from its neighbour."""

from crosswalk.documents import resources as doc
from crosswalk.documents.declared import stated
from crosswalk.represent import things
from crosswalk.represent.context import Context


def topic(known: Context, id_: str) -> doc.Topic:
    """Return the document of a topic."""
    topic_ = known.topics[id_]
    return things.topic(
        known,
        topic_,
        known.crosswalk.category_of[id_],
        known.related(topic_),
        known.crosswalk.pairs_on(topic_),
    )


def guideline(known: Context, id_: str) -> doc.Guideline:
    """Return the document of a guideline."""
    guideline_ = known.guidelines[id_]
    return things.guideline(known, guideline_, known.successors(guideline_))


# A pair, from either side


def topic_guidelines(known: Context, id_: str) -> doc.TopicGuidelines:
    """Return the guidelines that speak of a topic, and where."""
    urls, topic_ = known.urls, known.topics[id_]
    above = known.link(urls.topic_json(id_))
    page = urls.topic(id_, topic_.permalink)
    return doc.TopicGuidelines(
        items=tuple(
            stated(
                doc.TopicGuideline,
                doc.TopicGuideline(
                    references=known.pieces(pair.topic).pairs[pair.guideline.id].references,
                    position=things.positions(pair),
                    note=pair.note,
                    _embedded=doc.EmbeddedGuideline(
                        guideline=known.guideline_pieces(pair.guideline).guideline
                    ),
                    _links=doc.LinkToGuideline(guideline=known.link(urls.guideline_json(pair.guideline.id))),
                ),
            )
            for pair in known.some(known.crosswalk.pairs_on(topic_))
        ),
        _embedded=doc.EmbeddedTopic(topic=known.pieces(topic_).topic),
        _links=stated(
            doc.TopicGuidelinesLinks,
            doc.TopicGuidelinesLinks(
                **known.own(doc.TopicGuidelines, urls.topic_guidelines_json(id_), page), up=above, topic=above
            ),
        ),
    )


def guideline_topics(known: Context, id_: str) -> doc.GuidelineTopics:
    """Return the topics that a guideline speaks of, and where."""
    urls = known.urls
    above = known.link(urls.guideline_json(id_))
    page = urls.guideline(id_)
    return doc.GuidelineTopics(
        items=tuple(
            stated(
                doc.GuidelineTopic,
                doc.GuidelineTopic(
                    references=known.pieces(pair.topic).pairs[id_].references,
                    position=things.positions(pair),
                    note=pair.note,
                    _embedded=doc.EmbeddedTopic(topic=known.pieces(pair.topic).topic),
                    _links=doc.LinkToTopic(topic=known.link(urls.topic_json(pair.topic.id))),
                ),
            )
            for pair in known.some(known.crosswalk.pairs_of_guideline.get(id_, ()))
        ),
        _embedded=doc.EmbeddedGuideline(guideline=known.guideline_pieces(known.guidelines[id_]).guideline),
        _links=stated(
            doc.GuidelineTopicsLinks,
            doc.GuidelineTopicsLinks(
                **known.own(doc.GuidelineTopics, urls.guideline_topics_json(id_), page),
                up=above,
                guideline=above,
            ),
        ),
    )


# Category, and what was a topic once


def category(known: Context, slug: str) -> doc.Category:
    """Return the document of a category."""
    urls, category_ = known.urls, known.categories[slug]
    pieces = [known.pieces(each) for each in known.some(category_.topics)]
    above = known.link(urls.categories_json())
    place, page = urls.category_json(slug), urls.category(slug)
    return stated(
        doc.Category,
        doc.Category(
            id=slug,
            name=category_.name,
            description=category_.description,
            items=tuple(each.topic for each in pieces),
            _links=stated(
                doc.CategoryLinks,
                doc.CategoryLinks(
                    **known.own(doc.Category, place, page),
                    up=above,
                    collection=above,
                    item=tuple(each.link for each in pieces),
                ),
            ),
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
    return stated(
        doc.Moved,
        doc.Moved(
            id=topic_.id,
            name=topic_.name,
            former_id=former_id,
            _links=stated(
                doc.MovedLinks,
                doc.MovedLinks(
                    **known.own(doc.Moved, place, urls.topic(topic_.id, topic_.permalink)),
                    canonical=known.item(target, topic_.id, topic_.name),
                    up=known.link(urls.topics_json()),
                ),
            ),
        ),
    )
