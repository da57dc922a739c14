"""`crosswalk new site`: a knowledge base for any field, ready to publish."""

import argparse
import os
import sys
from pathlib import Path

from crosswalk.commands.asking import Answers, Question, answered, declare_questions
from crosswalk.commands.options import a_path
from crosswalk.commands.printing import named, print_lines
from crosswalk.diagnostics import CrosswalkError, printable, reason_of

PURPOSE = "begin a knowledge base in a folder of its own"
EXAMPLE = "crosswalk new site house-rules --title 'House rules' --licence CC-BY-4.0"


def declare(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the arguments of `crosswalk new site` to the *kinds* of things that can be made."""
    parser = kinds.add_parser(
        "site",
        help=PURPOSE,
        description=f"{PURPOSE[0].upper()}{PURPOSE[1:]}. A terminal asks what is missing.",
        epilog=f"example: {EXAMPLE}",
        allow_abbrev=False,
    )
    parser.add_argument("folder", type=a_path, metavar="DIR", help="where to put it: absent, or empty")
    declare_questions(parser, _questions(Path()))


def _questions(folder: Path) -> list[Question]:
    def title(_answers: Answers) -> str:
        words = printable(named(Path(os.path.abspath(folder)))).rpartition("/")[2]  # noqa: PTH100 - a name, no place
        return words.replace("-", " ").replace("_", " ").capitalize()

    return [
        Question(name="title", words="what the site is called", propose=title, fault=_line_fault),
        Question(
            name="description",
            words="what it is about, in a sentence",
            propose=lambda _: "What the guidelines say, side by side.",
            fault=_line_fault,
        ),
        Question(
            name="licence",
            words="under what licence its texts are published: CC0-1.0, CC-BY-4.0 or none",
            propose=lambda _: "none",
            fault=_licence_fault,
        ),
        Question(
            name="section",
            words="the segment of the addresses of topics and guidelines",
            propose=lambda _: "practice",
            fault=lambda text: _setting_fault("section", text),
        ),
        Question(
            name="repository",
            words="the address of its repository, as in https://github.com/example/knowledge",
            fault=lambda text: _setting_fault("repository", text),
        ),
        Question(
            name="language",
            words="the language of its texts",
            is_asked=False,
            propose=lambda _: "en",
            fault=lambda text: _setting_fault("language", text),
        ),
        Question(
            name="action",
            words="where its workflows take crosswalk from, as in OWNER/crosswalk@COMMIT",
            is_asked=False,
            fault=_action_fault,
        ),
    ]


def _line_fault(text: str) -> str | None:
    return None if text.isprintable() else "has more than one line"


def _licence_fault(text: str) -> str | None:
    from crosswalk.scaffold import LICENCES, NO_LICENCE

    known = (*LICENCES, NO_LICENCE)
    return None if text in known else f"is none of {', '.join(known)}"


def _action_fault(text: str) -> str | None:
    from crosswalk.origin import origin_of

    return None if origin_of(text) else "is not OWNER/NAME@ and a commit, or the tag of a version"


def _setting_fault(key: str, text: str) -> str | None:
    from crosswalk.settings import setting_fault

    return setting_fault(key, text)


def run(options: argparse.Namespace) -> int:
    """Make the folder, and say what to do next."""
    from crosswalk.origin import origin, origin_of
    from crosswalk.replace import create_folder
    from crosswalk.scaffold import LICENCES, Choices, site_files

    answers = answered(_questions(options.folder), options)
    licence = LICENCES.get(answers.pop("licence"))
    source = origin_of(answers.pop("action", "")) or origin()
    shown = printable(named(options.folder))
    try:
        create_folder(options.folder, site_files(Choices(licence=licence, origin=source, **answers)))
    except FileExistsError:
        raise CrosswalkError(f"{shown} is there already, and not empty; nothing is written") from None
    except OSError as error:
        raise CrosswalkError(f"cannot make {shown}: {reason_of(error)}", exit_code=1) from None
    print_lines([f"{shown} is begun; next: cd {shown} && crosswalk build"], sys.stdout)
    return 0
