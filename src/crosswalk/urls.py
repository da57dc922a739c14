"""Every address of a site: where a page or document stands, which file holds it, how to link to it.

A *site path* such as `/design/topics/x` is the one name of a page or document. `Urls` turns it into an
href for HTML (with the base path), an href for JSON (absolute where the base URL is known), or the file
that a host like GitHub Pages serves it from (`/x` from `x.html`, `/x/` from `x/index.html`).
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

RESERVED = frozenset(
    ["index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
"""Names that no id may have: `index` is a page of its own, the others are devices on Windows."""

ID_LIMIT = 100
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

HOME = "/"
NOT_FOUND = "/404"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
NO_JEKYLL = "/.nojekyll"
ENTRY_JSON = "/index.json"


def is_id(text: str) -> bool:
    """Tell whether *text* is an id by CONTRACT, Fields: kebab-case, at most 100 characters, not reserved."""
    return len(text) <= ID_LIMIT and _ID.fullmatch(text) is not None and text not in RESERVED


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


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one site."""

    base_url: str = ""
    """`https://example.org/kb` without a final slash, or "" where it is not known."""
    section: str = "design"
    """The segment above topics and guidelines, in pages and API alike."""

    @property
    def base_path(self) -> str:
        """The path of the base URL: `/kb`, or ""."""
        return urlsplit(self.base_url).path

    def href(self, site_path: str) -> str:
        """Return the href of *site_path* for a page: path-absolute, so that the 404 page can use it."""
        return f"{self.base_path}{site_path}"

    def absolute(self, site_path: str) -> str:
        """Return the full URL of *site_path*, or its path where the base URL is not known (SPEC 4)."""
        return f"{self.base_url}{site_path}"

    def file(self, site_path: str) -> str:
        """Return the file that *site_path* is served from, relative to the site."""
        path = site_path.removeprefix("/")
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

    def asset(self, name: str) -> str:
        """A file of the theme."""
        return f"/assets/{name}"

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
