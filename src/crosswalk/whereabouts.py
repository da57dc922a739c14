"""A mention -> where the thing that it names is declared, and where it is named at all.

In: a workspace, and a mention in one of its files. Out: files and mentions in them.
"""

from collections.abc import Iterator

from crosswalk.briefing import topic_named
from crosswalk.editing import Mention, Role, What
from crosswalk.rewrite import CATEGORIES
from crosswalk.workspace import Workspace

Spotted = tuple[str, Mention]
"""A file, and a mention in it."""


def declared(workspace: Workspace, file: str, mention: Mention) -> Iterator[Spotted]:
    """Yield where the thing that *mention*, in *file*, names gets its name; nothing where nobody says."""
    name, state = mention.name, workspace.state
    homes: list[str] = []
    match mention.what:
        case What.TOPIC:
            topic = topic_named(name, state.crosswalk)
            homes = [topic.places[""].file] if topic else []
            name = topic.id if topic else name
        case What.GUIDELINE:
            homes = [entry.place.file for entry in state.registry.guidelines if entry.id == name]
            if not homes:
                yield from _stated(workspace, name)
        case What.POSITION:
            homes = [file]
        case What.CATEGORY:
            homes = [CATEGORIES]
    for home in homes:
        reading = workspace.reading(home)
        for each in reading.mentions if reading else ():
            if (each.what, each.name, each.role) == (mention.what, name, Role.DECLARES):
                yield home, each


def _stated(workspace: Workspace, guideline_id: str) -> Iterator[Spotted]:
    """Yield the first mention of a guideline beside which a topic states what it is."""
    for topic in workspace.state.registry.topics:
        for entry in topic.entries:
            if entry.guideline_id == guideline_id and entry.facts:
                place = entry.places["guideline_id"]
                reading = workspace.reading(place.file)
                for each in reading.mentions if reading else ():
                    if reading and each.begin == reading.source.index(place):
                        yield place.file, each
                return


def named(workspace: Workspace, file: str, mention: Mention) -> Iterator[Spotted]:
    """Yield every mention of the thing that *mention*, in *file*, names; a position is one of its file's."""
    listed = (
        [(file, workspace.reading(file))]
        if mention.what is What.POSITION
        else workspace.saying("" if mention.what is What.CATEGORY else mention.name)
    )
    for each, reading in listed:
        for other in reading.mentions if reading else ():
            if (other.what, other.name) == (mention.what, mention.name):
                yield each, other
