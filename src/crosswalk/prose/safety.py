"""The last word on what a body may bring into a page: a list of elements, attributes and schemes."""

import nh3
from pygments.token import STANDARD_TYPES

from crosswalk.prose.blocks import NOTES
from crosswalk.prose.code import LANGUAGES
from crosswalk.prose.footnotes import SECTION
from crosswalk.prose.headings import HEADINGS, ID_PREFIX

_TAGS = {
    *("a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol"),
    *("p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    *("dd", "dl", "dt", "figcaption", "figure", "section", "sup"),
}
_ATTRIBUTES = {
    "a": {"href", "title", "aria-label", "id"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "section": {"aria-label"},
    **{tag: {"id"} for tag in HEADINGS[1:]},
}
_VALUES = {
    "a": {"role": {"doc-noteref", "doc-backlink"}},
    "div": {"tabindex": {"0"}, "role": {"note"}},
    "pre": {"tabindex": {"0"}},
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
    "section": {name: {value} for name, value in SECTION.items() if name != "class"},
}
_ALIGNMENTS = {"align-left", "align-center", "align-right"}
_CLASSES = {
    "a": {"anchor", "backref", "noteref"},
    "code": {f"language-{name}" for name in LANGUAGES},
    "div": {"highlight", "table", "exchange", "tabs", "panel", "callout"}
    | {f"callout-{kind}" for kind in NOTES},
    "p": {"callout-name", "panel-name"},
    "section": {SECTION["class"]},
    "span": {name for name in STANDARD_TYPES.values() if name},
    "td": _ALIGNMENTS,
    "th": _ALIGNMENTS,
}


CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    id_prefix=ID_PREFIX,
)
