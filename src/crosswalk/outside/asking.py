"""Addresses -> what the web answers: each asked once, politely, with time, size and reach bounded.

In: questions and limits. Out: an answer for each. Addresses come from strangers, and so do answers. A page is
read only for its anchors, and only as far as `Limits.page` says. Cookies live as long as one question.

Where the environment names a proxy, that resolves the names: whom it may reach, its owner decides.
"""

import asyncio
import codecs
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

import crosswalk
from crosswalk.grammar import url_fault
from crosswalk.outside.addresses import RefusedAddressError, any_socket, is_private_by_name, public_socket
from crosswalk.outside.anchors import has_anchor
from crosswalk.outside.answers import OF_HOST, PASSING, Answer, Fault, Question
from crosswalk.outside.faults import fault_of
from crosswalk.outside.hosts import Clock, Hosts, Limits

AGENT = f"crosswalk/{crosswalk.__version__} (link check)"
HEADERS = {"Accept": "text/html, */*;q=0.5", "Accept-Language": "en, *;q=0.5"}
LONGEST_HEADER = 65_536
"""Bytes; policies of security alone have many."""

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))
SILENCE = 16
"""If none of so many addresses could be asked, none can."""
PATIENCE = 3
"""If so many addresses of a site in a row do not answer in time, none will."""
THROTTLED = frozenset((429, 503))
_PASSING = frozenset((429, 500, 502, 503, 504))

Watch = Callable[[int, int], object]
"""Told how many questions are answered, and how many there are."""


def ask(
    questions: Iterable[Question], limits: Limits, clock: Clock, watch: Watch = lambda _done, _all: None
) -> dict[str, Answer]:
    """Return the answers to *questions*, each by its URL, without those that time did not suffice for."""
    return asyncio.run(_Asking(limits, clock, watch).all(list(questions)))


class _Asking:
    """One run."""

    def __init__(self, limits: Limits, clock: Clock, watch: Watch) -> None:
        self._limits = limits
        self._clock = clock
        self._watch = watch
        self._hosts = Hosts(limits, clock)
        self._proxies = getproxies()
        self._shared: dict[str, Answer] = {}
        """What all addresses of a site share, by scheme, host and port."""
        self._silent: Counter[str] = Counter()
        """How many addresses of a site did not answer in time, one after another."""
        self._answers: dict[str, Answer] = {}

    async def all(self, questions: list[Question]) -> dict[str, Answer]:
        """Answer all *questions*, those of each host in their order."""
        queues: defaultdict[str, deque[Question]] = defaultdict(deque)
        for question in questions:
            queues[_host(question.url)].append(question)
        socket_factory = any_socket if self._limits.allow_private else public_socket
        size = self._limits.at_once
        resolver = aiohttp.ThreadedResolver()  # that of the system, whatever else is installed
        async with (
            aiohttp.TCPConnector(
                limit=size, resolver=resolver, socket_factory=socket_factory
            ) as self._direct,
            aiohttp.TCPConnector(limit=size, resolver=resolver) as self._by_proxy,
        ):
            with suppress(TimeoutError):
                async with asyncio.timeout(self._limits.run), asyncio.TaskGroup() as group:
                    for queue in queues.values():
                        for _ in range(min(self._limits.per_host, len(queue))):
                            group.create_task(self._work(queue, len(questions)))
        return {each.url: self._answers[each.url] for each in questions if each.url in self._answers}

    async def _work(self, queue: deque[Question], count: int) -> None:
        while queue and not self._is_silent():
            question = queue.popleft()
            self._answers[question.url] = await self._answer(question)
            self._watch(len(self._answers), count)

    def _is_silent(self) -> bool:
        """Tell whether there is no network, so that to go on asking would only take time."""
        return len(self._answers) >= SILENCE and all(
            answer.fault is Fault.NO_NETWORK for answer in self._answers.values()
        )

    async def _answer(self, question: Question) -> Answer:
        site = _site(question.url)
        answer, asked = Answer(), ""
        for attempt in range(1 + self._limits.retries):
            if site in self._shared:
                return self._shared[site]
            if attempt:
                await self._clock.sleep(self._limits.pause * 2 ** (attempt - 1))
            answer, asked = await self._follow(question)
            if answer.fault not in PASSING and answer.status not in _PASSING:
                break
            if answer.rest is not None:
                if answer.rest > self._limits.longest_rest:
                    break
                self._hosts.rest(_host(asked), answer.rest)
        if _site(asked) == site and self._is_shared(answer, site):
            self._shared[site] = answer
        return answer

    def _is_shared(self, answer: Answer, site: str) -> bool:
        """Tell whether other addresses of *site* would get this *answer*, or should not be asked."""
        self._silent[site] = self._silent[site] + 1 if answer.fault is Fault.TIMEOUT else 0
        wants_rest = answer.rest is not None and answer.rest > self._limits.longest_rest
        return wants_rest or answer.fault in OF_HOST or self._silent[site] >= PATIENCE

    async def _follow(self, question: Question) -> tuple[Answer, str]:
        """Return the answer behind all redirects, and which address gave it."""
        url, moved, is_moved = question.url, "", True
        fragments = question.fragments
        jar = aiohttp.CookieJar()
        for _ in range(1 + self._limits.redirects):
            host = _host(url)
            async with self._hosts.turn(host):
                answer, location = await self._once(url, fragments, jar)
            if location is None:
                return replace(answer, moved=_told(moved) if 200 <= answer.status < 300 else ""), url
            url, _, fragment = location.partition("#")
            if fragment:  # a browser goes there, and not where the link says
                fragments = ()
            is_moved = is_moved and answer.status in PERMANENT
            moved = url if is_moved else moved
        return Answer(fault=Fault.CIRCLE), url

    async def _once(
        self, url: str, fragments: tuple[str, ...], jar: aiohttp.CookieJar
    ) -> tuple[Answer, str | None]:
        """Return what *url* itself answers, and where it leads if that is elsewhere."""
        try:
            asked = _asked(url)
            proxy = self._proxy(asked)
            async with (
                asyncio.timeout(self._limits.timeout),
                aiohttp.ClientSession(
                    connector=self._by_proxy if proxy else self._direct,
                    connector_owner=False,
                    headers={**HEADERS, "User-Agent": f"{AGENT} {self._limits.contact}".rstrip()},
                    max_line_size=LONGEST_HEADER,
                    max_field_size=LONGEST_HEADER,
                    cookie_jar=jar,
                    timeout=aiohttp.ClientTimeout(total=None),
                ) as session,
                session.get(asked, allow_redirects=False, proxy=proxy) as response,
            ):
                location = response.headers.get("Location")
                if response.status in REDIRECTS and location is not None:
                    return Answer(status=response.status), _joined(url, location)
                return await self._read(response, fragments), None
        except (aiohttp.ClientError, OSError, ValueError, TimeoutError) as error:
            return Answer(fault=fault_of(error)), None

    async def _read(self, response: aiohttp.ClientResponse, fragments: tuple[str, ...]) -> Answer:
        answer = Answer(
            status=response.status,
            rest=_seconds(response.headers.get("Retry-After")) if response.status in THROTTLED else None,
            challenged="cf-mitigated" in response.headers,
        )
        if not fragments or not 200 <= response.status < 300:
            return answer
        html = await self._html(response)
        anchors = {each: None if html is None else has_anchor(html, each) for each in fragments}
        return replace(answer, anchors=anchors)

    async def _html(self, response: aiohttp.ClientResponse) -> str | None:
        """Return the page that *response* brings, or None where it is none that could be judged."""
        if response.content_type not in ("text/html", "application/xhtml+xml"):
            return None
        data = bytearray()
        try:
            async for chunk in response.content.iter_chunked(65_536):
                data += chunk
                if len(data) > self._limits.page:
                    return None  # the anchor may come later
        except aiohttp.ClientPayloadError:  # it breaks off, or is packed in another way than it says
            return None
        # Anchors are ASCII nearly always, and that most encodings have in common; these have not.
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
            return None
        return data.decode("utf-8", "replace")

    def _proxy(self, url: URL) -> str | None:
        """Return the proxy that the environment names for *url*; or raise RefusedAddressError."""
        host = (url.host or "").rstrip(".")
        proxy = self._proxies.get(url.scheme) or self._proxies.get("all")
        if not proxy or proxy_bypass(host):
            return None
        if not self._limits.allow_private and is_private_by_name(host, url.port):
            raise RefusedAddressError
        return proxy


def _told(url: str) -> str:
    """Return the address *url* that a host has told, as one may write it; "" where nobody should."""
    written = quote(url, safe="%/?:=&~+!$,;@()*[]'")
    return "" if url_fault(written, local=False) else written


def _site(url: str) -> str:
    """Return all of *url* before its path."""
    return "/".join(url.split("/", 3)[:3]).lower()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _asked(url: str) -> URL:
    """Return *url* as it is asked: to the letter, if that is possible; raise ValueError."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(url)
    return URL(url, encoded=url.isascii())


def _joined(url: str, location: str) -> str:
    """Return where *location* leads from *url*."""
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def _seconds(text: str | None) -> float | None:
    """Return what `Retry-After` says, if that is a number of seconds; a date is taken for a long time."""
    if text is None:
        return None
    return float(text) if text.isascii() and text.isdigit() and len(text) < 9 else float("inf")
