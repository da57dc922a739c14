"""How politely hosts are asked: so many requests at once, some time apart, and none while one wants rest.

In: the name of a host. Out: a turn. Nothing here asks anything. Time comes from a `Clock`: tests need none.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """What tells the time, and lets it pass."""

    def now(self) -> float:
        """Return seconds since some moment."""

    async def sleep(self, seconds: float) -> None:
        """Return *seconds* later."""


class RealClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Return seconds since some moment."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return *seconds* later."""
        await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is asked of hosts, and how long they are waited for; times in seconds."""

    per_host: int = 2
    """Most requests at once to one host."""
    delay: float = 0.5
    """Least time between the beginnings of two requests to one host."""
    at_once: int = 16
    """Most requests at once."""
    timeout: float = 20.0
    """Most time for one request, from the connection to the last byte that is read."""
    retries: int = 2
    """How often an address is asked again after a fault that may pass."""
    pause: float = 2.0
    """Before the first retry; twice as long before each further one."""
    longest_rest: float = 120.0
    """Most time that a host may ask us to wait for; what asks for more cannot be told."""
    redirects: int = 10
    page: int = 2 * 1024 * 1024
    """Most bytes of a page that are searched for anchors."""
    run: float = 3_600.0
    """Most time for everything; what was not asked by then stays as it was."""
    contact: str = ""
    """Who asks, for those who read the logs of a host: an address, or ""."""
    allow_private: bool = False
    """Whether addresses are asked that are not public."""


class _Host:
    """One host: who asks it now, and when it may be asked next."""

    def __init__(self, per_host: int) -> None:
        self.room = asyncio.Semaphore(per_host)
        self.next = 0.0


class Hosts:
    """Gives turns."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._room = asyncio.Semaphore(limits.at_once)
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(limits.per_host))

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait until *name* may be asked, and be the one who asks."""
        host = self._hosts[name]
        async with host.room:
            while (wait := host.next - self._clock.now()) > 0:
                await self._clock.sleep(wait)
            host.next = self._clock.now() + self._limits.delay
            async with self._room:
                yield

    def rest(self, name: str, seconds: float) -> None:
        """Have nobody ask *name* for so many *seconds*."""
        self._hosts[name].next = max(self._hosts[name].next, self._clock.now() + seconds)
