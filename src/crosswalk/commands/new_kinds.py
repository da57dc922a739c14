"""What `crosswalk new` makes in a content folder: the questions of each kind, and the file it becomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.commands.asking import Answers, Question
from crosswalk.commands.new_answers import (
    address_fault,
    category_fault,
    day_fault,
    id_fault,
    level_fault,
    neighbours_of,
    slug_of,
    taken_fault,
    today,
    told_by_key,
    unknown_fault,
)
from crosswalk.diagnostics import Diagnostic

if TYPE_CHECKING:
    from crosswalk.additions import Known
    from crosswalk.draft import Told
    from crosswalk.insertion import Citation
    from crosswalk.settings import Settings


class Folder:
    """A content folder that something is added to; it is read once somebody asks what it has."""

    def __init__(self, path: Path = Path("content"), settings: "Settings | None" = None) -> None:
        self.path = path
        self._settings = settings

    @cached_property
    def known(self) -> "Known":
        """What it has already."""
        from crosswalk.additions import Known

        return Known.of(self.path)

    def add(self, kind: str, file: str, values: "dict[str, Told]") -> list[Diagnostic]:
        """Make *file*, with front matter of *kind* that says *values*; return the warnings about it."""
        from crosswalk.additions import add_file
        from crosswalk.draft import drafted

        assert self._settings is not None
        return add_file(self.path, self.known, file, drafted(kind, values), self._settings)

    def refer(self, topic_id: str, cited: "Citation") -> "Made":
        """Add what is *cited* to the file of a topic."""
        from crosswalk.additions import add_reference

        assert self._settings is not None
        topic = self.known.topic(topic_id)
        warnings = add_reference(self.path, self.known, topic, cited, self._settings)
        return Made(topic.places[""].file, warnings)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made."""

    file: str
    """In the content folder."""
    warnings: Sequence[Diagnostic]
    neighbours: str = ""
    """What is like it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing that can be made."""

    name: str
    purpose: str
    example: str
    questions: Callable[[Folder], list[Question]]
    make: Callable[[Folder, Answers], Made]


# A topic


def _topic_questions(folder: Folder) -> list[Question]:
    return [
        Question(
            name="name",
            words="what lists and headings call it",
            required=True,
            fault=lambda text: taken_fault(text, folder.known.topics),
        ),
        Question(
            name="id",
            words="its name in addresses, for ever",
            fault=lambda text: id_fault(text) or taken_fault(text, folder.known.topics),
            propose=lambda answers: slug_of(answers, "name"),
        ),
        Question(
            name="category",
            words="the name of its category",
            fault=lambda text: category_fault(text, folder.known),
        ),
        Question(name="question", words="the question that people ask"),
        Question(name="description", words="a sentence or two, for lists and search engines"),
    ]


_TOPIC = {
    "id": "topic_id",
    "name": "topic_name",
    "category": "topic_category",
    "question": "topic_question",
    "description": "topic_description",
}


def _make_topic(folder: Folder, answers: Answers) -> Made:
    neighbours = neighbours_of(answers, "name", folder.known.topics)
    file = f"topics/{answers['id']}.md"
    return Made(file, folder.add("topic", file, told_by_key(answers, _TOPIC)), neighbours)


# A guideline


def _guideline_questions(folder: Folder) -> list[Question]:
    def own_address_fault(text: str) -> str | None:
        same = (each.id for each in folder.known.crosswalk.guidelines if each.url == text)
        return address_fault(text) or next((f"is taken: it is that of '{each}'" for each in same), None)

    return [
        Question(
            name="title",
            words="what it calls itself",
            required=True,
            fault=lambda text: taken_fault(text, folder.known.guidelines),
        ),
        Question(name="url", words="where people read it", required=True, fault=own_address_fault),
        Question(
            name="id",
            words="its name in addresses and in topics, for ever",
            fault=lambda text: id_fault(text) or taken_fault(text, folder.known.guidelines),
            propose=lambda answers: slug_of(answers, "title"),
        ),
        Question(name="company", words="the organisation that publishes it"),
        Question(name="description", words="a sentence, for lists and search engines"),
        Question(name="type", words="website, github, pdf: in your own words", is_asked=False),
        Question(name="date", words="the day it was published", is_asked=False, fault=day_fault),
        Question(name="language", words="the language that it is written in, as in en", is_asked=False),
        Question(name="licence", words="under what licence it is published", is_asked=False),
    ]


_GUIDELINE = {
    name: f"guideline_{name}"
    for name in ("id", "title", "type", "url", "company", "date", "language", "licence", "description")
}


def _make_guideline(folder: Folder, answers: Answers) -> Made:
    neighbours = neighbours_of(answers, "title", folder.known.guidelines)
    file = f"guidelines/{answers['id']}.md"
    return Made(file, folder.add("guideline", file, told_by_key(answers, _GUIDELINE)), neighbours)


# A reference


def _reference_questions(folder: Folder) -> list[Question]:
    return [
        Question(
            name="topic",
            words="the id of the topic",
            required=True,
            positional=True,
            fault=lambda text: unknown_fault("topic", text, folder.known.topics),
        ),
        Question(
            name="guideline",
            words="the id of the guideline",
            required=True,
            positional=True,
            fault=lambda text: unknown_fault("guideline", text, folder.known.guidelines),
        ),
        Question(name="name", words="the heading of the section", required=True),
        Question(name="url", words="the address of the section", required=True, fault=address_fault),
        Question(name="quote", words="the very words, if they matter", is_asked=False),
        Question(name="document", words="which of the guideline's documents", is_asked=False),
        Question(name="level", words="must, should, may, should-not or must-not", fault=level_fault),
        Question(name="rule", words="the guideline's own id of the rule", is_asked=False),
        Question(name="position", words="the id of the answer that it gives", is_asked=False),
        Question(name="note", words="what it says, in your own words", is_asked=False),
    ]


def _make_reference(folder: Folder, answers: Answers) -> Made:
    from crosswalk.insertion import Citation

    keys = {name: name for name in ("name", "url", "quote", "document", "level", "rule")}
    said: dict[str, str] = {name: answers[name] for name in ("position", "note") if name in answers}
    reference = told_by_key(answers, keys)
    cited = Citation(guideline_id=answers["guideline"], reference=reference, said=said)
    return folder.refer(answers["topic"], cited)


# Pages and posts


def _page_questions(folder: Folder) -> list[Question]:
    return [
        Question(name="title", words="its title, and what the navigation calls it", required=True),
        Question(
            name="name",
            words="its name in its address",
            fault=lambda text: (
                id_fault(text) or taken_fault(text, {page.slug: "" for page in folder.known.registry.pages})
            ),
            propose=lambda answers: slug_of(answers, "title"),
        ),
        Question(name="description", words="a sentence, for search engines"),
    ]


def _make_page(folder: Folder, answers: Answers) -> Made:
    file = f"pages/{answers['name']}.md"
    return Made(
        file, folder.add("page", file, told_by_key(answers, {"title": "title", "description": "description"}))
    )


def _post_questions(folder: Folder) -> list[Question]:
    return [
        Question(name="title", words="the headline", required=True),
        Question(name="date", words="the day of the news", fault=day_fault, propose=today),
        Question(
            name="name",
            words="its name in its address",
            fault=lambda text: (
                id_fault(text) or taken_fault(text, {post.slug: "" for post in folder.known.registry.posts})
            ),
            propose=lambda answers: slug_of(answers, "title"),
        ),
        Question(name="description", words="a sentence, for lists"),
        Question(name="author", words="who wrote it"),
    ]


def _make_post(folder: Folder, answers: Answers) -> Made:
    file = f"posts/{answers['date']}-{answers['name']}.md"
    keys = {"title": "title", "date": "date", "description": "description", "author": "authors"}
    return Made(file, folder.add("post", file, told_by_key(answers, keys)))


KINDS = (
    Kind(
        name="topic",
        purpose="make the file of a topic",
        example="crosswalk new topic --name Paging --category Collections",
        questions=_topic_questions,
        make=_make_topic,
    ),
    Kind(
        name="guideline",
        purpose="make the file of a guideline",
        example="crosswalk new guideline --title 'Acme API Guidelines' --url https://example.org/acme",
        questions=_guideline_questions,
        make=_make_guideline,
    ),
    Kind(
        name="reference",
        purpose="add a reference to the file of a topic",
        example="crosswalk new reference paging acme --name Lists --url https://example.org/acme#lists",
        questions=_reference_questions,
        make=_make_reference,
    ),
    Kind(
        name="page",
        purpose="make a page, such as About",
        example="crosswalk new page --title About",
        questions=_page_questions,
        make=_make_page,
    ),
    Kind(
        name="post",
        purpose="make a post, for news",
        example="crosswalk new post --title 'The first topics'",
        questions=_post_questions,
        make=_make_post,
    ),
)
"""In the order of `crosswalk new --help`."""
