"""Links to other hosts: found with their places, asked politely and safely, judged with care."""

import asyncio
import gzip
import itertools
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from contract import write
from crosswalk.authored import recorded
from crosswalk.diagnostics import CrosswalkError
from crosswalk.link_results import Record, Results, State, parsed, written
from crosswalk.outside import addresses
from crosswalk.outside.addresses import is_public
from crosswalk.outside.anchors import has_anchor, is_judged
from crosswalk.outside.answers import Answer, Fault, Question
from crosswalk.outside.asking import ask
from crosswalk.outside.checking import Plan, look, news
from crosswalk.outside.found import Link, links_of
from crosswalk.outside.hosts import Limits
from crosswalk.outside.verdicts import judge
from hostile import Route, answer, drip, drip_body, flood, hang, host, page
from test_layers import FLOORS, imports_of

pytestmark = pytest.mark.usefixtures("loops")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no proxy, whatever the machine has."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


class FastClock:
    """Time that passes as soon as somebody waits for it."""

    def __init__(self) -> None:
        self.moment = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        """Return the moment."""
        return self.moment

    async def sleep(self, seconds: float) -> None:
        """Be *seconds* later at once."""
        self.waits.append(seconds)
        self.moment += seconds
        await asyncio.sleep(0)


LIMITS = Limits(timeout=5, retries=0, allow_private=True)
IMPATIENT = Limits(timeout=0.2, retries=0, allow_private=True)


# Found


TOPIC = """\
---
topic_id: paging
topic_name: https://name.example/ is no link here
topic_specs:
  - {name: RFC, url: https://rfc.example/1#a}
guidelines:
  - guideline_id: acme
    guideline__links: [{url: https://derived.example}]
    references:
      - name: Paging
        url: https://acme.example/p
        archivedUrl: https://copy.example/p
      - name: Folded
        url: >-
          https://acme.example/folded
---
See [this](https://acme.example/p "Title"), <https://bare.example/?a&amp;b> and https://text.example.

![A chart](https://chart.example/x_(1).png) `<https://code.example>` [by name][1] [elsewhere](topic:x)
[no\\](https://no.example) [no](https://no.example no)

[1]: <https://defined.example/>

```
[code](https://code.example)
```
"""


def test_every_link_is_found_with_every_place(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "topics/paging.md": TOPIC,
            "guidelines/acme.yaml": "guideline_id: acme\nguideline_url: https://acme.example/p\n"
            "guideline_companyLogoUrl: /media/x.png\n",
            "pages/about.md": "---\ntitle: About\n---\n- [us](HTTPS://us.example)\n",
            "posts/2026-01-01-a.md": "---\ntitle: A\ndate: 2026-01-01\nauthors: {name: A, url: https://a.example}\n---\n",
            "topics/broken.md": "no front matter: https://broken.example",
            "categories.yaml": "[]",
        },
    )
    found = {
        link.url: [f"{place.file}:{place.line}:{place.column}" for place in link.places]
        for link in links_of(tmp_path)
    }
    assert found == {
        "HTTPS://us.example": ["pages/about.md:4:8"],
        "https://a.example": ["posts/2026-01-01-a.md:4:25"],
        "https://acme.example/folded": ["topics/paging.md:14:14"],
        "https://acme.example/p": [
            "guidelines/acme.yaml:2:16",
            "topics/paging.md:11:14",
            "topics/paging.md:17:12",
        ],
        "https://bare.example/?a&b": ["topics/paging.md:17:46"],
        "https://chart.example/x_(1).png": ["topics/paging.md:19:12"],
        "https://copy.example/p": ["topics/paging.md:12:22"],
        "https://defined.example/": ["topics/paging.md:22:7"],
        "https://rfc.example/1#a": ["topics/paging.md:5:22"],
    }
    (link,) = (link for link in links_of(tmp_path) if link.url == "https://acme.example/p")
    assert link.archived == "https://copy.example/p"


def test_every_key_that_takes_a_url_is_looked_at(tmp_path: Path) -> None:
    keys = {key for _, _, each, _ in recorded() for key, value in each.asked.items() if "iri" in str(value)}
    lines = "".join(f"{key}: https://{key}.example\n" for key in keys)
    write(tmp_path, {"guidelines/a.yaml": f"guideline_id: a\n{lines}"})
    assert {link.url for link in links_of(tmp_path)} == {f"https://{key}.example" for key in keys}
    assert {"guideline_url", "guideline_githubUrl", "guideline_screenshotUrl"} <= keys


# Asked


CASES: dict[str, tuple[Route, Answer]] = {
    "alive": (page("x"), Answer(status=200)),
    "gone": (answer("410 Gone"), Answer(status=410)),
    "a name for robots": (answer("999 Denied"), Answer(status=999)),
    "challenged": (
        answer("403 Forbidden", cf_mitigated="challenge"),
        Answer(status=403, challenged=True),
    ),
    "resting for long": (answer("429 Slow", Retry_After="3600"), Answer(status=429, rest=3600.0)),
    "resting until a day": (
        answer("503 Slow", Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
        Answer(status=503, rest=float("inf")),
    ),
    "a redirect without a place": (answer("302 Found"), Answer(status=302)),
    "a redirect to a file": (
        answer("302 Found", Location="file:///etc/passwd"),
        Answer(fault=Fault.NO_ADDRESS),
    ),
    "a redirect to no host": (answer("302 Found", Location="https://"), Answer(fault=Fault.NO_ADDRESS)),
    "a redirect that is no address": (
        answer("302 Found", Location="http://[x"),
        Answer(fault=Fault.NO_ADDRESS),
    ),
    "a circle": (answer("301 Moved", Location="?"), Answer(fault=Fault.CIRCLE)),
    "no HTTP": (b"220 mail.example ESMTP\r\n", Answer(fault=Fault.BROKEN)),
    "nothing": (b"", Answer(fault=Fault.BROKEN)),
    "half": (answer("200 OK", b"<p>")[:-20], Answer(fault=Fault.BROKEN)),
    "an endless header": (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000, Answer(fault=Fault.BROKEN)),
    "a header of some length": (answer("200 OK", X="x" * 20_000), Answer(status=200)),
}


@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_understood(name: str) -> None:
    route, expected = CASES[name]
    with host({"/": route, "/?": route}) as known:
        url = f"{known.url}/"
        assert ask([Question(url=url)], LIMITS, FastClock()) == {url: expected}


@pytest.mark.parametrize("route", [hang, drip, drip_body], ids=["silent", "slow head", "slow body"])
def test_nobody_waits_for_a_slow_host(route: Route) -> None:
    """However steadily it sends: the limit is for the whole of a request."""
    with host({"/": route}) as known:
        question = Question(url=f"{known.url}/", fragments=("a",))
        assert ask([question], IMPATIENT, FastClock())[question.url].fault is Fault.TIMEOUT


BOMB = gzip.compress(b"\0" * 50_000_000)


@pytest.mark.parametrize(
    "route",
    [
        flood,
        answer("200 OK", b"<p id=x>" + b" " * 3_000_000),
        answer("200 OK", BOMB, Content_Encoding="gzip"),
        answer("200 OK", b"%PDF <p id=b>", kind="application/pdf"),
        answer("200 OK", "<h1 id=b>".encode("utf-16")),
        answer("200 OK", b"{}", kind="???"),
        answer("200 OK", b"no such thing", Content_Encoding="gzip"),
        answer("200 OK", b"<p>", Content_Length="9"),
    ],
    ids=["endless", "long", "bomb", "pdf", "utf-16", "no type", "no gzip", "half"],
)
def test_what_cannot_be_searched_for_an_anchor_is_left_undecided(route: Route) -> None:
    with host({"/": route}) as known:
        question = Question(url=f"{known.url}/", fragments=("a",))
        found = ask([question], LIMITS, FastClock())[question.url]
    assert (found.status, found.anchors) == (200, {"a": None})


def test_a_page_is_asked_once_for_all_its_anchors_and_read_only_for_them() -> None:
    with host({"/": page("<h1 id=a>"), "/endless": flood}) as known:
        questions = [
            Question(url=f"{known.url}/", fragments=("a", "b")),
            Question(url=f"{known.url}/endless"),
        ]
        found = ask(questions, LIMITS, FastClock())
        assert found[f"{known.url}/"].anchors == {"a": True, "b": False}
        assert found[f"{known.url}/endless"] == Answer(status=200)
        assert sorted(known.asked) == ["/", "/endless"]


def test_redirects_are_followed_and_permanent_ones_told() -> None:
    routes = {
        "/old": answer("301 Moved", Location="/newer"),
        "/newer": answer("308 Moved", Location="new"),
        "/new": answer("302 Found", Location="/today#b"),
        "/today": page("<h1 id=b>"),
        "/lost": answer("301 Moved", Location="/nowhere"),
    }
    with host(routes) as known:
        questions = [Question(url=f"{known.url}/{name}", fragments=("a",)) for name in ("lost", "new", "old")]
        lost, new, old = ask(questions, LIMITS, FastClock()).values()
        assert old == Answer(
            status=200, moved=f"{known.url}/new"
        )  # the redirect names the place, not the link
        assert (new, lost) == (Answer(status=200), Answer(status=404))


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("/\u202e", "/%E2%80%AE"),
        ('/a"b', "/a%22b"),
        (f"/{'x' * 3_000}", ""),
        ("//me:secret@", ""),
    ],
)
def test_what_a_host_tells_is_written_as_an_address_or_not_at_all(location: str, told: str) -> None:
    with host({}) as known:
        name = known.url.partition("//")[2]
        location = location.replace("@", f"@{name}/")
        known.routes = Anywhere({"/": answer("301 Moved", Location=location.encode().decode("latin-1"))})
        moved = ask([Question(url=f"{known.url}/")], LIMITS, FastClock())[f"{known.url}/"].moved
        assert moved == (told and known.url + told)


class Anywhere(dict[str, Route]):
    """Routes of a host that has every page."""

    def get(self, target: str, _default: object = None) -> Route:
        """Return the route, or a page."""
        return self[target] if target in self else page("")


def test_cookies_that_a_redirect_asks_for_are_kept_for_this_question_alone() -> None:
    with host(
        {"/": answer("302 Found", Location="/in", Set_Cookie="seen=1; Path=/"), "/in": page("")}
    ) as known:
        name = known.url.replace("127.0.0.1", "localhost")  # cookies are for names
        ask([Question(url=f"{name}/")], LIMITS, FastClock())
        ask([Question(url=f"{name}/in")], LIMITS, FastClock())
        assert ["Cookie: seen=1" in head for head in known.heads] == [False, True, False]
        assert all("User-Agent: crosswalk/" in head for head in known.heads)


def test_what_may_pass_is_asked_again_after_a_pause() -> None:
    clock = FastClock()
    broken = answer("500 Oops")
    with host({"/": [broken, broken, page("")], "/never": broken, "/gone": answer("404 Not Found")}) as known:
        questions = [Question(url=f"{known.url}{path}") for path in ("/", "/never", "/gone")]
        limits = Limits(retries=2, allow_private=True, per_host=1, delay=0)
        found = ask(questions, limits, clock)
        assert [each.status for each in found.values()] == [200, 500, 404]
        assert known.asked == ["/"] * 3 + ["/never"] * 3 + ["/gone"]
    assert clock.waits == [2, 4, 2, 4]


def test_a_host_that_asks_for_rest_gets_it() -> None:
    """And all that is to be asked there waits with it."""
    clock = FastClock()
    with host({"/a": [answer("429 Slow", Retry_After="30"), page("")], "/b": page("")}) as known:
        questions = [Question(url=f"{known.url}{path}") for path in ("/a", "/b")]
        found = ask(questions, Limits(allow_private=True, per_host=1, delay=0), clock)
        assert [each.status for each in found.values()] == [200, 200]
    assert clock.now() >= 30


def test_a_host_is_asked_by_few_at_once_and_not_too_often() -> None:
    clock = FastClock()
    paths = [f"/{number}" for number in range(12)]
    with host(dict.fromkeys(paths, page(""))) as known, host({"/": page("")}, address="127.0.0.2") as other:
        questions = [Question(url=f"{known.url}{path}") for path in paths]
        ask([*questions, Question(url=f"{other.url}/")], Limits(allow_private=True, delay=1), clock)
        assert len(known.asked) == 12
        assert known.at_once <= 2
        assert len(other.asked) == 1
    assert clock.now() >= 11


def test_what_all_of_a_host_share_is_found_once() -> None:
    with host({}) as known:
        port = known.url.rpartition(":")[2]
    clock = FastClock()
    questions = [Question(url=f"http://127.0.0.1:{port}/{number}") for number in range(50)]
    found = ask(questions, Limits(allow_private=True, per_host=1), clock)
    assert {each.fault for each in found.values()} == {Fault.REFUSED}
    assert len(clock.waits) < 10


def test_a_host_that_does_not_answer_is_left_alone() -> None:
    silent = {f"/{number}": hang for number in range(9)}
    with host(silent) as known:
        questions = [Question(url=f"{known.url}{path}") for path in silent]
        limits = Limits(timeout=0.05, retries=0, allow_private=True, per_host=1)
        found = ask(questions, limits, FastClock())
        assert [each.fault for each in found.values()] == [Fault.TIMEOUT] * 9
        assert len(known.asked) <= 3


def test_a_host_that_wants_long_rest_is_left_alone() -> None:
    slow = answer("429 Slow", Retry_After="3600")
    with host({"/a": slow, "/b": slow}) as known:
        questions = [Question(url=f"{known.url}{path}") for path in known.routes]
        found = ask(questions, Limits(allow_private=True, per_host=1), FastClock())
        assert [each.status for each in found.values()] == [429, 429]
        assert known.asked == ["/a"]


def test_time_for_all_is_limited() -> None:
    with host({"/": page(""), "/slow": hang}, address="127.0.0.2") as known:
        questions = [Question(url=f"{known.url}/"), Question(url=f"{known.url}/slow")]
        found = ask(questions, Limits(run=1, allow_private=True), FastClock())
    assert set(found) == {f"{known.url}/"}


def test_a_connection_that_is_not_secure_is_no_answer(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("openssl makes the certificate")
    own, key = tmp_path / "own.pem", tmp_path / "key.pem"
    command = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([*command, "-keyout", key, "-out", own], check=True, capture_output=True)
    own.write_bytes(own.read_bytes() + key.read_bytes())
    with host({}, certificate=own) as unsigned, host({}) as plain:
        urls = [f"{unsigned.url}/", plain.url.replace("http:", "https:") + "/"]
        found = ask([Question(url=url) for url in urls], LIMITS, FastClock())
    assert [found[url].fault for url in urls] == [Fault.CERTIFICATE, Fault.TLS]


# Where nobody may be led


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
        ("localhost", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_no_private_address_is_asked_by_any_of_its_names(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = (Fault.NOT_ASKED, Fault.NO_ADDRESS)
    with host({"/": page("")}) as known:
        url = known.url.replace("127.0.0.1", name) + "/"
        assert ask([Question(url=url)], Limits(retries=0), FastClock())[url].fault in refused
        monkeypatch.setenv("http_proxy", known.url)
        assert ask([Question(url=url)], Limits(retries=0), FastClock())[url].fault in refused
        assert known.asked == []


def test_no_redirect_leads_to_a_private_address_or_another_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    with host({"/": page("")}, address="127.0.0.2") as inner:
        routes: dict[str, Route] = {"/in": answer("302 Found", Location=f"{inner.url}/")}
        routes["/mail"] = answer("302 Found", Location="http://127.0.0.1:25/")
        with host(routes) as outer:
            questions = [Question(url=f"{outer.url}{path}") for path in routes]
            found = ask(questions, Limits(retries=0), FastClock())
        assert {each.fault for each in found.values()} == {Fault.NOT_ASKED}
        assert inner.asked == []


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with host({"http://acme.example/a": page("")}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        url = "http://acme.example/a"
        assert ask([Question(url=url)], Limits(retries=0), FastClock()) == {url: Answer(status=200)}


@pytest.mark.parametrize("name", ["localhost.", "a.localhost", "\uff11\uff12\uff17.0.0.1", "127.0.0.1:25"])
def test_no_proxy_is_asked_for_a_private_address(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with host({}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        url = f"http://{name}/"
        assert ask([Question(url=url)], Limits(retries=0), FastClock())[url].fault is Fault.NOT_ASKED
        assert proxy.asked == []


# Anchors


@pytest.mark.parametrize(
    ("html", "fragment", "expected"),
    [
        ("<h2 id='a'>", "a", True),
        ('<a NAME = "a b">', "a%20b", True),
        ("<p id=é>", "%C3%A9", True),
        ('<p id="a&amp;b">', "a&b", True),
        ("<h2 id=user-content-the-a>", "The-A", True),
        (r'<script>{"html":"<h2 id=\"user-content-a\">"}</script>', "a", True),
        ('<script>{"id":"a"}</script>', "a", True),
        ("<h2 id=b>", "a", False),
        ("<h2 data-id=a>", "a", False),
        ("<h2 id=a>", "A", False),
        ("<h2>A</h2>", "a", False),
        ("<div id=app></div><script src=x>", "a", None),
        ("<h2>A</h2><script>", "a", None),
        ("<section id=b><h2>B</h2><script>", "a", False),
        ("<h2 id=a>", "a:~:text=x", True),
        ('<h2 id=b><a href="#a">A</a>', "a", False),
        ('<h2 id=b><a href="#a">A</a><script>', "a", None),
        ('<h2 id=b><script>{"slug": "a"}', "a", None),
    ],
)
def test_an_anchor_is_missed_only_where_it_is_missing(
    html: str, fragment: str, expected: bool | None
) -> None:
    assert has_anchor(html, fragment) is expected


@pytest.mark.parametrize(
    "fragment", ["", "top", ":~:text=a", "/route", "!route", "L10", "L10-L20", "L1C2-L3C4"]
)
def test_what_no_html_could_have_is_not_looked_for(fragment: str) -> None:
    assert not is_judged(fragment)


@pytest.mark.parametrize("piece", ["<h1 ", "id=", 'id="', "<h1>", "id='x", "<script ", "name :"])
def test_a_search_takes_no_time_on_any_page(piece: str) -> None:
    """Two megabytes of what could be the beginning of something, each time."""
    begun = time.process_time()
    has_anchor(f"<script>{piece * (2_000_000 // len(piece))}", "a")
    assert time.process_time() - begun < 5


# Judged


DAY = date(2026, 11, 1)
ACME = Link(url="https://acme.example/", places=())
OTHER = Link(url="https://other.example/#a", places=())


def days(*answers: Answer, strikes: int = 3) -> Iterator[Record]:
    """Yield what is known of ACME after each of *answers*, a day apart."""
    known = Results()
    for number, each in enumerate(answers):
        plan = Plan(today=DAY + timedelta(number), strikes=strikes)
        known = look([ACME], [ACME], known, plan, lambda questions: {questions[0].url: each}).results  # noqa: B023
        yield known.links[ACME.url]


NOT_FOUND, FINE, BUSY = Answer(status=404), Answer(status=200), Answer(status=429)


def test_a_link_is_dead_after_three_strikes_and_alive_after_one_answer() -> None:
    records = list(days(NOT_FOUND, BUSY, NOT_FOUND, NOT_FOUND, BUSY, FINE, NOT_FOUND))
    assert [(record.state, record.strikes) for record in records] == [
        (State.FAILING, 1),
        (State.FAILING, 1),  # a host that does not tell changes nothing
        (State.FAILING, 2),
        (State.DEAD, 3),
        (State.DEAD, 3),
        (State.ALIVE, 0),
        (State.FAILING, 1),
    ]
    assert records[3] == Record(state=State.DEAD, reason="404 Not Found", strikes=3, since="2026-11-01")


def test_two_looks_on_one_day_are_one_strike() -> None:
    known = Results()
    for _ in range(5):
        known = look(
            [ACME], [ACME], known, Plan(today=DAY, strikes=3), lambda _: {ACME.url: NOT_FOUND}
        ).results
    assert known.links[ACME.url].strikes == 1


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Answer(status=204), State.ALIVE),
        (Answer(status=404), State.FAILING),
        (Answer(status=500), State.FAILING),
        (Answer(status=503), State.FAILING),
        (Answer(status=302), State.FAILING),
        (Answer(fault=Fault.NO_HOST), State.FAILING),
        (Answer(fault=Fault.CERTIFICATE), State.FAILING),
        (Answer(fault=Fault.CIRCLE), State.FAILING),
        (Answer(fault=Fault.NO_NETWORK), State.UNSURE),
        (Answer(fault=Fault.NOT_ASKED), State.PRIVATE),
        (Answer(status=403), State.UNSURE),
        (Answer(status=405), State.UNSURE),
        (Answer(status=999), State.UNSURE),
        (Answer(status=503, rest=9), State.UNSURE),
        (Answer(status=503, challenged=True), State.UNSURE),
        (Answer(status=200, moved="https://new.example/"), State.MOVED),
        (Answer(status=200, anchors={"a": False}), State.NO_ANCHOR),
        (Answer(status=200, anchors={"a": None}), State.ALIVE),
    ],
)
def test_only_what_tells_of_the_link_counts_against_it(found: Answer, state: State) -> None:
    assert judge(found, "a").state is state


@pytest.mark.parametrize("fault", [Fault.NO_NETWORK, Fault.NO_HOST, Fault.TIMEOUT])
def test_a_machine_without_network_accuses_nobody(fault: Fault) -> None:
    links = [ACME, OTHER]
    with pytest.raises(CrosswalkError, match="no network"):
        look(
            links,
            links,
            Results(),
            Plan(today=DAY),
            lambda asked: {each.url: Answer(fault=fault) for each in asked},
        )


def test_what_was_alive_lately_is_not_asked_again() -> None:
    asked: list[str] = []

    def note(questions: list[Question]) -> dict[str, Answer]:
        asked.extend(question.url for question in questions)
        return {question.url: NOT_FOUND if "acme" in question.url else FINE for question in questions}

    links = [ACME, OTHER]
    known = look(links, links, Results(), Plan(today=DAY), note).results
    look(links, links, known, Plan(today=DAY + timedelta(6), max_age=7), note)
    look(links, links, known, Plan(today=DAY + timedelta(7), max_age=7), note)
    both = [ACME.url, "https://other.example/"]
    assert asked == [*both, ACME.url, *both]


def test_a_look_at_some_links_leaves_what_is_known_of_others() -> None:
    links = [ACME, OTHER]
    plan = Plan(today=DAY)
    known = look(links, links, Results(), plan, lambda asked: {each.url: FINE for each in asked}).results
    later = Plan(today=DAY + timedelta(3))
    after = look(links, [ACME], known, later, lambda asked: {each.url: NOT_FOUND for each in asked}).results
    assert after.checked == known.checked
    assert after.links[OTHER.url] == known.links[OTHER.url]
    assert after.links[ACME.url].checked == "2026-11-04"
    assert look([OTHER], [OTHER], after, later, lambda _: {}).results.links.keys() == {OTHER.url}


# Kept


def test_the_file_of_results_is_read_as_it_was_written_one_line_a_link() -> None:
    dead = Record(state=State.DEAD, reason="410 Gone", strikes=3, since="2026-10-01", checked="2026-10-20")
    moved = Record(state=State.MOVED, to="https://new.example/é")
    results = Results(checked="2026-11-01", links={"https://b.example/": dead, "https://a.example/": moved})
    data = written(results)
    days = '"strikes": 3, "since": "2026-10-01", "checked": "2026-10-20"'
    assert parsed(data, "links.json") == results
    assert data.decode().splitlines() == [
        "{",
        '  "checked": "2026-11-01",',
        '  "links": {',
        '    "https://a.example/": {"state": "moved", "to": "https://new.example/é"},',
        f'    "https://b.example/": {{"state": "dead", "reason": "410 Gone", {days}}}',
        "  }",
        "}",
    ]
    assert parsed(written(Results()), "links.json") == Results()


def test_a_day_alone_is_no_news_for_four_weeks() -> None:
    known = look([ACME], [ACME], Results(), Plan(today=DAY), lambda _: {ACME.url: FINE}).results
    for later, expected in ((0, False), (27, False), (28, True)):
        plan = Plan(today=DAY + timedelta(later))
        after = look([ACME], [ACME], known, plan, lambda _: {ACME.url: FINE}).results
        assert news(known, after) is expected
    assert news(Results(), known)
    untold = look([ACME], [ACME], Results(), Plan(today=DAY), lambda _: {})
    assert (untold.unasked, untold.results, news(Results(), untold.results)) == (1, Results(), False)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"checked": "today", "links": {}}',
        b'{"checked": "2026-02-30", "links": {}}',
        b'{"checked": "", "links": {"x": {}}}',
        b'{"checked": "", "links": {"x": {"state": "gone"}}}',
        b'{"checked": "", "links": {"x": {"state": "dead", "strikes": "3"}}}',
        b'{"checked": "", "links": {"x": {"state": "dead", "more": 1}}}',
        b'{"checked": "", "links": {"x": {"state": "dead", "reason": "\\u001b[2J"}}}',
    ],
)
def test_no_other_file_is_taken_for_results(data: bytes) -> None:
    with pytest.raises(CrosswalkError, match=r"links\.json does not hold"):
        parsed(data, "links.json")


def test_no_stage_of_a_build_can_ask_anybody() -> None:
    stages = itertools.chain(*FLOORS[2:4])
    assert [module for module in stages if "outside" in imports_of(module)] == []
