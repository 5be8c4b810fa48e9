"""Opening the company's database for one command: the right version, the settings' own people and places, facts kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from sqlalchemy import select

from adapters.countries import keep_countries
from adapters.migrating import prepare
from bots.bot import Bot
from bots.registry import BOTS
from bots.suite import Suite
from core import people
from core.clock import Clock, SystemClock
from core.config import Config
from core.config_refusals import nearest_of
from core.db import Database, Tx, Unit, table
from core.people.models import Grant, Role, Space
from core.values import frozen

T = TypeVar("T")


@frozen
class Hall:
    """A company's database, open for a command."""

    db: Database
    suite: Suite
    config: Config

    async def change(self, unit: Unit[T]) -> T:
        """Run this unit, and keep what happened with a job for each reaction to it."""

        def settled(tx: Tx) -> T:
            result = unit(tx)
            self.suite.settle(tx, None)
            return result

        return await self.db.write(settled)


def chosen(config: Config) -> list[Bot]:
    """The bots that are switched on; Home is always there. Raises ConfigError for a bot that does not exist."""
    if config.bots == "all":
        return list(BOTS)
    known = [bot.name for bot in BOTS]
    for name in config.bots:
        nearest_of("bots", name, known)
    return [bot for bot in BOTS if bot.name in {"home", *config.bots}]


@asynccontextmanager
async def open_hall(config: Config, clock: Clock | None = None) -> AsyncIterator[Hall]:
    """The company's database within this block; made when there is none, refused when it has another version."""
    suite = Suite(chosen(config), config.company.language, config.company.zone)
    await prepare(config.url)
    db = Database(config.url, clock or SystemClock())
    try:
        await db.write(lambda tx: settle(tx, config))
        yield Hall(db, suite, config)
    finally:
        await asyncio.shield(db.close())


def settle(tx: Tx, config: Config) -> list[str]:
    """Write down the spaces that are served, the company's own countries and the first admins; gives the e-mails nobody has."""
    for platform, space in config.spaces:
        serve(tx, platform, space)
    keep_countries(tx, config)
    unknown = []
    for email in config.admins:
        found = people.find_by_email(tx, email)
        if found is None:
            unknown.append(email)
        elif not people.has_role(tx, found.id, Role.ADMIN):
            tx.add(Grant(person_id=found.id, role=Role.ADMIN))
    return unknown


def serve(tx: Tx, platform: str, space: str) -> None:
    """This workspace or server is ours."""
    mine = select(Space).where(table(Space).c.platform == platform, table(Space).c.space == space)
    if tx.execute(mine).first() is None:
        tx.add(Space(platform=platform, space=space))
        tx.flush()


__all__ = ["Hall", "chosen", "open_hall", "serve", "settle"]
