"""`crosswalk serve`: pages as on GitHub Pages, asked for by this machine alone, and news of every edit."""

import http.client
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from conftest import ROOT, Lend, write_content
from contract import entry, run, topic
from crosswalk.live import EVENTS
from crosswalk.preview import Preview
from crosswalk.serving import PreviewServer
from crosswalk.settings import Settings, load_settings

SCRIPT = re.compile(rb'<script type="module" id="_serve" [^>]*></script>\n')
CLIMBING = (
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/design/..%2f..%2fsecret.txt",
    "/design/%252e%252e/secret.txt",
    "/..%5csecret.txt",
    "/\\..\\secret.txt",
    "//secret.txt",
    "/content/topics/a.md",
    "/%00",
    "/a%00.html",
    "/.crosswalk/../secret.txt",
    "/.crosswalk/serve.js/../../secret.txt",
    "/.crosswalk-site",
    "/.git/config",
    "/%2ecrosswalk/serve.js",
    "file:///etc/hostname",
    "http://127.0.0.1/",
    "*",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return two_topics(tmp_path)


def two_topics(folder: Path) -> Path:
    """Return a content folder in *folder*, beside a file that is nobody's business."""
    (folder / "secret.txt").write_text("secret")
    files: dict[str, str | bytes] = {
        f"topics/{id_}.md": topic(*entry(), id=id_, name=id_.upper()) for id_ in ("a", "b")
    }
    return write_content(files, folder / "content")


@pytest.fixture
def server(content: Path) -> Iterator[PreviewServer]:
    """Serves the content from this process; an edit is seen when the preview is told to look."""
    with serving(content) as server:
        yield server


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    """Serves content that nobody changes."""
    with serving(two_topics(tmp_path_factory.mktemp("steady"))) as server:
        yield server


@contextmanager
def serving(content: Path, port: int = 0) -> Iterator[PreviewServer]:
    preview = Preview(content, lambda: load_settings(content))
    with PreviewServer(preview, "content", port=port) as server:
        preview.renew()
        server.start()
        yield server


def renew(server: PreviewServer) -> None:
    server.preview.renew()
    server.tell()


@contextmanager
def asked(
    server: PreviewServer, path: str, *, method: str = "GET", **headers: str
) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        yield connection.getresponse()
    finally:
        connection.close()


def get(server: PreviewServer, path: str, **headers: str) -> tuple[int, bytes]:
    with asked(server, path, **headers) as answer:
        return answer.status, answer.read()


def news(answer: http.client.HTTPResponse) -> dict[str, Any]:
    """Return the next message of a stream of events."""
    while not (line := answer.readline()).startswith(b"data: "):
        assert line, "the stream has ended"
    message: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return message


# Pages


def test_pages_come_with_the_script_and_are_else_what_a_build_writes(server: PreviewServer) -> None:
    files = server.preview.state.edition.files
    for path, file in (("/", "index.html"), ("/design/topics/a", "design/topics/a.html")):
        status, page = get(server, path)
        found = files.first(file)
        assert found
        assert (status, SCRIPT.sub(b"", page)) == (200, found.content)
        assert SCRIPT.search(page.partition(b"</head>")[0])
    document = files.first("index.json")
    assert document
    assert get(server, "/index.json") == (200, document.content)


def test_what_is_missing_gets_the_page_of_the_site_with_the_script(server: PreviewServer) -> None:
    status, page = get(server, "/none")
    assert status == 404
    assert SCRIPT.search(page)


def test_below_a_path_the_root_leads_there_and_all_else_is_nowhere(content: Path) -> None:
    (content.parent / "crosswalk.toml").write_text("base_url = 'https://example.org/kb'")
    with serving(content) as server:
        assert server.url == f"http://127.0.0.1:{server.port}/kb/"
        with asked(server, "/") as answer:
            assert (answer.status, answer.getheader("Location")) == (302, "/kb/")
        with asked(server, "/kb/design/topics?q=1") as answer:
            assert (answer.status, answer.getheader("Location")) == (301, "/kb/design/topics/?q=1")
        assert get(server, "/kb/design/topics/a")[0] == 200
        assert get(server, "/design/topics/a")[0] == 404


def test_a_browser_that_has_a_file_is_told_so_until_it_is_another(
    content: Path, server: PreviewServer
) -> None:
    with asked(server, "/design/topics.json") as answer:
        tag = answer.getheader("ETag") or ""
        assert answer.getheader("Cache-Control") == "no-cache"
    with asked(server, "/assets/site.css?v=1234567890") as answer:
        assert answer.getheader("Cache-Control") == "max-age=31536000, immutable"
    assert get(server, "/design/topics.json", If_None_Match=tag) == (304, b"")
    (content / "topics/c.md").write_text(topic(id="c"))
    renew(server)
    assert get(server, "/design/topics.json", If_None_Match=tag)[0] == 200


def test_head_sends_no_content_and_other_methods_do_nothing(server: PreviewServer) -> None:
    with asked(server, "/", method="HEAD") as answer:
        assert int(answer.getheader("Content-Length") or 0) > 1_000
        assert answer.read() == b""
    with asked(server, EVENTS, method="HEAD") as answer:
        assert answer.status == 404
    with asked(server, "/", method="POST", Content_Length="0") as answer:
        assert answer.status == 501


def test_a_page_that_cannot_be_made_leaves_the_others(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from crosswalk.theme import Theme

    with monkeypatch.context() as patched:
        patched.setattr(Theme, "render", lambda *_, **__: int("<b>"))
        status, page = get(server, "/design/topics/a")
    assert status == 500
    assert b"<b>" not in page
    assert SCRIPT.search(page)
    assert "cannot make /design/topics/a" in capsys.readouterr().err
    assert get(server, "/design/topics/b")[0] == 200


# Strangers


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "localhost:1"])
def test_a_name_of_this_machine_is_answered(steady: PreviewServer, name: str) -> None:
    assert get(steady, "/", Host=name)[0] == 200


@pytest.mark.parametrize(
    "name",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[::2]", "0", "a b",
     "localhost@evil.example", "localhost:x"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", EVENTS, "/.crosswalk/serve.js", "/index.json"])
def test_a_name_that_is_not_ours_is_refused(steady: PreviewServer, name: str, path: str) -> None:
    status, text = get(steady, path, Host=name)
    assert status == 403
    assert b"--host" in text
    assert name.encode() not in text


def test_no_name_or_two_are_refused(steady: PreviewServer) -> None:
    for headers in ("", "Host: localhost\r\nHost: evil.example\r\n"):
        assert raw(steady, f"GET / HTTP/1.1\r\n{headers}\r\n").startswith("HTTP/1.1 400 ")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost@evil.example"])
def test_news_are_not_for_pages_of_other_hosts(steady: PreviewServer, origin: str) -> None:
    assert get(steady, EVENTS, Origin=origin)[0] == 403


@pytest.mark.parametrize("target", CLIMBING)
def test_no_path_leads_out_of_the_site(steady: PreviewServer, target: str) -> None:
    answer = raw(steady, f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert re.match("HTTP/1.1 40[04] ", answer)
    assert "secret\n" not in answer
    assert not answer.endswith("secret")
    assert "Location" not in answer


def raw(server: PreviewServer, request: str) -> str:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(request.encode())
        return b"".join(iter(lambda: connection.recv(65_536), b"")).decode()


def test_another_host_that_was_asked_for_is_answered_by_its_name_and_all_by_any_address(
    content: Path,
) -> None:
    preview = Preview(content, Settings)
    with PreviewServer(preview, "content", "127.0.0.2", 0) as server:
        assert server.knows("127.0.0.2:80")
        assert not server.knows("127.0.0.3")
    with PreviewServer(preview, "content", "0.0.0.0", 0) as server:  # noqa: S104 - what is tested
        assert server.url.startswith("http://127.0.0.1:")
        assert server.knows("192.168.0.7:8000")
        assert server.knows(socket.gethostname())
        assert not server.knows("evil.example")


def test_it_listens_to_this_machine_alone(server: PreviewServer) -> None:
    assert server._server.server_address[0] == "127.0.0.1"  # noqa: SLF001 - what is tested


def test_a_port_that_is_taken_is_told_with_what_to_do(content: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--content", content, "--port", str(port))
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == f"crosswalk: port {port} of 127.0.0.1 is taken; name another with --port, or none\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--port", "99999"], "a number from 0 to 65535"),
        (["--host", "203.0.113.1"], "cannot listen at port"),
        (["--base-url", "x"], "the base URL must be"),
    ],
)
def test_misuse_is_told_in_a_line(content: Path, options: list[str], told: str) -> None:
    done = run("serve", "--content", content, *options)
    assert done.code == 2
    assert done.stderr.count("\n") == 1
    assert told in done.stderr


def test_where_no_port_is_asked_for_the_next_free_one_is_taken(content: Path) -> None:
    preview = Preview(content, Settings)
    with PreviewServer(preview, "content") as one, PreviewServer(preview, "content") as other:
        assert one.port != other.port


# News


def test_every_listener_hears_of_each_edition_and_of_errors(content: Path, server: PreviewServer) -> None:
    with asked(server, EVENTS) as one, asked(server, EVENTS) as other:
        first = news(one)
        assert news(other) == first
        assert (first["title"], first["findings"]) == ("", [])
        page = get(server, "/")[1].decode()
        assert f'data-edition="{first["edition"]}"' in page

        (content / "topics/a.md").write_text(topic("x: !!python/name:os.system", id="a"))
        renew(server)
        told = news(one)
        assert news(other) == told
        assert (told["edition"], told["title"]) == (first["edition"], "1 error in the content")
        (finding,) = told["findings"]
        assert (finding["path"], finding["line"], finding["code"]) == ("content/topics/a.md", 4, "yaml-tag")
        assert finding["excerpt"]["above"] == "topic_name: Paging"

        (content / "topics/a.md").write_text(topic(id="a"))
        renew(server)
        told = news(one)
        assert news(other) == told
        assert told["edition"] != first["edition"]
        server.close()
        assert one.read() == other.read() == b"\n", "nothing more is said"


def test_very_many_errors_are_counted_and_not_all_sent(content: Path, server: PreviewServer) -> None:
    for number in range(120):
        (content / f"topics/wrong-{number}.md").write_text("---\n---\n")
    server.preview.renew()
    told = json.loads(server.message())
    assert len(told["findings"]) == 100
    assert told["more"] == server.preview.state.found.errors - 100 > 0


# A browser


@pytest.fixture
def page(lend: Lend) -> Iterator[Page]:
    with lend() as page:
        yield page


def test_a_page_outlives_its_server(content: Path, page: Page) -> None:
    """It asks again until there is one, and is then the newest."""
    title = page.get_by_role("heading", level=1).first
    with serving(content) as server:
        page.goto(f"{server.origin}/design/topics/a")
        expect(title).to_have_text("A")
    (content / "topics/a.md").write_text(topic(id="a", name="Meanwhile"))
    with serving(content, server.port):
        expect(title).to_have_text("Meanwhile")
        page.goto("about:blank")


def test_where_there_was_no_sound_content_yet_a_page_waits_for_it(content: Path, page: Page) -> None:
    good = (content / "topics/a.md").read_text()
    (content / "topics/a.md").write_text("no front matter")
    with serving(content) as server:
        assert get(server, "/")[0] == 503
        page.goto(f"{server.origin}/design/topics/a")
        expect(page.get_by_role("dialog", name="1 error in the content")).to_be_visible()
        (content.parent / "crosswalk.toml").write_text("titel = ''")
        renew(server)
        overlay = page.get_by_role("dialog", name="The site cannot be made")
        expect(overlay).to_contain_text("unknown setting 'titel'")
        (content.parent / "crosswalk.toml").unlink()
        (content / "topics/a.md").write_text(good)
        renew(server)
        # Named, so that it is the one heading meant: while the overlay stands there are two.
        expect(page.get_by_role("heading", name="A", level=1, exact=True)).to_be_visible()
        page.goto("about:blank")


class Command:
    """A `crosswalk serve` that runs, and what it has said so far."""

    def __init__(self, content: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crosswalk", "serve", "--port", "0", "--content", content.name],
            cwd=content.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Who runs the tests in the background has that signal ignored, and children inherit it.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - it takes no lock
        )
        self.said = ""
        self.url = self.wait_for(r"serving content at (http://127\.0\.0\.1:\d+)/ \(Ctrl-C ends\)")[1]

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it says *pattern*, and forget what it said up to there."""
        stream = self._process.stdout
        assert stream
        while not (match := re.search(pattern, self.said)):
            ready, _, _ = select.select([stream], [], [], 20)
            data = os.read(stream.fileno(), 65_536) if ready else b""
            assert data, f"it has only said: {self.said}"
            self.said += data.decode()
        self.said = self.said[match.end() :]
        return match

    def interrupt(self) -> int:
        """End it as Ctrl-C does; return its exit code."""
        self._process.send_signal(signal.SIGINT)
        rest, _ = self._process.communicate(timeout=20)
        self.said += rest.decode()
        return self._process.returncode


@pytest.fixture
def command(content: Path) -> Iterator[Command]:
    command = Command(content)
    yield command
    if command._process.poll() is None:  # noqa: SLF001 - a test that failed
        command.interrupt()


def test_an_author_sees_each_edit_and_each_mistake(content: Path, command: Command, page: Page) -> None:
    file = content / "topics/a.md"
    title = page.get_by_role("heading", level=1).first
    page.goto(f"{command.url}/design/topics/a")
    expect(title).to_have_text("A")

    file.write_text(topic(*entry(), id="a", name="Edited"))
    expect(title).to_have_text("Edited")
    command.wait_for(r"content/topics/a\.md changed: 2 topics, 1 guideline; \d+ ms")

    wrong = "<img src=x onerror=alert(1)>"
    file.write_text(topic("topic_related: [b]", f"topic_aliases: ['{wrong}']", id="a"))
    overlay = page.get_by_role("dialog", name="1 error in the content")
    expect(overlay).to_be_visible()
    expect(overlay.get_by_role("listitem")).to_contain_text("content/topics/a.md:5:17")
    expect(overlay.locator("pre")).to_have_text(
        f"4 | topic_related: [b]\n5 | topic_aliases: ['{wrong}']\n  | topic_aliases: [^", use_inner_text=False
    )
    expect(overlay.locator("img")).to_have_count(0)
    expect(title).to_have_text("Edited")
    command.wait_for(r"content/topics/a\.md:5:17: error\[id-invalid\]: .*\n")
    command.wait_for(r"1 error; the last good pages stay; \d+ ms")
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()

    page.reload()
    expect(overlay).to_be_visible()
    file.write_text(topic(*entry(), id="a", name="Mended"))
    expect(title).to_have_text("Mended")
    expect(overlay).to_have_count(0)

    with page.expect_event("load"):
        (content / "topics/new.md").write_text(topic(id="new", name="New"))
    command.wait_for(r"content/topics/new\.md changed: 3 topics")
    page.goto(f"{command.url}/design/topics/new")
    expect(title).to_have_text("New")

    (content.parent / "crosswalk.toml").write_text("base_url = 'https://example.org/kb'")
    expect(page).to_have_url(f"{command.url}/kb/design/topics/new")
    expect(title).to_have_text("New")
    command.wait_for(rf"serving content at {command.url}/kb/\n")
    page.goto("about:blank")
    assert command.interrupt() == 0
    assert command.said == "\n"
    assert sorted(path.name for path in content.parent.iterdir()) == [
        "content",
        "crosswalk.toml",
        "secret.txt",
    ]
