"""The main flow once more against a Slack Web API that somebody else wrote (npm emulate), over signed HTTP."""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from adapters.slack import signed
from adapters.slack.client import SlackChat
from adapters.web import application, listen
from bots.app import App
from bots.registry import BOTS
from bots.work import Worker
from core import calendar, timeoff
from core.clock import SetClock
from core.db import Database, Tx
from core.people.models import Person, Team
from core.timeoff import Entry
from tests.lite import FRIDAY, template
from tests.wire.slack.signing import SignedPost

pytestmark = pytest.mark.wire
NODE = Path(__file__).parents[2] / "node"
SECRET = "the-signing-secret-of-the-practice-room"
TEAM, ANA, MARK = "T000000001", "ana.bakker@example.com", "mark.visser@example.com"


@dataclass
class Theirs:
    """The other Slack: its address, and what came to response URLs, which it does not have."""

    url: str
    token: str
    responses: list[dict[str, Any]] = field(default_factory=list)
    own: str = ""

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Ask it something."""
        headers = {"Authorization": f"Bearer {self.token}"}
        address = f"{self.url}/api/{method}"
        async with aiohttp.ClientSession(headers=headers) as session, session.post(address, data=arguments) as answer:
            told: dict[str, Any] = await answer.json()
        assert told["ok"], (method, told)
        return told


async def bridge(theirs: Theirs) -> web.AppRunner:
    """What the Python SDK asks with GET or in the address goes on as a form; response URLs end here."""

    async def ask(request: web.Request) -> web.Response:
        headers = {"Authorization": request.headers.get("Authorization", "")}
        sent: dict[str, Any]
        if request.content_type == "application/json":
            sent = {"json": await request.json()}
        else:
            sent = {"data": {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}}
        address = f"{theirs.url}{request.path}"
        async with aiohttp.ClientSession(headers=headers) as session, session.post(address, **sent) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type="application/json")

    async def respond(request: web.Request) -> web.Response:
        theirs.responses.append(await request.json())
        return web.Response(text="ok")

    made = web.Application()
    made.router.add_route("*", "/api/{method:.*}", ask)
    made.router.add_post("/response", respond)
    runner = web.AppRunner(made)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    theirs.own = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return runner


@pytest.fixture
async def theirs() -> AsyncIterator[Theirs]:
    """Their Slack, running under Node."""
    if not (NODE / "node_modules" / "emulate").is_dir() or not shutil.which("node"):
        reason = (
            "NOT TESTED AGAINST ANOTHER SLACK: run npm install --prefix tests/node --no-package-lock --ignore-scripts"
        )
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    process = await asyncio.create_subprocess_exec(
        "node", str(NODE / "slack.mjs"), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    assert process.stdin
    made = Theirs(**json.loads(await asyncio.wait_for(process.stdout.readline(), 30)))
    runner = await bridge(made)
    yield made
    await runner.cleanup()
    process.stdin.close()
    await asyncio.wait_for(process.wait(), 10)


def hire(tx: Tx) -> None:
    """Ana, and Mark who decides on her leave."""
    team = Team(name="Support")
    tx.add(team)
    tx.flush()
    boss = None
    for name, email in (("Mark Visser", MARK), ("Ana Bakker", ANA)):
        row = Person(name=name, email=email, team_id=team.id, manager_id=boss, started_on=date(2020, 1, 1))
        tx.add(row)
        tx.flush()
        assert row.id is not None
        calendar.set_pattern(tx, row.id, date(2020, 1, 1), (480, 480, 480, 480, 480, 0, 0))
        timeoff.write_line(tx, row.id, date(2026, 1, 1), 116 * 60, Entry.GRANT)
        boss = boss or row.id


def buttons(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The buttons of a message by their label."""
    return {
        element["text"]["text"]: element
        for block in blocks
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if element.get("type") == "button"
    }


async def test_asked_decided_and_redrawn_on_a_slack_that_is_not_ours(theirs: Theirs, tmp_path: Path) -> None:
    shutil.copy(await asyncio.to_thread(template), tmp_path / "company.sqlite")
    clock = SetClock(FRIDAY)
    db = Database(f"sqlite:///{tmp_path / 'company.sqlite'}", clock)
    app = App(db, BOTS)
    chat = SlackChat(app, theirs.token, "", base_url=f"{theirs.own}/api/", signing_secret=SECRET)
    worker = Worker(app)
    await app.start()
    await db.write(hire)
    await chat.start()
    assert chat.web_part
    server, port = await listen(application(chat.web_part), 0)
    slack = SignedPost(f"http://127.0.0.1:{port}{signed.PATH}", SECRET, now=lambda: clock.now().timestamp())
    ids = {one["profile"]["email"]: one["id"] for one in (await theirs.call("users.list"))["members"]
           if one["profile"].get("email")}  # fmt: skip
    channel = next(
        one["id"] for one in (await theirs.call("conversations.list"))["channels"] if one["name"] == "support"
    )

    async def settled() -> None:
        await chat.settled()
        while await worker.drain() or chat.busy:
            await chat.settled()

    async def press(email: str, button: dict[str, Any], where: str, message: dict[str, Any], trigger: str) -> None:
        payload = {
            "type": "block_actions", "team": {"id": TEAM, "domain": "practice"}, "user": {"id": ids[email], "team_id": TEAM},
            "api_app_id": "A000000001", "token": "t", "trigger_id": trigger, "response_url": f"{theirs.own}/response",
            "container": {"type": "message", "channel_id": where, **message}, "channel": {"id": where, "name": "x"},
            "actions": [{**button, "action_ts": "1.1"}],
        }  # fmt: skip
        ack = await slack.deliver("interactive", payload)
        assert not ack.late
        await settled()

    try:
        ack = await slack.deliver("slash_commands", {
            "command": "/timeoff", "text": "24 nov - 27 nov", "team_id": TEAM, "team_domain": "practice", "channel_id": channel,
            "channel_name": "support", "user_id": ids[ANA], "user_name": "ana", "token": "t", "api_app_id": "A000000001",
            "trigger_id": "1.1", "response_url": f"{theirs.own}/response", "is_enterprise_install": "false",
        })  # fmt: skip
        assert "4 working days" in json.dumps(ack.payload)
        shown = {"message_ts": "1.0", "is_ephemeral": True}
        await press(ANA, buttons(ack.payload["blocks"])["Request"], channel, shown, "1.2")
        assert "Mark Visser decides" in json.dumps(theirs.responses[-1])
        direct = (await theirs.call("conversations.open", users=ids[MARK]))["channel"]["id"]
        (card,) = (await theirs.call("conversations.history", channel=direct))["messages"]
        assert "Ana Bakker asks for time off" in card["text"]
        await press(MARK, buttons(card["blocks"])["Approve"], direct, {"message_ts": card["ts"]}, "1.3")
        (decided,) = (await theirs.call("conversations.history", channel=direct))["messages"]
        assert "Approve" not in buttons(decided["blocks"])
        hers = (await theirs.call("conversations.open", users=ids[ANA]))["channel"]["id"]
        heard = (await theirs.call("conversations.history", channel=hers))["messages"]
        assert any("Approved" in one["text"] for one in heard)
    finally:
        await server.cleanup()
        await chat.stop()
        await db.close()
