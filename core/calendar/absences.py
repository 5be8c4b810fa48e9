"""Who is away and when they are back: absences with a source and never with a reason."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.calendar.models import Absence
from core.calendar.patterns import IN_TEAM, schedule_of, schedules_of
from core.calendar.schedule import days
from core.db import Query, Tx
from core.errors import UserError
from core.people.models import Person
from core.values import frozen
from core.words import _

MORNING, AFTERNOON, WHOLE_DAY = 1, 2, 3
HALVES = {"all": WHOLE_DAY, "morning": MORNING, "afternoon": AFTERNOON}
YEAR = 366
LOOKED_BACK = 120
"""Days within which the beginning of an absence is looked for."""


class NoWorkingDay(UserError):
    """Nobody can wait for a day that never comes."""

    kind = "no_working_day"


@frozen
class Away:
    """Somebody is away from first to last day, both included; `parts` are the parts of those two days.

    Not certain means: only asked for. Why somebody is away is not known here.
    """

    person_id: int
    first_day: date
    last_day: date
    parts: tuple[str, str]
    certain: bool

    def halves(self, day: date) -> int:
        """Which halves of this date are missed: 0, MORNING, AFTERNOON or WHOLE_DAY."""
        if not self.first_day <= day <= self.last_day:
            return 0
        missed = WHOLE_DAY
        if day == self.first_day:
            missed &= HALVES[self.parts[0]]
        if day == self.last_day:
            missed &= HALVES[self.parts[1]]
        return missed


_absence = Absence.__table__  # type: ignore[attr-defined]
_person = Person.__table__  # type: ignore[attr-defined]
_columns = ("person_id", "first_day", "last_day", "first_part", "last_part", "certain")
_put = insert_or(_absence)
_note = Query(
    _put.on_conflict_do_update(index_elements=["source"], set_={name: _put.excluded[name] for name in _columns}),
    *_columns, "source",
)  # fmt: skip
_clear = Query(delete(_absence).where(_absence.c.source == bindparam("source_")))
_overlap = _absence.c.first_day <= bindparam("last"), _absence.c.last_day >= bindparam("first")
_found: "Select[Any]" = (
    select(_absence.c.source, *(_absence.c[name] for name in _columns))
    .where(*_overlap)
    .order_by(_absence.c.first_day, _absence.c.person_id, _absence.c.id)
)
_of_person = Query(_found.where(_absence.c.person_id == bindparam("person"), _absence.c.certain.is_(True)))
_of_team = Query(_found.join(_person, _person.c.id == _absence.c.person_id).where(IN_TEAM))
_ended = Query(
    select(_absence.c.person_id).distinct().order_by(_absence.c.person_id)
    .where(_absence.c.certain.is_(True), _absence.c.last_day.between(bindparam("first"), bindparam("last")))
)  # fmt: skip
_of_people = _found.where(_absence.c.person_id.in_(bindparam("people", expanding=True)))


def note_absence(
    tx: Tx, source: str, person: int, first_day: date, last_day: date,
    first_part: str = "all", last_part: str = "all", certain: bool = True,
) -> None:  # fmt: skip
    """Note that the person is away, both days included, says `source` ("timeoff:12"); its earlier word is replaced.

    Only the first and the last day can be half ("morning", "afternoon"); on one day both parts are the same.
    ValueError when the days are reversed or the parts don't fit.
    """
    if last_day < first_day or {first_part, last_part} - HALVES.keys():
        raise ValueError("an absence runs forward, in whole days, mornings and afternoons")
    if first_day == last_day and first_part != last_part:
        raise ValueError("on one day both parts are the same")
    tx.run(_note, source=source, person_id=person, first_day=first_day, last_day=last_day,
           first_part=str(first_part), last_part=str(last_part), certain=certain)  # fmt: skip


def clear_absence(tx: Tx, source: str) -> bool:
    """Nobody is away any more on the word of this source; False when it did not say so."""
    return tx.run(_clear, source_=source) > 0


def is_away(tx: Tx, person: int, day: date) -> bool:
    """Whether the person is certainly away that whole day; somebody who misses half of it can still be asked."""
    return halves_away(tx, person, day, day).get(day, 0) == WHOLE_DAY


def halves_away(tx: Tx, person: int, first: date, last: date) -> dict[date, int]:
    """Which halves of which dates the person certainly misses; dates without any are left out."""
    rows = tx.all(_of_person, person=person, first=first, last=last)
    return missed([_away(row) for row in rows], first, last).get(person, {})


def away_between(tx: Tx, who: int | Iterable[int], first: date, last: date) -> list[Away]:
    """Who of these people (ids) or of this team (its id, with the teams below it) is away, by first day."""
    return [away for _source, away in sourced_between(tx, who, first, last)]


def sourced_between(tx: Tx, who: int | Iterable[int], first: date, last: date) -> list[tuple[str, Away]]:
    """As `away_between`, with the source of each: for rules only, because a source hints at the reason."""
    rows: Iterable[Any]
    if isinstance(who, int):
        rows = tx.all(_of_team, team=who, first=first, last=last)
    else:
        rows = tx.execute(_of_people, {"people": sorted(set(who)), "first": first, "last": last})
    return [(row.source, _away(row)) for row in rows]


def there_between(tx: Tx, people: Iterable[int], first: date, last: date) -> list[int]:
    """Who of these works on some day from first to last and is not away all of that day, in three queries."""
    asked = list(people)
    away = missed([one for one in away_between(tx, asked, first, last) if one.certain], first, last)
    return [
        who.person_id
        for who in schedules_of(tx, asked, first, last)
        if any(who.minutes(day) and away[who.person_id].get(day, 0) != WHOLE_DAY for day in days(first, last))
    ]


def missed(absences: Iterable[Away], first: date, last: date) -> dict[int, dict[date, int]]:
    """Per person and date the halves missed; two halves of one day add up to all of it, the same half counts once."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for away in absences:
        dates = found[away.person_id]
        for day in days(max(first, away.first_day), min(last, away.last_day)):
            dates[day] = dates.get(day, 0) | away.halves(day)
    return found


def next_working_day(tx: Tx, person: int, after: date) -> date:
    """The first date after this one on which the person is scheduled, away or not; else NoWorkingDay, after a year."""
    schedule = schedule_of(tx, person, after, after + timedelta(days=YEAR))
    for day in days(after + timedelta(days=1), after + timedelta(days=YEAR)):
        if schedule.minutes(day):
            return day
    raise NoWorkingDay(_("There is no working day within a year. Ask HR to check the work schedule."))


def back_on(tx: Tx, person: int, day: date) -> date | None:
    """From this date on, the first on which the person is scheduled and not away all day; None if not within a year."""
    last = day + timedelta(days=YEAR)
    schedule, away = schedule_of(tx, person, day, last), halves_away(tx, person, day, last)
    return next((some for some in days(day, last) if schedule.minutes(some) and away.get(some, 0) != WHOLE_DAY), None)


def away_since(tx: Tx, person: int, today: date) -> date | None:
    """The first working day missed of the absence that ended before `today`; None when the last working day was worked."""
    first = today - timedelta(days=LOOKED_BACK)
    schedule, away = schedule_of(tx, person, first, today), halves_away(tx, person, first, today)
    since = None
    for day in sorted(days(first, today - timedelta(days=1)), reverse=True):
        if schedule.minutes(day):
            if away.get(day, 0) != WHOLE_DAY:
                break
            since = day
    return since


def back_lately(tx: Tx, today: date) -> list[int]:
    """Whose absence ended in the two weeks before today, by id: some of them have their first working day today."""
    return [row.person_id for row in tx.all(_ended, first=today - timedelta(days=14), last=today - timedelta(days=1))]


def _away(row: Any) -> Away:
    return Away(row.person_id, row.first_day, row.last_day, (row.first_part, row.last_part), row.certain)
