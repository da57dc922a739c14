"""A static host on the loopback interface that answers as GitHub Pages does (SPEC, section 3).

In: a built site, and the path it is mounted at. Out: a URL. What is answered is told by `crosswalk.hosting`,
as in `crosswalk serve`; no header of ours is sent. The site is looked up anew at each request, so it may be
built again, or swapped, while it is served.
"""

import gzip
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import ClassVar, NamedTuple, Self

from crosswalk import hosting
from crosswalk.hosting import Answer, Found


class Seen(NamedTuple):
    """A request that the host was asked, and the status of the answer."""

    path: str
    status: int


class PagesHost:
    """Serve *site* at *base_path* ("" or `/kb`) from a thread, until closed."""

    def __init__(self, site: Path, base_path: str = "", *, compressed: bool = False) -> None:
        assert base_path == "" or (base_path.startswith("/") and not base_path.endswith("/")), base_path
        self.site = site
        self.base_path = base_path
        self.compressed = compressed
        """Whether text is compressed on its way, as Pages does; only who weighs it needs that."""
        self.seen: list[Seen] = []
        handler = type("Handler", (_Handler,), {"host": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        """The URL of the host, without a final slash."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        """The URL of the site, without a final slash: what `--base-url` takes."""
        return f"{self.origin}{self.base_path}"

    @property
    def missed(self) -> list[str]:
        """The paths that were asked for and did not exist."""
        return [path for path, status in self.seen if status == HTTPStatus.NOT_FOUND]

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def answer(self, target: str) -> Answer:
        """Answer a request for *target*, a path that may have a query."""
        return hosting.answer(target, self.base_path, Folder(self.site))


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a site that stands in a folder; Pages drops links from what is uploaded."""

    site: Path

    def first(self, *paths: str) -> Found | None:
        """Return the first of *paths* that is a file, if one is."""
        for path in paths:
            file = self.site / path
            if file.is_file() and not file.is_symlink():
                return Found(path, file.read_bytes())
        return None

    def has_folder(self, path: str) -> bool:
        """Tell whether *path* is a folder."""
        return (self.site / path).is_dir()


@cache
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6)


class _Handler(BaseHTTPRequestHandler):
    host: ClassVar[PagesHost]
    protocol_version = "HTTP/1.1"
    server_version = "pages-host"
    disable_nagle_algorithm = True  # or each answer on a kept connection waits some 40 ms
    sys_version = ""

    def do_GET(self) -> None:
        self._send(with_content=True)

    def do_HEAD(self) -> None:
        self._send(with_content=False)

    def _send(self, *, with_content: bool) -> None:
        answer = self.host.answer(self.path)
        packed = self.host.compressed and not answer.media_type.startswith("image/png")
        if packed:
            answer = answer._replace(content=_packed(answer.content))
        self.host.seen.append(Seen(self.path, answer.status))
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.content)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        if answer.location:
            self.send_header("Location", f"{self.host.origin}{answer.location}")
        self.end_headers()
        if with_content:
            with suppress(ConnectionError):  # a reader who leaves a page takes no more of it
                self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: what was asked stands in `seen`."""
