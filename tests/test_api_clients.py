"""The JSON as programs meet it: real HAL clients and real OpenAPI tools read a served site (SPEC 4).

Three clients that were not written for crosswalk start at the entry and follow links, nothing but links,
until they have reached every document: ketting and traverson-hal (tests/clients, run by Node.js) and
restnavigator. An address is put together only where a template says how. Then the OpenAPI file: one tool
judges it, another asks the host for what it promises. All of it stays on the loopback interface.
"""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jsonschema
import pytest
import referencing
import requests
from restnavigator import halnav  # type: ignore[import-untyped]  # it is older than annotations

from conftest import ROOT, build_site
from pages_host import PagesHost
from site_reading import document

pytestmark = pytest.mark.usefixtures("untraced")

CLIENTS = Path(__file__).parent / "clients"

DOCUMENT_TYPES = frozenset([None, "application/json", "application/hal+json"])
"""The `type` of a link that leads to a document, and not to a page, a schema or a table."""

LIMIT = 10_000
"""The walk ends even where the site does not."""

PROMISES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
"""The checks of schemathesis that a host of files can be held to: it knows nothing of methods and headers."""

OFFLINE = {**os.environ, "NO_PROXY": "*", "no_proxy": "*"}
"""The environment of a tool: no proxy stands between it and the loopback interface."""


# The sites


@dataclass(frozen=True, slots=True)
class Stand:
    """Which site is served, and how."""

    content: str
    base_path: str
    absolute: bool
    """Whether the base URL is known, so that hrefs are absolute; else they are paths, and fit only `/`."""


STANDS = {
    "own content, at the root": Stand("own", "", absolute=True),
    "own content, below a path": Stand("own", "/kb", absolute=True),
    "hundred topics, base URL unknown": Stand("published", "", absolute=False),
    "own content, base URL unknown": Stand("own", "", absolute=False),
    "hundred topics, below a path": Stand("published", "/kb", absolute=True),
}

EACH_ONCE = [*STANDS][:3]
"""Stands that have either content, and each way to be addressed: for what takes seconds and depends on one
of them at a time."""


@pytest.fixture(scope="module", params=STANDS.values(), ids=[*STANDS])
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PagesHost]:
    """A site on its host; both are shared by the tests of this module."""
    stand: Stand = request.param
    if not stand.absolute:
        site: Path = request.getfixturevalue(f"{stand.content}_site")
        with PagesHost(site, stand.base_path) as serving:
            yield serving
        return
    # The host stands first: only then is its address known, which the documents are to name.
    with PagesHost(tmp_path_factory.mktemp("stand") / "site", stand.base_path) as serving:
        build_site(content_of(stand, request), serving.site, "--base-url", serving.url)
        yield serving


def content_of(stand: Stand, request: pytest.FixtureRequest) -> Path:
    """Return the content folder of *stand*."""
    if stand.content == "own":
        repository: Path = request.getfixturevalue("repository")
        return repository / "content"
    shared: Path = request.getfixturevalue("shared")
    return shared / "data/apistylebook/corrected"


def documents_of(host: PagesHost) -> dict[str, dict[str, Any]]:
    """Return every document of the site, by address."""
    paths = (path.relative_to(host.site).as_posix() for path in sorted(host.site.rglob("*.json")))
    read = {f"{host.url}/{path}": document(host.site, path) for path in paths}
    # Schemas, the OpenAPI file and linksets are JSON, but not HAL.
    return {url: content for url, content in read.items() if "_links" in content}


def state_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return what *content* tells, links and embedded documents aside."""
    return {name: value for name, value in content.items() if name not in ("_links", "_embedded")}


# The clients


@dataclass(slots=True)
class Crawl:
    """What a client found."""

    states: dict[str, object] = field(default_factory=dict)
    """What each document tells, links and embedded documents aside, by the address it was reached at."""
    expanded: dict[str, set[str]] = field(default_factory=dict)
    """The addresses that a template of the entry gave, for the ids of the collection it belongs to."""


def crawl_with_node(script: str, entry: str) -> Crawl:
    """Crawl from *entry* with a client of tests/clients."""
    node = shutil.which("node")
    if node is None or not (CLIENTS / "node_modules").is_dir():
        pytest.skip("there is no Node.js, or no clients for it; `make clients` installs them")
    done = subprocess.run(
        [node, CLIENTS / script, entry],
        env=OFFLINE,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[:2_000]
    crawl = Crawl()
    for line in map(json.loads, done.stdout.splitlines()):
        if "template" in line:
            crawl.expanded.setdefault(line["template"], set()).add(line["url"])
        else:
            crawl.states[line["url"]] = line["state"]
    return crawl


def crawl_with_restnavigator(entry: str) -> Crawl:
    """Crawl from *entry* with restnavigator."""
    site = urljoin(entry, ".")
    door = halnav.Navigator.hal(entry, session=loopback_session())
    reached = {door.uri: door}
    waiting = deque([door])
    while waiting:
        navigator = waiting.popleft()
        navigator()  # gets the document, unless another one embedded it
        for link in (link for links in navigator.links().values() for link in listed(links)):
            if leads_to_document(link, site) and link.uri not in reached:
                reached[link.uri] = link
                waiting.append(link)
        assert len(reached) <= LIMIT
    crawl = Crawl({uri: navigator.state for uri, navigator in reached.items()})
    for relation, collection in templates().items():
        if relation in door:
            names = [item.self.props["name"] for item in listed(door[collection].links()["item"])]
            crawl.expanded[relation] = {door[relation](id=name).uri for name in names}
    return crawl


def loopback_session() -> requests.Session:
    """Return a session that goes through no proxy and does not wait for ever."""
    session = requests.Session()
    session.trust_env = False
    in_time = functools.partial(session.request, timeout=10)
    session.request = in_time  # type: ignore[method-assign]  # restnavigator itself names no time
    return session


def listed(links: Any) -> list[Any]:  # noqa: ANN401 - restnavigator has no types
    """Return the *links* of a relation as a list: a document may have one or several."""
    return links if isinstance(links, list) else [links]


def leads_to_document(link: Any, site: str) -> bool:  # noqa: ANN401 - restnavigator has no types
    """Tell whether *link* leads to a document of *site*; a template, for one, leads nowhere yet."""
    if not isinstance(link, halnav.HALNavigator):
        return False
    return link.type in DOCUMENT_TYPES and str(link.uri).startswith(site)


def templates() -> dict[str, str]:
    """Return the relation of the collection that lists what a template leads to, by the template's."""
    loaded: dict[str, str] = json.loads((CLIENTS / "templates.json").read_bytes())
    return loaded


CRAWLERS: dict[str, Callable[[str], Crawl]] = {
    "ketting": functools.partial(crawl_with_node, "ketting.js"),
    "traverson-hal": functools.partial(crawl_with_node, "traverson-hal.js"),
    "restnavigator": crawl_with_restnavigator,
}


@pytest.mark.parametrize("crawl", CRAWLERS.values(), ids=[*CRAWLERS])
def test_a_client_reaches_every_document_by_links_alone(
    host: PagesHost, crawl: Callable[[str], Crawl]
) -> None:
    asked_before = len(host.seen)
    found = crawl(f"{host.url}/index.json")
    # Nothing links to where a topic was once: what stands there says only where it is now.
    expected = {
        url: state_of(content)
        for url, content in documents_of(host).items()
        if "canonical" not in content["_links"]
    }
    assert sorted(found.states) == sorted(expected)
    assert found.states == expected
    assert found.expanded == addresses_by_template(host)
    assert [asked for asked in host.seen[asked_before:] if asked.status != HTTPStatus.OK] == []


def addresses_by_template(host: PagesHost) -> dict[str, set[str]]:
    """Return the addresses that each template of the entry is to give: those of its collection's items."""
    door = links_at(f"{host.url}/index.json", host)
    return {
        relation: {
            urljoin(host.url, item["href"])
            for item in links_at(urljoin(host.url, door[collection]["href"]), host)["item"]
        }
        for relation, collection in templates().items()
        if relation in door
    }


def links_at(url: str, host: PagesHost) -> dict[str, Any]:
    """Return the links of the document at *url*."""
    links: dict[str, Any] = document(host.site, url.removeprefix(f"{host.url}/"))["_links"]
    return links


def test_a_client_is_shown_the_page_that_explains_a_relation_of_our_own(
    host: PagesHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    session = loopback_session()
    door = halnav.Navigator.hal(f"{host.url}/index.json", session=session)
    own = [relation for relation in door.links() if ":" in relation]
    assert own
    for relation in own:
        door.docsfor(relation)
        page = session.get(urljoin(door.uri, shown.pop()))
        assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8"), page.url


# The schemas


def test_every_document_is_what_the_schema_that_it_names_says(host: PagesHost) -> None:
    """A schema is got where the document says, and from nowhere else: it refers to nothing outside."""
    judges: dict[str, jsonschema.Draft202012Validator] = {}
    session = loopback_session()
    for url, content in documents_of(host).items():
        address = urljoin(url, content["_links"]["describedby"]["href"])
        if address not in judges:
            schema = session.get(address).json()
            assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
            jsonschema.Draft202012Validator.check_schema(schema)
            judges[address] = jsonschema.Draft202012Validator(
                schema,
                registry=referencing.Registry(),
                format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
            )
        judges[address].validate(content)
    assert judges


# The OpenAPI file


def test_the_openapi_file_is_sound(host: PagesHost) -> None:
    import openapi_spec_validator  # a third of a second, which only this test is to pay

    openapi_spec_validator.validate(openapi_of(host.site), base_uri=f"{host.url}/openapi.json")


@pytest.mark.parametrize("host", [STANDS[name] for name in EACH_ONCE], ids=EACH_ONCE, indirect=True)
def test_the_host_keeps_the_promises_of_the_openapi_file(host: PagesHost, tmp_path: Path) -> None:
    report = run_schemathesis(host, tmp_path)
    assert report["failures"] == report["errors"] == [], report["output"]
    assert report["warnings"]["unresolvable_reference"] == []
    # Asked for are the ids that the file has as examples, and ids that schemathesis makes up. For these a 404
    # is as promised, but proves little: so each operation must also have had an answer that is a document.
    rates = report["valid_rates"].items()
    answered = {operation for operation, phases in rates if any(rate["accepted"] for rate in phases.values())}
    assert answered == {f"GET {path}" for path in openapi_of(host.site)["paths"]}


def test_an_empty_document_breaks_each_promise_of_the_openapi_file(own_site: Path, tmp_path: Path) -> None:
    """No operation has a schema that anything would do for."""
    site = tmp_path / "site"
    shutil.copytree(own_site, site)
    for path in site.rglob("*.json"):
        if path.parent.name != "schemas" and path.name != "openapi.json":
            path.write_text("{}", encoding="utf-8")
    with PagesHost(site) as host:
        report = run_schemathesis(host, tmp_path)
    found = {operation for failure in report["failures"] for operation in failure["operations"]}
    assert found == {f"GET {path}" for path in openapi_of(site)["paths"] if path.endswith(".json")}


def openapi_of(site: Path) -> dict[str, Any]:
    """Return the OpenAPI file of *site*."""
    return document(site, "openapi.json")


def run_schemathesis(host: PagesHost, folder: Path) -> dict[str, Any]:
    """Let schemathesis ask *host* for what its OpenAPI file promises; return the report, made in *folder*."""
    report = folder / "report.json"
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name("schemathesis"), "run", f"{host.url}/openapi.json"),
            *("--mode", "positive", "--phases", "examples,coverage,fuzzing", "--max-examples", "10"),
            *("--checks", ",".join(PROMISES), "--continue-on-failure", "--request-timeout", "10"),
            *("--seed", "1", "--generation-database", "none", "--no-color"),
            *("--report", "json", "--report-json-path", report),
        ],
        env={**OFFLINE, "HYPOTHESIS_STORAGE_DIRECTORY": str(ROOT / ".hypothesis")},  # it holds costly tables
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    loaded: dict[str, Any] = json.loads(report.read_bytes())
    assert loaded["complete"]
    return {**loaded, "output": done.stdout}
