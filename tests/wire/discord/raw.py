"""Requests to this Discord as they are, without a library that would correct them."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from . import Answer, Channel, DiscordServer, Person
from .sample import TIMEOFF


class Raw:
    """One test's requests, with two people and a place to write in."""

    def __init__(self, server: DiscordServer, session: aiohttp.ClientSession) -> None:
        self.server, self.session = server, session
        self.ana, self.bo = server.person("Ana"), server.person("Bo")
        self.place = server.channel("support")

    async def ask(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        address = f"https://discord.com/api/v10{path}"
        headers = {"Authorization": f"Bot {self.server.token}"}
        async with self.session.request(method, address, json=body, headers=headers, **more) as answer:
            raw = await answer.read()
            return answer.status, json.loads(raw) if raw else None

    async def post(self, body: Any, place: Channel | None = None) -> tuple[int, Any]:
        return await self.ask("POST", f"/channels/{(place or self.place).id}/messages", body)

    async def register(self, *commands: Any) -> tuple[int, Any]:
        return await self.ask("PUT", f"/applications/{self.server.application_id}/commands", list(commands))

    async def answer(self, kind: int, data: Any = None, *, which: int = -1) -> tuple[int, Any]:
        seen = self.server.acts.payloads
        payload = list(seen.values())[which]
        body = {"type": kind} if data is None else {"type": kind, "data": data}
        return await self.ask("POST", f"/interactions/{payload['id']}/{payload['token']}/callback", body)

    async def asks(self, who: Person | None = None) -> asyncio.Task[Answer]:
        """Somebody gives /timeoff; the probe answers."""
        await self.register(TIMEOFF)
        task = asyncio.create_task(self.server.command(who or self.ana, "timeoff"))
        await asyncio.sleep(0)
        return task

    def token(self) -> str:
        return str(list(self.server.acts.payloads.values())[-1]["token"])

    def refused(self, code: int, times: int = 1) -> None:
        taken = self.server.take_violations()
        assert [one.code for one in taken] == [code] * times, taken
