"""Who a Discord user is to Townhall: an account in the company's own server; bots and other servers are outsiders."""

import discord

from adapters.discord.addresses import PLATFORM
from bots.chat import Who
from core.values import frozen


@frozen
class Company:
    """The company's servers, the main one first: only what happens there, or in a direct message, counts."""

    guilds: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.guilds or not all(guild.isdecimal() for guild in self.guilds):
            raise ValueError("guilds: the ids of the company's Discord servers, at least one")

    def who(self, guild: int | None, user: discord.abc.User, locale: str = "") -> Who:
        """Who did it. A direct message names no server: there the person's account in the main one counts."""
        return self.known(guild, str(user.id), user.bot, locale)

    def known(self, guild: int | None, user: str, bot: bool = False, locale: str = "") -> Who:
        """The same, where only the user's id is told."""
        space = self.guilds[0] if guild is None else str(guild)
        return Who(PLATFORM, space, user, locale[:2].lower() or None, bot or space not in self.guilds)
