"""The bare requests that probe this Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio

from . import DiscordServer
from .raw import Raw


@pytest_asyncio.fixture
async def raw() -> AsyncIterator[Raw]:
    """A client that sends anything; the test fails when it leaves a violation unlooked at."""
    async with DiscordServer() as server, aiohttp.ClientSession(connector=server.connector()) as session:
        yield Raw(server, session)
