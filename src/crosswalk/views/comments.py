"""Comments on a topic: kept in the discussions of a repository on GitHub, shown by giscus if a reader asks.

In: a topic of a `Site`. Out: a `CommentsView`, or None where the settings name no place for comments. Nothing
is loaded before a reader presses the button; `assets/js/comments.js` then makes a frame of `widget`.
"""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from crosswalk.model import Topic
from crosswalk.views.parts import Link
from crosswalk.views.site import Site

ORIGIN = "https://giscus.app"
"""The one other host that a page may ask, and only where comments are set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsView:
    """Where readers discuss a topic."""

    host: str
    widget: str
    """The address of the frame, but for what only the browser knows: the page's own, and the theme."""
    discussions: Link


def comments_on(site: Site, topic: Topic) -> CommentsView | None:
    """Return where readers discuss *topic*: the discussion bears its id, which outlives its address."""
    comments = site.settings.comments
    if comments is None:
        return None
    asked = {
        "repo": comments.repo,
        "repoId": comments.repo_id,
        "category": comments.category,
        "categoryId": comments.category_id,
        "term": topic.id,
        "strict": "1",
        "reactionsEnabled": "1",
        "emitMetadata": "0",
        "inputPosition": "bottom",
        "description": topic.description or "",
    }
    return CommentsView(
        host=urlsplit(ORIGIN).netloc,
        widget=f"{ORIGIN}/widget?{urlencode(asked)}",
        discussions=Link(comments.repo, f"https://github.com/{comments.repo}/discussions"),
    )
