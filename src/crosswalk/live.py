"""What makes a page live: a script that hears of newer editions and of errors, and what it is told.

In: an answer, a `State`. Out: the answer with the script, which is a file of the same host, so that the
policy of a page allows it as it is; the news as JSON. Nothing of this is part of a site.
"""

import html
import json
from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus

from crosswalk import shipped
from crosswalk.diagnostics import shown_path
from crosswalk.hosting import HTML, SCRIPT, STYLES, TEXT, Answer
from crosswalk.preview import Edition, State

OWN = "/.crosswalk/"
"""What stands below is ours; a site has no such place."""
EVENTS = f"{OWN}events"
_SCRIPT, _STYLES = f"{OWN}serve.js", f"{OWN}serve.css"
_FILES = {_SCRIPT: SCRIPT, _STYLES: STYLES}


def own(target: str) -> Answer:
    """Answer a request for *target*, a file of ours."""
    path = target.partition("?")[0]
    if path not in _FILES:
        return Answer(HTTPStatus.NOT_FOUND, TEXT, b"There is nothing here.\n")
    file = shipped.templates() / "serve" / path.removeprefix(OWN)
    return Answer(HTTPStatus.OK, _FILES[path], file.read_bytes())


def dressed(answer: Answer, edition: Edition, run: str) -> Answer:
    """Return *answer*, with the script in it if it is a page of the *edition*; *run* is told from others."""
    if answer.media_type != HTML or not answer.content:
        return answer
    script = (
        f'<script type="module" id="_serve" src="{_SCRIPT}" data-edition="{_named(edition, run)}"'
        f' data-base="{html.escape(edition.base_path)}" data-events="{EVENTS}" data-styles="{_STYLES}">'
        "</script>\n"
    ).encode()
    head, end, rest = answer.content.partition(b"</head>")  # there is one: content is escaped
    return answer._replace(content=b"".join((head, script, end, rest)))


def _named(edition: Edition, run: str) -> str:
    return f"{run}-{edition.number}"


# News


def message(state: State, run: str, folder: str) -> bytes:
    """Return what each page is to know of *state*, as JSON; *folder* is what the content is called."""
    findings = list(_findings(state, folder))
    told = {
        "edition": _named(state.edition, run),
        "base": state.edition.base_path,
        "title": _title(state),
        "findings": findings,
        "more": max(0, state.found.errors - len(findings)),
    }
    return json.dumps(told).encode()


def _title(state: State) -> str:
    if state.refusal:
        return "The site cannot be made"
    errors = state.found.errors
    return f"{errors:,} error{'s' * (errors != 1)} in the content" if errors else ""


def _findings(state: State, folder: str) -> Iterator[dict[str, object]]:
    if state.refusal:
        yield {"path": "", "line": 1, "column": 1, "code": "", "message": state.refusal, "excerpt": None}
    for found, excerpt in state.shown:
        yield {
            "path": shown_path(folder, found.place.file),
            "line": found.place.line,
            "column": found.place.column,
            "code": found.code,
            "message": found.text,
            "excerpt": asdict(excerpt) if excerpt else None,
        }


# Pages that no site has


def broken(error: Exception) -> Answer:
    """Return the page for one that could not be made because of *error*."""
    text = f"This is a mistake in crosswalk itself or in a template of the theme: {error!r}"
    return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, HTML, _plain("This page cannot be made", text))


def _plain(title: str, text: str) -> bytes:
    title, text = html.escape(title), html.escape(text)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n</head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n'
        "</body>\n</html>\n"
    ).encode()


NO_PAGE = Answer(
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTML,
    _plain(
        "There is no page yet",
        "The content has errors. They are listed in the terminal, and on this page where scripts run.",
    ),
)
"""For every page, until there was sound content."""
