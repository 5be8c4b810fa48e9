"""The team month: who may look at which team, the minimum that its manager sets, and when what is shown moves."""

from datetime import date

from sqlalchemy import bindparam, select

from core import calendar, facts, people
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me, Role, TeamHere
from core.people.models import Person
from core.timeoff.facts import TeamMoved
from core.timeoff.kinds import chain
from core.words import _

MOST_PEOPLE = 10_000
_person = table(Person)
_managers = Query(
    select(_person.c.manager_id)
    .where(_person.c.manager_id.is_not(None), _person.c.erased.is_(False))
    .where(_person.c.left_on.is_(None) | (_person.c.left_on >= bindparam("day")))
    .distinct()
    .order_by(_person.c.manager_id)
)


def teams_seen(tx: Tx, me: Me) -> list[TeamHere]:
    """The teams whose month this person may look at: their own, those they lead with the teams below, for HR all."""
    known = people.teams(tx)
    if people.has_role(tx, me.id, Role.HR):
        return known
    wanted = {one.team_id for one in people.reports(tx, me.id)}
    grew = True
    while grew:
        below = {one.id for one in known if one.parent_id in wanted} - wanted
        wanted |= below
        grew = bool(below)
    wanted.add(me.team_id)
    return [one for one in known if one.id in wanted]


def teams_led(tx: Tx, me: Me) -> list[int]:
    """The teams that this person's reports are in, the largest number of reports first."""
    found = [one.team_id for one in people.reports(tx, me.id) if one.team_id]
    return sorted(set(found), key=lambda team: (-found.count(team), team))


def leaders(tx: Tx) -> list[int]:
    """Everybody who is somebody's manager today, by id."""
    return [int(row.manager_id) for row in tx.all(_managers, day=tx.now.date())]


def team_month(tx: Tx, me: Me, team: int, first: date, last: date) -> calendar.TeamDays:
    """The team with the teams below it, day by day, never why somebody is away. NotAllowed for a team one can't look at."""
    if team not in {one.id for one in teams_seen(tx, me)}:
        raise NotAllowed(_("I don't know this team, or you may not see it."))
    return calendar.team_days(tx, team, first, last)


def sub_teams(tx: Tx, team: int) -> list[TeamHere]:
    """The teams right below this one."""
    return [one for one in people.teams(tx) if one.parent_id == team]


def may_set_minimum(tx: Tx, me: Me, team: int) -> bool:
    """HR, or who leads somebody of the team."""
    return people.has_role(tx, me.id, Role.HR) or team in teams_led(tx, me)


def set_minimum(tx: Tx, me: Me, team: int, valid_from: date, number: int, *, percent: bool = False) -> None:
    """From this day on so many people, or percents of who is scheduled, must be there; 0 ends it.

    It warns and never refuses. Raises NotAllowed, FieldError.
    """
    if not may_set_minimum(tx, me, team):
        raise NotAllowed(_("Only HR, or who leads this team, can say how many must be there."))
    if not 0 <= number <= MOST_PEOPLE:
        raise FieldError("people", _("The minimum is 0 or more people."))
    if percent and number > 100:
        raise FieldError("people", _("A share is between 0 and 100 percent."))
    if percent:
        calendar.set_minimum(tx, team, valid_from, percent=number)
    else:
        calendar.set_minimum(tx, team, valid_from, number)
    moved(tx, team)


def moved(tx: Tx, team: int | None) -> None:
    """What is shown of this team, and of the teams above it, is to be drawn again."""
    for one in chain(tx, team):
        facts.record(tx, TeamMoved(one))
