"""What nobody comes to by pressing alone: fixed problems that return, newcomers, posts nobody answers, accounts to link."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import func, select

from adapters.playground.client import SPACE
from bots.chat import Answer, Command
from bots.owed import owe
from core import calendar, community, discussions, escalation, facts, people, privacy, surveys, timeoff
from core.db import Tx
from core.people import linking
from core.people.models import Person
from core.surveys.models import Participation, Round
from core.when import Range
from tests.contract.walk import Walk

CLOSED = "sales"
"""A channel that was archived: what is sent there comes to nobody, and the admin hears of it."""


async def all_of_it(walk: Walk) -> None:
    """In an order in which one thing follows from another."""
    walk.chat.closed.add(walk.chat.channel(CLOSED))
    await talk(walk)
    await customers(walk)
    await leave(walk)
    await pulse(walk)
    await newcomers(walk)
    await accounts(walk)
    await walk.writes("yasmin", walk.typist.words(300), "support")


async def talk(walk: Walk) -> None:
    """Words in channels: polls, questions in threads, every action on a message, a word to teams, counting that begins."""
    say = walk.typist.words
    for user, place in (("mark", "support"), ("priya", "product")):
        await walk.types(user, f"/poll {say(60)}", place)
        await walk.types(user, f"/discuss {say(60)}", place)
        await walk.types(user, "/timeoff digest", place)
        await walk.types("ingrid", "/place", place)
        await walk.chooses_everything(user, await walk.writes("noor", say(400), place))
    await walk.happens(lambda tx: discussions.ask(tx, walk.me(tx, "hans"), walk.teams["Finance"], say(300)))
    asked = next(one for one in reversed(walk.chat.posted.values()) if "questions-finance" in one.address)
    await walk.writes("amira", say(300), await walk.chat.thread(asked.ref, ""))
    await walk.happens(lambda tx: surveys.join_ambassadors(tx, walk.me(tx, "noor")))
    await walk.happens(lambda tx: discussions.put_text(tx, walk.me(tx, "roos"), say(500), ""))
    await walk.types("ana", f"/promise {say(80)}")
    await walk.types("ana", f"/kudos @lars {say(80)}")
    for team in ("Sales", "Product"):
        to = f"team:{walk.teams[team]}"
        await walk.happens(lambda tx, to=to: community.send(tx, walk.me(tx, "roos"), to, say(300)))
    await walk.happens(lambda tx: privacy.record_ground(
        tx, walk.me(tx, "lien"), community.FEATURE, privacy.Basis.NONE_REQUIRED.value, say(200)))  # fmt: skip
    await walk.happens(lambda tx: community.keep_group(
        tx, walk.me(tx, "roos"), 0, walk.typist.name(60), ("new:90",), say(100), False, walk.today + timedelta(days=3),
    ))  # fmt: skip

    sales, since = walk.teams["Sales"], walk.today - timedelta(days=walk.today.weekday() + 14)
    await walk.happens(lambda tx: facts.record(tx, community.FellQuiet(sales, since)))
    await walk.happens(lambda tx: facts.record(tx, community.CameBack(sales, 1)))


async def customers(walk: Walk) -> None:
    """A problem is fixed for good, comes back, helps others; a topic is followed; a target passes; a thread hears it all."""
    say, departments = walk.typist.words, [walk.teams["Finance"], walk.teams["Product"]]

    def asks(tx: Tx, user: str, question: str, wanted: str = "today") -> int:
        return escalation.escalate(tx, walk.me(tx, user), departments, question, say(60), wanted)

    def answered(tx: Tx) -> None:
        number = next(one for one in range(50, 0, -1) if escalation.origin_place(tx, one))
        for team, asked in escalation.asks_of(tx, number).items():
            user = next(one for one, there in walk.team_of.items() if walk.teams[there] == team)
            escalation.answer(tx, walk.me(tx, user), number, team, asked.version, say(900))
            if not escalation.problem_of(tx, number):
                escalation.link(tx, walk.me(tx, user), number, 1)

    def fixed(tx: Tx) -> None:
        amira, lars = walk.me(tx, "amira"), walk.me(tx, "lars")
        escalation.name_cause(tx, amira, 1, say(400))
        escalation.plan_fix(tx, amira, 1, _problem(tx).version, say(400), lars.id, date(2026, 11, 27))
        escalation.mark_fixed(tx, lars, 1, _problem(tx).version)
        escalation.check(tx, amira, 1, _problem(tx).version, True)

    def followed(tx: Tx) -> None:
        number = escalation.put_topic(tx, walk.me(tx, "amira"), walk.typist.name(7)[:40], "printer, toner", None)
        escalation.follow(tx, walk.me(tx, "ana"), "topic", number)

    def like_the_first(tx: Tx) -> None:
        escalation.watch(tx, asks(tx, "mark", f"{_problem(tx).title}!"))

    await walk.happens(lambda tx: escalation.set_targets(tx, walk.me(tx, "kees"), departments[0], False, 60, 60, 120))
    await walk.happens(followed)
    await walk.happens(lambda tx: asks(tx, "noor", "The printer has no toner " + say(200)))
    for unit in (answered, fixed, like_the_first):
        await walk.happens(unit)
    for _time in range(2):
        await walk.happens(lambda tx: escalation.use_answer(tx, walk.me(tx, "ana"), say(200), say(50), "", 1))


def _problem(tx: Tx) -> Any:
    return escalation.problem(tx, 1)


async def leave(walk: Walk) -> None:
    """Days typed; a question and other days from who decides; a colleague who covers; a week that changes; hours that lapse."""
    say = walk.typist.words
    await walk.types("noor", "/timeoff 14 dec - 18 dec")
    await walk.types("fenna", "/verlof 7 dec")
    await walk.types("ana", "friday 11 december off")
    await walk.types("fenna", "vrij op 03/04")

    def asked(tx: Tx) -> list[int]:
        days = Range(date(2026, 12, 28), date(2026, 12, 30))
        ana = walk.ids["ana"]
        return [
            timeoff.ask(tx, walk.me(tx, user), timeoff.Wish(days, cover=cover, note=say(300)))
            for user, cover in (("tom", ana), ("daan", ana), ("noor", None))
        ]

    def talked(tx: Tx, numbers: list[int]) -> None:
        mark = walk.me(tx, "mark")
        timeoff.ask_about(tx, mark, numbers[0], say(400))
        timeoff.propose(tx, mark, numbers[1], Range(date(2027, 1, 4), date(2027, 1, 5)), say(200))
        timeoff.ask_about(tx, mark, numbers[2], say(400))

    def lapse(tx: Tx) -> None:
        for user in ("ana", "hans", "kees"):
            timeoff.write_line(tx, walk.ids[user], date(2025, 1, 1), 960, timeoff.Entry.GRANT, pot="statutory:2025",
                               first=date(2025, 1, 1), last=date(2026, 12, 1))  # fmt: skip
        timeoff.make_notices(tx, date(2026, 7, 10), 0)

    numbers = await walk.happens(asked)
    await walk.happens(lambda tx: talked(tx, numbers))
    await walk.happens(lapse)
    await walk.happens(lambda tx: calendar.set_pattern(tx, walk.ids["noor"], date(2026, 12, 21), (240,) * 5 + (0, 0)))


async def pulse(walk: Walk) -> None:
    """Somebody writes back about a pulse, under their own name."""

    def back(tx: Tx) -> None:
        row = tx.exec(
            select(Participation.round_id, Participation.person_id).order_by(Participation.round_id.desc())
        ).first()
        assert row
        surveys.reply(tx, people.get(tx, row[1]), row[0], walk.typist.words(500))

    await walk.happens(back)
    all_ = surveys.Wish(1, (), False, surveys.Mode.ANONYMOUS.value, walk.typist.words(200), groups=("everybody",))
    await walk.happens(lambda tx: surveys.start(tx, walk.me(tx, "hans"), all_))
    last = await walk.db.read(lambda tx: tx.exec(select(func.max(Round.id))).one())

    def answered(tx: Tx) -> None:
        for person in surveys.invitees(tx, last)[:12]:
            surveys.answer(tx, people.get(tx, person), last, 4)

    await walk.happens(answered)
    await walk.happens(lambda tx: surveys.close(tx, last))
    for team, answers in (("Finance", 6), ("People", 4)):
        wish = surveys.Wish(2, (walk.teams[team],), False, surveys.Mode.ANONYMOUS.value, walk.typist.words(200))
        await walk.happens(lambda tx, wish=wish: surveys.start(tx, walk.me(tx, "hans"), wish))
        number = await walk.db.read(lambda tx: tx.exec(select(func.max(Round.id))).one())
        for person in (await walk.db.read(lambda tx, number=number: surveys.invitees(tx, number)))[:answers]:
            await walk.happens(lambda tx, person=person, number=number: surveys.answer(
                tx, people.get(tx, person), number, 3))  # fmt: skip
        if answers > 5:
            await walk.happens(lambda tx, number=number: surveys.close(tx, number))
        else:
            await walk.happens(lambda tx, number=number: facts.record(tx, surveys.QuietAsked(number, 2)))


async def newcomers(walk: Walk) -> None:
    """Two people start in six days, and there are steps for them."""

    def hired(tx: Tx) -> None:
        for number, team, boss in ((90, "Product", "priya"), (92, "Support", "mark")):
            tx.add(Person(name=walk.typist.name(number), team_id=walk.teams[team], manager_id=walk.ids[boss],
                          language="en", started_on=walk.today + timedelta(days=6)))  # fmt: skip
        tx.flush()
        discussions.come(tx, walk.today)
        first = discussions.arrivals(tx, walk.today)[0]
        discussions.ask_buddy(tx, walk.me(tx, "priya"), first.id, walk.ids["lars"], walk.typist.words(400))

    await walk.happens(hired)


async def accounts(walk: Walk) -> None:
    """One account is linked by its code, one waits for HR; an answer comes too late."""

    def asked(tx: Tx) -> None:
        first = linking.ask(tx, "discord", SPACE, "kestrel", "ana@brugenzonen.example")
        tx.add(Person(name=walk.typist.name(91), email="new@brugenzonen.example", team_id=walk.teams["Finance"]))
        tx.flush()
        linking.ask(tx, "discord", SPACE, "magpie", "new@brugenzonen.example")
        linking.ask(tx, "discord", SPACE, "heron", "noor@brugenzonen.example")
        code = linking.request_of(tx, first)
        assert code
        assert linking.prove(tx, "discord", SPACE, "kestrel", first, code.code, False) is None
        late = Command("late:1", walk.chat._who("ana"), walk.chat._where(walk.chat.dm("ana")), "x", "")
        owe(walk.app.suite, tx, late, Answer(notice=walk.typist.words(200)))

    await walk.happens(asked)
