"""The yearly survey's loop: define, announce, measure, publish, act, evaluate; where it stands, and who is reminded of it."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select, update

from core import jobs
from core.db import Query, Tx, table
from core.facts import record
from core.surveys.evp_models import Year
from core.surveys.facts import YearMoved, YearWaits
from core.values import frozen

STAGES = ("define", "announce", "measure", "publish", "act", "evaluate")
PATIENCE = {"define": 14, "announce": 7, "measure": 7, "publish": 5, "act": 14, "evaluate": 60}
"""Days a stage may stand before its owner is reminded, and once more after as many."""
WAITS = "surveys.year_waits"
_year = table(Year)
_columns = (
    _year.c.id, _year.c.owner_id, _year.c.stage, _year.c.since_at, _year.c.started_at, _year.c.announcement_id,
    _year.c.round_id, _year.c.evaluation, _year.c.ended_at,
)  # fmt: skip
_all = Query(select(*_columns).order_by(_year.c.id.desc()))
_add = Query(
    insert(_year).returning(_year.c.id), "owner_id", "stage", "since_at", "started_at", "evaluation",
)  # fmt: skip
_move = Query(
    update(_year)
    .where(_year.c.id == bindparam("year"), _year.c.stage == bindparam("was"), _year.c.ended_at.is_(None))
    .values(stage=bindparam("becomes"), since_at=bindparam("now"))
)
_note = {
    name: Query(update(_year).where(_year.c.id == bindparam("year")).values({name: bindparam("what")}))
    for name in ("announcement_id", "round_id")
}
_end = Query(
    update(_year)
    .where(_year.c.id == bindparam("year"), _year.c.stage == bindparam("was"), _year.c.ended_at.is_(None))
    .values(evaluation=bindparam("words"), ended_at=bindparam("now"))
)


@frozen
class YearHere:
    """One time through the loop, and where it stands."""

    id: int
    owner_id: int
    stage: str
    since_at: datetime
    started_at: datetime
    announcement_id: int | None
    round_id: int | None
    evaluation: str
    ended_at: datetime | None


def years(tx: Tx) -> list[YearHere]:
    """All of them, the newest first."""
    return [YearHere(*row) for row in tx.all(_all)]


def this_year(tx: Tx) -> YearHere | None:
    """The one that is going on."""
    return next((one for one in years(tx) if one.ended_at is None), None)


def find_year(tx: Tx, year: int) -> YearHere | None:
    """This one."""
    return next((one for one in years(tx) if one.id == year), None)


def add_year(tx: Tx, owner: int) -> int:
    """A new one, at its first stage. Gives its id."""
    made = int(tx.one(_add, owner_id=owner, stage=STAGES[0], since_at=tx.now, started_at=tx.now, evaluation="").id)
    _remind(tx, made, STAGES[0])
    record(tx, YearMoved(made))
    return made


def move_on(tx: Tx, year: int, was: str) -> bool:
    """To the stage after this one; False when it stands elsewhere already."""
    becomes = STAGES[STAGES.index(was) + 1]
    if not tx.run(_move, year=year, was=was, becomes=becomes, now=tx.now):
        return False
    _remind(tx, year, becomes)
    record(tx, YearMoved(year))
    return True


def note_announcement(tx: Tx, year: int, announcement: int) -> None:
    """What was told in this year."""
    tx.run(_note["announcement_id"], year=year, what=announcement)


def note_round(tx: Tx, year: int, round_id: int) -> None:
    """What was measured in this year."""
    tx.run(_note["round_id"], year=year, what=round_id)
    record(tx, YearMoved(year))


def end_year(tx: Tx, year: int, words: str) -> bool:
    """It has been evaluated, in these words; False when it was before."""
    if not tx.run(_end, year=year, was=STAGES[-1], words=words, now=tx.now):
        return False
    record(tx, YearMoved(year))
    return True


def after_round(tx: Tx, round_id: int, was: str) -> None:
    """The year that this round belongs to goes on, if it stands there."""
    for one in years(tx):
        if one.round_id == round_id and one.stage == was:
            move_on(tx, one.id, was)


def waits(tx: Tx, year: int, stage: str, measuring: bool) -> bool:
    """Its time at this stage is up: tell its owner, unless it went on, or people are being asked right now."""
    found = find_year(tx, year)
    if found is None or found.ended_at is not None or found.stage != stage or measuring:
        return False
    record(tx, YearWaits(year))
    return True


def _remind(tx: Tx, year: int, stage: str) -> None:
    for turn in (1, 2):
        at = tx.now + timedelta(days=turn * PATIENCE[stage])
        jobs.at(tx, f"surveys:year:{year}:{stage}:{turn}", at, WAITS, {"year": year, "stage": stage})
