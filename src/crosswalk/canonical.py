"""The canonical order of keys, by the kind of mapping that they stand in.

It is the order of the tables of docs/authoring.md, which a test holds. It follows the published files
(SPEC 2), but that a topic begins with what it is, and what is seldom given stands behind what always is.
"""

from collections.abc import Mapping

_GUIDELINE = (
    "guideline_id",
    "guideline_title",
    "guideline_type",
    "guideline_url",
    "guideline_githubUrl",
    "guideline_company",
    "guideline_companyUrl",
    "guideline_companyLogoUrl",
    "guideline_screenshotUrl",
    "guideline_date",
    "guideline_reviewDate",
    "guideline_language",
    "guideline_authors",
    "guideline_status",
    "guideline_replacedBy",
    "guideline_licence",
    "guideline_description",
    "guideline__links",
)

ORDER: Mapping[str, tuple[str, ...]] = {
    "topic": (
        "topic_id",
        "topic_name",
        "topic_category",
        "topic_question",
        "topic_description",
        "topic_specs",
        "topic_related",
        "topic_aliases",
        "topic_authors",
        "topic_updated",
        "title",
        "sort",
        "permalink",
        "layout",
        "topic_positions",
        "guidelines",
    ),
    "position": ("id", "label", "description"),
    "entry": (*_GUIDELINE, "position", "note", "references"),
    "reference": ("name", "url", "quote", "document", "description", "level", "rule", "archivedUrl"),
    "guideline": _GUIDELINE,
    "name": ("name", "url", "twitter"),
    "category": ("category_name", "category_description"),
    "page": ("title", "description", "menu", "layout"),
    "post": ("title", "date", "description", "authors", "layout"),
}
"""By the kinds of `authored_words`; a key that is not listed stays behind the one that it follows."""

_PARTS: Mapping[tuple[str, str], str] = {
    ("topic", "topic_positions"): "position",
    ("topic", "guidelines"): "entry",
    ("entry", "references"): "reference",
    ("topic", "topic_specs"): "name",
    ("topic", "topic_authors"): "name",
    ("entry", "guideline_authors"): "name",
    ("guideline", "guideline_authors"): "name",
    ("post", "authors"): "name",
}


def kind_of_part(kind: str, key: str) -> str:
    """Return the kind of the mappings that stand at *key* of a mapping of *kind*; "" where none is known."""
    return _PARTS.get((kind, key), "")
