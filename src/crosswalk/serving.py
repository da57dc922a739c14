"""A preview over HTTP: the pages as GitHub Pages would answer, and news of them as they change.

In: a `Preview`, a host and a port. Out: answers, and the news that `live` writes. No file of the content is
opened for a request: a path is looked up among those that the site has. Asked by a name that is not ours, we
do not answer: it would be a page of somebody else that had its name lead here.
"""

import errno
import hashlib
import ipaddress
import re
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import ClassVar, Self
from urllib.parse import urlsplit

from crosswalk import hosting, live
from crosswalk.diagnostics import CrosswalkError, printable, reason_of
from crosswalk.hosting import HTML, TEXT, Answer
from crosswalk.preview import Preview

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
        self.closed = False
        """Whether it answers no more."""
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
            self.closed = True
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
                self._news.wait_for(lambda: self.closed or self._count != told, PULSE)  # noqa: B023 - called here
                if self.closed:
                    return
                is_new, told = self._count != told, self._count
            yield b"data: %s\n\n" % self.message() if is_new else b": still here\n\n"

    def message(self) -> bytes:
        """Return what each page is to know."""
        return live.message(self.preview.state, self.run, self.folder)

    # Answers

    def answer(self, target: str) -> Answer:
        """Answer a request for *target*, with our script in each page."""
        if target.startswith(live.OWN):
            return live.own(target)
        edition = self.preview.state.edition
        if target == "/" and edition.base_path:
            return Answer(HTTPStatus.FOUND, HTML, location=f"{edition.base_path}/")
        if edition.number == 0:
            answer = live.NO_PAGE
        else:
            try:
                answer = hosting.answer(target, edition.base_path, edition.files)
            except Exception as error:  # noqa: BLE001 - whatever a page stumbles over, the others are served
                sys.stderr.write(f"crosswalk: cannot make {printable(target)}: {printable(repr(error))}\n")
                answer = live.broken(error)
        return live.dressed(answer, edition, self.run)


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
                message = f"cannot listen at port {number} of {shown}: {reason_of(error)}"
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
        if (
            self.server_of.closed
        ):  # a connection that was kept; whoever serves here next is asked by a new one
            self.close_connection = True
            return
        refusal = self._refusal()
        if refusal:
            self.close_connection = True
            self._send(refusal, with_content=with_content)
        elif self.path.partition("?")[0] == live.EVENTS and with_content:
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
        # An asset is named with its version. All else is asked for each time, and sent if it is another.
        is_lasting = "?v=" in self.path and answer.status == HTTPStatus.OK and answer.media_type != HTML
        self.send_header("Cache-Control", "max-age=31536000, immutable" if is_lasting else "no-cache")
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
