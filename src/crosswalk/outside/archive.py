"""Dead links -> the copies that the Internet Archive has of them.

In: addresses. Out: the addresses of copies. The archive is asked about one after another, and only about so
many: it is a help for authors, and no part of the verdict.
"""

import asyncio
import json
from collections.abc import Iterable

import aiohttp

from crosswalk.grammar import url_fault

SERVICE = "https://archive.org/wayback/available"
MOST = 50
_LONGEST = 65_536
_TIMEOUT = aiohttp.ClientTimeout(total=20)


def copies_of(urls: Iterable[str], service: str = SERVICE) -> dict[str, str]:
    """Return by URL the copy that *service* has of each of *urls*, as far as it answers."""
    return asyncio.run(_copies(list(urls)[:MOST], service))


async def _copies(urls: list[str], service: str) -> dict[str, str]:
    async with aiohttp.ClientSession(timeout=_TIMEOUT, trust_env=True) as session:
        found = {url: await _copy(session, url, service) for url in urls}
    return {url: copy for url, copy in found.items() if copy}


async def _copy(session: aiohttp.ClientSession, url: str, service: str) -> str:
    try:
        async with session.get(service, params={"url": url}) as response:
            answer = json.loads(await response.content.read(_LONGEST))
        copy = answer["archived_snapshots"]["closest"]["url"]
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, TypeError, KeyError):
        return ""
    return copy if isinstance(copy, str) and url_fault(copy, local=False) is None else ""
