"""A customer question as conversations know it: the question, what each department does with it, and who may see it."""

from datetime import datetime

from sqlalchemy import bindparam, or_, select

from core import people
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.escalation.models import DONE, Ask, Case, Line, Link, Problem, Step
from core.people import Me
from core.values import frozen
from core.words import _

OWED = (Step.WAITING.value, Step.CLAIMED.value)
"""The department's turn."""
_case, _ask, _line, _link, _problem = table(Case), table(Ask), table(Line), table(Link), table(Problem)
OWES = or_(_ask.c.step == Step.WAITING.value, _ask.c.step == Step.CLAIMED.value)
COLUMNS = tuple(
    _case.c[name]
    for name in (
        "id", "asker_id", "question", "customer", "masked", "wanted", "status", "version", "asked_at", "due_at",
        "about", "topic_id", "origin", "files", "closed_at", "solution_at", "helped_by_case",
    )
)  # fmt: skip
_get = Query(select(*COLUMNS).where(_case.c.id == bindparam("case_")))
_asks = Query(
    select(_ask.c.id, _ask.c.case_id, _ask.c.team_id, _ask.c.step, _ask.c.version, _ask.c.claimed_by, _ask.c.answered_by,
           _ask.c.breached_at, _ask.c.since_at, _ask.c.due_at, _ask.c.paused_at, _ask.c.first_at, _ask.c.timer, _ask.c.level)
    .where(_ask.c.case_id == bindparam("case_")).order_by(_ask.c.id)
)  # fmt: skip
_case_of_ask = Query(select(_ask.c.case_id, _ask.c.team_id).where(_ask.c.id == bindparam("ask")))
_line_columns = (
    _line.c.id,
    _line.c.case_id,
    _line.c.team_id,
    _line.c.written_by,
    _line.c.text,
    _line.c.at,
    _line.c.kind,
)
_lines = Query(select(*_line_columns).where(_line.c.case_id == bindparam("case_")).order_by(_line.c.id))
_one_line = Query(select(*_line_columns).where(_line.c.id == bindparam("line")))
_linked = Query(
    select(_problem.c.id, _problem.c.title, _problem.c.status)
    .join(_link, _link.c.problem_id == _problem.c.id)
    .where(_link.c.case_id == bindparam("case_"), _link.c.unlinked_at.is_(None))
)


@frozen
class CaseHere:
    """A question, with personal data masked (`masked` says in how many spots); no words are left once it is withdrawn."""

    id: int
    asker_id: int | None
    question: str
    customer: str
    masked: int
    wanted: str
    status: str
    version: int
    asked_at: datetime
    due_at: datetime
    about: str = ""
    topic_id: int | None = None
    origin: str = ""
    files: str = ""
    closed_at: datetime | None = None
    solution_at: datetime | None = None
    helped_by_case: int | None = None

    @property
    def name(self) -> str:
        """Its number as people say it."""
        return f"CQ-{self.id}"

    @property
    def urgent(self) -> bool:
        """Whether the customer is waiting right now."""
        return self.wanted == "now"


@frozen
class AskHere:
    """A question at one department."""

    id: int
    case_id: int
    team_id: int
    step: str
    version: int
    claimed_by: int | None
    answered_by: int | None
    breached_at: datetime | None
    since_at: datetime | None
    due_at: datetime | None
    paused_at: datetime | None
    first_at: datetime | None
    timer: int
    level: int

    @property
    def done(self) -> bool:
        """Whether the department owes nothing any more: it has answered, or declined."""
        return self.step in DONE


@frozen
class LineHere:
    """What was written: an `answer`, a question `back`, a `declined` with its reason, or the asker's `more` and `reply`."""

    id: int
    case_id: int
    team_id: int | None
    written_by: int | None
    text: str
    at: datetime
    kind: str


@frozen
class ProblemOf:
    """The known problem behind a question."""

    id: int
    title: str
    status: str

    @property
    def name(self) -> str:
        """Its number as people say it."""
        return f"KP-{self.id}"


@frozen
class Department:
    """A team with a place of its own for customer questions; it may have one on every platform."""

    team_id: int
    name: str
    places: tuple[int, ...]


def departments(tx: Tx) -> list[Department]:
    """Every team that has a place with the purpose "department", by name."""
    places: dict[int, list[int]] = {}
    for place in people.places(tx, "department"):
        if place.team_id is not None:
            places.setdefault(place.team_id, []).append(place.id)
    return [Department(team.id, team.name, tuple(places[team.id])) for team in people.teams(tx) if team.id in places]


def belongs(tx: Tx, me: Me, team: int) -> bool:
    """Whether this person is in this team or in one below it."""
    at, seen = me.team_id, set[int]()
    while at is not None and at not in seen:
        if at == team:
            return bool(me.id)
        seen.add(at)
        above = people.team(tx, at)
        at = above.parent_id if above else None
    return False


def find(tx: Tx, number: int) -> CaseHere | None:
    """This question, or None."""
    row = tx.one(_get, case_=number)
    return None if row is None else CaseHere(*row)


def locked(tx: Tx, number: int) -> CaseHere:
    """This question, held until the unit ends; raises NotAllowed when there is none, or when it is not for this person."""
    tx.lock("case", number)
    case = find(tx, number)
    if case is None:
        raise NotAllowed(unknown())
    return case


def unknown() -> str:
    """The refusal for a question that is not there or not for this person: the same words for both (T68)."""
    return _("I don't know this question, or it is not for you.")


def asks_of(tx: Tx, number: int) -> dict[int, AskHere]:
    """What each department does with a question, by team."""
    return {row.team_id: AskHere(*row) for row in tx.all(_asks, case_=number)}


def ask_at(tx: Tx, ask: int) -> AskHere | None:
    """One department's part by its own id, or None."""
    row = tx.one(_case_of_ask, ask=ask)
    return None if row is None else asks_of(tx, row.case_id).get(row.team_id)


def lines_of(tx: Tx, number: int) -> list[LineHere]:
    """What was written about a question, the oldest first."""
    return [LineHere(*row) for row in tx.all(_lines, case_=number)]


def answers_of(tx: Tx, number: int) -> list[LineHere]:
    """The latest answer of each department that has answered, in the order of the departments."""
    latest = {line.team_id: line for line in lines_of(tx, number) if line.kind == "answer"}
    asks = asks_of(tx, number).values()
    return [latest[ask.team_id] for ask in asks if ask.step == Step.ANSWERED and ask.team_id in latest]


def line_at(tx: Tx, line: int) -> LineHere | None:
    """One line, or None."""
    row = tx.one(_one_line, line=line)
    return None if row is None else LineHere(*row)


def problem_of(tx: Tx, number: int) -> ProblemOf | None:
    """The known problem this question belongs to now, or None."""
    row = tx.one(_linked, case_=number)
    return None if row is None else ProblemOf(*row)


def department_of(tx: Tx, reader: Me, number: int) -> AskHere | None:
    """The part of a question that this reader (a person, or a department's place) may act on or watch; None for others."""
    asks = asks_of(tx, number)
    if not reader.id:
        return asks.get(reader.team_id or 0)
    return next((ask for team, ask in asks.items() if belongs(tx, reader, team)), None)


def may_see(tx: Tx, reader: Me, case: CaseHere) -> bool:
    """The asker, and the departments that were asked."""
    return bool(reader.id and reader.id == case.asker_id) or department_of(tx, reader, case.id) is not None


def places_of(tx: Tx, number: int, team: int = 0) -> list[int]:
    """The places of the departments that were asked this question, or of one of them."""
    asked = asks_of(tx, number)
    found = [one for one in departments(tx) if one.team_id in asked and team in (0, one.team_id)]
    return [place for one in found for place in one.places]
