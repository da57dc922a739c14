"""Index a crosswalk with Pagefind, and say what it took: a line of JSON.

Each topic is a page, its name the heading, with a section for each guideline, so that hits can lead to
sections; with `--references` each reference is a page, too.
"""

import argparse
import asyncio
import json
import tempfile
import time
from html import escape
from pathlib import Path

import corpus
from pagefind.index import PagefindIndex

from crosswalk.model import Crosswalk, Topic


def page(known: Crosswalk, topic: Topic) -> str:
    """Return a topic as a page."""
    category = known.category_of[topic.id].name
    sections = "".join(
        f'<section><h2 id="{pair.guideline.id}">{escape(pair.guideline.title)}</h2>'
        f'<span data-pagefind-filter="guideline">{escape(pair.guideline.id)}</span>'
        f'<span data-pagefind-filter="organisation">{escape(pair.guideline.company or "")}</span>'
        + "".join(f"<p>{escape(each.name)}</p><p>{escape(each.quote or '')}</p>" for each in pair.references)
        + "</section>"
        for pair in known.pairs_of_topic[topic.id]
    )
    return (
        f'<html lang="en"><body data-pagefind-body><h1>{escape(topic.name)}</h1><p>{escape(topic.id)}</p>'
        f'<p data-pagefind-filter="category">{escape(category)}</p>'
        f"<p>{escape(topic.description or '')}</p><p>{escape(topic.body.text)}</p>{sections}</body></html>"
    )


def write(known: Crosswalk, folder: Path, *, references: bool) -> None:
    """Write the pages that are indexed; records handed over by its Python API take 0.1 s each, instead."""
    for topic in known.topics:
        (folder / f"{topic.id}.html").write_text(page(known, topic), encoding="utf-8")
        places = [(pair, each) for pair in known.pairs_of_topic[topic.id] for each in pair.references]
        for number, (pair, reference) in enumerate(places if references else ()):
            text = (
                f'<html lang="en"><body data-pagefind-body><h1>{escape(reference.name)}</h1>'
                f'<p data-pagefind-filter="guideline">{escape(pair.guideline.id)}</p>'
                f"<p>{escape(reference.quote or '')}</p></body></html>"
            )
            (folder / f"{topic.id}_{number}.html").write_text(text, encoding="utf-8")


async def index(folder: Path, output: Path) -> None:
    """Write the index of the pages in *folder* to *output*."""
    async with PagefindIndex() as made:
        await made.add_directory(str(folder))
        await made.write_files(output_path=str(output))


def main() -> None:
    """Index, and print what it took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("content", type=Path)
    arguments.add_argument("count", type=int)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--body", type=Path)
    arguments.add_argument("--references", action="store_true")
    given = arguments.parse_args()
    body = given.body.read_text(encoding="utf-8") if given.body else ""
    known = corpus.grown(corpus.original(given.content), given.count, body)
    with tempfile.TemporaryDirectory() as folder:
        write(known, Path(folder), references=given.references)
        began = time.perf_counter()
        asyncio.run(index(Path(folder), given.output))
        seconds = time.perf_counter() - began
    files = [path for path in given.output.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(
        json.dumps({"topics": given.count, "seconds": round(seconds, 2), "files": len(files), "bytes": size})
    )


if __name__ == "__main__":
    main()
