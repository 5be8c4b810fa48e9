"""`townhall check` tries whether it may write in each place: nobody sees anything of it, and what is missing is said plainly."""

import random
from collections.abc import Sequence
from datetime import UTC, timedelta

import discord
import pytest
from pydantic import SecretStr
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from adapters.discord import checking as discord_checking
from adapters.discord.rights import NAMES, WRITING
from adapters.findings import Finding, State
from adapters.slack import checking as slack_checking
from bots.registry import BOTS
from bots.suite import Suite
from core.config import Slack
from core.people import PlaceHere
from tests.adapters.discord.conftest import RIGHTS
from tests.wire.discord import Channel, DiscordServer
from tests.wire.slack import SlackServer

pytestmark = pytest.mark.wire
SUITE, TEAM = Suite(BOTS), "T0TOWNHALL"


def place(number: int, ref: str, name: str, purpose: str = "team") -> PlaceHere:
    return PlaceHere(number, ref, name, purpose, 1, "en", "Europe/Amsterdam")


def looks(found: list[Finding]) -> list[str]:
    return [one.text for one in found if one.state is State.LOOK]


async def test_slack_is_asked_by_planning_a_line_that_is_taken_back_at_once() -> None:
    """Not a member, archived, read-only, gone, elsewhere: each with what to do; nothing is posted or left behind."""
    async with SlackServer() as slack:
        slack.scopes = frozenset(slack_checking.scopes(SUITE))
        slack.channel("C0WELL", "well", ())
        slack.channel("C0OUTSIDE", "outside", (), app=False)
        slack.channel("C0OLD", "old", ()).archived = True
        slack.channel("C0NEWS", "news", ()).read_only = True
        slack.planned["Q0LEFT"] = {
            "id": "Q0LEFT",
            "channel_id": "C0WELL",
            "post_at": 1,
            "date_created": 1,
            "text": "left",
        }
        wanted = [
            ("well", "C0WELL"),
            ("outside", "C0OUTSIDE"),
            ("old", "C0OLD"),
            ("news", "C0NEWS"),
            ("gone", "C0GONE"),
        ]
        places = [place(n, f"slack:{TEAM}/{id_}", name) for n, (name, id_) in enumerate(wanted)]
        places.append(place(9, "slack:T0OTHER/C0WELL", "theirs"))
        here = Slack(mode="socket", bot_token=SecretStr(slack.bot_token), app_token=SecretStr(slack.app_token))
        found = await slack_checking.check(here, SUITE, slack.base_url, places)
        assert "I may write in 1 place on Slack." in [one.text for one in found if one.state is State.GOOD]
        said = [one for one in looks(found) if one.startswith("Place #")]
        assert [one.partition(":")[0] for one in said] == [
            f"Place #{name}" for name in ("outside", "old", "news", "gone", "theirs")
        ]
        for text, what in zip(
            said, ("Invite me", "archived", "Give me the right", "is gone", "workspace"), strict=True
        ):
            assert what in text
        assert slack.planned == {}
        assert [message for one in slack.workspace.conversations.values() for message in one.messages] == []
        slack.fail_next("chat.scheduleMessage", retry_after=1)
        again = await slack_checking.check(here, SUITE, slack.base_url, places[:1])
        assert "I may write in 1 place on Slack." in [one.text for one in again]
        slack.fail_next("chat.deleteScheduledMessage", reset=True)
        lost = await slack_checking.check(here, SUITE, slack.base_url, places[:1])
        assert any("could not be tried" in text for text in looks(lost))
        await slack_checking.check(here, SUITE, slack.base_url, places[:1])
        assert slack.planned == {}, "what a look that was cut short left behind is taken back by the next"


def rules(server: DiscordServer, channel: Channel, who: int, denies: Sequence[str], allows: Sequence[str] = ()) -> None:
    """In this channel everybody, a role or a member is denied these rights and allowed those."""
    deny, allow = (discord.Permissions(**dict.fromkeys(some, True)).value for some in (denies, allows))
    kind = OverwriteType.MEMBER if who == server.bot_id else OverwriteType.ROLE
    server.state.get_channel(channel.id).overwrites.append(Overwrite(who, kind, allow=allow, deny=deny))


async def test_discord_tells_what_is_missing_in_each_place_and_how_to_give_it() -> None:
    async with DiscordServer() as server:
        server.invited(*RIGHTS)
        names = ("well", "hidden", "mute", "aside", "forum")
        made = {name: server.forum(name) if name == "forum" else server.channel(name) for name in names}
        rules(server, made["hidden"], server.guild_id, ["view_channel"])
        rules(server, made["mute"], server.guild_id, ["send_messages", "embed_links"])
        rules(server, made["aside"], server.guild_id, ["create_private_threads", "send_messages"])
        rules(server, made["forum"], server.guild_id, ["send_messages"])
        places = [place(n, f"discord:{server.guild_id}/{made[name].id}", name, "requests" if name == "aside" else "team")
                  for n, name in enumerate(names)]  # fmt: skip
        places += [place(8, f"discord:{server.guild_id}/1", "gone"), place(9, "discord:77/1", "theirs")]
        ask = discord_checking.check
        found = await ask(server.token, [str(server.guild_id)], SUITE, server.connector, places=places)
        assert "I may write in 1 place of the server Company." in [one.text for one in found if one.state is State.GOOD]
        said = [one for one in looks(found) if "#" in one]
        assert [one.partition("I lack: ")[2].partition(". Open")[0] for one in said] == [
            "View Channel", "Send Messages, Embed Links", "Create Private Threads", "Create Posts", "", "",
        ]  # fmt: skip
        assert "is gone" in said[-2]
        assert "discord.guilds does not name" in said[-1]
        member = server.state.home.members[server.bot_id]
        member.timed_out_until = (discord.utils.utcnow().astimezone(UTC) + timedelta(hours=1)).isoformat()
        found = await ask(server.token, [str(server.guild_id)], SUITE, server.connector, places=places[:1])
        assert any("timed out in the server Company" in text for text in looks(found))
        assert not [call for call in server.calls if not call.startswith("GET ")]


async def test_what_it_says_of_any_channel_is_what_discord_would_refuse() -> None:
    """Everybody's rule, those of roles and the bot's own, by chance: held against another reading of Discord's order."""
    chance = random.Random(22)
    async with DiscordServer() as server:
        server.invited(*RIGHTS)
        role = next(one for one in server.state.home.members[server.bot_id].role_ids if one != server.guild_id)
        made = [server.channel(f"c{number}") for number in range(40)]
        for channel in made:
            for who in (server.guild_id, role, server.bot_id):
                ruled = chance.sample(RIGHTS, chance.randint(0, 3))
                if chance.random() < 0.6:
                    rules(server, channel, who, ruled[::2], ruled[1::2])
        places = [place(n, f"discord:{server.guild_id}/{one.id}", one.name) for n, one in enumerate(made)]
        found = await discord_checking.check(
            server.token, [str(server.guild_id)], SUITE, server.connector, places=places
        )
        said = {text.split()[1].strip("#,"): text.partition("I lack: ")[2].partition(". Open")[0] for text in looks(found)
                if "I lack: " in text}  # fmt: skip
        for channel in made:
            given = discord.Permissions(server.state.compute_permissions(server.guild_id, server.bot_id, channel.id))
            needed = (*WRITING, "create_public_threads") if given.view_channel else ("view_channel",)
            missing = [NAMES[right] for right in needed if not getattr(given, right)]
            assert said.get(channel.name, "") == ", ".join(missing), channel.name
        assert len(said) > 10
