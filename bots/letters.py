"""A message about to go: what the gate says, what it shows at this moment, and where its reader can be reached."""

from collections.abc import Mapping
from typing import cast

from bots import gate
from bots.chat import Chat, Shown, TalksAside
from bots.home import knock
from bots.suite import Suite
from bots.ui import Message
from core import jobs, people
from core.db import Tx
from core.desk import live, telling
from core.desk.facts import Undelivered
from core.facts import record
from core.jobs import Job
from core.people import PlaceHere
from core.values import frozen

Chats = Mapping[str, Chat]


@frozen
class Letter:
    """A message ready to go: where to, for whom, and what it shows."""

    platform: str
    address: str
    space: str
    user: str
    message: Message
    shown: Shown
    viewer: str
    under: str = ""
    between: tuple[str, ...] = ()
    """The users whom a private thread at this address is for."""


async def post(chat: Chat, address: str, letter: Letter, mark: str, again: bool) -> str:
    """Hand it to its platform; says where it stands."""
    if letter.between and isinstance(chat, TalksAside):
        return await chat.between(address, letter.between, letter.message, mark, again)
    return await chat.send(address, letter.message, mark, again=again)


def told(tx: Tx, job: Job, outcome: str) -> int:
    """Keep what became of this message, for the budget and the inspector; gives the telling's id."""
    load = job.payload
    return telling.note(tx, job.key, load["to"], load["view"], load["entity"], load["topic"], load["urgency"], outcome)


def write(suite: Suite, chats: Chats, tx: Tx, job: Job) -> Letter | None:
    """The message as it must be now, or None when the gate or the state of things decided otherwise."""
    load = job.payload
    to, shown = str(load["to"]), Shown(str(load["view"]), int(load["entity"]))
    if to.startswith("person:"):
        reader = people.get(tx, int(to[7:]))
        decision = gate.decide(tx, reader, str(load["topic"]), str(load["urgency"]))
        if decision.what == "later" and decision.until:
            told(tx, job, f"later:{decision.why}")
            jobs.put_off(tx, job, decision.until)
            return None
        if decision.what != "now":
            if decision.what == "digest" and decision.day:
                telling.for_digest(tx, reader.id, decision.day, shown.view, shown.entity, str(load["topic"]))
            told(tx, job, f"{decision.what}:{decision.why}")
            jobs.finish(tx, job)
            return None
    message = suite.draw(tx, shown, to)
    letter = _addressed(suite, chats, tx, job, to, shown, message) if message else None
    if letter is None:
        if message and to.startswith("person:"):
            _nowhere(suite, tx, job, int(to[7:]))
        else:
            told(tx, job, "drop:no_way" if message else "drop:gone")
        jobs.finish(tx, job)
    return letter


def _nowhere(suite: Suite, tx: Tx, job: Job, person: int) -> None:
    """No account may be written to, and no place is theirs: it waits on Home and in the digest, and the admin hears of it."""
    load = job.payload
    served = any(one.platform in suite.chats for one in people.accounts(tx, person))
    if served and not gate.accounts(suite, tx, person, str(load["topic"])):
        told(tx, job, "drop:off_here")
        return
    number = told(tx, job, "drop:no_way")
    if load["topic"] != "digest":
        telling.for_digest(tx, person, tx.now.date(), str(load["view"]), int(load["entity"]), str(load["topic"]))
        if served:
            record(tx, Undelivered(number, "no_way"))
            suite.settle(tx, None)


def _addressed(suite: Suite, chats: Chats, tx: Tx, job: Job, to: str, shown: Shown, message: Message) -> Letter | None:
    under = str(job.payload.get("under", ""))
    if "thread" in job.payload:
        view, entity = job.payload["thread"]
        place_copies = [stood for stood in live.standing(tx, view, entity) if stood.viewer == to]
        under = place_copies[0].ref if place_copies else ""
    if to.startswith("place:"):
        place = people.get_place(tx, int(to[6:]))
        platform = place.ref.partition(":")[0] if place else ""
        if place is None or platform not in chats:
            return None
        return Letter(platform, place.ref, "", "", message, shown, to, under)
    person = int(to[7:])
    others = job.payload.get("between")
    began = under.partition(":")[0] if others else ""
    if began in chats:
        return Letter(began, under, "", "", message, shown, to, under)
    aside = _aside(suite, tx, [person, *others]) if others else None
    if aside:
        place, users = aside
        return Letter(place.ref.partition(":")[0], place.ref, "", "", message, shown, to, between=users)
    usable = gate.accounts(suite, tx, person, str(job.payload["topic"]))
    for account in usable:
        if suite.may_write(account):
            return Letter(account.platform, "", account.space, account.user, message, shown, to, under)
    return _knocking(suite, tx, job, person, {one.platform for one in usable})


def _aside(suite: Suite, tx: Tx, persons: list[int]) -> tuple[PlaceHere, tuple[str, ...]] | None:
    """The place of the first one's team, or of one above it, where these persons can talk aside, and their users there."""
    team = people.get(tx, persons[0]).team_id
    for place in people.places_above(tx, "requests", team):
        platform = place.ref.partition(":")[0]
        here = [next((one.user for one in people.accounts(tx, who) if one.platform == platform), "") for who in persons]
        if suite.talks_aside(platform) and all(here):
            return place, tuple(dict.fromkeys(here))
    return None


def _knocking(suite: Suite, tx: Tx, job: Job, person: int, where: set[str]) -> Letter | None:
    """Where no DM may be sent yet: a neutral card in the team's place, where the reader is too, which opens for them only."""
    team = people.get(tx, person).team_id
    for place in people.places(tx, "team"):
        platform = place.ref.partition(":")[0]
        if place.team_id == team and platform in where:
            number = told(tx, job, "knocked")
            shown, viewer = knock.of(number), f"place:{place.id}"
            message = cast(Message, suite.draw(tx, shown, viewer))
            return Letter(platform, place.ref, "", "", message, shown, viewer)
    return None
