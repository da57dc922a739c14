"""A host on loopback that behaves as badly as hosts do: it says byte by byte what a test tells it to."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

Say = Callable[[bytes], object]
Script = Callable[[Say, threading.Event], None]
"""What a host does once it has read a request: it says bytes, and may wait until the test is over."""

Route = bytes | Script | list[bytes]
"""The answer, or what is done, or the answers to one request after another."""


def answer(status: str, body: bytes = b"", *, kind: str = "text/html", **headers: str) -> bytes:
    """Return the bytes of an answer; `retry_after="1"` is a header."""
    named = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def page(body: str) -> bytes:
    """Return the answer that is this HTML."""
    return answer("200 OK", body.encode())


def hang(_say: Say, over: threading.Event) -> None:
    """Never answer."""
    over.wait()


def drip(say: Say, over: threading.Event) -> None:
    """Answer a byte at a time, and never come to an end."""
    say(b"HTTP/1.1 200 OK\r\nX: ")
    while not over.wait(0.01):
        say(b"x")


def drip_body(say: Say, over: threading.Event) -> None:
    """Send the body a byte at a time, and never come to an end."""
    say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
    while not over.wait(0.01):
        say(b"x")


def flood(say: Say, over: threading.Event) -> None:
    """Send a body without end."""
    say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
    while not over.is_set():
        say(b"x" * 65_536)


class Host:
    """What a test knows of the host."""

    def __init__(self, url: str, routes: Mapping[str, Route]) -> None:
        self.url = url
        self.routes = routes
        self.asked: list[str] = []
        """The target of each request, in their order."""
        self.heads: list[str] = []
        """All that each request says."""
        self.at_once = 0
        """Most requests that were open at the same time."""
        self.over = threading.Event()
        self._open = 0
        self._lock = threading.Lock()

    @contextmanager
    def serving(self, head: str) -> Iterator[Route]:
        """Note a request, and give what is to be said."""
        target = head.split(" ")[1] if head.count(" ") > 1 else ""
        with self._lock:
            self._open += 1
            self.at_once = max(self.at_once, self._open)
            self.heads.append(head)
            self.asked.append(target)
            route = self.routes.get(target, answer("404 Not Found"))
            if isinstance(route, list):
                route = route[min(self.asked.count(target), len(route)) - 1]
        yield route
        with self._lock:
            self._open -= 1


@contextmanager
def host(
    routes: Mapping[str, Route], *, address: str = "127.0.0.1", certificate: Path | None = None
) -> Iterator[Host]:
    """Give a host that answers by *routes*, over TLS if it has a *certificate*."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):  # who asked has gone, as it may
                if self.connection.recv(1, socket.MSG_PEEK) == b"\x16" and not certificate:  # a handshake
                    self.wfile.write(answer("400 Bad Request"))
                    return
                lines = iter(self.rfile.readline, b"\r\n")
                head = b"".join(iter(lambda: next(lines, b""), b"")).decode("latin-1")
                with known.serving(head) as route:
                    if callable(route):
                        route(self.wfile.write, known.over)
                    else:
                        assert isinstance(route, bytes)
                        self.wfile.write(route)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 100

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: who hangs up in the middle of a handshake is no news."""

    with Server((address, 0), Handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https" if certificate else "http"
        known = Host(f"{scheme}://{address}:{server.server_address[1]}", routes)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield known
        finally:
            known.over.set()
            server.shutdown()
            thread.join()
