"""Discord: the same bots over discord.py's gateway; state lives in the custom ids, none of it in the library."""

from adapters.discord.client import DiscordChat
from adapters.discord.commands import commands
from adapters.discord.connection import NotReady

__all__ = ["DiscordChat", "NotReady", "commands"]
