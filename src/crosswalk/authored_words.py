"""What each key is for that authors write: words for the schemas of `authored`.

A test holds the keys equal to those that the loader asks for, and the words to those of docs/authoring.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """What a key is for, and a value that it may have."""

    meaning: str
    example: object = None


WORDS: Mapping[str, Mapping[str, Word]] = {
    "topic": {
        "topic_id": Word("the name of the topic in addresses and in other files", "page-size"),
        "topic_name": Word("what lists and headings call it", "Page size"),
        "topic_category": Word("the name of its category", "Collections"),
        "topic_description": Word("a sentence or two, for lists and search engines", "How long a page is."),
        "topic_question": Word("the question a designer asks", "How many items does a page have?"),
        "topic_positions": Word("the answers that guidelines give"),
        "topic_related": Word("other topics a reader may want", ["paging"]),
        "topic_specs": Word("normative texts"),
        "topic_authors": Word("who wrote the article", ["Ada Author"]),
        "topic_updated": Word("when the article was last revised", "2024-11-20"),
        "topic_aliases": Word("earlier ids of this topic; their addresses lead to it", ["size-of-a-page"]),
        "title": Word("the title of the page, where it is not the name", "The size of a page"),
        "sort": Word("what the topic is sorted by within its category, where it is not the name", "Page 2"),
        "permalink": Word(
            "where the page stands, if not at `/design/topics/<id>`; that address leads there then",
            "/lists/page-size",
        ),
        "guidelines": Word("the guidelines that speak of it"),
    },
    "position": {
        "id": Word("its name inside this file", "cursor"),
        "label": Word("the answer in a few words", "A cursor"),
        "description": Word("the answer in a sentence", "Each page carries a link to the next one."),
    },
    "entry": {
        "guideline_id": Word("which guideline", "acme-api-guidelines"),
        "position": Word("the answers it gives, out of `topic_positions`", "cursor"),
        "note": Word("what it says, in your words", "Cursors everywhere."),
        "references": Word("where it says so"),
    },
    "reference": {
        "name": Word("the heading of the section", "Paging"),
        "url": Word("the address of the section", "https://example.org/acme/lists#paging"),
        "quote": Word("the very words", "Links to pages MUST be opaque."),
        "document": Word("which document, if the guideline consists of several", "Part 2"),
        "description": Word("what a reader finds there", "With an example in JSON."),
        "level": Word("how strongly it is put: `must`, `should`, `may`, `should-not` or `must-not`", "must"),
        "rule": Word("the guideline's own id of the rule", "151"),
        "archivedUrl": Word("a lasting copy", "https://web.archive.org/web/2024/https://example.org/acme"),
    },
    "guideline": {
        "guideline_id": Word("the name of the guideline in addresses and in topics", "acme-api-guidelines"),
        "guideline_title": Word("as it calls itself", "Acme API Guidelines"),
        "guideline_url": Word("where people read it", "https://example.org/acme"),
        "guideline_type": Word("website, github, gitbook, pdf: in your own words", "github"),
        "guideline_githubUrl": Word("its source", "https://github.com/example/acme"),
        "guideline_company": Word("the organisation", "Acme"),
        "guideline_companyUrl": Word("the organisation's site", "https://example.org"),
        "guideline_companyLogoUrl": Word(
            "its logo; pages show it if it is a file of `media`, and a drawn mark if it is not",
            "/media/acme.svg",
        ),
        "guideline_screenshotUrl": Word(
            "a picture of it; pages show it if it is a file of `media`", "/media/acme-front-page.png"
        ),
        "guideline_date": Word("when it was published, or last changed", "2024-05-14"),
        "guideline_reviewDate": Word("when somebody last read it for this site", "2024-11-20"),
        "guideline_language": Word("the language it is written in, as in `en`", "en"),
        "guideline_authors": Word("who wrote it", ["Ada Author"]),
        "guideline_status": Word(
            "what has become of it: `current`, `frozen`, `archived`, `moved` or `superseded`", "superseded"
        ),
        "guideline_replacedBy": Word("the guidelines that took its place", ["globex-api-guidelines"]),
        "guideline_licence": Word("under what licence it is published", "CC BY 4.0"),
        "guideline_description": Word("a sentence, for lists and search engines", "Short rules for a shop."),
    },
    "name": {
        "name": Word("the name", "Ada Author"),
        "url": Word("where to find the text, or the person", "https://example.org/ada"),
        "twitter": Word("a person's handle, without the `@`", "ada"),
    },
    "category": {
        "category_name": Word("the name, as topics give it", "Collections"),
        "category_description": Word(
            "a sentence or two for its page", "How lists are asked for, cut and sorted."
        ),
    },
    "page": {
        "title": Word("the title, and what the navigation calls it", "About"),
        "description": Word("a sentence, for search engines", "What this site is, and who writes it."),
        "menu": Word("the menu of every page that leads to it: `main` or `foot`", "foot"),
    },
    "post": {
        "title": Word("the headline", "The first topics"),
        "date": Word("the day of the news", "2024-11-20"),
        "description": Word("a sentence, for lists", "Three questions, two guidelines."),
        "authors": Word("who wrote it", ["Ada Author"]),
    },
}
"""By the kind of mapping that the key stands in."""
