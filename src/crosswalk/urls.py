"""Every address of a site: where a page or document stands, which file holds it, how to link to it.

A *site path* such as `/design/topics/x` is the one name of a page or document. `Urls` turns it into an
href for HTML (with the base path), an href for JSON (absolute where the base URL is known), or the file
that a host like GitHub Pages serves it from (`/x` from `x.html`, `/x/` from `x/index.html`).
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

RESERVED = frozenset(
    ["index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
"""Names that no id may have: `index` is a page of its own, the others are devices on Windows."""

ID_LIMIT = 100
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

HOME = "/"
MATRIX = "/matrix"
COMPARE = "/compare"
BUILD = "/build"
"""Where readers put a guideline of their own together, if topics list answers."""
SEARCH = "/search"
BLOG = "/blog/"
FEED = "/feed.xml"
CHANGES_JSON = "/changes.json"
LLMS = "/llms.txt"
CARD = "/card.png"
"""The picture of the site as a whole, for sites that link to it."""
NOT_FOUND = "/404"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
LINKS_BADGE = "/links.json"
NO_JEKYLL = "/.nojekyll"
ENTRY_JSON = "/index.json"
OPENAPI = "/openapi.json"
API_CATALOG = "/api-catalog.json"
WELL_KNOWN_API_CATALOG = "/.well-known/api-catalog"
"""By RFC 9727, 2 at the root of a host; where a site stands below it, this is for whoever serves the root."""
API = "/api"


def is_id(text: str) -> bool:
    """Tell whether *text* is an id by CONTRACT, Fields: kebab-case, at most 100 characters, not reserved."""
    return len(text) <= ID_LIMIT and ID.fullmatch(text) is not None and text not in RESERVED


def slug(name: str) -> str:
    """Return an id made of *name*: for `HTTP Status` it is `http-status`; equal names give equal slugs."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return words if is_id(words) else distinct_slug(name)


def distinct_slug(name: str) -> str:
    """Return an id that no other name has, for a *name* whose words give no id or the same as another's."""
    words = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{words[:60].strip('-')}-{digest}".lstrip("-")


def local_path(url: str) -> str | None:
    """Return the site path that *url* leads to, decoded; None where it leads to another host."""
    return unquote(urlsplit(url).path) if url.startswith("/") else None


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one site."""

    base_url: str = ""
    """`https://example.org/kb` without a final slash, or "" where it is not known."""
    section: str = "design"
    """The segment above topics and guidelines, in pages and API alike."""

    base_path: str = field(init=False, compare=False)
    """The path of the base URL: `/kb`, or ""."""

    def __post_init__(self) -> None:
        """Take the path out of the base URL once: every href begins with it."""
        object.__setattr__(self, "base_path", urlsplit(self.base_url).path)

    def href(self, site_path: str) -> str:
        """Return the href of *site_path* for a page: path-absolute, so that the 404 page can use it."""
        return f"{self.base_path}{site_path}"

    def absolute(self, site_path: str) -> str:
        """Return the full URL of *site_path*, or its path where the base URL is not known (SPEC 4)."""
        return f"{self.base_url}{site_path}"

    def file(self, site_path: str) -> str:
        """Return the file that *site_path* is served from, relative to the site."""
        path = site_path.removeprefix("/")
        if site_path == WELL_KNOWN_API_CATALOG:  # its name is not ours to choose
            return path
        if path == "" or path.endswith("/"):
            return f"{path}index.html"
        return path if "." in path.rsplit("/", 1)[-1] else f"{path}.html"

    # Pages

    def topics(self) -> str:
        """The index of topics."""
        return f"/{self.section}/topics/"

    def default_topic(self, topic_id: str) -> str:
        """The place of a topic that names no permalink."""
        return f"/{self.section}/topics/{topic_id}"

    def topic(self, topic_id: str, permalink: str | None) -> str:
        """The place of a topic."""
        return permalink or self.default_topic(topic_id)

    def disagreements(self) -> str:
        """The questions on which guidelines disagree most."""
        return f"/{self.section}/disagreements"

    def settled(self) -> str:
        """The questions on which they agree."""
        return f"/{self.section}/settled"

    def guidelines(self) -> str:
        """The index of guidelines."""
        return f"/{self.section}/guidelines/"

    def guideline(self, guideline_id: str) -> str:
        """The page of a guideline."""
        return f"/{self.section}/guidelines/{guideline_id}"

    def guideline_topics(self, guideline_id: str) -> str:
        """An address that published data links to; it leads to the guideline's page."""
        return f"/{self.section}/guidelines/{guideline_id}/topics"

    def category(self, category_slug: str) -> str:
        """The page of a category."""
        return f"/{self.section}/categories/{category_slug}"

    def page(self, page_slug: str) -> str:
        """A page of the content's own, such as about."""
        return f"/{page_slug}"

    def post(self, post_slug: str) -> str:
        """The page of a post."""
        return f"{BLOG}{post_slug}"

    def document_kind(self, name: str) -> str:
        """Where the page of the API explains a kind of document."""
        return f"{API}#{name}"

    def relation(self, name: str) -> str:
        """The page that explains a relation of our own."""
        return f"/rels/{name}"

    def asset(self, name: str) -> str:
        """A file of the theme."""
        return f"/assets/{name}"

    def card(self, topic_id: str) -> str:
        """The picture of a topic, for sites that link to it; its place does not follow the permalink."""
        return f"/cards/{topic_id}.png"

    def search_file(self, name: str) -> str:
        """A file of the search's index: JSON inside, but no document of the API, whose names end so."""
        return f"{SEARCH}/{name}.txt"

    # Documents

    def section_json(self) -> str:
        """The section document."""
        return f"/{self.section}.json"

    def topics_json(self) -> str:
        """The collection of topics."""
        return f"/{self.section}/topics.json"

    def topic_json(self, topic_id: str) -> str:
        """A topic; its place does not follow the permalink."""
        return f"/{self.section}/topics/{topic_id}.json"

    def topic_markdown(self, topic_id: str) -> str:
        """The page of a topic as Markdown; its place does not follow the permalink."""
        return f"/{self.section}/topics/{topic_id}.md"

    def topic_guidelines_json(self, topic_id: str) -> str:
        """The guidelines that speak of a topic."""
        return f"/{self.section}/topics/{topic_id}/guidelines.json"

    def guidelines_json(self) -> str:
        """The collection of guidelines."""
        return f"/{self.section}/guidelines.json"

    def guideline_json(self, guideline_id: str) -> str:
        """A guideline."""
        return f"/{self.section}/guidelines/{guideline_id}.json"

    def guideline_topics_json(self, guideline_id: str) -> str:
        """The topics that a guideline speaks of."""
        return f"/{self.section}/guidelines/{guideline_id}/topics.json"

    def topic_linkset(self, topic_id: str) -> str:
        """The links of a topic, alone."""
        return f"/{self.section}/topics/{topic_id}/linkset.json"

    def categories_json(self) -> str:
        """The collection of categories."""
        return f"/{self.section}/categories.json"

    def category_json(self, category_slug: str) -> str:
        """A category."""
        return f"/{self.section}/categories/{category_slug}.json"

    def coverage_json(self) -> str:
        """The matrix."""
        return f"/{self.section}/coverage.json"

    def references_json(self) -> str:
        """Every section that is referred to."""
        return f"/{self.section}/references.json"

    def changes(self) -> str:
        """What changed, for readers."""
        return f"/{self.section}/changes"

    def dump_json(self) -> str:
        """Everything in one document."""
        return f"/{self.section}/dump.json"

    def dump_csv(self) -> str:
        """Every reference in one table."""
        return f"/{self.section}/dump.csv"

    def schema(self, name: str) -> str:
        """The JSON Schema of a kind of document, or of a kind of content file."""
        return f"/schemas/{name}.schema.json"


def yaml_twin(document: str) -> str:
    """Return the place of the YAML twin of a *document*."""
    return f"{document.removesuffix('.json')}.yaml"
