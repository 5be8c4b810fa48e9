"""What takes more than a week to come by pressing alone: ideas that become one, coffee, a consultation, somebody who leaves."""

from datetime import date, timedelta

from core import discussions, escalation, news, people, surveys, timeoff
from core.clock import at_local
from core.db import Tx
from core.desk import lines
from core.people.models import Person
from core.people.taking_over import look, take_over
from tests.contract.walk import ZONE, Walk

LEAVERS = ("bas", "otto")
"""The first of them wants to talk."""


async def all_of_it(walk: Walk) -> None:
    """In an order in which one thing follows from another."""
    await ideas(walk)
    await coffee(walk)
    await consultation(walk)
    await leaving(walk)
    await following(walk)
    await days(walk)
    await posts(walk)
    for user in ("hans", "priya"):
        ref = await walk.writes("lars", walk.typist.words(200), "product")
        for name in walk.app.suite.person_actions:
            await walk.follows(user, name, await walk.chat.points(user, ref, name))
    # Slack is no platform of this company; that it lets us in no longer is told where people are.
    await walk.happens(lambda tx: lines.cut(tx, "slack", "account_inactive"))
    await walk.happens(lambda tx: lines.cut(tx, lines.CLOCK, "differs:slack:5400"))


async def ideas(walk: Walk) -> None:
    """Three ideas: people stand behind them, one is taken up, one turns out to be the same as another."""
    say, place = walk.typist.words, walk.places["product"]

    def begun(tx: Tx) -> list[int]:
        return [discussions.start(tx, walk.me(tx, user), discussions.Topic.IDEA.value, say(80), say(900), place,
                                  walk.today + timedelta(days=60)) for user in ("noor", "lars", "ana")]  # fmt: skip

    first, second, third = await walk.happens(begun)

    def taken_up(tx: Tx) -> None:
        for number in (first, second):
            discussions.stand_behind(tx, walk.me(tx, "amira"), number, discussions.Backing.SUPPORT)
        discussions.move(
            tx, walk.me(tx, "roos"), first, discussions.Stage.LOOKED_AT.value, say(300), 0, "office, quiet"
        )
        discussions.merge(tx, walk.me(tx, "roos"), second, third)

    await walk.happens(taken_up)


async def coffee(walk: Walk) -> None:
    """Two who want to meet a colleague."""
    await walk.happens(lambda tx: [discussions.take_coffee(tx, walk.me(tx, one), True) for one in ("lotte", "kees")])


async def consultation(walk: Walk) -> None:
    """Finance is asked, talks about it and hears the decision."""
    say = walk.typist.words
    wish = surveys.Wish(400, (walk.teams["Finance"],), False, surveys.Mode.ANONYMOUS.value)
    number = await walk.happens(lambda tx: surveys.consult(tx, walk.me(tx, "hans"), "", say(400), wish))

    def over(tx: Tx) -> None:
        here = surveys.consultation(tx, number)
        assert here
        surveys.close(tx, here.round_id)

    def discussed(tx: Tx) -> int:
        hans, due_on = walk.me(tx, "hans"), walk.today + timedelta(days=14)
        talk = discussions.start(
            tx, hans, discussions.Topic.HOURS.value, say(60), say(400), walk.places["general"], due_on
        )
        surveys.discussed(tx, hans, number, talk, at_local(due_on, 9, 0, ZONE))
        return talk

    await walk.happens(over)
    talk = await walk.happens(discussed)
    await walk.happens(lambda tx: discussions.close(tx, walk.me(tx, "hans"), talk, say(300), say(300), say(300)))


async def leaving(walk: Walk) -> None:
    """Somebody's last day comes closer: they are asked, want to talk, and HR does."""

    def asked(tx: Tx) -> None:
        surveys.switch_on(tx, walk.me(tx, "hans"), surveys.EXIT)
        for user in LEAVERS:
            row = tx.get_one(Person, walk.ids[user])
            row.left_on = date(2026, 11, 27)
            tx.add(row)

    await walk.happens(asked)
    await walk.happens(surveys.look)
    wished = await walk.happens(lambda tx: surveys.wish_talk(tx, walk.me(tx, LEAVERS[0])))
    await walk.happens(lambda tx: surveys.take_talk(tx, walk.me(tx, "hans"), wished))


async def following(walk: Walk) -> None:
    """A colleague follows a question; its asker adds words that another department answers for."""
    finance, say = walk.teams["Finance"], walk.typist.words

    def asked(tx: Tx) -> int:
        escalation.put_topic(tx, walk.me(tx, "amira"), "Delivery", "delivery, courier", walk.teams["Product"])
        number = escalation.escalate(tx, walk.me(tx, "noor"), [finance], say(300), say(60), "today")
        escalation.follow_case(tx, walk.me(tx, "kees"), number)
        return number

    number = await walk.happens(asked)
    await walk.happens(lambda tx: escalation.answer(
        tx, walk.me(tx, "amira"), number, finance, escalation.asks_of(tx, number)[finance].version, say(900)))  # fmt: skip

    def reopened(tx: Tx) -> None:
        case = escalation.find(tx, number)
        assert case
        escalation.reopen(tx, walk.me(tx, "noor"), number, case.version, "And when does the courier come? " + say(200))

    await walk.happens(reopened)


async def days(walk: Walk) -> None:
    """A public holiday is exchanged; a file states a balance of a month that payroll has already."""
    rows = (
        "Name,E-mail,Team,Opening balance,Balance date\n",
        f"{walk.typist.name(93)},bo@example.com,Support,36,2026-10-01\n",
    )
    file = "".join(rows).encode()

    def allowed(tx: Tx) -> None:
        lien, worked_on = walk.me(tx, "lien"), date(2026, 12, 25)
        timeoff.set_policy(tx, lien, "holiday", "exchange", date(2020, 1, 1), 1)
        timeoff.exchange(tx, walk.me(tx, "ana"), worked_on, worked_on - timedelta(days=3))
        timeoff.lock_period(tx, lien, date(2026, 10, 1), date(2026, 10, 31))

    def turns(tx: Tx) -> None:
        """One asked of a colleague, one offered to all, one refused, one arranged."""
        for team, leader in (("Finance", "hans"), ("Product", "hans")):
            number = walk.teams[team]
            ahead = timeoff.turns(tx, number, walk.today + timedelta(days=7), walk.today + timedelta(days=41))
            for at, one in enumerate(ahead[:4]):
                free = timeoff.who_can(tx, number, one.first_day, one.first_day, one.person_id)
                me = people.get(tx, one.person_id)
                if at == 0 or not free:
                    timeoff.offer_turn(tx, me, number, one.first_day, one.first_day)
                elif at == 1:
                    timeoff.offer_turn(tx, me, number, one.first_day, one.last_day, free[0])
                elif at == 2:
                    offer = timeoff.offer_turn(tx, me, number, one.first_day, one.last_day, free[0])
                    timeoff.answer_turn(tx, people.get(tx, free[0]), offer, False)
                else:
                    timeoff.arrange_turn(tx, walk.me(tx, leader), number, free[0], one.first_day, one.first_day)

    await walk.happens(allowed)
    await walk.happens(turns)
    await walk.happens(
        lambda tx: take_over(tx, walk.me(tx, "lien"), look(tx, walk.me(tx, "lien"), file, today=walk.today)[1])
    )


async def posts(walk: Walk) -> None:
    """HR posts what two teams must read, whoever leads one a round of questions; some of these are asked."""
    say = walk.typist.words

    def written(tx: Tx) -> None:
        for user, to, kind in (
            ("hans", f"team:{walk.teams['Finance']}", "must_read"),
            ("lien", f"team:{walk.teams['Sales']}", "must_read"),
            ("mark", f"line:{walk.ids['mark']}", "round"),
        ):
            wish = news.Wish(kind, say(news.LONGEST_TITLE), say(news.LONGEST_WORDS), to, None, walk.places["product"])
            number = news.write(tx, walk.me(tx, user), wish)
            for asker in {"hans": ("amira", "kees"), "lien": ("lotte",), "mark": ("noor", "ana")}[user]:
                news.ask_nameless(tx, walk.me(tx, asker), number, say(news.LONGEST_QUESTION), "play")
                news.ask(tx, walk.me(tx, asker), number, say(news.LONGEST_QUESTION))

    def answered(tx: Tx) -> None:
        hans = walk.me(tx, "hans")
        posted = next(one for one in news.own_posts(tx, hans, 9) if one.kind == "must_read")
        first, *_others = [one.id for one in news.questions_of(tx, posted.id) if one.person_id]
        news.show(tx, hans, first)
        news.support(tx, walk.me(tx, "kees"), first)
        news.answer(tx, hans, first, say(news.LONGEST_ANSWER))

    await walk.happens(written)
    await walk.happens(answered)
