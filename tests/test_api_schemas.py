"""Every document is as its schema says, and what the schemas say is written down: a contract."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from conftest import ROOT, SiteOf
from crosswalk import authored
from crosswalk.authored_words import WORDS
from crosswalk.represent.kinds import DECLARATIONS, KINDS
from crosswalk.schemas import document_schema
from crosswalk.settings import TAKEN_SECTIONS
from crosswalk.urls import Urls
from site_reading import document
from test_api import BARE

pytestmark = pytest.mark.usefixtures("untraced")

Schema = dict[str, Any]

SITES = ("own", "published", "small", "bare", "empty", "elsewhere")


@pytest.fixture(params=SITES)
def any_site(request: pytest.FixtureRequest, site_of: SiteOf) -> Path:
    """One of the sites that are looked at."""
    makers: dict[str, Callable[[], Path]] = {
        "own": lambda: request.getfixturevalue("own_site"),
        "published": lambda: request.getfixturevalue("published_site"),
        "small": lambda: site_of(ROOT / "tests/cases/small/content"),
        "bare": lambda: site_of(BARE),
        "empty": lambda: site_of({"topics/a.md": "---\ntopic_id: a\ntopic_name: A\n---\n"}),
        "elsewhere": lambda: site_of(BARE, "--base-url", "https://example.org/kb"),
    }
    return makers[request.param]()


def schemas(site: Path) -> dict[str, Schema]:
    """Return the schemas of *site* by name."""
    return {
        path.name.removesuffix(".schema.json"): document(site, f"schemas/{path.name}")
        for path in sorted((site / "schemas").iterdir())
    }


def schema_of(site: Path, path: str, content: Schema) -> Schema:
    """Return the schema that the file *path* names, or that of its kind where it cannot name one."""
    if "_links" in content:
        href = str(content["_links"]["describedby"]["href"])
        return document(site, href[href.index("schemas/") :])
    return document(
        site, f"schemas/{'topic-linkset' if path.endswith('/linkset.json') else 'api-catalog'}.schema.json"
    )


def test_every_document_is_as_its_schema_says(any_site: Path) -> None:
    validators: dict[str, jsonschema.Draft202012Validator] = {}
    files = [
        path
        for path in any_site.rglob("*.json")
        if path.name != "openapi.json" and path.parent.name != "schemas"
    ]
    for file in (*files, any_site / ".well-known/api-catalog"):
        path = str(file.relative_to(any_site))
        content = document(any_site, path)
        schema = schema_of(any_site, path, content)
        validator = validators.setdefault(schema["$id"], jsonschema.Draft202012Validator(schema))
        errors = [f"{path} {error.json_path}: {error.message}" for error in validator.iter_errors(content)]
        assert errors == []


def test_every_schema_is_one_and_its_examples_fit(any_site: Path) -> None:
    for name, schema in schemas(any_site).items():
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        assert all(validator.is_valid(example) for example in schema.get("examples", ())), name
        for part in (schema, *schema.get("$defs", {}).values()):
            for key, value in part.get("properties", {}).items():
                examples = jsonschema.Draft202012Validator({**value, "$defs": schema.get("$defs", {})})
                assert all(examples.is_valid(example) for example in value.get("examples", ())), (name, key)


def test_every_field_has_a_meaning() -> None:
    for declaration in DECLARATIONS:
        schema = document_schema(declaration, Urls(), None)
        for part in (schema, *schema["$defs"].values()):
            assert part["description"].endswith("."), part["title"]
            for name, value in part["properties"].items():
                assert name.startswith("_") or value.get("description"), (part["title"], name)


# The contract

CONTRACT = ROOT / "tests/api-contract.json"
RENEW = os.environ.get("RENEW_API_CONTRACT") == "1"


def described(schema: Schema) -> Iterator[tuple[str, str]]:
    """Yield each field of *schema*, and in one line what its values are."""
    for part in (schema, *schema["$defs"].values()):
        for name, value in part["properties"].items():
            always = ", always" if name in part["required"] else ""
            yield f"{part['title']}.{name}", f"{kind(value)}{always}"


def kind(value: Schema) -> str:
    """Return what the values of a schema are."""
    if "$ref" in value:
        return str(value["$ref"].rpartition("/")[2])
    if "anyOf" in value:
        return " or ".join(map(kind, value["anyOf"]))
    if value["type"] == "array":
        return f"list of {kind(value['items'])}"
    return str(value.get("format") or value.get("enum") or value["type"])


def promised() -> dict[str, dict[str, str]]:
    """Return what the API promises: what stands at each address, and the fields of each object."""
    urls = Urls()
    schemas = [document_schema(declaration, urls, None) for declaration in DECLARATIONS]
    return {
        "addresses": {kind.place(urls, "{id}"): kind.declaration.__name__ for kind in reversed(KINDS)},
        "fields": dict(sorted(field for schema in schemas for field in described(schema))),
    }


def test_nothing_that_was_promised_is_taken_back() -> None:
    """A field may be added: RENEW_API_CONTRACT=1 writes it down. None vanishes or changes, switch or not."""
    now = promised()
    written: dict[str, dict[str, str]] = json.loads(CONTRACT.read_bytes()) if CONTRACT.is_file() else {}
    broken = [
        f"{kind}: {name} was {promise}, and is {now.get(kind, {}).get(name, 'gone')}"
        for kind, promises in written.items()
        for name, promise in promises.items()
        if now.get(kind, {}).get(name) != promise
    ]
    assert broken == []
    if RENEW:
        CONTRACT.write_text(f"{json.dumps(now, indent=1)}\n", encoding="utf-8")
        written = now
    assert written == now, "something was added: renew the contract with RENEW_API_CONTRACT=1"


def test_no_section_can_take_the_name_of_another_link_or_folder() -> None:
    schema = document_schema(DECLARATIONS[0], Urls(section="section-of-its-own"), None)
    links = {name for part in schema["$defs"].values() for name in part["properties"]}
    bare = {name for name in links if name.isalpha() and name.islower()} - {
        "href",
        "templated",
        "name",
        "type",
        "title",
    }
    assert bare - TAKEN_SECTIONS == set()


# What authors write


def front_matters(name: str) -> Iterator[tuple[str, object]]:
    """Yield what the content files of the repository say that the schema *name* is for."""
    for content in (ROOT / "content", ROOT / "tests/cases/small/content"):
        if name == "categories" and (content / "categories.yaml").is_file():
            yield "categories.yaml", read((content / "categories.yaml").read_text(encoding="utf-8"))
        for path in sorted((content / {"guideline": "guidelines"}.get(name, f"{name}s")).glob("*.md")):
            yield str(path), read(path.read_text(encoding="utf-8").split("\n---")[0].removeprefix("---"))


def read(text: str) -> object:
    """Return *text* as an editor reads it: dates are text."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


@pytest.mark.parametrize("name", ["topic", "guideline", "categories", "page"])
def test_what_stands_in_this_repository_fits_its_schema(own_site: Path, name: str) -> None:
    validator = jsonschema.Draft202012Validator(schemas(own_site)[f"authored-{name}"])
    found = list(front_matters(name))
    assert found
    for path, content in found:
        assert [error.message for error in validator.iter_errors(content)] == [], path


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("topic_id", "No id"),
        ("topic_id", "index"),
        ("topic_name", " "),
        ("topic_updated", "yesterday"),
        ("permalink", "elsewhere"),
        ("topic_specs", [{"name": "no address"}]),
        ("guidelines", [{"guideline_id": "a", "references": [{"name": "a", "url": "ftp://a"}]}]),
        (
            "guidelines",
            [{"guideline_id": "a", "references": [{"name": "a", "url": "https://a", "level": "never"}]}],
        ),
    ],
)
def test_an_editor_sees_a_mistake(own_site: Path, key: str, value: object) -> None:
    validator = jsonschema.Draft202012Validator(schemas(own_site)["authored-topic"])
    sound = {"topic_id": "a", "topic_name": "A"}
    assert validator.is_valid(sound)
    assert not validator.is_valid({**sound, key: value})


def test_each_key_that_is_asked_for_has_its_words_and_no_other() -> None:
    asked: dict[str, set[str]] = {}
    for recorder in recorders():
        asked.setdefault(recorder.table, set()).update(recorder.asked)
    asked["entry"] -= asked["guideline"] - {"guideline_id"}
    assert {table: set(words) for table, words in WORDS.items()} == asked


def recorders() -> Iterator[authored.Recorder]:
    """Yield every recorder of every kind of content file."""
    waiting = [recorder for _, _, recorder, _ in authored.recorded()]
    while waiting:
        recorder = waiting.pop()
        yield recorder
        waiting.extend(recorder.parts.values())
