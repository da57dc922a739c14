"""The page of a category: its topics, and its own matrix of topics and guidelines.

In: a category of a `Site`. Out: a `Page` with a `CategoryView`.
"""

from dataclasses import dataclass

from crosswalk import coverage
from crosswalk.model import Category
from crosswalk.views import linked_data
from crosswalk.views.frame import Step
from crosswalk.views.indexes import TopicEntry, topic_entry
from crosswalk.views.matrix import Matrix, matrix, whole_href
from crosswalk.views.page import Page, page
from crosswalk.views.parts import Bar, Link, bar
from crosswalk.views.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryView:
    """All that the page of a category shows."""

    name: str
    description: str | None
    sentence: str
    bar: Bar
    topics: tuple[TopicEntry, ...]
    matrix: Matrix | None
    without: str
    """Why there is none, if there is none."""
    silent: tuple[Link, ...]
    """The guidelines that the matrix leaves out, since they speak of none of the topics."""
    whole: str
    """The href of the same topics in the whole matrix, "" where there is none."""
    previous: Link | None
    next: Link | None


def category_page(
    site: Site, category: Category, previous: Category | None, following: Category | None
) -> Page:
    """Return the page of *category*, which stands between *previous* and *following*."""
    share = coverage.of_category(site.crosswalk, category)
    sentence = site.say(
        "category.sentence", n=share.count, total=share.total, topic_count=len(category.topics)
    )
    named = {
        pair.guideline.id
        for topic in category.topics
        for pair in site.crosswalk.pairs_of_topic.get(topic.id, ())
    }
    guidelines = site.crosswalk.guidelines
    view = CategoryView(
        name=category.name,
        description=category.description,
        sentence=sentence,
        bar=bar(site.say, share, "guideline"),
        topics=tuple(topic_entry(site, topic) for topic in category.topics),
        matrix=matrix(
            site, (category,), tuple(each for each in guidelines if each.id in named), category.name
        ),
        without=site.say("category.too_many" if named else "category.silent"),
        silent=tuple(site.guideline_link(each) for each in guidelines if each.id not in named),
        whole=whole_href(site, category),
        previous=site.category_link(previous) if previous else None,
        next=site.category_link(following) if following else None,
    )
    return page(
        site,
        site.urls.category(category.slug),
        "category",
        view,
        title=category.name,
        description=category.description or f"{category.name}: {sentence}",
        alternate=site.urls.category_json(category.slug),
        trail=(Step(site.say("topics.title"), site.urls.topics()),),
        things=(linked_data.category_terms(site, category),),
    )
