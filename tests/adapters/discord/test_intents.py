"""What Discord is asked to tell is what is listened to: no intent without a listener, no listener without its intent."""

from collections.abc import Iterable
from pathlib import Path

from adapters.discord import DiscordChat
from adapters.discord.connection import Gateway
from bots.app import App
from bots.bot import Bot
from bots.registry import BOTS
from core.clock import SetClock
from core.db import Database
from tests.lite import FRIDAY, lite_url

INTENTS_OF = {
    "on_ready": set[str](),
    "on_interaction": set[str](),
    "on_guild_join": {"guilds"},
    "on_guild_available": {"guilds"},
    "on_guild_remove": {"guilds"},
    "on_message": {"guild_messages", "dm_messages"},
    "on_raw_reaction_add": {"guild_reactions", "dm_reactions"},
    "on_raw_member_remove": {"members"},
}
"""Which intents Discord wants before it tells this."""
ONLY_ASKED_FOR = INTENTS_OF["on_raw_member_remove"]


async def asked(folder: Path, bots: Iterable[Bot], members: bool) -> set[str]:
    """The intents with which this company connects."""
    db = Database(lite_url(folder, f"{members}.sqlite"), SetClock(FRIDAY))
    chat = DiscordChat(App(db, bots), "token", ("10",), members=members)
    await db.close()
    return {name for name, on in chat.connection._intents if on}


async def test_intents_are_those_of_what_is_listened_to(tmp_path: Path) -> None:
    """All bots; without the setting for members no privileged one; never the words that people write to each other."""
    heard = {name for name in vars(Gateway) if name.startswith("on_")}
    assert heard == set(INTENTS_OF)
    every = set[str]().union(*INTENTS_OF.values())
    assert await asked(tmp_path, BOTS, True) == every
    assert await asked(tmp_path, BOTS, False) == every - ONLY_ASKED_FOR
    assert "message_content" not in every
    quiet = [bot for bot in BOTS if bot.name in ("home", "timeoff")]
    assert await asked(tmp_path, quiet, True) == every - INTENTS_OF["on_raw_reaction_add"]
