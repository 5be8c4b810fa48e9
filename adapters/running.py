"""`townhall run`: the database, the bots, the worker and the platforms, from the settings to a clean end."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Protocol

import structlog

from adapters import feeds, health, housekeeping, logging_out
from adapters.alone import alone
from adapters.backing_up import keep_erasures
from adapters.charts import Pictures
from adapters.opening import Hall, chosen, open_hall, serve, settle
from adapters.timekeeping import TellsTime, Timekeeper
from adapters.web import Part
from bots.app import App
from bots.ui import Chart
from bots.work import Worker
from core.clock import Clock
from core.config import Config, ConfigError
from core.db import Tx
from core.doubt import Doubt
from core.values import frozen
from core.words import _

log = structlog.get_logger()
ERASURES_SECONDS, COLLECTED = 60, (10_000, 20, 20)
Drawing = Callable[[Chart], Awaitable[bytes | None]]


class Platform(Protocol):
    """A platform's life."""

    async def start(self) -> None:
        """Begin to listen."""
        ...

    async def stop(self) -> None:
        """Listen no more, and finish what was begun."""
        ...


@frozen
class Line:
    """A platform that is on: what it raises when a setting keeps it from starting, and which space it turned out to be."""

    name: str
    chat: Platform
    not_ready: type[Exception]
    space: Callable[[], str] = lambda: ""
    part: Part | None = None
    """What it adds to the web server, where the platform posts to us."""
    tells_time: TellsTime | None = None


Connect = Callable[[App, Config, Drawing], list[Line]]


def platforms(app: App, config: Config, drawing: Drawing) -> list[Line]:
    """The platforms that are on; only these are imported."""
    made: list[Line] = []
    if config.slack.mode != "off":
        from adapters.slack import connection as slack
        from adapters.slack.client import SlackChat

        tokens = (config.slack.bot_token.get_secret_value(), config.slack.app_token.get_secret_value())
        secret = config.slack.signing_secret.get_secret_value() if config.slack.mode == "http" else None
        workspace = SlackChat(app, *tokens, pictures=drawing, create=config.slack.everybody, signing_secret=secret)
        home = workspace.connection
        made.append(Line("slack", workspace, slack.NotReady, lambda: home.home.space, workspace.web_part, home))
    if config.discord.mode == "gateway":
        from adapters.discord import connection as discord
        from adapters.discord.client import DiscordChat

        token, guilds = config.discord.token.get_secret_value(), tuple(config.discord.guilds)
        chat = DiscordChat(app, token, guilds, pictures=drawing, members=config.discord.members)
        made.append(Line("discord", chat, discord.NotReady, tells_time=chat.connection))
    return made


async def run(config: Config, connect: Connect = platforms, clock: Clock | None = None) -> None:
    """Run until SIGTERM or SIGINT; raises when the settings, the database or a platform make that impossible."""
    if config.slack.mode == "off" and config.discord.mode == "off":
        raise ConfigError(_("No platform is on. Set slack.mode or discord.mode, or try: townhall demo"))
    logging_out.set_up()
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    async with contextlib.AsyncExitStack() as stack:
        hall = await stack.enter_async_context(open_hall(config, clock))
        await stack.enter_async_context(alone(config.url))
        app = App(hall.db, [*chosen(config), housekeeping.bot()], config.company.language, config.company.zone)
        await _begin(app, config)
        pictures = Pictures()
        stack.push_async_callback(pictures.close)
        lines, doubt = connect(app, config, pictures.png), Doubt(hall.db.clock.now)
        timekeeper = Timekeeper(app, doubt, [line.tells_time for line in lines if line.tells_time])
        for line in lines:
            await _join(hall, line)
            stack.push_async_callback(line.chat.stop)
        await _know_admins(hall, config)
        await timekeeper.look()
        worker = Worker(app, doubt)
        await worker.start()
        stack.push_async_callback(worker.stop)
        stack.push_async_callback(_end, asyncio.create_task(timekeeper.watch()))
        stack.push_async_callback(_end, asyncio.create_task(_keep_erasures(hall)))
        if config.web.port:
            parts = [line.part for line in lines if line.part]
            if config.web.public_url and "timeoff" in {bot.name for bot in app.suite.bots}:
                app.suite.public_url = config.web.public_url
                parts.append(feeds.part(hall.db))
            runner = await health.listen(hall.db, config.web.host, config.web.port, *parts)
            stack.push_async_callback(runner.cleanup)
        stack.enter_context(settled_memory())
        log.info("townhall is running", bots=len(app.suite.bots), platforms=", ".join(sorted(app.chats)))
        await stopping.wait()
        log.info("townhall stops")
    log.info("townhall has stopped")


@contextlib.contextmanager
def settled_memory() -> Iterator[None]:
    """What is there now stays: looking through it for garbage again and again would hold up units by a tenth of a second.

    What a click makes is nearly all gone after it by itself, so that it is looked through rarely too.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


async def _begin(app: App, config: Config) -> None:
    def first(tx: Tx) -> None:
        settle(tx, config)
        housekeeping.seed(app.suite.context(tx, app.suite.reader(tx, "")))
        app.suite.settle(tx, None)

    await app.start()
    await app.db.write(first)


async def _know_admins(hall: Hall, config: Config) -> None:
    """The first admins, once the platforms have brought their people in: without a file of people they came just now."""
    for email in await hall.db.write(lambda tx: settle(tx, config)):
        log.warning("an admin of the settings is nobody here yet", email=email)


async def _join(hall: Hall, line: Line) -> None:
    """Start a platform, and know its space from now on; a workspace that the settings do not name is not served."""
    try:
        await line.chat.start()
    except line.not_ready as why:
        raise ConfigError(str(why)) from None
    space = line.space()
    named = [one for platform, one in hall.config.spaces if platform == line.name]
    if space and named and space not in named:
        await line.chat.stop()
        text = _("The token belongs to {space}, which the settings do not name. Add it, or use another token.")
        raise ConfigError(text.format(space=space))
    if space:
        await hall.db.write(lambda tx: serve(tx, line.name, space))


async def _keep_erasures(hall: Hall) -> None:
    """The list of erasures beside the backups is never more than a minute old."""
    while True:
        try:
            await keep_erasures(hall.db, Path(hall.config.database.backups))
        except Exception:
            log.exception("the list of erasures could not be written")
        await asyncio.sleep(ERASURES_SECONDS)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
