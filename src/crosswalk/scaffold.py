"""A new knowledge base: every file that it begins with, ready to be checked, built and published.

In: what its owner has chosen. Out: files by path. The example in it is made up, of no particular field.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from crosswalk.draft import Told, drafted, yaml_of
from crosswalk.model import Output
from crosswalk.origin import NOWHERE, Origin
from crosswalk.workflows import RESULTS, workflow_files


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what a site publishes its texts."""

    spdx: str
    name: str
    url: str


LICENCES = {
    each.spdx: each
    for each in (
        Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    )
}
NO_LICENCE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the owner of a site decides before there is one."""

    title: str
    description: str
    section: str = "practice"
    language: str = "en"
    repository: str = ""
    licence: Licence | None = None
    origin: Origin | None = None
    """Where the workflows take crosswalk from; None leaves it to be filled in."""


def site_files(choices: Choices) -> Iterator[Output]:
    """Yield the files of a new site."""
    texts = {
        "crosswalk.toml": _settings(choices),
        "README.md": _readme(choices),
        ".gitignore": _IGNORED,
        **dict(workflow_files(choices.origin or NOWHERE)),
        "content/categories.yaml": yaml_of("category", _CATEGORIES),
        "content/topics/reply-time.md": drafted("topic", _TOPIC, _ARTICLE),
        "content/guidelines/acme-house-rules.md": drafted("guideline", _ACME, _PROFILE),
        "content/guidelines/globex-handbook.yaml": yaml_of("guideline", _GLOBEX),
        "content/pages/about.md": _about(choices),
    }
    if choices.licence:
        texts["content/LICENSE"] = _licence(choices.licence)
    for path, text in texts.items():
        yield Output(path, text.encode())


# Settings and words about the site


def _settings(choices: Choices) -> str:
    # A string of JSON is one of TOML, but that TOML escapes DEL too, which no answer holds.
    lines = [
        "# What the owner of the site decides; authors write in content/.",
        f"title = {json.dumps(choices.title, ensure_ascii=False)}",
        f"description = {json.dumps(choices.description, ensure_ascii=False)}",
        f"language = {json.dumps(choices.language)}",
        "# The segment of the addresses of topics and guidelines: choose it before you publish.",
        f"section = {json.dumps(choices.section)}",
        "# Where the site is made from; with it, pages have links to edit and to report.",
        f"repository = {json.dumps(choices.repository)}"
        if choices.repository
        else '# repository = "https://github.com/example/knowledge"',
        "# What 'crosswalk links' has found; once it has, pages tell how many links are alive.",
        f"links = {json.dumps(RESULTS)}",
    ]
    return "".join(f"{line}\n" for line in lines) + _APPEARANCE


def _readme(choices: Choices) -> str:
    licence = choices.licence
    terms = f"\nThe texts are published under [{licence.name}]({licence.url}).\n" if licence else ""
    origin = choices.origin
    source = f"git+https://github.com/{origin.repository}@{origin.revision}" if origin else ""
    install = f"$ pipx install {source}\n" if origin else ""
    return f"""\
# {_plain(choices.title)}

{_plain(choices.description)}

    content/topics/<id>.md        a question, and what each guideline says about it
    content/guidelines/<id>.md    the facts of a guideline
    content/categories.yaml       the categories, in the order of the site
    content/pages/<name>.md       pages such as About
    crosswalk.toml                what the site is called, and where it stands

The topic and the two guidelines in there are an example, and made up. Write your own, then delete them.

```console
{install}$ crosswalk new topic       # asks what it needs; also: guideline, reference, page, post
$ crosswalk check           # says what is wrong, and where
$ crosswalk serve           # shows it in a browser, and each edit as you save it
$ crosswalk fmt             # puts front matter into one form
$ crosswalk build           # makes the site in site/
```

To publish, push this folder to GitHub as the branch `main`, and choose "GitHub Actions" under Settings,
Pages, Source. `crosswalk doctor` says whether anything is missing. The workflows in `.github/workflows` do
the rest: a push to `main` publishes, and a mistake leaves the site as it was; a pull request is told what is
wrong with it and what it means. Once a week they ask whether the links to other hosts are alive, and propose
what they found as a pull request, if "Allow GitHub Actions to create pull requests" is chosen under Settings,
Actions, General.
{terms}"""


def _about(choices: Choices) -> str:
    licence = choices.licence
    terms = (
        f"\nThe texts of this site are published under [{licence.name}]({licence.url}).\n" if licence else ""
    )
    values: dict[str, Told] = {"title": "About", "description": "What this site is, and who writes it."}
    return drafted("page", values, f"{_ABOUT}{terms}")


def _plain(text: str) -> str:
    """Return *text* as Markdown that shows it as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#&" else char for char in " ".join(text.split()))


def _licence(licence: Licence) -> str:
    return f"""\
SPDX-License-Identifier: {licence.spdx}

The texts in this folder are published under {licence.name}: {licence.url}
"""


_APPEARANCE = """\
# logo = "logo.svg"
# navigation = ["topics", "guidelines", "about"]

# What things are called in your field.
# [labels]
# topic = "question"
# topics = "questions"

# [colours]
# accent = ["#00603a", "#6fd8a6"]

# [footer]
# text = "Kept by volunteers"
"""

_IGNORED = """\
# what crosswalk build makes
/site/
.crosswalk-*
.crosswalk.lock
"""

_ABOUT = """\
Several guidelines answer the same questions. This site lays their answers side by side and leads to their
exact words.

Say here who writes it, what is in it and what is not, and how to reach you.
"""


# The example


_CATEGORIES: list[Told] = [
    {
        "category_name": "Working together",
        "category_description": "What people who work together can expect of each other.",
    }
]

_TOPIC: dict[str, Told] = {
    "topic_id": "reply-time",
    "topic_name": "Time to reply",
    "topic_category": "Working together",
    "topic_question": "How soon is a message answered?",
    "topic_description": "How long somebody who asks has to wait, and what they can do meanwhile.",
    "topic_positions": [
        {"id": "same-day", "label": "The same day", "description": "Every message is answered on its day."},
        {"id": "by-urgency", "label": "It depends", "description": "Who asks says how urgent it is."},
    ],
    "guidelines": [
        {
            "guideline_id": "acme-house-rules",
            "position": "same-day",
            "note": "Everybody is answered before the evening, if only with a date.",
            "references": [
                {
                    "name": "Answering",
                    "url": "https://example.org/acme#answering",
                    "level": "must",
                    "rule": "12",
                }
            ],
        },
        {
            "guideline_id": "globex-handbook",
            "position": "by-urgency",
            "references": [{"name": "Messages", "url": "https://example.com/globex#messages"}],
        },
    ],
}

_ARTICLE = """\

This topic is an example, and its guidelines are made up. An article begins with a definition: the time to
reply is what passes between a question and the first answer.

> [!TIP]
> An answer can be a date by which there will be one.
"""

_ACME: dict[str, Told] = {
    "guideline_id": "acme-house-rules",
    "guideline_title": "Acme House Rules",
    "guideline_url": "https://example.org/acme",
    "guideline_company": "Acme",
    "guideline_companyUrl": "https://example.org",
    "guideline_language": "en",
    "guideline_status": "current",
    "guideline_description": "How people at Acme treat each other.",
}

_PROFILE = """\

Say here in two or three sentences what the guideline is good at.
"""

_GLOBEX: dict[str, Told] = {
    "guideline_id": "globex-handbook",
    "guideline_title": "Globex Handbook",
    "guideline_url": "https://example.com/globex",
    "guideline_company": "Globex",
}
