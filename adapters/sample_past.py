"""What happened at the sample company in fourteen months, and what is open today; the same at every start."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from adapters import sample_evp, sample_talk
from adapters.playground.client import Playground
from bots.app import App
from core import calendar, community, escalation, privacy, surveys, timeoff
from core.clock import SetClock, at_local
from core.db import Tx
from core.people import Me, get
from core.timeoff import Entry
from core.timeoff.models import Request, Status
from core.when import Range

if TYPE_CHECKING:
    from adapters.sample import Staff

ZONE = "Europe/Amsterdam"
QUIET = "Sales"
CHAT = {"Support": 34, "Product": 41, "Finance": 15, "Sales": 27, "People": 19}
"""Messages a team writes on an ordinary working day."""
TAKEN = ((date(2026, 2, 16), 3), (date(2026, 5, 4), 5), (date(2026, 7, 20), 10), (date(2026, 10, 12), 2))
"""When people usually took their leave this year, and how many working days."""
AWAY = (("daan", date(2026, 11, 25), date(2026, 11, 26)), ("tom", date(2026, 11, 26), date(2026, 11, 27)),
        ("olga", date(2026, 11, 23), date(2026, 11, 27)), ("hanna", date(2026, 11, 24), date(2026, 11, 24)))  # fmt: skip
ASKED = (("joris", "26 nov - 27 nov"), ("fenna", "21 dec - 24 dec"), ("bram", "30 nov - 4 dec"))
SCORES = {"Support": (3, 3, 4, 2, 3, 4, 3, 3), "Product": (4, 5, 4, 4, 3, 5, 4, 4, 4), "People": (4, 4, 5, 4, 3, 4, 5)}
WORDS = {
    "en": {
        "cases": (
            "A customer was charged twice for the October invoice and asks for the money back.",
            "Two debits for one order; the second has no invoice number.",
            "Charged twice again, after changing her bank account in the app.",
        ),
        "problem": ("Charged twice after a change of bank account",),
        "answers": ("We refund the second debit within two working days.",
                    "The second debit came from a retry. We stopped it for this customer."),
        "order": ("Order",),
        "said": ("Friday at four there is cake on the second floor: Priya has been with us for ten years.",
                 "Thank you! I'll bring the stories of the first office.",
                 "The question about the double debit has now come from three customers."),
        "works council": ("Minutes of 18 September 2025, item 4",),
    },
    "nl": {
        "cases": (
            "Een klant is twee keer gefactureerd voor oktober en vraagt het geld terug.",
            "Twee afschrijvingen voor één bestelling; de tweede heeft geen factuurnummer.",
            "Weer een dubbele incasso, na het wijzigen van haar rekening in de app.",
        ),
        "problem": ("Dubbele incasso na wijzigen van de rekening",),
        "answers": ("We storten de tweede afschrijving binnen twee werkdagen terug.",
                    "De tweede afschrijving kwam van een herhaalpoging. Voor deze klant is die gestopt."),
        "order": ("Bestelling",),
        "said": ("Vrijdag om vier uur taart op de tweede: Priya is tien jaar bij ons.",
                 "Dank je wel! Ik neem de verhalen van het eerste kantoor mee.",
                 "De vraag over de dubbele incasso komt nu van drie klanten."),
        "works council": ("Notulen van 18 september 2025, punt 4",),
    },
}  # fmt: skip


async def write(app: App, chat: Playground, staff: "Staff", today: date) -> None:
    """First what is long past, in plain rows; then the last weeks, through the same rules as today's clicks."""
    clock, words = app.db.clock, WORDS[app.suite.language]
    assert isinstance(clock, SetClock)

    async def at(day: date, hour: int, unit: Callable[[Tx], Any], *, quietly: bool = True) -> Any:
        moment = at_local(day, hour, 0, ZONE)
        clock.set(moment)

        def run(tx: Tx) -> Any:
            tx.now = moment
            result = unit(tx)
            if quietly:
                tx.facts.clear()
            else:
                app.suite.settle(tx, None)
            return result

        return await app.db.write(run)

    await at(date(2025, 9, 22), 9, lambda tx: privacy.record_ground(
        tx, get(tx, staff.ids["hans"]), community.FEATURE, "works_council", words["works council"][0]))  # fmt: skip
    await at(today, 8, lambda tx: _talk(tx, staff, today))
    await at(today, 8, lambda tx: _leave(tx, staff, today))
    await at(today, 8, community.check_all)
    await _pulses(at, staff, today)
    await _customers(at, staff, today, words)
    last_year = at_local(date(2025, 11, 10), 9, 0, ZONE)
    await at(today, 8, lambda tx: sample_evp.last_year(tx, get(tx, staff.ids["hans"]), last_year, app.suite.language))
    await at(date(2026, 9, 1), 9, lambda tx: surveys.switch_on(tx, get(tx, staff.ids["hans"]), surveys.NEWCOMER))
    await sample_talk.write(at, staff, today, app.suite.language)
    clock.set(at_local(today, 9, 0, ZONE))
    for user, days in ASKED:
        await chat.types(user, chat.dm(user), f"/timeoff {days}")
        preview = max(chat.visible(user, chat.dm(user)), key=lambda one: one.number)
        send = next(control for control in preview.message.controls() if control.id.startswith("timeoff.send"))
        await chat.presses(user, preview.ref, send.id)
    for user, place, said in zip(
        ("roos", "priya", "joris"), ("general", "general", "support"), words["said"], strict=True
    ):
        await chat.types(user, chat.channel(place), said)


def _talk(tx: Tx, staff: "Staff", today: date) -> None:
    """Fourteen months of counted messages; for three weeks now Sales has been quieter than usual."""
    dice = Random(2026)
    first = today - timedelta(days=424)
    quiet_since = today - timedelta(days=today.weekday() + 21)
    off = {day.day for day in calendar.holidays_between(tx, "NL", first, today)}
    for ahead in range((today - first).days):
        day = first + timedelta(days=ahead)
        if day.weekday() > 4 or day in off:
            continue
        for team, usual in CHAT.items():
            share = 0.3 if team == QUIET and day >= quiet_since else 1.0
            community.add(tx, staff.places[team], day, max(1, round(usual * share * dice.uniform(0.8, 1.2))))


def _leave(tx: Tx, staff: "Staff", today: date) -> None:
    """This year's entitlement, what was taken of it, and who is away next week."""
    for number, (user, person) in enumerate(sorted(staff.ids.items())):
        weekly = sum(calendar.minutes_on(tx, person, date(2026, 11, 9), date(2026, 11, 15)).values())
        timeoff.open_balance(tx, person, date(2025, 10, 1), 16 * 60)
        timeoff.write_line(tx, person, date(2026, 1, 1), weekly * 5, Entry.GRANT)
        for turn, (start, working_days) in enumerate(TAKEN):
            if (number + turn) % 4:
                first = start + timedelta(days=7 * ((number + turn) % 3))
                _taken(tx, person, Range(first, first + timedelta(days=working_days * 7 // 5 - 1)))
        for away, first, last in AWAY:
            if away == user:
                _taken(tx, person, Range(first, last))


def _taken(tx: Tx, person: int, days: Range) -> None:
    """Leave that was asked for and approved at the time."""
    cost = timeoff.cost_of(tx, person, days)
    boss = get(tx, person).manager_id
    asked_at = at_local(days.first_day - timedelta(days=20), 11, 0, ZONE)
    row = Request(
        person_id=person, first_day=days.first_day, last_day=days.last_day, minutes=cost.minutes, status=Status.APPROVED,
        version=2, asked_at=asked_at, decided_by=boss, decided_at=asked_at + timedelta(hours=3),
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    timeoff.write_line(tx, person, days.first_day, -cost.minutes, Entry.USE, request=row.id, by=boss)
    calendar.note_absence(tx, f"timeoff:{row.id}", person, days.first_day, days.last_day)


async def _pulses(at: Any, staff: "Staff", today: date) -> None:
    """A question every Monday for three teams, with the results of the last four weeks."""
    monday = today - timedelta(days=today.weekday())

    def me(tx: Tx, user: str) -> Me:
        return get(tx, staff.ids[user])

    wish = surveys.Wish(1, tuple(staff.teams[name] for name in SCORES), True, surveys.Mode.ANONYMOUS.value)
    made = await at(monday - timedelta(days=29), 10, lambda tx: surveys.start(tx, me(tx, "hans"), wish))
    for week in range(4, 0, -1):
        opened_on = monday - timedelta(days=7 * week)
        for pulse, (_team, scores) in zip(made, SCORES.items(), strict=True):
            number = await at(opened_on, 9, lambda tx, pulse=pulse: surveys.open_round(tx, pulse))
            invited = await at(opened_on, 10, lambda tx, number=number: surveys.invitees(tx, number))
            for place, person in enumerate(invited[: len(scores) - week % 2]):
                value = max(1, min(5, scores[place] + (1 if week == 1 and place % 4 == 0 else 0)))
                await at(opened_on, 11, lambda tx, number=number, person=person, value=value: surveys.answer(
                    tx, get(tx, person), number, value))  # fmt: skip
            await at(opened_on + timedelta(days=3), 9, lambda tx, number=number: surveys.close(tx, number))
    for pulse in made:
        await at(today, 8, lambda tx, pulse=pulse: surveys.stop(tx, me(tx, "hans"), pulse))
    await at(today, 8, lambda tx: surveys.start(tx, me(tx, "hans"), wish))


async def _customers(at: Any, staff: "Staff", today: date, words: dict[str, tuple[str, ...]]) -> None:
    """Three customers met the same problem; the last question waits for an answer today."""
    departments = (staff.teams["Finance"], staff.teams["Product"])
    days = (today - timedelta(days=8), today - timedelta(days=3), today)
    agents, problem = ("noor", "ana", "mark"), 0
    for number, (day, agent, question) in enumerate(zip(days, agents, words["cases"], strict=True)):
        open_now = day == today
        case = await at(day, 8 if open_now else 10, lambda tx, agent=agent, question=question, number=number: escalation.escalate(
            tx, get(tx, staff.ids[agent]), departments, question, f"{words['order'][0]} {48110 + 7 * number}", "today"),
            quietly=not open_now)  # fmt: skip
        if number == 0:
            problem = await at(day, 11, lambda tx, case=case: escalation.start_problem(
                tx, get(tx, staff.ids["noor"]), case, words["problem"][0]))  # fmt: skip
        else:
            await at(day, 8 if open_now else 11, lambda tx, case=case, agent=agent, problem=problem: escalation.link(
                tx, get(tx, staff.ids[agent]), case, problem), quietly=not open_now)  # fmt: skip
        if not open_now:
            await at(day, 12, lambda tx, case=case, agent=agent: _answered(
                tx, staff, case, agent, words["answers"]))  # fmt: skip


def _answered(tx: Tx, staff: "Staff", case: int, agent: str, texts: tuple[str, ...]) -> None:
    """Both departments answered, and the customer was helped."""
    for user, team, text in (("amira", "Finance", texts[0]), ("lars", "Product", texts[1])):
        escalation.answer(tx, get(tx, staff.ids[user]), case, staff.teams[team], _version(tx, case), text)
    escalation.resolve(tx, get(tx, staff.ids[agent]), case, _version(tx, case))


def _version(tx: Tx, case: int) -> int:
    found = escalation.find(tx, case)
    assert found is not None
    return found.version
