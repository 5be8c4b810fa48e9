"""Who leaves the company's server is reached there no more, and acts there no more: their link ends at once."""

import structlog

from adapters.discord.addresses import PLATFORM
from adapters.discord.connection import Connection
from adapters.discord.directory import Company
from adapters.discord.refusals import NO_MEMBER
from bots.app import App
from bots.chat import Failed
from core import people

log = structlog.get_logger()
TOGETHER = 100
"""Members that Discord looks up by number in one question."""


class Members:
    """Only with the setting `discord.members`; otherwise leaving is noticed at the next refusal."""

    def __init__(self, app: App, connection: Connection, company: Company) -> None:
        self._app, self._connection, self._company = app, connection, company

    async def left(self, guild: str, user: str) -> None:
        """Somebody left; who comes back shows again who they are."""
        if guild not in self._company.guilds:
            return
        person = await self._app.db.write(lambda tx: people.unlink(tx, PLATFORM, guild, user))
        if person is not None:
            log.info("discord: somebody left the server and is linked there no more", person=person, guild=guild)

    async def look_who_left(self) -> None:
        """Who left while Townhall did not listen."""
        for guild in self._company.guilds:
            linked = await self._app.db.read(lambda tx, guild=guild: people.linked_users(tx, PLATFORM, guild))  # type: ignore[misc]
            for at in range(0, len(linked), TOGETHER):
                for user in await self._absent(guild, linked[at : at + TOGETHER]):
                    await self.left(guild, user)

    async def _absent(self, guild: str, users: list[str]) -> list[str]:
        """Those of these users who are not in the server; each is asked for by name before it counts."""
        client = self._connection.client
        here = client.get_guild(int(guild)) if client else None
        if here is None:
            return []
        ids = [int(user) for user in users if user.isdecimal()]
        present = {str(one.id) for one in await here.query_members(user_ids=ids, limit=len(ids), cache=False)}
        return [str(id_) for id_ in ids if str(id_) not in present and await self._gone(guild, str(id_))]

    async def _gone(self, guild: str, user: str) -> bool:
        try:
            await self._connection.call("GET", "/guilds/{guild_id}/members/{user_id}", guild_id=guild, user_id=user)
        except Failed as failed:
            return failed.why == NO_MEMBER
        return False
