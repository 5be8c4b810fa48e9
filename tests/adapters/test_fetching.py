"""Fetching a file that somebody sent: from the platform's hosts only, counted while it comes, never believed."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from adapters import fetching
from adapters.fetching import NotFetched, fetched
from adapters.web import listen

pytestmark = pytest.mark.wire
CONTENT = b"Naam;E-mail\n"


async def _endless(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _piece in range(10_000):
        await answer.write(bytes(64 * 1024))
    return answer


async def _slow(request: web.Request) -> web.Response:
    await asyncio.sleep(2)
    return web.Response(body=CONTENT)


async def _elsewhere(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "/plain"})


@pytest.fixture
async def host() -> AsyncIterator[str]:
    """A host of the platform's, with files of every kind."""
    made = web.Application()
    answers: dict[str, Any] = {
        "/plain": lambda: web.Response(body=CONTENT),
        "/page": lambda: web.Response(text="<html>Sign in</html>", content_type="text/html"),
        "/packed": lambda: web.Response(body=bytes(100), headers={"Content-Encoding": "gzip"}),
        "/large": lambda: web.Response(body=bytes(8_000_001)),
        "/gone": lambda: web.Response(status=404),
    }

    async def plain(request: web.Request) -> web.Response:
        return answers[request.path]()

    for path in answers:
        made.router.add_get(path, plain)
    made.router.add_get("/endless", _endless)
    made.router.add_get("/slow", _slow)
    made.router.add_get("/elsewhere", _elsewhere)
    runner, port = await listen(made, 0)
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def test_what_comes_is_counted_and_what_is_odd_is_refused(host: str) -> None:
    """T05, T18, T34: no redirect, no packed bytes, no page to sign in, nothing without an end, no other host."""
    async with aiohttp.ClientSession() as session:
        assert await fetched(session, f"{host}/plain", {host}) == CONTENT
        assert b"Sign in" in await fetched(session, f"{host}/page", {host}, page=True)
        wrong = {
            f"{host}/gone": "not_fetched", f"{host}/elsewhere": "not_fetched", f"{host}/page": "not_fetched",
            f"{host}/packed": "not_fetched", f"{host}/large": "too_large", f"{host}/endless": "too_large",
            f"{host}/slow": "slow", "": "not_fetched", "/plain": "not_fetched", "file:///etc/passwd": "not_fetched",
            "http://127.0.0.1:1/plain": "not_fetched", "https://files.slack.com.evil.example/x": "not_fetched",
            f"http://{host.removeprefix('http://')}@evil.example/": "not_fetched", "http://[": "not_fetched",
        }  # fmt: skip
        for url, why in wrong.items():
            with pytest.raises(NotFetched) as refused:
                await fetched(session, url, {host}, seconds=0.5 if why == "slow" else fetching.SECONDS)
            assert (url, refused.value.why) == (url, why)
