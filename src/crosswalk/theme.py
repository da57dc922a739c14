"""The theme of a site: its templates, compiled once, and its assets, each one file of bytes.

In: the theme of every site, and what the owner of one lays over it. Out: HTML for a template's name and the
values it receives; the bytes of assets. Nothing here knows what a page is about.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    TemplateSyntaxError,
)

from crosswalk import bundles, colours, shipped, texts
from crosswalk.appearance import Appearance
from crosswalk.colours import Colour
from crosswalk.diagnostics import CrosswalkError, shortened
from crosswalk.templating import Templates
from crosswalk.texts import Texts, texts_of

STYLESHEET = "site.css"
SCRIPT = "site.js"
DRAFT = "draft.js"
"""The script of one page alone, which is loaded there."""
ICON = "icon.svg"
SEARCH_ENGINE = "minisearch.js"
STEMMER = "stemmer.js"

SHIPPED = "crosswalk"
"""In front of a name it means the template of every site, whatever the owner has in its place."""

_SAID = re.compile(r'\b(?:say|pieces)\("([^"]+)"')
_SAID_ALONE = re.compile(r'\bsay\("([^"]+)"\)')
"""How a script asks for a text; and how for one without values, which takes the place of the question."""
_NO_TEXTS, _ENGLISH_PLURAL = "const TEXTS = {};", "Number(n !== 1)"
"""What stands in `texts.js` where the texts of a site and the rule of its plurals belong."""


class Theme:
    """The theme of one site."""

    def __init__(self, appearance: Appearance, say: Texts) -> None:
        """Take what the owner decided, and the texts of the site.

        Raises CrosswalkError where a template of the owner is none.
        """
        self.say = say
        self._appearance = appearance
        self._own = {path: content.decode() for path, content in appearance.files("", ".html").items()}
        every_site = FileSystemLoader(shipped.templates(), encoding="utf-8")
        own = FunctionLoader(self._own.get)
        loader = (
            ChoiceLoader([own, PrefixLoader({SHIPPED: every_site}), every_site]) if self._own else every_site
        )
        self._templates = Templates(loader, say)
        for name in self._own:
            self._compiled(name)

    def _compiled(self, name: str) -> None:
        try:
            Environment(autoescape=True).parse(self._own[name])  # as it is written, so that lines are right
            self._templates.get_template(name)
        except TemplateSyntaxError as error:
            message = f"theme: {name}:{error.lineno}: {error.message}"
            raise CrosswalkError(message) from None

    def render(self, template: str, **values: object) -> str:
        """Return the page that *template* makes of *values*.

        Raises CrosswalkError where a template of the owner asks for what is not there.
        """
        try:
            return self._templates.get_template(f"pages/{template}.html").render(**values)
        except Exception as error:
            if not self._own:
                raise  # a mistake of ours; one in a template can be of any kind
            message = f"theme: a page by pages/{template}.html cannot be made: {shortened(str(error))}"
            raise CrosswalkError(message) from error

    def forget(self) -> None:
        """Let go of what is kept for further pages: there will be none of these values."""
        self._templates.forget()

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """The files of the theme by name."""
        own = self._appearance.files("assets/")
        folder = shipped.templates() / "assets"
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        made = {
            STYLESHEET: bundles.stylesheet(folder / "css") + self._own_style(),
            SCRIPT: self._script("main"),
            DRAFT: self._script("draft"),
        }
        logo = self._appearance.logo
        return {
            **files,
            **{name: text.encode() for name, text in made.items()},
            **{name: content for name, content in own.items() if not name.endswith(".css")},
            **({logo.path: logo.content} if logo else {}),
        }

    @cached_property
    def colours(self) -> Mapping[str, Colour]:
        """All colours by their roles, the owner's among them."""
        return colours.of_site(dict(self._appearance.colours))

    def _own_style(self) -> str:
        """Return what the owner adds to the style sheet, in a layer over all others."""
        files = self._appearance.files("assets/", ".css")
        rules = colours.style(dict(self._appearance.colours)) + "".join(map(bytes.decode, files.values()))
        return f"@layer own {{\n{rules}}}\n" if rules else ""

    def _script(self, entry: str) -> str:
        def said(match: re.Match[str]) -> str:
            return json.dumps(self.say(match[1]), ensure_ascii=False)

        script = _SAID_ALONE.sub(said, bundles.script(shipped.templates() / "assets/js", entry))
        others = self.say.for_scripts(_SAID.findall(script))
        return script.replace(_NO_TEXTS, f"const TEXTS = {others};").replace(
            _ENGLISH_PLURAL, f"Number({self.say.plural})"
        )


@lru_cache(maxsize=1)  # of one that is replaced, nothing is kept: an owner who tries colours makes many
def theme_of(language: str, appearance: Appearance) -> Theme:
    """Return the theme of a site in a *language* whose owner decided on its *appearance*."""
    return Theme(appearance, texts_of(language, appearance.catalogues(), appearance.labels))


def read_again() -> None:
    """Have templates, texts and assets read anew by whoever asks next: they have changed."""
    theme_of.cache_clear()
    texts.read_again()


def version(content: bytes) -> str:
    """Return a short name for *content*: while the asset's name stays, this changes with it (SPEC 3)."""
    return hashlib.sha256(content).hexdigest()[:10]
