"""`townhall run`: the database, the bots, the worker and the platforms, from the settings to a clean end."""

import asyncio
import contextlib
import signal
from pathlib import Path
from typing import Protocol

import structlog

from adapters import housekeeping, logging_out
from adapters.alone import alone
from adapters.backing_up import keep_erasures
from adapters.opening import chosen, open_hall, settle
from bots.app import App
from bots.work import Worker
from core.clock import Clock
from core.config import Config, ConfigError
from core.db import Database, Tx
from core.words import _

log = structlog.get_logger()
ERASURES_SECONDS = 60


class Platform(Protocol):
    """A platform's life."""

    async def start(self) -> None:
        """Begin to listen."""
        ...

    async def stop(self) -> None:
        """Listen no more, and finish what was begun."""
        ...


async def run(config: Config, clock: Clock | None = None) -> None:
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
        worker = Worker(app)
        for platform in platforms(app, config):
            await platform.start()
            stack.push_async_callback(platform.stop)
        await worker.start()
        stack.push_async_callback(worker.stop)
        stack.push_async_callback(_end, asyncio.create_task(_keep(hall.db, Path(config.database.backups))))
        log.info("townhall is running", bots=len(app.suite.bots), platforms=", ".join(sorted(app.chats)))
        await stopping.wait()
        log.info("townhall stops")


def platforms(app: App, config: Config) -> list[Platform]:
    """The platforms that are on; only these are imported."""
    made: list[Platform] = []
    if config.slack.mode != "off":
        from adapters.slack.client import SlackChat

        if config.slack.mode == "http":
            raise ConfigError(_("This Townhall speaks with Slack in socket mode only. Set slack.mode to socket."))
        made.append(
            SlackChat(app, config.slack.bot_token.get_secret_value(), config.slack.app_token.get_secret_value())
        )
    return made


async def _begin(app: App, config: Config) -> None:
    def first(tx: Tx) -> None:
        for email in settle(tx, config):
            log.warning("an admin of the settings is nobody here yet", email=email)
        housekeeping.seed(app.suite.context(tx, app.suite.reader(tx, "")))
        app.suite.settle(tx, None)

    await app.start()
    await app.db.write(first)


async def _keep(db: Database, folder: Path) -> None:
    """The list of erasures beside the backups is never more than a minute old."""
    while True:
        try:
            await keep_erasures(db, folder)
        except Exception:
            log.exception("the list of erasures could not be written")
        await asyncio.sleep(ERASURES_SECONDS)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
