"""The colours of a site by their roles: the theme's, or an owner's, and whether texts stay legible.

In: an owner's choices. Out: a style sheet of them, or what is wrong with them. Ratios are those of WCAG 2.2.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from crosswalk import shipped

_ROLE = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
SCHEMES = ("light", "dark")

TEXT, DRAWN = 4.5, 3.0
"""The least contrast of a text (1.4.3) and of what is drawn (1.4.11)."""

_GROUNDS = ("paper", "shade", "accent-wash")
_READ_ON = (
    *((ink, ground, TEXT) for ink in ("ink", "ink-soft", "accent") for ground in _GROUNDS),
    ("on-accent", "accent", TEXT),
    ("warning", "paper", TEXT),
    ("warning", "shade", TEXT),
    ("accent", "bar-ground", DRAWN),
    ("line-strong", "paper", DRAWN),
)
"""What stands on what, and the contrast that it needs."""


class Colour(NamedTuple):
    """A colour as `#rrggbb`, in the light and in the dark scheme."""

    light: str
    dark: str


@cache
def of_theme() -> Mapping[str, Colour]:
    """Return the colours of the theme by their roles."""
    text = (shipped.templates() / "assets/css/tokens.css").read_text(encoding="utf-8")
    return {role: Colour(light, dark) for role, light, dark in _ROLE.findall(text)}


def of_site(own: Mapping[str, Colour]) -> Mapping[str, Colour]:
    """Return all colours by their roles, an owner's in the place of the theme's."""
    return {**of_theme(), **own}


def style(own: Mapping[str, Colour]) -> str:
    """Return the rule that puts an owner's colours in the place of the theme's."""
    lines = [f"--{role}: light-dark({light}, {dark});" for role, (light, dark) in own.items()]
    return ":root {\n" + "\n".join(lines) + "\n}\n" if lines else ""


def faint(own: Mapping[str, Colour]) -> Iterator[str]:
    """Yield in words each of an owner's colours that cannot be read with what it meets."""
    chosen = of_site(own)
    for ink, ground, least in _READ_ON:
        if ink not in own and ground not in own:
            continue
        for scheme in SCHEMES:
            found = contrast(getattr(chosen[ink], scheme), getattr(chosen[ground], scheme))
            if found < least:
                yield (
                    f"{ink} on {ground} has a contrast of {found:.1f} in the {scheme} scheme; "
                    f"{least:g} is needed to make it out"
                )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
