"""Look whether a published site is there: `python smoke.py https://example.org/kb`.

In: the address of a site. Out: a line for each thing that is looked at, and exit code 1 if one of them is not
as it should be. It needs nothing but Python, for it runs where crosswalk is not installed. A host takes a
while to show what it was given, so it is asked again for some time.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

PATIENCE = 120.0
"""Seconds after which a site that is not there will not come."""

PAUSE = 5.0
LARGEST = 64 * 1024 * 1024


class Amiss(Exception):  # noqa: N818 - a finding, and no fault of the program
    """What is not as it should be, in a line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host says."""

    status: int
    media_type: str
    content: bytes


def main(arguments: list[str] | None = None) -> int:
    """Look at the site that *arguments* name until all is well or patience is over; return the exit code."""
    parser = argparse.ArgumentParser(description="Look whether a published site is there.")
    parser.add_argument("url", metavar="URL", help="where the site stands")
    parser.add_argument(
        "--patience", type=float, default=PATIENCE, metavar="S", help="seconds to ask again for"
    )
    options = parser.parse_args(arguments)
    end = time.monotonic() + options.patience
    while True:
        try:
            for line in looked_at(options.url.rstrip("/")):
                print(line, flush=True)
        except Amiss as amiss:
            if time.monotonic() + PAUSE > end:
                print(f"amiss: {amiss}", file=sys.stderr)
                return 1
            print(f"not yet: {amiss}", flush=True)
            time.sleep(PAUSE)
        else:
            return 0


def looked_at(site: str) -> Iterator[str]:
    """Yield a line for each part of *site* that is as it should be; raise Amiss at the first that is not."""
    page(f"{site}/")
    yield f"home: {site}/"
    entry = document(f"{site}/index.json")
    yield f"entry: {site}/index.json"
    listed = href(entry, "topics", site)
    topics = document(listed).get("items")
    if not topics:
        raise Amiss(f"{listed} has no topic")
    data = href(topics[0], "self", site)
    topic = document(data)
    yield f"JSON of a topic: {data}"
    shown = href(topic, "alternate", site)
    page(shown)
    yield f"page of a topic: {shown}"
    catalog = f"{site}/.well-known/api-catalog"  # which has no extension, hence no type to expect
    if "linkset" not in parsed(asked(catalog, 200), catalog):
        raise Amiss(f"{catalog} is no catalog")
    yield f"catalog: {catalog}"
    missing = f"{site}/this-page-is-not-there"
    if b"<html" not in asked(missing, 404).content[:500]:
        raise Amiss(f"{missing} is answered with a page that is not ours")
    yield f"page for what is missing: {missing}"


def page(url: str) -> None:
    """Raise Amiss unless *url* is a page."""
    answer = asked(url, 200)
    if answer.media_type != "text/html" or b"<html" not in answer.content[:500]:
        raise Amiss(f"{url} is no page")


def document(url: str) -> Any:  # noqa: ANN401 - what JSON is made of
    """Return the document at *url*; raise Amiss unless it is JSON and says that this is its address."""
    answer = asked(url, 200)
    if answer.media_type != "application/json":
        raise Amiss(f"{url} is no JSON but {answer.media_type}")
    found = parsed(answer, url)
    told = href(found, "self", url)
    if told.partition("://")[2] != url.partition("://")[2]:  # http leads to https
        raise Amiss(f"{url} says that it stands at {told}; was the site built for another address?")
    return found


def parsed(answer: Answer, url: str) -> Any:  # noqa: ANN401 - what JSON is made of
    """Return what *answer* holds; raise Amiss where that is not JSON."""
    try:
        return json.loads(answer.content)
    except ValueError:
        raise Amiss(f"{url} is not JSON") from None


def href(resource: Any, relation: str, base: str) -> str:  # noqa: ANN401 - what JSON is made of
    """Return where *relation* of *resource* leads, seen from *base*."""
    try:
        target: str = resource["_links"][relation]["href"]
        return urljoin(base, target)
    except (LookupError, TypeError):
        raise Amiss(f"{base} leads to no {relation}") from None


def asked(url: str, status: int) -> Answer:
    """Return what is at *url*; raise Amiss unless it is answered with *status*."""
    if not url.startswith(("https://", "http://")):
        raise Amiss(f"{url} is no address of a site")
    request = Request(url, headers={"User-Agent": "crosswalk smoke test", "Cache-Control": "no-cache"})  # noqa: S310 - as above
    try:
        with urlopen(request, timeout=20) as response:  # noqa: S310 - as above
            answer = Answer(response.status, response.headers.get_content_type(), response.read(LARGEST))
    except HTTPError as error:
        answer = Answer(error.code, error.headers.get_content_type(), error.read(LARGEST))
    except (URLError, OSError) as error:
        raise Amiss(f"{url} cannot be reached: {getattr(error, 'reason', error)}") from None
    if answer.status != status:
        raise Amiss(f"{url} is answered with {answer.status} instead of {status}")
    return answer


if __name__ == "__main__":
    sys.exit(main())
