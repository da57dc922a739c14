"""The host behaves as SPEC, section 3, says GitHub Pages does."""

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from pages_host import PagesHost

FILES = {
    "index.html": "home",
    "404.html": "nothing here",
    "x.html": "x",
    "both.html": "both, the page",
    "both/index.html": "both, the folder",
    "dir/index.html": "dir",
    "data.json": "{}",
    "feed.xml": "<feed/>",
    ".well-known/api-catalog": "catalogue",
    "a b/ö.html": "blank and umlaut",
}


@pytest.fixture(params=["", "/kb"], ids=["at the root", "below a path"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PagesHost]:
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with PagesHost(tmp_path / "site", request.param) as serving:
        yield serving


def get(host: PagesHost, path: str, method: str = "GET") -> tuple[int, str | None, str | None, str]:
    connection = http.client.HTTPConnection(host.origin.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, f"{host.base_path}{path}")
        answer = connection.getresponse()
        text = answer.read().decode()
        return answer.status, answer.getheader("Content-Type"), answer.getheader("Location"), text
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "home"),
        ("/index.html", "home"),
        ("/x", "x"),
        ("/x?query=1", "x"),
        ("/x.html", "x"),
        ("/both", "both, the page"),
        ("/both/", "both, the folder"),
        ("/dir/", "dir"),
        ("/a%20b/%C3%B6", "blank and umlaut"),
        ("/.well-known/api-catalog", "catalogue"),
    ],
)
def test_a_page_is_found(host: PagesHost, path: str, text: str) -> None:
    assert (get(host, path)[0], get(host, path)[3]) == (200, text)


@pytest.mark.parametrize(
    "path", ["/x/", "/none", "/dir/none", "/../secret.txt", "/%2e%2e/secret.txt", "/dir//index.html", "/%00"]
)
def test_what_is_missing_gets_the_404_page(host: PagesHost, path: str) -> None:
    status, media_type, _, text = get(host, path)
    assert (status, media_type, text) == (404, "text/html; charset=utf-8", "nothing here")


def test_a_folder_without_its_slash_leads_to_the_slash(host: PagesHost) -> None:
    assert get(host, "/dir?q=1")[::2] == (301, f"{host.url}/dir/?q=1")


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/x", "text/html; charset=utf-8"),
        ("/data.json", "application/json; charset=utf-8"),
        ("/feed.xml", "application/xml"),
        ("/.well-known/api-catalog", "application/octet-stream"),
    ],
)
def test_the_media_type_follows_from_the_extension(host: PagesHost, path: str, media_type: str) -> None:
    assert get(host, path)[1] == media_type


def test_nothing_is_served_beside_the_base_path(tmp_path: Path) -> None:
    with PagesHost(tmp_path, "/kb") as host:
        assert host.answer("/kbx").status == host.answer("/").status == 404
        assert host.answer("/kb").location == "/kb/"


def test_head_sends_no_content(host: PagesHost) -> None:
    assert get(host, "/x", "HEAD")[::3] == (200, "")


def test_what_was_asked_is_remembered(host: PagesHost) -> None:
    get(host, "/x")
    get(host, "/none")
    assert host.seen[-2:] == [(f"{host.base_path}/x", 200), (f"{host.base_path}/none", 404)]
    assert host.missed == [f"{host.base_path}/none"]


def test_text_comes_compressed_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("x" * 5_000, encoding="utf-8")
    with PagesHost(tmp_path, compressed=True) as host, urlopen(f"{host.origin}/x") as answer:  # noqa: S310 - our own host
        sent = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert int(answer.headers["Content-Length"]) == len(sent) < 100
        assert gzip.decompress(sent) == b"x" * 5_000
