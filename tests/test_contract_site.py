"""CONTRACT, chapters Site and Files: which files a site has, what is in them, and how it is published.

Publication is tried at every moment: a helper process builds again and again, each time in a child of its
own that is killed, or is told of an error, at the next of all the things it asks of the file system.
"""

import errno
import fcntl
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

import pytest

from conftest import Command, files_of
from contract import (
    SOURCES,
    Files,
    Run,
    build,
    check,
    entry,
    every_key,
    run,
    run_as_somebody,
    snapshot,
    topic,
    write,
)
from site_reading import dead_links, document

pytestmark = pytest.mark.usefixtures("untraced")


OLD = {"topics/a.md": topic(name="The old one")}
NEW = {"topics/a.md": topic(name="The new one"), "topics/b.md": topic(id="b", body="More of it.\n")}

LOCK = ".crosswalk.lock"
LEFT = ".crosswalk-"
"""What the names of all that crosswalk puts beside the output begin with."""


@contextmanager
def in_memory() -> Iterator[Path]:
    """Give a folder of memory where there is such a place: every build waits until all is on the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own in it, with a name that nobody knows
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def page_names(site: Path) -> list[str]:
    """Return the path of each page of *site*."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def beside(site: Path) -> list[str]:
    """Return what stands beside *site*."""
    return sorted(path.name for path in site.parent.iterdir() if path != site)


def assert_one_line(result: Run | subprocess.CompletedProcess[str]) -> None:
    """Assert that stderr is a message of one line that names no exception."""
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert "Error" not in result.stderr
    assert "mistake in crosswalk" not in result.stderr
    assert len(result.stderr) <= 1_001


# Media

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{}>{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)

DRAWINGS = {
    "script": SVG.format("", "<script>evil()</script>"),
    "script-cdata": SVG.format("", "<script><![CDATA[evil()]]></script>"),
    "script-prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>evil()</s:script></s:svg>',
    "script-href": SVG.format("", '<script href="data:,evil()"/>'),
    "script-xhtml": SVG.format("", '<script xmlns="http://www.w3.org/1999/xhtml">evil()</script>'),
    "handler": SVG.format(' onload="evil()"', ""),
    "handler-inside": SVG.format("", '<g ONCLICK="evil()"/><rect onmouseover="evil()"/>'),
    "handler-lines": SVG.format("\nonload\n=\n'evil()'", ""),
    "foreign": SVG.format(
        "", '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">evil</b></foreignObject>'
    ),
    "link": SVG.format("", '<a xlink:href="javascript:evil()"><text>x</text></a>'),
    "animation": SVG.format("", '<a><animate attributeName="href" values="javascript:evil()"/></a>'),
    "entity": '<!DOCTYPE svg [<!ENTITY x "<script>evil()</script>">]>' + SVG.format("", "&x;"),
    "laughs": '<!DOCTYPE svg [<!ENTITY a "evil"><!ENTITY b "&a;&a;&a;&a;">]>' + SVG.format("", "&b;" * 99),
    "outside": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("", "&x;"),
    "stylesheet": "<?xml-stylesheet href='//evil.example/x.xsl' type='text/xsl'?>" + SVG.format("", ""),
    "html": "<!doctype html><html><body onload=evil()><script>evil()</script></body></html>",
    "broken": "<svg><script>evil()</script>",
    "utf-7": '<?xml version="1.0" encoding="UTF-7"?>+ADw-svg+AD4-evil',
    "empty": "",
}

ODD_NAMES = [
    *(
        "page.html",
        "page.HTM",
        "page.xhtml",
        "code.js",
        "code.mjs",
        "style.css",
        "feed.xml",
        "x.json",
        "x.php",
    ),
    *(
        "x.htaccess",
        "x.svgz",
        "x.pdf",
        "x.exe",
        "x.sh",
        "x.md",
        "x.png.html",
        "x",
        "x.",
        "con.png",
        "aux.svg",
    ),
    *("NUL.png", "com1.png", "a b.png", "a?b.png", "a*b.png", 'a"b.png', "a<b>.png", "a|b.png", "a:b.png"),
    *("a\\b.png", "a%2e.png", "ä.png", "a\u0308.png", "a\nb.png", "a\u202eb.png", "-x.png", ".hidden.png"),
    *("..png", "…png", "x" * 200 + ".png", " .png", "~.png", "'.png", "&.png", "`.png", "$x.png"),
    *(".htaccess", ".nojekyll", ".crosswalk-site", "CNAME", "_headers", "_redirects", "index.html"),
]


@pytest.fixture(scope="module")
def with_media(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A site of every kind of file that a media folder may hold, and what was said of it."""
    folder = tmp_path_factory.mktemp("media")
    media = folder / "content/media"
    files: dict[str, str | bytes] = {
        "topics/a.md": topic(body="![x](/media/gone.png)\n"),
        "media/ok.png": PNG,
    }
    files |= {f"media/drawings/{name}.svg": text for name, text in DRAWINGS.items()}
    files |= {f"media/odd/{name}": "<script>evil()</script>" for name in ODD_NAMES}
    files |= {"media/case/Logo.png": PNG, "media/case/logo.PNG": PNG, "media/case/LOGO.png": PNG}
    files |= {
        "media/Case/logo.png": PNG,
        "media/Case/other.png": PNG,
        "media/case/third.png": PNG,
        "media/twin.png/x.png": PNG,
        "media/TWIN.png": PNG,
    }
    files |= {f"media/{'/'.join('abcdefghijklmnopqrstuvwxyz')}/x.png": PNG}
    files |= {"media/liar.png": "<script>evil()</script>", "media/big.png": PNG + bytes(6 << 20)}
    write(folder / "content", files)
    write(folder, {"secret.png": PNG + b"evil", "secrets/x.png": PNG + b"evil"})
    (media / "link.png").symlink_to("../../secret.png")
    (media / "absolute.png").symlink_to(folder / "secret.png")
    (media / "loop.png").symlink_to("loop.png")
    (media / "nowhere.png").symlink_to("nowhere")
    (media / "folder").symlink_to("../../secrets")
    (media / "device.png").symlink_to("/dev/zero")
    os.mkfifo(media / "pipe.png")
    return folder / "site", build(folder / "content", folder / "site")


def test_media_never_fail_a_build(with_media: tuple[Path, Run]) -> None:
    """Whatever lies in the media folder is a warning at most."""
    _, result = with_media
    assert result.code == 0, result.stderr
    assert not result.errors
    assert all(found.code == found.code.lower() for found in result.findings)


def test_media_bring_nothing_that_acts(with_media: tuple[Path, Run]) -> None:
    """No link, no file that a host would take for a document or a program, and no drawing that runs."""
    site, _ = with_media
    media = [path for path in (site / "media").rglob("*") if not path.is_dir()]
    for path in media:
        assert not path.is_symlink()
        assert path.is_file()
        assert b"evil" not in path.read_bytes(), path
        assert path.suffix in (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".svg"), path
    assert (site / "media/ok.png").read_bytes() == PNG


def test_media_have_portable_names_that_differ_in_more_than_case(with_media: tuple[Path, Run]) -> None:
    assert_portable(with_media[0])


@pytest.mark.parametrize("make", ["link", "file", "pipe", "unreadable"])
def test_a_media_folder_that_is_none_is_a_warning_at_most(tmp_path: Path, make: str) -> None:
    content = write(tmp_path / "content", OLD)
    write(tmp_path / "secrets", {"x.png": PNG + b"evil"})
    media = content / "media"
    match make:
        case "link":
            media.symlink_to("../secrets")
        case "file":
            media.write_bytes(b"evil")
        case "pipe":
            os.mkfifo(media)
        case _:
            media.mkdir(mode=0)
    result = build(content, tmp_path / "site")
    media.chmod(0o755) if make == "unreadable" else None
    assert result.code == 0
    assert not result.errors
    assert all(b"evil" not in data for data in files_of(tmp_path / "site").values())


def test_a_missing_logo_or_screenshot_is_a_warning_at_most(tmp_path: Path) -> None:
    keys = ("guideline_companyLogoUrl: /media/gone.png", "guideline_screenshotUrl: /media/../x.png")
    content = write(tmp_path / "content", {"topics/a.md": topic(*entry(keys[0]))})
    assert build(content, tmp_path / "site").code == 0
    write(content, {"topics/b.md": topic("guidelines:", "  - guideline_id: g", f"    {keys[1]}", id="b")})
    assert check(content).codes == {"url-invalid"}


# Which files there are

_PORTABLE = re.compile(r"[A-Za-z0-9._-]+")
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def assert_portable(site: Path) -> None:
    """Assert that every name below *site* can stand on every file system, and beside the others."""
    names: Counter[str] = Counter()
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        assert not path.is_symlink(), name
        assert path.is_file() or path.is_dir(), name
        assert _PORTABLE.fullmatch(path.name), name
        assert not _DEVICE.fullmatch(path.name), name
        assert not path.name.endswith("."), name
        assert len(path.name) <= 143, name  # what encrypted file systems have room for
        assert path.stat().st_nlink == 1 or path.is_dir(), name
        names[name.casefold()] += 1
    assert max(names.values()) == 1, names.most_common(3)


NAMES: dict[str, Files] = {
    "every key": every_key("Text"),
    "categories that differ in case": {
        f"topics/t{n}.md": topic(f"topic_category: '{name}'", id=f"t{n}")
        for n, name in enumerate(
            [
                *("HTTP", "http", "Http", "h-t-t-p", "http!", "HTTP ", "\uff48ttp"),
                *("con", "CON", "index", "404", "..", "/", "a/b", "a\\b", "ä", "a\u0308", "\U0001f984"),
                *("x" * 500, "x" * 501, "-", "_", "%2e", "con.txt", "uncategorised", "design", "topics"),
            ]
        )
    },
    "ids like parts of the site": {
        f"topics/t{n}.md": topic(*entry(id=name), id=name)
        for n, name in enumerate(
            ["topics", "guidelines", "categories", "design", "json", "html", "assets", "media", "x404", "a-b"]
        )
    },
    "the longest names": {
        "topics/a.md": topic(*entry(id="g" * 100), f"permalink: /{'a' * 99}/{'b' * 99}", id="t" * 100),
        "topics/b.md": topic(f"topic_category: {'word ' * 1_000}", id="u" * 100),
    },
    "permalinks near each other": {
        "topics/a.md": topic("permalink: /a", id="a"),
        "topics/b.md": topic("permalink: /a/b", id="b"),
        "topics/c.md": topic("permalink: /a/b/c/", id="c"),
        "topics/d.md": topic("permalink: /topics", id="d"),
        "topics/e.md": topic("permalink: /media/x", id="e"),
        "topics/f.md": topic("permalink: /assets/x/", id="f"),
        "topics/g.md": topic("permalink: /robots", id="g"),
        "topics/h.md": topic("permalink: /sitemap/", id="h"),
        "topics/i.md": topic("permalink: /designs", id="i"),
    },
    "published files": {
        "topics/a.md": topic("permalink: /design/topics/a", "layout: topic", "sort: '1'"),
        "topics/b.md": topic(*entry("guideline__links: {x: 1}", "references: []"), id="b"),
    },
}
BASES = ["", "https://kb.example", "https://kb.example/kb"]


@pytest.fixture(scope="module")
def named() -> Iterator[dict[tuple[str, str], Path]]:
    """The site of each of NAMES at each of BASES."""
    with in_memory() as folder:
        sites = {}
        for number, (name, files) in enumerate(NAMES.items()):
            content = write(folder / f"content-{number}", files)
            for at, base in enumerate(BASES):
                site = folder / f"site-{number}-{at}"
                result = build(content, site, *([f"--base-url={base}"] if base else []))
                assert result.code == 0, f"{name}: {result.stderr}"
                sites[name, base] = site
        yield sites


@pytest.mark.parametrize("name", NAMES)
def test_names_are_portable_and_differ_in_more_than_case(
    named: dict[tuple[str, str], Path], name: str
) -> None:
    assert_portable(named[name, ""])


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", NAMES)
def test_no_link_within_the_site_is_dead(named: dict[tuple[str, str], Path], name: str, base: str) -> None:
    """In pages, documents and sitemap, at the root of a host and below a path."""
    assert dead_links(named[name, base], base) == []


class Head(HTMLParser):
    """What a page says of itself, its ids and what refers to them, its scripts and its addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.refers: list[str] = []
        self.metas: dict[str, str] = {}
        self.canonical: list[str] = []
        self.scripts: list[str] = []
        self.addresses: list[str] = []
        self.counts: Counter[str] = Counter()
        self.title = ""
        self._open = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        given = {name: value or "" for name, value in attrs}
        self._open = tag
        self.counts[tag] += 1
        self.ids += [given["id"]] if "id" in given else []
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"):
            self.refers += given.get(name, "").split()
        if tag == "meta" and "name" in given:
            self.metas[given["name"]] = given.get("content", "")
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical.append(given["href"])
        if tag == "script":
            self.scripts.append(given.get("type", ""))
        self.addresses += [given[name] for name in ("href", "src") if name in given]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's name
        """Note that text is nobody's."""
        self._open = ""

    def handle_data(self, data: str) -> None:
        """Take the title."""
        if self._open == "title":
            self.title += data


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_what_it_is(named: dict[tuple[str, str], Path], name: str, base: str) -> None:
    """A title, a description, one canonical address, one h1; ids once each, and nothing refers to none."""
    site = named[name, base]
    for path in page_names(site):
        page = Head((site / path).read_text(encoding="utf-8"))
        assert page.title.strip(), path
        assert page.metas["description"].strip(), path
        assert len(page.canonical) == 1, path
        assert page.canonical[0].startswith(f"{base}/"), path
        assert page.counts["title"] == page.counts["h1"] == page.counts["main"] == 1, path
        assert Counter(page.ids).most_common(1)[0][1] == 1, (path, Counter(page.ids).most_common(1))
        assert set(page.refers) <= set(page.ids), path
        assert sorted(page.scripts) == ["application/ld+json", "module"], path


@pytest.mark.parametrize("base", BASES)
def test_the_page_for_what_is_missing_works_at_any_depth(
    named: dict[tuple[str, str], Path], base: str
) -> None:
    """A host shows it at whatever address was asked for, so no address in it is relative."""
    html = (named["every key", base] / "404.html").read_text(encoding="utf-8")
    base_path = re.sub(r"^https?://[^/]*", "", base)
    for address in Head(html).addresses:
        assert address.startswith((f"{base_path}/", "#", "https://")), address
        assert not address.startswith("//"), address


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_strict(named: dict[tuple[str, str], Path], name: str) -> None:
    """JSON without a key twice or a number that is none; XML that parses; all of it UTF-8 without a mark."""
    for base in BASES:
        site = named[name, base]
        for path in site.rglob("*.json"):
            document(site, str(path.relative_to(site)))
        for path in (*site.rglob("*.xml"), *site.rglob("*.svg")):
            expat.ParserCreate().Parse(path.read_bytes(), True)
        for file, data in files_of(site).items():
            if not file.startswith("media/") and not file.endswith(".png"):
                assert not data.startswith(b"\xef\xbb\xbf"), file
                assert "\0" not in data.decode(), file


def test_derived_links_of_published_files_are_not_copied(named: dict[tuple[str, str], Path]) -> None:
    for path, data in files_of(named["every key", ""]).items():
        assert b"guideline__links" not in data, path


# Same content, same bytes


def test_a_site_is_the_same_whatever_surrounds_the_build(tmp_path: Path, crosswalk_command: Command) -> None:
    """Zone, locale, hash seed, umask, folder and its spelling, order and age of the files: all alike."""
    files = every_key("Tëxt") | {f"topics/n{n}.md": topic(id=f"n{n}", name=f"N {n}") for n in range(9)}
    write(tmp_path / "one/content", files)
    twin = tmp_path / "another place/with a longer name/content"
    for age, name in enumerate(sorted(files, reverse=True)):
        write(twin, {name: files[name]})
        os.utime(twin / name, (age * 86_400, age * 86_400))
    (tmp_path / "alias").symlink_to("one")
    one = tmp_path / "one"
    surroundings: list[tuple[dict[str, str | None], Path, str, str, int]] = [
        ({"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}, one, "content", "site-0", 0o022),
        (
            {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
            one,
            "content/",
            "site-1",
            0o077,
        ),
        (
            {"LANG": "tr_TR.UTF-8", "LC_ALL": None, "PYTHONHASHSEED": "2"},
            one,
            "./content/.",
            "site-2/",
            0o000,
        ),
        (
            {"PYTHONUTF8": "0", "LC_ALL": "C", "HOME": "/canary-home"},
            one,
            str(one / "content"),
            "a/b/c",
            0o027,
        ),
        ({"USER": "canary-user", "HOSTNAME": "canary-host"}, twin.parent, "content", "out", 0o022),
        ({"SOURCE_DATE_EPOCH": "1", "PYTHONOPTIMIZE": "1"}, tmp_path, "alias/content", "by-alias", 0o022),
        (
            {"CANARY": "canary-variable", "NO_COLOR": "1", "CI": "1"},
            Path("/"),
            str(twin),
            str(tmp_path / "x"),
            0o022,
        ),
    ]
    sites = []
    for variables, folder, content, output, mask in surroundings:
        before = os.umask(mask)
        try:
            done = crosswalk_command(
                "build", "--content", content, "--output", output, env=variables, cwd=folder
            )
        finally:
            os.umask(before)
        assert done.returncode == 0, done.stderr
        sites.append(folder / output)
    first = files_of(sites[0])
    year = time.strftime("%Y").encode()
    for site in sites[1:]:
        assert files_of(site) == first, site
    modes = {
        tuple((str(path.relative_to(site)), path.stat().st_mode) for path in sorted(site.rglob("*")))
        for site in sites
    }
    assert len(modes) == 1
    foreign = [b"canary", str(tmp_path).encode(), str(SOURCES.parent).encode(), b"/site-packages", b"root@"]
    for path, data in first.items():
        assert not [word for word in foreign if word in data], path
        assert year not in data.replace(b"2026-01-31", b"").replace(b"31 January 2026", b""), path


def test_check_and_build_say_the_same_however_often(tmp_path: Path, crosswalk_command: Command) -> None:
    files = {
        f"topics/t{n}.md": topic("title: 1", "x: y", "permalink: /same", *entry(f"guideline_company: C{n}"))
        for n in range(6)
    }
    content = write(tmp_path / "content", files | {"media/x.html": "x", "media/y.js": "y"})
    said = {
        crosswalk_command(*arguments, "--content", content, env={"PYTHONHASHSEED": str(seed)}).stderr
        for seed in range(2)
        for arguments in (["check"], ["build", "--output", tmp_path / "site"])
    }
    assert len(said) == 1
    assert next(iter(said)).count("\n") > 12
    assert beside(tmp_path / "site") == ["content"]


# Publication: killed, or told of an error, at any moment

FAULTS = """
    import errno, io, json, os, signal, sys
    from contextlib import redirect_stderr, redirect_stdout

    import crosswalk.build  # which `cli` imports no sooner than it is needed
    from crosswalk.cli import main

    root, act, step = sys.argv[1], sys.argv[2], int(sys.argv[3])
    public = f"{root}/public"
    ASKED = {
        "open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.symlink",
        "os.scandir", "os.listdir", "os.truncate", "os.utime", "shutil.rmtree", "shutil.move", "ctypes.dlsym",
    }
    CODES = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES]

    def build(content):
        err = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(err):
            code = main(["build", "--content", f"{root}/{content}", "--output", f"{public}/site"])
        return code, err.getvalue()

    def child(work):
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.write(writer, json.dumps(work()).encode())
            os._exit(0)
        os.close(writer)
        with open(reader, "rb") as answer:
            said = answer.read()
        status = os.wait()[1]
        return json.loads(said) if said else None, status

    def site():
        found = {}
        for folder, _, names in os.walk(f"{public}/site"):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, public)] = file.read()
        return found

    def faulty(moment):
        done = []

        def hook(event, arguments):
            # What is asked of the file system from the lock on; only names within the public folder, or
            # such as stand alone because they are relative to a folder that is open.
            if event not in ASKED or event == "ctypes.dlsym" and act != "kill":
                return
            path = os.fsdecode(arguments[0]) if isinstance(arguments[0], (str, bytes, os.PathLike)) else ""
            if not done and not path.endswith(".crosswalk.lock"):
                return
            if path.startswith("/") and not path.startswith(public):
                return
            done.append(event)
            if len(done) == moment:
                if act == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                code = CODES[moment % len(CODES)]
                raise OSError(code, os.strerror(code))

        sys.addaudithook(hook)
        code, said = build("new")
        return code, said, done[moment - 1] if len(done) >= moment else ""

    build("new")
    new = site()
    build("old")
    old = site()
    moment = 0
    while True:
        moment += step
        answer, status = child(lambda: faulty(moment))
        now = site()
        state = "old" if now == old else "new" if now == new else "broken"
        left = sorted(set(os.listdir(public)) - {"site"})
        again, _ = child(lambda: build("old"))
        clean = again[0] == 0 and site() == old and os.listdir(public) == ["site"]
        print(json.dumps([moment, answer, state, left, clean, again]), flush=True)
        if answer and not answer[2]:
            break
"""


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder with the content `old` and `new`, and `public` with the site of `old` in it."""
    with in_memory() as folder:
        write(folder / "old", OLD)
        write(folder / "new", NEW)
        assert build(folder / "old", folder / "public/site").code == 0
        yield folder


def faults_at(ground: Path, act: str, step: int) -> list[list[object]]:
    """Return what came of builds that *act* is done to, each *step* moments later than the one before."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FAULTS), str(ground), act, str(step)],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_build_killed_at_any_moment_leaves_one_whole_site(ground: Path) -> None:
    """The old site or the new one, only our own names beside it, and the next build clears them away."""
    # Some moments of a whole site; tests/test_write.py takes every moment of a small one.
    moments = faults_at(ground, "kill", 15)
    assert len(moments) > 10
    for moment, answer, state, left, clean, again in moments:
        assert state in ("old", "new"), moment
        assert isinstance(left, list)
        assert all(name.startswith((LEFT, LOCK)) for name in left), (moment, left)
        assert clean, (moment, again)
        assert answer is None or answer[0] == 0  # type: ignore[index] # the last one was not killed
    assert {state for _, _, state, *_ in moments} == {"old", "new"}


CLEANING = {"os.remove", "os.rmdir", "os.scandir", "os.listdir", "shutil.rmtree"}


def test_an_error_at_any_moment_leaves_the_old_site_or_is_none(ground: Path) -> None:
    """Disk full, quota, read-only: exit 1 in one line, the old site untouched and nothing left beside it.

    A build that says 1 has not published; one that has, says 0, even if it could not clear away the old.
    """
    wrong = []
    for moment, answer, state, left, clean, again in faults_at(ground, "error", 25):
        assert isinstance(answer, list)
        code, said, event = answer
        fine = (code == 0 and state == "new") or (code == 1 and state == "old")
        if code == 1:
            fine = fine and said.count("\n") == 1 and "mistake in crosswalk" not in said
            fine = fine and (not left or event in CLEANING)
        if not fine or not clean:
            wrong.append((moment, event, code, said, state, left, again))
    assert not wrong


class Failing:
    """Stands in for a function of the operating system: fails at its n-th call."""

    def __init__(self, real: Callable[..., object], at: int) -> None:
        self._real = real
        self._left = at

    def __call__(self, *arguments: object, **named: object) -> object:
        """Fail, or do what the real one does."""
        self._left -= 1
        if self._left == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return self._real(*arguments, **named)


@pytest.mark.parametrize("name", ["fsync", "fdatasync", "sync", "replace", "rename", "fchmod", "lstat"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_call_that_fails_leaves_the_old_site_or_is_none(
    ground: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    """What no audit hook sees; exit 0 must mean the new site, exit 1 the old one."""
    site = ground / "public/site"
    old = files_of(site)
    with monkeypatch.context() as patched:
        patched.setattr(os, name, Failing(getattr(os, name), at))
        result = build(ground / "new", site)
    now = files_of(site)
    if result.code == 0:
        assert now != old
    else:
        assert result.code == 1, result.stderr
        assert now == old, "the new site stands there, and yet it is said that it could not be written"
        assert_one_line(result)
    assert build(ground / "new", site).code == 0
    assert beside(site) == []


@pytest.mark.parametrize("size", [0, 1, 79, 80, 81, 1_000, 5_000, 20_000])
def test_a_limit_on_the_size_of_files_leaves_the_old_site(ground: Path, size: int) -> None:
    """The kernel itself cuts writes short and refuses the rest."""
    site = ground / "public/site"
    before = snapshot(ground)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        result = build(ground / "new", site)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert result.code == 1
    assert_one_line(result)
    assert snapshot(ground) == before


SMALL_DISK = """
    set -e
    mount -t tmpfs -o size=$1 none "$2"
    shift
    build() { "$PYTHON" -m crosswalk build --content "$1" --output "$2" --quiet; }
    build "$2" "$1/site"
    cp -a "$1/site" "$4"
    if [ "$5" = point ]; then mount --bind "$1/site" "$1/site"; fi
    if [ "$5" = readonly ]; then mount -o remount,ro "$1"; fi
    code=0
    build "$3" "$1/site" 2>"$4.stderr" || code=$?
    diff -r "$1/site" "$4" >/dev/null && echo "$code old" || echo "$code other"
    ls -A "$1"
"""


def _may_mount() -> bool:
    tool = shutil.which("unshare")
    return (
        tool is not None
        and not subprocess.run(
            [tool, "--mount", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
        ).returncode
    )


@pytest.mark.parametrize("kind", ["full", "readonly", "point"])
def test_a_real_disk_that_is_full_or_read_only_leaves_the_old_site(ground: Path, kind: str) -> None:
    """On a small disk of its own; where none may be mounted, the tests above stand for this one."""
    if not _may_mount():
        return
    (ground / "disk").mkdir()
    write(ground / "new", {"media/large.png": PNG + bytes(1 << 20)})
    size = "2m" if kind == "full" else "8m"
    done = subprocess.run(
        [
            *("unshare", "--mount", "sh", "-c", textwrap.dedent(SMALL_DISK), "sh", size),
            *(str(ground / name) for name in ("disk", "old", "new", "copy")),
            kind,
        ],
        env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHON": sys.executable},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["1", "old", "site"], done.stderr
    said = (ground / "copy.stderr").read_text()
    assert said.count("\n") == 1, said
    assert "mistake in crosswalk" not in said
    assert "Error" not in said


@pytest.mark.parametrize("mode", [0o555, 0o111, 0o444, 0o000], ids=oct)
@pytest.mark.parametrize("place", ["public", "public/site"])
def test_a_folder_that_may_not_be_written_leaves_the_old_site(ground: Path, place: str, mode: int) -> None:
    """Of the output itself only the names are exchanged, so that may go well, or not be tried at all."""
    before = files_of(ground / "public/site")
    (ground / place).chmod(mode)
    done = run_as_somebody("build", "--content", ground / "new", "--output", ground / "public/site")
    for path in (ground / place, *ground.glob("public/*")):
        path.chmod(0o755)
    if place == "public" and mode == 0o555:
        assert done.returncode == 1
    if done.returncode == 0:
        assert place == "public/site"
        assert files_of(ground / "public/site") != before
    else:
        assert done.returncode in (1, 2)
        assert_one_line(done)
        assert files_of(ground / "public/site") == before
    assert build(ground / "new", ground / "public/site").code == 0
    assert beside(ground / "public/site") == []


KILLER = """
    import atexit, os, signal, sys

    moments = 0

    def count(event, arguments):
        global moments
        if event.startswith(("open", "os.", "shutil.", "ctypes.")):
            moments += 1
            if moments == int(os.environ["MOMENT"]):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    atexit.register(lambda: sys.stdout.write(f" {moments}"))
"""


def test_a_real_process_killed_at_any_moment_leaves_one_whole_site(ground: Path) -> None:
    """From its first breath to its last: moments spread over the run, and more of them near its end."""
    site = ground / "public/site"
    write(ground / "killer", {"sitecustomize.py": textwrap.dedent(KILLER)})
    old = files_of(site)

    def run_until(moment: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                *(sys.executable, "-m", "crosswalk", "build"),
                *("--content", str(ground / "new"), "--output", str(site)),
            ],
            env={**os.environ, "PYTHONPATH": f"{ground / 'killer'}:{SOURCES}", "MOMENT": str(moment)},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    whole = run_until(0)
    assert whole.returncode == 0
    new = files_of(site)
    length = int(whole.stdout.split()[-1])
    for moment in (*range(1, length, length // 6), *range(length - 180, length + 1, 30)):
        assert build(ground / "old", site).code == 0
        assert beside(site) == []
        assert run_until(moment).returncode in (0, -signal.SIGKILL)
        assert files_of(site) in (old, new), moment
        assert all(name.startswith((LEFT, LOCK)) for name in beside(site)), moment


# Publication: several builds, and what others left


def test_builds_at_once_are_each_whole(tmp_path: Path) -> None:
    """Five builds of different content into one output: each is published or says busy, none is mixed."""
    results = {}
    for number in range(5):
        files = {f"topics/t{n}.md": topic(id=f"t{n}", name=f"Of {number}") for n in range(30)}
        write(tmp_path / f"content-{number}", files)
        assert build(tmp_path / f"content-{number}", tmp_path / "alone" / str(number)).code == 0
        results[number] = files_of(tmp_path / "alone" / str(number))
    site = tmp_path / "public/site"
    started = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "crosswalk", "build"),
                *("--content", str(tmp_path / f"content-{number}"), "--output", str(site)),
            ],
            env={**os.environ, "PYTHONPATH": str(SOURCES)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for number in range(5)
    ]
    said = [process.communicate(timeout=120)[1] for process in started]
    codes = [process.returncode for process in started]
    assert set(codes) <= {0, 1}, said
    assert 0 in codes
    for code, words in zip(codes, said, strict=True):
        assert words.count("\n") == code, words
    published = files_of(site)
    assert published in [results[number] for number in range(5) if codes[number] == 0]
    assert beside(site) == []


@contextmanager
def held_lock(folder: Path) -> Iterator[None]:
    """Hold the lock file in *folder* as a build does."""
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_a_build_beside_a_held_lock_waits_or_says_busy(ground: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may wait for as long as it likes (the clock runs fast here), and touches nothing meanwhile."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: now.__setitem__(0, now[0] + max(seconds, 0.01) * 100))
    before = snapshot(ground / "public/site")
    with held_lock(ground / "public"):
        result = build(ground / "new", ground / "public/site")
        assert result.code == 1
        assert_one_line(result)
        assert "busy" in result.stderr
        assert snapshot(ground / "public/site") == before
        assert beside(ground / "public/site") == [LOCK]
    assert build(ground / "new", ground / "public/site").code == 0
    assert beside(ground / "public/site") == []


def test_a_build_goes_on_when_the_lock_is_released(ground: Path) -> None:
    """A process of its own: it has said busy or still waits, and once it may, it publishes."""
    site = ground / "public/site"
    before = snapshot(site)
    with held_lock(ground / "public"):
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "crosswalk", "build"),
                *("--content", str(ground / "new"), "--output", str(site)),
            ],
            env={**os.environ, "PYTHONPATH": str(SOURCES)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            code: int | None = process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            code = None
        assert snapshot(site) == before
    assert process.wait(timeout=60) == (0 if code is None else 1)
    assert (snapshot(site) != before) == (code is None)


def _folder(path: Path) -> None:
    write(path, {"design/topics/x.html": "x", ".crosswalk-site": ""})


def _guarded_folder(path: Path) -> None:
    write(path, {"a/b/c": "x"})
    (path / "a/link").symlink_to("../../../precious")
    (path / "a/b").chmod(0)


def _outside(path: Path) -> None:
    path.symlink_to("../precious")


LEFTOVERS: dict[str, tuple[str, Callable[[Path], object], bool]] = {
    "a stale lock": (LOCK, Path.touch, True),
    "a stale lock with words": (LOCK, lambda path: path.write_text("4711\n"), True),
    "a staged site": (".crosswalk-new-0123456789ab", _folder, True),
    "a staged site that is odd": (".crosswalk-new-00000000000a", _guarded_folder, True),
    "a staged file": (".crosswalk-new-00000000000b", Path.touch, True),
    "a staged link to a folder": (".crosswalk-new-00000000000c", _outside, True),
    "a staged link to nothing": (
        ".crosswalk-new-00000000000d",
        lambda path: path.symlink_to("nowhere"),
        True,
    ),
    "a staged pipe": (".crosswalk-new-00000000000e", os.mkfifo, True),
    "a lock that is a link": (LOCK, _outside, False),
    "a lock that is a link to a file": (LOCK, lambda path: path.symlink_to("../precious/file"), False),
    "a lock that is a folder": (LOCK, Path.mkdir, False),
    "a folder that is called almost so": (".crosswalk-new-x", _guarded_folder, False),
    "another's old site": (".crosswalk-old-0123456789ab", _folder, False),
    "another's old link": (".crosswalk-old-link", _outside, False),
}


@pytest.mark.parametrize(("name", "make", "cleared"), LEFTOVERS.values(), ids=LEFTOVERS)
@pytest.mark.parametrize("present", [True, False], ids=["old site", "no site"])
def test_what_a_killed_build_left_harms_nobody(
    ground: Path, name: str, make: Callable[[Path], object], cleared: bool, present: bool
) -> None:
    """Cleared away, or in the way: exit 1 then; where a link leads stays as it is in either case."""
    write(ground / "precious", {"file": "years of work", "folder/file": "more of it"})
    site = ground / "public/site"
    if not present:
        shutil.rmtree(site)
    make(ground / "public" / name)
    precious = snapshot(ground / "precious")
    old = snapshot(site) if present else {}
    result = build(ground / "new", site)
    assert snapshot(ground / "precious") == precious
    assert result.code == 0 or not cleared
    if result.code:
        assert result.code == 1
        assert_one_line(result)
        assert (snapshot(site) if present else {}) == old
    elif cleared:
        assert beside(site) == []


@pytest.mark.parametrize("marker", ["link", "broken link", "folder", "absent"])
def test_only_a_marker_that_is_a_file_makes_a_folder_ours(ground: Path, marker: str) -> None:
    site = ground / "public/site"
    (path,) = [path for path in site.iterdir() if path.name.startswith(".crosswalk")]
    path.rename(ground / "marker")
    match marker:
        case "link":
            path.symlink_to(ground / "marker")
        case "broken link":
            path.symlink_to("nowhere")
        case "folder":
            path.mkdir()
        case _:
            pass
    before = snapshot(ground)
    assert build(ground / "new", site).code == 2
    assert snapshot(ground) == before


@pytest.mark.parametrize("name", [".crosswalk-new-content", ".crosswalk-old-content", ".crosswalk-content"])
def test_content_beside_the_output_is_not_taken_for_a_leftover(tmp_path: Path, name: str) -> None:
    """Whatever it is called: a build may refuse it, but must not remove it."""
    content = write(tmp_path / name, OLD)
    before = snapshot(content)
    assert build(content, tmp_path / "site").code in (0, 1, 2)
    assert snapshot(content) == before


@pytest.mark.parametrize("name", [".crosswalk-new-site", ".crosswalk-old-site", LOCK])
def test_an_output_called_like_a_leftover_is_refused_or_kept(tmp_path: Path, name: str) -> None:
    """The build of another site beside it does not take it away."""
    content = write(tmp_path / "content", OLD)
    first = build(content, tmp_path / "public" / name)
    assert first.code in (0, 1, 2)
    assert "mistake in crosswalk" not in first.stderr
    if first.code == 0:
        before = snapshot(tmp_path / "public" / name)
        assert build(content, tmp_path / "public/site").code == 0
        assert snapshot(tmp_path / "public" / name) == before


def test_a_working_folder_that_is_gone_is_no_mistake_of_ours(ground: Path) -> None:
    """A relative output has no place then; that is misuse or a site that cannot be written."""
    (ground / "gone").mkdir()
    done = subprocess.run(
        [
            *("/bin/sh", "-c", 'cd "$1"; rmdir "$1"; shift; exec "$@"', "sh", str(ground / "gone")),
            *(sys.executable, "-P", "-m", "crosswalk", "build"),
            *("--content", str(ground / "new"), "--output", "site"),
        ],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode in (1, 2)
    assert_one_line(done)


def _numbers(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return the inode, age and mode of all below *folder*, itself included."""
    paths = [folder, *sorted(folder.rglob("*"))]
    return {
        str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns, path.lstat().st_mode) for path in paths
    }


def test_content_with_errors_touches_nothing(ground: Path) -> None:
    """Not a byte, a time or an inode, in the output or beside it."""
    write(ground / "new", {"topics/c.md": topic("title: 1", id="c")})
    before, numbers = snapshot(ground), _numbers(ground / "public")
    for _ in range(2):
        assert build(ground / "new", ground / "public/site").code == 1
    assert snapshot(ground) == before
    assert _numbers(ground / "public") == numbers


@pytest.mark.parametrize("output", ["public/site", "public/other", "a/b/c/site", "new/site"])
def test_nothing_is_written_but_the_output(ground: Path, output: str) -> None:
    """Neither content nor neighbours, nor the folders above, whatever the output is called."""
    write(ground / "public", {"neighbour/index.html": "mine", "file": "mine", ".hidden": "mine"})
    before = snapshot(ground)
    assert build(ground / "new", ground / output).code == 0
    made = {parent.as_posix() for parent in Path(output).parents}
    after = {
        name: data
        for name, data in snapshot(ground).items()
        if name != output and not name.startswith(f"{output}/") and (name in before or name not in made)
    }
    assert after == {
        name: data for name, data in before.items() if name != output and not name.startswith(f"{output}/")
    }


def test_an_output_that_becomes_a_link_meanwhile_is_not_followed(
    ground: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exchanged for a link to precious things while the build is under way."""
    site = ground / "public/site"
    write(ground / "precious", {"file": "years of work", ".crosswalk-site": ""})
    precious = snapshot(ground / "precious")
    real = os.fchmod if hasattr(os, "fchmod") else os.chmod

    def exchanged(*arguments: object, **named: object) -> None:
        if not site.is_symlink():
            site.rename(ground / "aside")
            site.symlink_to("../precious")
        real(*arguments, **named)  # type: ignore[arg-type] # whatever the caller gave

    with monkeypatch.context() as patched:
        patched.setattr(os, "fchmod", exchanged)
        result = build(ground / "new", site)
    assert snapshot(ground / "precious") == precious
    assert result.code in (0, 1, 2)
    assert "mistake in crosswalk" not in result.stderr
    assert [name for name in beside(site) if name.startswith(LEFT)] == []


def test_what_is_read_while_sites_are_exchanged_is_one_of_them(ground: Path) -> None:
    """A reader that holds the folder open sees the site it opened, whole, through the exchange."""
    site = ground / "public/site"
    before = files_of(site)
    folder = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    try:
        assert run("build", "--content", ground / "new", "--output", site).code == 0
        assert files_of(site) != before
    finally:
        os.close(folder)
