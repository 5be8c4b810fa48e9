"""Known problems behind several questions: what belongs together is tied, by hand or when it matches exactly."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update

from core import facts, search
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale, UserError
from core.escalation.case import belongs, departments, find, locked, may_see, problem_of, unknown
from core.escalation.facts import CameBack, Linked, Merged, Unlinked
from core.escalation.masking import mask
from core.escalation.models import Case, Link, Problem, Status
from core.people import Me
from core.values import frozen
from core.words import _

STRUCTURAL, LATELY = 3, timedelta(days=30)
"""At so many questions linked within so many days a fix for good is proposed."""
_problem, _link, _case = table(Problem), table(Link), table(Case)
_now = _link.c.unlinked_at.is_(None)
_affected = select(func.count()).where(_link.c.problem_id == _problem.c.id, _now).scalar_subquery()
_recent = (
    select(func.count())
    .where(_link.c.problem_id == _problem.c.id, _now, _link.c.linked_at > bindparam("lately"))
    .scalar_subquery()
)
_columns = (_problem.c.id, _problem.c.title, _problem.c.status, _problem.c.version, _problem.c.owner_id, _problem.c.fix,
            _problem.c.due_on, _affected.label("affected"), _recent.label("recent"), _problem.c.cause, _problem.c.about,
            _problem.c.topic_id, _problem.c.fixed_at, _problem.c.checked_at, _problem.c.again_at,
            _problem.c.merged_into)  # fmt: skip
_get = Query(select(*_columns).where(_problem.c.id == bindparam("problem")))
_list = Query(
    select(*_columns)
    .where(_problem.c.merged_into.is_(None))
    .order_by(_problem.c.status, _affected.desc(), _problem.c.id.desc())
    .limit(bindparam("most"))
)
_start = Query(
    insert(_problem).returning(_problem.c.id),
    "title", "status", "version", "fix", "started_by", "started_at", "about", "topic_id", "cause",
)  # fmt: skip
_exact = Query(
    select(_problem.c.id, _problem.c.status)
    .where(_problem.c.topic_id == bindparam("topic"), func.lower(_problem.c.about) == bindparam("thing"),
           _problem.c.merged_into.is_(None))
    .order_by(_problem.c.status, _problem.c.id.desc())
)  # fmt: skip
_add_link = Query(insert(_link), "case_id", "problem_id", "linked_by", "linked_at")
_take_off = Query(
    update(_link)
    .where(_link.c.case_id == bindparam("case_"), _link.c.problem_id == bindparam("problem"), _now)
    .values(unlinked_by=bindparam("me"), unlinked_at=bindparam("now"))
)
_linked = Query(
    select(_case.c.id, _case.c.asker_id, _case.c.status)
    .join(_link, _link.c.case_id == _case.c.id)
    .where(_link.c.problem_id == bindparam("problem"), _now).order_by(_case.c.id).limit(bindparam("most"))
)  # fmt: skip
ALL = 1_000_000


class Twice(UserError):
    """A question belongs to one problem at a time."""

    kind = "linked_already"


@frozen
class ProblemHere:
    """A known problem; `affected` counts the questions that belong to it now."""

    id: int
    title: str
    status: str
    version: int
    owner_id: int | None
    fix: str
    due_on: date | None
    affected: int
    recent: int
    cause: str
    about: str
    topic_id: int | None
    fixed_at: datetime | None
    checked_at: datetime | None
    again_at: datetime | None
    merged_into: int | None

    @property
    def name(self) -> str:
        """Its number as people say it."""
        return f"KP-{self.id}"

    @property
    def wants_fix(self) -> bool:
        """Whether a structural fix should be proposed: often enough, and nobody owns it."""
        return self.status == "open" and self.owner_id is None and self.recent >= STRUCTURAL


def problem(tx: Tx, number: int) -> ProblemHere | None:
    """This problem, or None."""
    row = tx.one(_get, problem=number, lately=tx.now - LATELY)
    return None if row is None else ProblemHere(*row)


def problems(tx: Tx, most: int = 10) -> list[ProblemHere]:
    """Known problems, the open and most frequent first."""
    return [ProblemHere(*row) for row in tx.all(_list, most=most, lately=tx.now - LATELY)]


def search_problems(tx: Tx, words: str, most: int = 10) -> list[ProblemHere]:
    """Known problems that resemble these words, the likest first; a number such as KP-3 finds that one."""
    if (said := words.strip().upper().removeprefix("KP-")).isdecimal() and len(said) < 10:
        return [one for one in [problem(tx, int(said))] if one]
    found = (problem(tx, one.entity) for one in search.find(tx, words, ("problem",), most, least=30))
    return [one for one in found if one]


def may_link(tx: Tx, me: Me, number: int) -> None:
    """The asker and the departments may say that a question belongs to a problem, open or answered; else NotAllowed."""
    case = locked(tx, number)
    if not may_see(tx, me, case) or case.status == Status.WITHDRAWN:
        raise NotAllowed(unknown())
    if known := problem_of(tx, number):
        raise Twice(_("{case} belongs to {problem} already.").format(case=case.name, problem=known.name))


def start_problem(tx: Tx, me: Me, number: int, title: str) -> int:
    """A new known problem, with this question as its first; gives its number. It is about what the question is about."""
    may_link(tx, me, number)
    case = find(tx, number)
    assert case is not None
    words = mask(title.strip())[0]
    made = tx.one(
        _start, title=words, status="open", version=1, fix="", started_by=me.id, started_at=tx.now, about=case.about,
        topic_id=case.topic_id, cause="",
    )  # fmt: skip
    search.keep(tx, "problem", int(made.id), f"{words} {case.about}")
    return link(tx, me, number, int(made.id))


def link(tx: Tx, me: Me, number: int, known: int) -> int:
    """This question belongs to that problem. Its deadlines run on (58). Raises FieldError for "known" when it is solved."""
    may_link(tx, me, number)
    tx.lock("problem", known)
    found = problem(tx, known)
    if found is None or found.status != "open" or found.merged_into:
        raise FieldError("known", _("This problem is fixed or gone. Choose another, or start a new one."))
    link_to(tx, number, known, me.id)
    return known


def link_to(tx: Tx, number: int, known: int, by: int | None) -> None:
    """Tie them, on nobody's say-so when they match exactly; who may is for the caller."""
    tx.run(_add_link, case_id=number, problem_id=known, linked_by=by, linked_at=tx.now)
    found = problem(tx, known)
    facts.record(tx, Linked(number, known, found.affected if found else 1))


def link_exact(tx: Tx, number: int) -> int | None:
    """The known problem with the same topic and the same object, if there is one; a solved one is open again (58).

    Anything less exact is proposed and waits for a person.
    """
    case = find(tx, number)
    if case is None or not case.topic_id or not case.about.strip():
        return None
    row = tx.one(_exact, topic=case.topic_id, thing=case.about.strip().lower())
    if row is None:
        return None
    tx.lock("problem", row.id)
    if row.status != "open":
        tx.execute(
            update(_problem)
            .where(_problem.c.id == row.id)
            .values(status="open", again_at=tx.now, version=_problem.c.version + 1)
        )
        facts.record(tx, CameBack(row.id))
    link_to(tx, number, row.id, None)
    return int(row.id)


def proposed(tx: Tx, number: int) -> int | None:
    """The open problem that this question resembles most, for a person to confirm; None when none does."""
    case = find(tx, number)
    near = search.find(tx, f"{case.question} {case.about}", ("problem",)) if case and case.question else []
    return next((one.entity for one in near if (known := problem(tx, one.entity)) and known.status == "open"), None)


def unlink(tx: Tx, me: Me, number: int, known: int) -> None:
    """It did not belong there after all; that it was linked stays on record (T54)."""
    case = locked(tx, number)
    if not may_see(tx, me, case):
        raise NotAllowed(unknown())
    if not tx.run(_take_off, case_=number, problem=known, me=me.id, now=tx.now):
        raise Stale(_("This question belongs to no problem now."))
    facts.record(tx, Unlinked(number, known))


def merge(tx: Tx, me: Me, number: int, into: int) -> None:
    """These two problems are one: all questions belong to the other now; where they belonged stays on record.

    Raises NotAllowed, or FieldError for "into" when the other is solved, gone, or this one itself (T54).
    """
    for one in sorted({number, into}):
        tx.lock("problem", one)
    found, other = problem(tx, number), problem(tx, into)
    if found is None or not any(belongs(tx, me, one.team_id) for one in departments(tx)):
        raise NotAllowed(_("Problems are put together by the departments. Ask one of them."))
    if other is None or other.status != "open" or other.merged_into or into == number or found.merged_into:
        raise FieldError("into", _("Choose another open problem."))
    numbers = cases_of(tx, number)
    moved = update(_link).where(_link.c.problem_id == number, _now).values(unlinked_by=me.id, unlinked_at=tx.now)
    tx.execute(moved)
    tx.many(
        _add_link, [{"case_id": one, "problem_id": into, "linked_by": me.id, "linked_at": tx.now} for one in numbers]
    )
    tx.execute(update(_problem).where(_problem.c.id == number).values(merged_into=into, version=_problem.c.version + 1))
    search.drop(tx, "problem", number)
    facts.record(tx, Merged(number, into))


def cases_of(tx: Tx, number: int, most: int = ALL) -> list[int]:
    """The questions that belong to this problem now, by number, the first ones where that is enough."""
    return [row.id for row in tx.all(_linked, problem=number, most=most)]


def askers_of(tx: Tx, number: int) -> list[int]:
    """Whose customers met this problem: each person once, however many questions (T54)."""
    return sorted({row.asker_id for row in tx.all(_linked, problem=number, most=ALL) if row.asker_id})
