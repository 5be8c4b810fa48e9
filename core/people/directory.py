"""Who works here: finding persons, their teams and roles."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import and_, bindparam, or_, select, update

from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people.models import Grant, Person, Role, Team
from core.values import frozen
from core.words import _

p, g, t = table(Person), table(Grant), table(Team)


@frozen
class Me:
    """A person as rules and conversations know them; id 0 is a stranger, or a place as reader."""

    id: int
    name: str
    language: str = "en"
    zone: str = "Europe/Amsterdam"
    team_id: int | None = None
    manager_id: int | None = None
    location: str = "NL"
    left_on: date | None = None

    @property
    def first_name(self) -> str:
        """What colleagues call them."""
        return self.name.split(" ")[0]


@frozen
class TeamHere:
    """A team."""

    id: int
    name: str
    parent_id: int | None


FEW = 10
"""Up to so many persons are looked up one by one: quicker than a list."""
PERSON = (p.c.id, p.c.name, p.c.language, p.c.zone, p.c.team_id, p.c.manager_id, p.c.location, p.c.left_on)
_get = Query(select(*PERSON).where(p.c.id == bindparam("person")))
_by_email = Query(select(*PERSON).where(p.c.email == bindparam("email")))
_here = or_(p.c.left_on.is_(None), p.c.left_on >= bindparam("day"))
_members = Query(select(*PERSON).where(p.c.team_id == bindparam("team"), _here).order_by(p.c.name, p.c.id))
_everybody = Query(select(*PERSON).where(_here).order_by(p.c.id))
_page = select(p.c.id).where(_here, p.c.id > bindparam("after")).order_by(p.c.id).limit(bindparam("most"))
_page_of_all = Query(_page)
_page_of_team = Query(_page.where(p.c.team_id == bindparam("name")))
_page_of_role = Query(_page.join(g, and_(g.c.person_id == p.c.id, g.c.role == bindparam("name"))))
_reports = Query(select(*PERSON).where(p.c.manager_id == bindparam("person"), _here).order_by(p.c.name, p.c.id))
_roles = Query(select(g.c.role).where(g.c.person_id == bindparam("person")))
_with_role = Query(
    select(*PERSON).join(g, and_(g.c.person_id == p.c.id, g.c.role == bindparam("role"))).where(_here).order_by(p.c.id)
)
_teams = Query(select(t.c.id, t.c.name, t.c.parent_id).order_by(t.c.name))
_team = Query(select(t.c.id, t.c.name, t.c.parent_id).where(t.c.id == bindparam("team")))
_speak = Query(update(p).where(p.c.id == bindparam("person")).values(language=bindparam("tongue")))


def get(tx: Tx, person: int) -> Me:
    """This person; raises NotAllowed in the same words as for one that may not be seen (T68)."""
    row = tx.one(_get, person=person)
    if row is None:
        raise NotAllowed(_("I don't know this person, or you may not see this."))
    return Me(*row)


def names(tx: Tx, persons: Iterable[int]) -> dict[int, str]:
    """The names of these persons by id."""
    wanted = list(dict.fromkeys(persons))
    if len(wanted) > FEW:
        rows = tx.execute(select(p.c.id, p.c.name).where(p.c.id.in_(wanted))).all()
        return {row.id: row.name for row in rows}
    return {one: row.name for one in wanted if (row := tx.one(_get, person=one)) is not None}


def find_by_email(tx: Tx, email: str) -> Me | None:
    """The person with this work e-mail, in any letter case."""
    row = tx.one(_by_email, email=email.strip().lower())
    return None if row is None else Me(*row)


def members(tx: Tx, team: int) -> list[Me]:
    """Who is in this team today, by name; not those of teams below it."""
    return [Me(*row) for row in tx.all(_members, team=team, day=tx.now.date())]


def everybody(tx: Tx) -> list[Me]:
    """Everybody who works here today."""
    return [Me(*row) for row in tx.all(_everybody, day=tx.now.date())]


def audience(tx: Tx, to: str, after: int, most: int) -> list[int]:
    """The next so many persons, by id, of `everybody`, `team:5`, `segment:2` or `role:hr`; an unknown audience is a ValueError."""
    kind, _sep, name = to.partition(":")
    page = {"after": after, "most": most, "day": tx.now.date()}
    if kind == "team":
        rows = tx.all(_page_of_team, name=int(name), **page)
    elif kind == "role":
        rows = tx.all(_page_of_role, name=name, **page)
    elif kind == "segment":
        from core.people.segments import segment_people

        return segment_people(tx, int(name), after, most)
    elif kind == "everybody":
        rows = tx.all(_page_of_all, **page)
    else:
        raise ValueError(f"no such audience: {kind}")
    return [row.id for row in rows]


def reports(tx: Tx, person: int) -> list[Me]:
    """Whose manager this person is."""
    return [Me(*row) for row in tx.all(_reports, person=person, day=tx.now.date())]


def with_role(tx: Tx, role: Role | str) -> list[Me]:
    """Everybody who has this role."""
    return [Me(*row) for row in tx.all(_with_role, role=str(role), day=tx.now.date())]


def roles(tx: Tx, person: int) -> set[str]:
    """This person's roles."""
    return {row.role for row in tx.all(_roles, person=person)}


def has_role(tx: Tx, person: int, *wanted: Role | str) -> bool:
    """Whether this person has one of these roles."""
    return bool(roles(tx, person) & {str(role) for role in wanted})


def teams(tx: Tx) -> list[TeamHere]:
    """All teams, by name."""
    return [TeamHere(*row) for row in tx.all(_teams)]


def team(tx: Tx, team_id: int) -> TeamHere | None:
    """This team, or None."""
    row = tx.one(_team, team=team_id)
    return None if row is None else TeamHere(*row)


def speak(tx: Tx, person: int, tongue: str) -> None:
    """The language this person is addressed in."""
    tx.run(_speak, person=person, tongue=tongue)
