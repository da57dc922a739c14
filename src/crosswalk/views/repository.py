"""Links to the repository that a site is made from: to edit a page's source, to report, to suggest.

In: a `Site`, and what a link is about. Out: an href, or None where no repository is set. Issues come with a
title and the lines to fill in; nothing is sent before the reader sends it.
"""

from urllib.parse import quote

from crosswalk.model import Topic
from crosswalk.views.site import Site


def edit_href(site: Site, source: str | None) -> str | None:
    """Return where to change *source*, a file of the content."""
    if not source:
        return None
    settings = site.settings
    file = quote(source.encode("utf-8", "surrogateescape"))
    return _repository(site, f"/edit/{settings.branch}/{settings.content_path}/{file}")


def report_href(site: Site, path: str, source: str | None) -> str | None:
    """Return where to report a problem with the page at *path*, which is made from *source*."""
    file = (site.say("report.source", file=source.encode("utf-8", "replace").decode()),) if source else ()
    return _issue(
        site,
        f"{path}: ",
        site.say("report.page", address=site.urls.absolute(path)),
        *file,
        site.say("report.wrong"),
    )


def suggest_href(site: Site, topic: Topic, guideline_id: str = "") -> str | None:
    """Return where to suggest a reference for *topic*, perhaps to the guideline with *guideline_id*."""
    return _issue(
        site,
        f"{topic.id}: {site.say('suggest.title', guideline_id=guideline_id)}",
        site.say("suggest.topic", id=topic.id),
        site.say("suggest.guideline", id=guideline_id),
        site.say("suggest.address"),
        site.say("suggest.name"),
        site.say("suggest.words"),
    )


def _issue(site: Site, title: str, *lines: str) -> str | None:
    if not site.settings.repository:
        return None
    body = "".join(f"{line}\n" for line in lines)
    return _repository(site, f"/issues/new?title={quote(title, safe='')}&body={quote(body, safe='')}")


def _repository(site: Site, place: str) -> str | None:
    repository = site.settings.repository.rstrip("/")
    return f"{repository}{place}" if repository else None
