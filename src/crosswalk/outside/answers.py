"""What came of asking an address, as values: no library of HTTP is known behind these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """Why there was no answer, in words that a message ends with."""

    NO_ADDRESS = "that is no address that could be asked"
    NO_HOST = "there is no such host"
    NOT_ASKED = "that is no public address"
    """By our own will, see `addresses`."""
    NO_NETWORK = "the network could not be reached"
    REFUSED = "the host refuses the connection"
    UNREACHABLE = "the host cannot be reached"
    CERTIFICATE = "its certificate is not valid"
    TLS = "no secure connection comes about"
    TIMEOUT = "no answer in time"
    BROKEN = "the answer breaks off, or is no HTTP"
    CIRCLE = "its redirects do not come to an end"


OF_HOST = frozenset(
    (Fault.NO_HOST, Fault.NOT_ASKED, Fault.REFUSED, Fault.UNREACHABLE, Fault.CERTIFICATE, Fault.TLS)
)
"""Faults that all addresses of a host share: it is asked once."""
PASSING = frozenset((Fault.TIMEOUT, Fault.BROKEN, Fault.REFUSED, Fault.UNREACHABLE))
"""Faults that may be gone a moment later."""
UNHEARD = frozenset((Fault.NO_HOST, Fault.NO_NETWORK, Fault.REFUSED, Fault.UNREACHABLE, Fault.TIMEOUT))
"""What a machine without network finds everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An address to be asked, once for all links that lead to it."""

    url: str
    """Without its fragment."""
    fragments: tuple[str, ...] = ()
    """The places that it is to be searched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it: a status, or else a fault."""

    status: int = 0
    fault: Fault | None = None
    moved: str = ""
    """Where permanent redirects led."""
    rest: float | None = None
    """How many seconds the host asks us to wait for, if it does."""
    challenged: bool = False
    """The host wants to see a browser first."""
    anchors: Mapping[str, bool | None] = field(default_factory=dict)
    """By fragment: whether the page has it; None where that cannot be told."""
