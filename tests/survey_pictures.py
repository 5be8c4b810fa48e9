"""Pictures of what people say: a result by group, the year's gaps, and a consultation from asking to deciding."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from playwright.sync_api import Locator
from sqlalchemy import text

from adapters.playground.room import Room
from core import people, surveys
from core.db import Tx
from core.surveys import ROTATION, Mode, Wish
from core.surveys.opening import newest
from tests.playground.people import Person
from tests.playground.serving import Served

WORD = {"en": "Thank you all. Clear work comes first.", "nl": "Dank jullie wel. Duidelijk werk komt eerst."}
SAID = {
    "en": {"results": "/pulse results", "by": "Averages by", "evp": "/evp", "result": "The result",
           "year": "What we offer, year by year", "gaps": "Importance minus experience", "consult": "/pulse consult",
           "look": "Look", "list": "Consultations", "done": "The answers are in", "talk": "Open the discussion…",
           "ask": "Ask them", "before": "Your consultation, before it goes out",
           "about": "From March the shop opens at seven. Who does the early shift is open."},
    "nl": {"results": "/puls uitslag", "by": "Gemiddelden", "evp": "/evp", "result": "De uitslag",
           "year": "Wat we bieden, jaar na jaar", "gaps": "Belang min ervaring", "consult": "/puls raadpleging",
           "look": "Bekijk", "list": "Raadplegingen", "done": "De antwoorden zijn binnen", "talk": "Open de discussie…",
           "ask": "Vraag het", "before": "Je raadpleging, voordat hij weggaat",
           "about": "Vanaf maart gaat de winkel om zeven uur open. Wie de vroege dienst doet ligt nog open."},
}  # fmt: skip


async def wrote(room: Room, unit: Callable[[Tx], Any]) -> Any:
    """A rule runs, and what follows from it is planned."""

    def settled(tx: Tx) -> Any:
        result = unit(tx)
        room.world.app.suite.settle(tx, None)
        return result

    return await room.world.db.write(settled)


async def everybody_said(room: Room, question: int, by: str, groups: tuple[str, ...], kind: str = "pulse") -> int:
    """A round for these people that is answered, closed and shared; gives its number."""

    def opens(tx: Tx) -> int:
        for one in people.everybody(tx):
            place = "Utrecht" if one.id % 5 < 3 else "Zwolle"
            tx.execute(
                text("UPDATE people_person SET location = :place WHERE id = :one"), {"place": place, "one": one.id}
            )
        hr = people.with_role(tx, people.Role.HR)[0]
        wish = Wish(question, (), False, Mode.ANONYMOUS.value, groups=groups, by=by, kind=kind)
        return newest(tx, surveys.start(tx, people.get(tx, hr.id), wish)[-1])

    number = await wrote(room, opens)
    await room.world.worker.drain()
    await answered(room, number, Random(11))
    return number


async def answered(room: Room, number: int, dice: Random) -> None:
    """Nearly all who were asked answer, people in one place a little gladder; then it closes and is shared."""
    db = room.world.db
    asked = await db.read(lambda tx: surveys.find(tx, number))
    for one in (await db.read(lambda tx: surveys.invitees(tx, number)))[(1 if asked.team_id else 5) :]:
        me = await db.read(lambda tx, one=one: people.get(tx, one))
        glad = (1, 2, 3, 5, 3) if me.location == "Utrecht" else (2, 4, 4, 2, 1)
        values = [
            dice.choices((1, 2, 3, 4, 5), glad if turn % 3 else (0, 1, 3, 4, 3))[0]
            for turn in range(len(asked.questions))
        ]
        await wrote(room, lambda tx, me=me, values=values: surveys.answer(tx, me, number, values))
    room.world.clock.move(timedelta(days=8))
    await room.world.worker.drain()
    if (await db.read(lambda tx: surveys.find(tx, number))).unshared:
        owner = await db.read(lambda tx: people.get(tx, asked.owner_id))
        await wrote(room, lambda tx: surveys.share(tx, owner, number, WORD[room.language]))
        await room.world.worker.drain()
    room.changed("clock", "", None)


def heat(served: Served, hans: Person, language: str = "en") -> Locator:
    """Three questions to everybody, by place of work: what may be shown, and what may not."""
    served.does(lambda: everybody_said(served.room, ROTATION, "place", ("everybody",)))
    hans.types(SAID[language]["results"])
    shown = hans.message(SAID[language]["by"])
    shown.get_by_role("img").first.wait_for()
    return shown


def gaps(served: Served, hans: Person, language: str = "en") -> Locator:
    """What people find important beside what they find here."""
    said = SAID[language]
    hans.types(said["evp"])
    hans.presses(said["result"], said["year"])
    shown = hans.message(said["gaps"])
    shown.get_by_role("img").first.wait_for()
    return shown


def consulted(served: Served, mark: Person, language: str = "en") -> Locator:
    """A consultation whose answers are in: the next step is one click."""
    said, room = SAID[language], served.room

    async def asks() -> None:
        user = room.world.cast["mark"].me
        team = (await room.world.db.read(lambda tx: surveys.may_ask(tx, user)))[0].id
        wish = Wish(400, (team,), False, Mode.ANONYMOUS.value)
        made = await wrote(room, lambda tx: surveys.consult(tx, user, "", said["about"], wish))
        number = await room.world.db.read(lambda tx: surveys.consultation(tx, made).round_id)
        await room.world.worker.drain()
        await answered(room, number, Random(3))

    served.does(asks)
    mark.types(said["consult"])
    mark.presses(said["look"], said["list"])
    return mark.message(said["done"])
