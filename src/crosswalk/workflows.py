"""The workflows of a new site, and the actions that they use, each pinned to a commit.

In: where crosswalk itself comes from. Out: the text of files below `.github`. The workflows of this
repository use the same commits; a test holds that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswalk.origin import NOWHERE, Origin

ACTIONS = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "actions/configure-pages": ("983d7736d9b0ae728b81ab479565c72886d7745b", "v5.0.0"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
    "actions/deploy-pages": ("cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
    "actions/upload-artifact": ("bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "v7.0.0"),
    "actions/download-artifact": ("3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "v8.0.1"),
    "actions/attest": ("1e69f48acb82d1966a394da916b4c1698aa569d6", "v4.2.2"),
}
"""The commits that the releases of these actions are tagged at: a tag can be moved, a commit cannot."""

OWN_ACTIONS = ("", "/.github/smoke", "/.github/links", "/.github/propose")
"""The folders of crosswalk's repository with actions: to build, to look at a live site, to ask its links, and
to propose what is known of them."""

RESULTS = "links.json"
"""The file in which a new site keeps what is known of its links; the actions take it for granted."""


@dataclass(frozen=True, slots=True)
class Use:
    """A line of a workflow that uses an action."""

    line: int
    action: str
    """As in `owner/name`, perhaps with a folder in it."""
    revision: str
    remark: str
    """What stands behind it, by habit the version."""


_USE = re.compile(
    r"^\s*(?:-\s+)?(?:['\"]?uses['\"]?)\s*:\s*['\"]?([\w.-]+/[\w./-]+)@([^\s'\"#]+)['\"]?[ \t]*(?:#\s*(\S*))?"
)


def uses_of(text: str) -> Iterator[Use]:
    """Yield the actions that the workflow *text* uses, but for those of its own repository."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := _USE.match(line):
            yield Use(number, found[1], found[2], found[3] or "")


_FILL_IN = """\
# FILL IN: who publishes the crosswalk that you use, in place of OWNER, and the commit of its version.
"""


def workflow_files(origin: Origin) -> Iterator[tuple[str, str]]:
    """Yield path and text of what a new site has below `.github`."""
    uses = {name: f"{name}@{commit} # {version}" for name, (commit, version) in ACTIONS.items()}
    uses |= {
        f"crosswalk{folder}": f"{origin.repository}{folder}@{origin.revision} # {origin.version}"
        for folder in OWN_ACTIONS
    }
    note = _FILL_IN if origin == NOWHERE else ""
    yield ".github/workflows/publish.yml", f"{note}{_publish(uses)}"
    yield ".github/workflows/check.yml", f"{note}{_check(uses)}"
    yield ".github/workflows/links.yml", f"{note}{_links(uses)}"
    yield ".github/dependabot.yml", _DEPENDABOT


def _publish(uses: dict[str, str]) -> str:
    return f"""\
# Builds the site at every push to main, and publishes it on GitHub Pages.
name: publish
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions: {{}}
concurrency:
  group: pages
  cancel-in-progress: false
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: read
    steps:
      - uses: {uses["actions/checkout"]}
        with:
          persist-credentials: false
      - uses: {uses["crosswalk"]}
  deploy:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.deployment.outputs.page_url }}}}
    steps:
      - id: deployment
        uses: {uses["actions/deploy-pages"]}
      - uses: {uses["crosswalk/.github/smoke"]}
        with:
          url: ${{{{ steps.deployment.outputs.page_url }}}}
"""


def _check(uses: dict[str, str]) -> str:
    return f"""\
# Tells what is wrong with a pull request and what it means, and keeps its site as an artifact to look at.
name: check
on: pull_request
permissions: {{}}
concurrency:
  group: check-${{{{ github.ref }}}}
  cancel-in-progress: true
jobs:
  check:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: {uses["actions/checkout"]}
        with:
          persist-credentials: false
          fetch-depth: 2 # what is checked out is a merge; its first parent is what it goes into
      - uses: {uses["crosswalk"]}
        with:
          since: HEAD^1
          pages: 'false'
"""


def _links(uses: dict[str, str]) -> str:
    return f"""\
# Asks once a week whether the links to other hosts are alive; what is known of them comes as a pull request.
# The job that asks strangers cannot write, and the job that writes asks nobody but GitHub.
name: links
on:
  schedule:
    - cron: '23 4 * * 1'
  workflow_dispatch:
permissions: {{}}
concurrency:
  group: links
  cancel-in-progress: false
jobs:
  ask:
    runs-on: ubuntu-latest
    timeout-minutes: 90
    permissions:
      contents: read
    steps:
      - uses: {uses["actions/checkout"]}
        with:
          persist-credentials: false
      - uses: {uses["crosswalk/.github/links"]}
  propose:
    needs: ask
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: write
      pull-requests: write
    steps:
      - uses: {uses["actions/checkout"]}
        with:
          persist-credentials: false
      - uses: {uses["crosswalk/.github/propose"]}
"""


_DEPENDABOT = """\
# Proposes new versions of the actions that the workflows use, crosswalk among them.
version: 2
updates:
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: monthly
    cooldown:
      default-days: 7
"""
