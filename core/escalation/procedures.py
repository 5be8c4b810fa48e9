"""Procedures: what a fix ends in, with an owner and a day to look at it again, announced, read, and never overwritten."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, jobs, people, search
from core.clock import at_local, local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.escalation.case import belongs, departments
from core.escalation.masking import mask
from core.escalation.models import Ask, Link
from core.escalation.problems import problem
from core.escalation.procedure_facts import ProcedureEnded, ProcedureRead, ProcedureWritten
from core.escalation.procedure_tables import Procedure, ProcedureReading, ProcedureTeam, ProcedureText
from core.people import Me, Role
from core.values import frozen
from core.words import _

KIND, REVIEW = "procedure", "escalation.review"
AGAIN, LONGEST = timedelta(days=182), timedelta(days=3 * 366)
"""When it is looked at again after "still right", and how far ahead that may be."""
_procedure, _text = table(Procedure), table(ProcedureText)
_team, _reading = table(ProcedureTeam), table(ProcedureReading)
_ask, _link = table(Ask), table(Link)
_columns = (_procedure.c.id, _procedure.c.title, _procedure.c.about, _procedure.c.owner_id, _procedure.c.review_on,
            _procedure.c.version, _procedure.c.problem_id, _procedure.c.ended_at, _text.c.text, _text.c.at)  # fmt: skip
_with_text = select(*_columns).join(
    _text, (_text.c.procedure_id == _procedure.c.id) & (_text.c.version == _procedure.c.version)
)
_get = Query(_with_text.where(_procedure.c.id == bindparam("procedure")))
_list = Query(
    _with_text.where(_procedure.c.ended_at.is_(None)).order_by(_text.c.at.desc(), _procedure.c.id.desc())
    .limit(bindparam("most"))
)  # fmt: skip
_texts = Query(
    select(_text.c.version, _text.c.text, _text.c.at).where(_text.c.procedure_id == bindparam("procedure"))
    .order_by(_text.c.version.desc())
)  # fmt: skip
_teams = Query(select(_team.c.team_id).where(_team.c.procedure_id == bindparam("procedure")).order_by(_team.c.team_id))
_teams_of_problem = Query(
    select(_ask.c.team_id).distinct().join(_link, _link.c.case_id == _ask.c.case_id)
    .where(_link.c.problem_id == bindparam("problem"), _link.c.unlinked_at.is_(None)).order_by(_ask.c.team_id)
)  # fmt: skip
_read = Query(
    insert_or(_reading).on_conflict_do_nothing(index_elements=["procedure_id", "version", "person_id"]),
    "procedure_id", "version", "person_id", "at",
)  # fmt: skip
_readers = Query(
    select(func.count().label("n"))
    .where(_reading.c.procedure_id == bindparam("procedure"), _reading.c.version == bindparam("version_"))
)  # fmt: skip
_drawn = (_procedure.c.id == bindparam("procedure"), _procedure.c.version == bindparam("drawn"))
_looked_at = Query(
    update(_procedure).where(*_drawn, _procedure.c.ended_at.is_(None)).values(review_on=bindparam("day"))
)
_end = Query(update(_procedure).where(*_drawn, _procedure.c.ended_at.is_(None)).values(ended_at=bindparam("now")))


@frozen
class ProcedureHere:
    """A procedure with the text that counts now; `since` is when it got that text."""

    id: int
    title: str
    about: str
    owner_id: int | None
    review_on: date
    version: int
    problem_id: int | None
    ended_at: datetime | None
    text: str
    since: datetime

    @property
    def name(self) -> str:
        """Its number as people say it."""
        return f"PR-{self.id}"


def procedure(tx: Tx, number: int) -> ProcedureHere | None:
    """This procedure, or None."""
    row = tx.one(_get, procedure=number)
    return None if row is None else ProcedureHere(*row)


def procedures(tx: Tx, words: str = "", most: int = 8) -> list[ProcedureHere]:
    """Those that are followed now: the newest text first, or the likest to these words."""
    if not words.strip():
        return [ProcedureHere(*row) for row in tx.all(_list, most=most)]
    if (said := words.strip().upper().removeprefix("PR-")).isdecimal() and len(said) < 10:
        return [one for one in [procedure(tx, int(said))] if one]
    found = (procedure(tx, one.entity) for one in search.find(tx, words, (KIND,), most, least=30))
    return [one for one in found if one and one.ended_at is None]


def texts_of(tx: Tx, number: int) -> list[tuple[int, str, datetime]]:
    """Every text it ever had, the newest first: version, words, since when."""
    return [(row.version, row.text, row.at) for row in tx.all(_texts, procedure=number)]


def procedure_teams(tx: Tx, number: int) -> list[int]:
    """The departments it is for."""
    return [row.team_id for row in tx.all(_teams, procedure=number)]


def readers(tx: Tx, number: int, version: int) -> int:
    """How many tapped that they have read this text. A missing tap says nothing about anybody."""
    return int(tx.one(_readers, procedure=number, version_=version).n)


def may_write(tx: Tx, me: Me) -> None:
    """People of the departments and leaders write procedures; NotAllowed for others."""
    if not any(belongs(tx, me, one.team_id) for one in departments(tx)) and not people.has_role(
        tx, me.id, Role.LEADER, Role.HR
    ):
        raise NotAllowed(_("Procedures are written by the departments and the leaders. Ask one of them."))


def write_procedure(
    tx: Tx, me: Me, title: str, words: str, owner: int | None, review_on: date, *, known: int = 0, number: int = 0,
    version: int = 0,
) -> int:  # fmt: skip
    """A new procedure, out of the fix of the problem `known` if given; or another text for `number`. Gives its number.

    Raises NotAllowed, Stale, or FieldError for "review_on" and "text" (also when it has changed since `version`).
    """
    may_write(tx, me)
    today = local_day(tx.now, me.zone)
    if not today < review_on <= today + LONGEST:
        raise FieldError("review_on", _("Choose a day from tomorrow, within three years."))
    (title, _n), (words, _m) = mask(title.strip()), mask(words.strip())
    if number:
        owner = _rewrite(tx, number, version, title, owner, review_on)
    else:
        number, owner = _begin(tx, me, title, owner, review_on, known)
    version += 1
    tx.execute(insert(_text).values(procedure_id=number, version=version, text=words, written_by=me.id, at=tx.now))
    found = procedure(tx, number)
    assert found is not None
    search.keep(tx, KIND, number, f"{title} {found.about} {words}")
    _plan_review(tx, found)
    facts.record(tx, ProcedureWritten(number, version))
    return number


def note_read(tx: Tx, me: Me, number: int, version: int) -> None:
    """This person has read this text. Raises Stale when there is a newer one, or it is no longer followed."""
    found = procedure(tx, number)
    if found is None or found.version != version or found.ended_at:
        raise Stale(_("This procedure has changed. Read it again."))
    tx.run(_read, procedure_id=number, version=version, person_id=me.id, at=tx.now)
    facts.record(tx, ProcedureRead(number))


def still_right(tx: Tx, me: Me, number: int, version: int) -> date:
    """The owner (or a leader) looked at it and it holds; gives the day of the next look. NotAllowed or Stale."""
    found = _own(tx, me, number)
    day = local_day(tx.now, me.zone) + AGAIN
    if not tx.run(_looked_at, procedure=number, drawn=version, day=day):
        raise Stale(_("This procedure has changed. Read it again."))
    jobs.cancel(tx, _key(found))
    if again := procedure(tx, number):
        _plan_review(tx, again)
    facts.record(tx, ProcedureRead(number))
    return day


def end_procedure(tx: Tx, me: Me, number: int, version: int) -> None:
    """It is no longer followed, says its owner or a leader; its texts stay. NotAllowed or Stale."""
    found = _own(tx, me, number)
    if not tx.run(_end, procedure=number, drawn=version, now=tx.now):
        raise Stale(_("This procedure has changed. Read it again."))
    jobs.cancel(tx, _key(found))
    search.drop(tx, KIND, number)
    facts.record(tx, ProcedureEnded(number))


def to_review(tx: Tx, number: int, day: str) -> ProcedureHere | None:
    """The procedure, when this is the day on which its owner looks at it again."""
    found = procedure(tx, number)
    return found if found and not found.ended_at and found.review_on.isoformat() == day else None


def _begin(tx: Tx, me: Me, title: str, owner: int | None, review_on: date, known: int) -> tuple[int, int]:
    found = problem(tx, known) if known else None
    if known and (found is None or found.status != "solved"):
        raise Stale(_("A procedure comes from a problem that is solved and checked."))
    here = owner or (found.owner_id if found else None) or me.id
    values = {"title": title, "about": found.about if found else "", "owner_id": here, "review_on": review_on, "version": 1,
              "problem_id": known or None}  # fmt: skip
    number = int(tx.execute(insert(_procedure).values(**values).returning(_procedure.c.id)).scalar_one())
    asked = [row.team_id for row in tx.all(_teams_of_problem, problem=known)] if known else []
    own = [one.team_id for one in departments(tx) if belongs(tx, me, one.team_id)]
    rows = [{"procedure_id": number, "team_id": one} for one in asked or own]
    if rows:
        tx.execute(insert(_team), rows)
    return number, here


def _rewrite(tx: Tx, number: int, version: int, title: str, owner: int | None, review_on: date) -> int | None:
    tx.lock("procedure", number)
    found = procedure(tx, number)
    if found is None or found.version != version or found.ended_at:
        raise FieldError("text", _("This procedure has changed meanwhile. Copy your text and look again."))
    jobs.cancel(tx, _key(found))
    here = owner or found.owner_id
    tx.execute(update(_procedure).where(_procedure.c.id == number).values(
        title=title, owner_id=here, review_on=review_on, version=version + 1))  # fmt: skip
    return here


def _own(tx: Tx, me: Me, number: int) -> ProcedureHere:
    tx.lock("procedure", number)
    found = procedure(tx, number)
    if found is None or not (found.owner_id == me.id or people.has_role(tx, me.id, Role.LEADER)):
        raise NotAllowed(_("Only its owner or a leader can do this."))
    return found


def _plan_review(tx: Tx, found: ProcedureHere) -> None:
    zone = people.get(tx, found.owner_id).zone if found.owner_id else "Europe/Amsterdam"
    when = at_local(found.review_on, 9, 0, zone)
    jobs.at(tx, _key(found), when, REVIEW, {"procedure": found.id, "day": found.review_on.isoformat()})


def _key(found: ProcedureHere) -> str:
    return f"{REVIEW}:{found.id}:{found.version}:{found.review_on}"
