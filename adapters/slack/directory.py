"""Who is in Slack: people are recognised by their work e-mail; guests, bots, leavers and strangers stay outside."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import aiohttp
import structlog
from sqlalchemy import update

from adapters.slack.addresses import PLATFORM
from adapters.slack.connection import Connection, asked
from adapters.slack.groups import Groups
from adapters.slack.incoming import Home, part, text_at
from bots.chat import Event, Failed, Later
from core import people
from core.clock import known_zones
from core.db import Database, Tx, table
from core.people.models import Person
from core.values import frozen
from core.words import LANGUAGES

log = structlog.get_logger()
PAGE = 200
_person = table(Person)


@frozen
class Colleague:
    """Somebody as Slack knows them. `outside`: a guest, a bot, a leaver, or somebody of another company."""

    user: str
    name: str
    email: str
    language: str
    zone: str
    outside: bool


def colleague(member: Mapping[str, Any], home: Home) -> Colleague:
    """A member of the workspace, read from what Slack says about them."""
    profile = member.get("profile") or {}
    team = text_at(member, "team_id")
    organisation = text_at(member, "enterprise_user", "enterprise_id")
    elsewhere = team not in ("", home.team, home.enterprise) and not (organisation and organisation == home.enterprise)
    flags = (
        "deleted",
        "is_bot",
        "is_restricted",
        "is_ultra_restricted",
        "is_stranger",
        "is_app_user",
        "is_invited_user",
    )
    user, language, zone = text_at(member, "id"), text_at(member, "locale")[:2].lower(), text_at(member, "tz")
    names = (text_at(profile, "real_name"), text_at(member, "real_name"), text_at(profile, "display_name"))
    return Colleague(
        user, next((name for name in names if name), text_at(member, "name")), text_at(profile, "email").strip().lower(),
        language if language in LANGUAGES else "", zone if zone in known_zones() else "",
        elsewhere or user == "USLACKBOT" or any(bool(member.get(flag)) for flag in flags),
    )  # fmt: skip


class Directory:
    """The people of Slack and ours. `create`: who has no row yet gets one, where Slack is the company's list."""

    def __init__(self, db: Database, connection: Connection, create: bool = False, language: str = "en") -> None:
        """`language`: the company's own."""
        self._db, self._connection, self._create, self._language = db, connection, create, language
        self._outside: set[str] = set()
        self._waiting: dict[str, Colleague] = {}
        self._seen: set[str] = set()
        self._speaking: dict[str, str] = {}
        """Who is addressed in another language than the company's, as far as it was met; for what no row is read for."""
        self.groups = Groups(db, connection) if create else None

    async def recognised(self, event: Event) -> Event:
        """The event, with its actor marked as an outsider when Slack says so (T14).

        Somebody nobody has met yet is asked for first; somebody who was imported since is recognised without a restart.
        """
        user = event.who.user
        if event.who.outsider:
            return event
        if user not in self._seen and self._connection.home.team:
            await self._ask(user)
        if user in self._waiting:
            await self._meet([self._waiting[user]])
        if user in self._outside:
            return replace(event, who=replace(event.who, outsider=True))
        if user in self._speaking:
            return replace(event, who=replace(event.who, language=self._speaking[user]))
        return event

    async def _ask(self, user: str) -> None:
        try:
            found = await asked(self._connection.web.users_info(user=user, include_locale=True))
        except (Failed, Later, ConnectionError, TimeoutError, aiohttp.ClientError) as lost:
            log.info("Slack did not say who somebody is", why=str(lost))
            return
        await self.changed(part(found, "user"))

    async def sync(self) -> int:
        """Meet everybody, page by page; says how many people were linked or made."""
        web, home, cursor, met = self._connection.web, self._connection.home, None, 0
        team = home.team if home.enterprise else None
        while True:
            try:
                found = await asked(web.users_list(limit=PAGE, include_locale=True, cursor=cursor, team_id=team))
            except Later as later:
                await asyncio.sleep(later.seconds)
                continue
            met += await self._meet([colleague(member, home) for member in found.get("members") or ()])
            cursor = (found.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
        if self.groups:
            await self.groups.sync()
        log.info("people of Slack met", new=met)
        return met

    async def look_again(self) -> int:
        """Those whom nobody knew: perhaps they were imported since. Slack is not asked. Says how many were linked."""
        return await self._meet(list(self._waiting.values()))

    async def changed(self, member: Mapping[str, Any]) -> None:
        """Somebody joined, left, or became a guest."""
        if text_at(member, "id"):
            await self._meet([colleague(member, self._connection.home)])

    async def _meet(self, found: list[Colleague]) -> int:
        self._seen |= {one.user for one in found}
        self._outside |= {one.user for one in found if one.outside}
        inside = [one for one in found if not one.outside]
        self._outside -= {one.user for one in inside}
        space = self._connection.home.space

        def unit(tx: Tx) -> tuple[int, dict[str, str]]:
            new = sum(self._linked(tx, space, one) for one in inside)
            here = {one.user: people.find(tx, PLATFORM, space, one.user) for one in inside}
            return new, {user: known.me.language for user, known in here.items() if known}

        new, known = await self._db.write(unit) if inside else (0, {})
        for one in found:
            self._waiting.pop(one.user, None)
            if not one.outside and one.user not in known and one.email:
                self._waiting[one.user] = one
            tongue = known.get(one.user, one.language)
            if tongue in ("", self._language):
                self._speaking.pop(one.user, None)
            else:
                self._speaking[one.user] = tongue
        return new

    def _linked(self, tx: Tx, space: str, one: Colleague) -> bool:
        """Tie a new account to its person, with the language and zone that Slack knows; an account once tied stays."""
        if people.find(tx, PLATFORM, space, one.user) is not None or not one.email:
            return False
        me = people.find_by_email(tx, one.email)
        if me is None and not self._create:
            return False
        if me is None:
            row = Person(name=one.name, email=one.email)
            tx.add(row)
            tx.flush()
            person = int(row.id or 0)
        else:
            person = me.id
        people.link(tx, person, PLATFORM, space, one.user)
        if one.language:
            people.speak(tx, person, one.language)
        if one.zone:
            tx.execute(update(_person).where(_person.c.id == person).values(zone=one.zone))
        return True
