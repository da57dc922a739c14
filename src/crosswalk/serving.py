"""A preview over HTTP: the pages as GitHub Pages would answer, and news of them as they change.

In: a `Preview`, a host and a port. Out: answers. The script that listens to the news is put into pages as
they are sent, as a file of this host, so their policy allows it as it is. No file is opened for a request: a
path is looked up among those that the site has. Asked by a name that is not ours, we do not answer: it would
be a page of somebody else that had its name lead here.
"""

import errno
import hashlib
import html
import ipaddress
import json
import re
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import ClassVar, Self
from urllib.parse import urlsplit

from crosswalk import hosting, theme
from crosswalk.diagnostics import CrosswalkError, printable, shown_path
from crosswalk.hosting import HTML, SCRIPT, STYLES, TEXT, Answer
from crosswalk.preview import Preview, State

OWN = "/.crosswalk/"
"""What stands below is ours; a site has no such place."""
EVENTS, SCRIPT_PLACE, STYLES_PLACE = f"{OWN}events", f"{OWN}serve.js", f"{OWN}serve.css"

PULSE = 15.0
"""Seconds after which a listener is told that nothing is new, so that those who left are found."""
PATIENCE = 60.0
"""Seconds that a connection may be silent."""
FIRST_PORT, PORTS = 8000, 100
"""So many are tried where none is asked for."""

_HOST = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?", re.ASCII)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # those who listen would keep it from closing

    def __init__(self, host: str, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), handler)

    def server_bind(self) -> None:
        """Bind, without asking the network what this machine is called."""
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell what went wrong, unless it is that a reader left."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # whatever it is


class PreviewServer:
    """Serves a preview from threads, from `start` until it is closed."""

    def __init__(
        self, preview: Preview, folder: str, host: str = "127.0.0.1", port: int | None = None
    ) -> None:
        """Take the address; raise CrosswalkError if it is taken. *folder* is what the content is called."""
        self.preview = preview
        self.folder = folder
        self.host = host
        self.run = secrets.token_hex(4)
        """Tells the editions of this server from those of one before it."""
        self._news = threading.Condition()
        self._count = 0
        self._closed = False
        self._server = _bound(host, port, type("Handler", (_Handler,), {"server_of": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def origin(self) -> str:
        """The address of the host, for a browser on this machine."""
        name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - asked about
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}"

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"{self.origin}{self.preview.state.edition.base_path}/"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def tell(self) -> None:
        """Have every page know what there is to see now."""
        with self._news:
            self._count += 1
            self._news.notify_all()

    def close(self) -> None:
        """Answer no more."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def knows(self, host: str) -> bool:
        """Tell whether *host*, as a request names it, is a name of ours."""
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        name = match[1].strip("[]").lower()
        if name in ("localhost", "127.0.0.1", "::1", self.host.lower()):
            return True
        if self.host not in ("0.0.0.0", "::"):  # noqa: S104 - asked about
            return False
        return _is_address(name) or name == socket.gethostname().lower()

    def news(self) -> Iterator[bytes]:
        """Yield what each page is to know, now and whenever it changes; nothing but a pulse in between."""
        told = -1
        while True:
            with self._news:
                self._news.wait_for(lambda: self._closed or self._count != told, PULSE)  # noqa: B023 - called here
                if self._closed:
                    return
                is_new, told = self._count != told, self._count
            yield b"data: %s\n\n" % self.message() if is_new else b": still here\n\n"

    def edition(self) -> str:
        """Return the name of what is shown."""
        return f"{self.run}-{self.preview.state.edition.number}"

    def message(self) -> bytes:
        """Return what each page is to know, as JSON."""
        state = self.preview.state
        findings = list(_findings(state, self.folder))
        told = {
            "edition": f"{self.run}-{state.edition.number}",
            "base": state.edition.base_path,
            "title": _title(state),
            "findings": findings,
            "more": max(0, state.found.errors - len(findings)),
        }
        return json.dumps(told).encode()

    # Answers

    def answer(self, target: str) -> Answer:
        """Answer a request for *target*, with our script in each page."""
        if target.startswith(OWN):
            return _own(target)
        edition = self.preview.state.edition
        if target == "/" and edition.base_path:
            return Answer(HTTPStatus.FOUND, HTML, location=f"{edition.base_path}/")
        if edition.number == 0:
            answer = Answer(HTTPStatus.SERVICE_UNAVAILABLE, HTML, _plain("There is no page yet", _NO_PAGE))
        else:
            try:
                answer = hosting.answer(target, edition.base_path, edition.files)
            except Exception as error:  # noqa: BLE001 - whatever a page stumbles over, the others are served
                sys.stderr.write(f"crosswalk: cannot make {printable(target)}: {printable(repr(error))}\n")
                text = f"{_BROKEN} {error!r}"
                answer = Answer(
                    HTTPStatus.INTERNAL_SERVER_ERROR, HTML, _plain("This page cannot be made", text)
                )
        if answer.media_type != HTML or not answer.content:
            return answer
        return answer._replace(content=self._dressed(answer.content, edition.number, edition.base_path))

    def _dressed(self, page: bytes, number: int, base_path: str) -> bytes:
        script = (
            f'<script type="module" id="_serve" src="{SCRIPT_PLACE}" data-edition="{self.run}-{number}"'
            f' data-base="{html.escape(base_path)}" data-events="{EVENTS}" data-styles="{STYLES_PLACE}">'
            "</script>\n"
        ).encode()
        head, end, rest = page.partition(b"</head>")
        return b"".join((head, script, end, rest))


_NO_PAGE = "The content has errors. They are listed in the terminal, and on this page where scripts run."
_BROKEN = "This is a mistake in crosswalk itself or in a template of the theme:"


def _plain(title: str, text: str) -> bytes:
    title, text = html.escape(title), html.escape(text)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n</head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n'
        "</body>\n</html>\n"
    ).encode()


def _own(target: str) -> Answer:
    folder = theme.theme_folder() / "serve"
    match target.partition("?")[0]:
        case path if path == SCRIPT_PLACE:
            return Answer(HTTPStatus.OK, SCRIPT, (folder / "serve.js").read_bytes())
        case path if path == STYLES_PLACE:
            return Answer(HTTPStatus.OK, STYLES, (folder / "serve.css").read_bytes())
    return Answer(HTTPStatus.NOT_FOUND, TEXT, b"There is nothing here.\n")


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


def _bound(host: str, port: int | None, handler: type[BaseHTTPRequestHandler]) -> _Server:
    """Return a server at *port*, or at the next that is free where none is asked for."""
    ports = [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + PORTS), 0]
    for number in ports:
        try:
            return _Server(host, number, handler)
        except OSError as error:
            if port is None and error.errno == errno.EADDRINUSE:
                continue
            shown = printable(host)
            if error.errno == errno.EADDRINUSE:
                message = f"port {number} of {shown} is taken; name another with --port, or none"
            else:
                reason = (error.strerror or "unknown reason").lower()
                message = f"cannot listen at port {number} of {shown}: {reason}"
            raise CrosswalkError(message) from None
    raise AssertionError  # port 0 is always free


def _is_address(name: str) -> bool:
    with suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    return False


class _Handler(BaseHTTPRequestHandler):
    server_of: ClassVar[PreviewServer]
    protocol_version = "HTTP/1.1"
    timeout: ClassVar[float | None] = PATIENCE
    disable_nagle_algorithm = True  # or each answer on a kept connection waits some 40 ms

    def do_GET(self) -> None:
        """Answer with content."""
        self._answer(with_content=True)

    def do_HEAD(self) -> None:
        """Answer without content."""
        self._answer(with_content=False)

    def _answer(self, *, with_content: bool) -> None:
        refusal = self._refusal()
        if refusal:
            self.close_connection = True
            self._send(refusal, with_content=with_content)
        elif self.path.partition("?")[0] == EVENTS and with_content:
            self._tell()
        else:
            self._send(self.server_of.answer(self.path), with_content=with_content)

    def _refusal(self) -> Answer | None:
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not self.path.startswith("/"):
            return Answer(HTTPStatus.BAD_REQUEST, TEXT, b"This is no request for a page of one host.\n")
        origin = self.headers.get("Origin")
        if not self.server_of.knows(hosts[0]) or (origin and not self._is_own(origin)):
            return Answer(HTTPStatus.FORBIDDEN, TEXT, _FOREIGN)
        return None

    def _is_own(self, origin: str) -> bool:
        with suppress(ValueError):
            parts = urlsplit(origin)
            return parts.scheme in ("http", "https") and self.server_of.knows(parts.netloc)
        return False

    def _send(self, answer: Answer, *, with_content: bool) -> None:
        tag = f'"{hashlib.blake2b(answer.content, digest_size=12).hexdigest()}"'
        is_known = answer.status == HTTPStatus.OK and tag in self.headers.get("If-None-Match", "")
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else answer.status)
        self.send_header("Cache-Control", "no-cache")  # asked for each time, sent if it is another
        self.send_header("ETag", tag)
        if not is_known:
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.content)))
        if answer.location:
            self.send_header("Location", answer.location)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if with_content and not is_known:
            self.wfile.write(answer.content)

    def _tell(self) -> None:
        """Tell news as they come, until the listener leaves."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        for message in self.server_of.news():
            self.wfile.write(message)

    def version_string(self) -> str:
        """Return what we call ourselves."""
        return "crosswalk"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: the terminal is for what is wrong with the content."""


_FOREIGN = (
    b"This host is asked by a name that is not its own; crosswalk serve --host NAME gives it another.\n"
)
