"""The figures to take along, a line for each department's part of a question; no words of customers.

Lines of departments of too few people hold no times, taps or misses: those would be about persons.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from core.clock import at_local
from core.db import Query, Tx, table
from core.escalation.models import Ask, Case, Link, Problem, Status, Topic
from core.escalation.report import may_report, told_apart
from core.people import Me
from core.words import _

MOST_ROWS = 40_000
"""The newest; more would not fit in a file that every platform takes."""
_ask, _case, _link, _problem, _topic = table(Ask), table(Case), table(Link), table(Problem), table(Topic)
_rows = Query(
    select(_case.c.id, _ask.c.team_id, _case.c.asked_at, _case.c.wanted, _topic.c.name, _case.c.about, _case.c.status,
           _ask.c.step, _ask.c.first_minutes, _ask.c.breached_at, _case.c.used_minutes, _case.c.missed_at, _problem.c.title,
           _case.c.asker_score, _case.c.customer_score)
    .join(_case, _case.c.id == _ask.c.case_id)
    .outerjoin(_topic, _topic.c.id == _case.c.topic_id)
    .outerjoin(_link, (_link.c.case_id == _case.c.id) & _link.c.unlinked_at.is_(None))
    .outerjoin(_problem, _problem.c.id == _link.c.problem_id)
    .where(_case.c.asked_at >= bindparam("since"), _case.c.asked_at < bindparam("until"),
           _case.c.status != Status.WITHDRAWN.value)
    .order_by(_case.c.id.desc(), _ask.c.id)
)  # fmt: skip
JUDGING = frozenset({5, 6, 7, 8, 10, 11})
"""The columns from "wanted" on that say how well somebody did."""
Cell = str | int | datetime | None


def export_rows(tx: Tx, me: Me, first_day: date, last_day: date, zone: str) -> list[list[Cell]]:
    """A line of headings in the reader's language, then the newest first. Raises NotAllowed as `report` does."""
    names, (apart, _enough) = {one.team_id: one.name for one in may_report(tx, me)}, told_apart(tx)
    since, until = at_local(first_day, 0, 0, zone), at_local(last_day + timedelta(days=1), 0, 0, zone)
    head: list[Cell] = [
        _("Question"), _("Department"), _("Asked"), _("Wanted"), _("Topic"), _("About"), _("Status"), _("Step"),
        _("First answer, in minutes"), _("Missed deadline"), _("Solution, in minutes"), _("Missed solution"),
        _("Known problem"), _("Asker, 1 to 3"), _("Customer, 1 to 3"),
    ]  # fmt: skip
    lines: list[list[Cell]] = [head]
    for row in tx.all(_rows, since=since, until=until):
        if row.team_id in names and len(lines) <= MOST_ROWS:
            number, team, asked_at, *rest = row
            told = rest if team in apart else [None if place in JUDGING else one for place, one in enumerate(rest)]
            lines.append([f"CQ-{number}", names[team], _local(asked_at, zone), *(
                _local(one, zone) if isinstance(one, datetime) else one for one in told)])  # fmt: skip
    return lines


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))
