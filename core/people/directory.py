"""Who works here: finding persons, their teams, roles, accounts and places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people.models import Account, Grant, Person, Place, Role, Setting, Team
from core.words import _

p, g, a, t = table(Person), table(Grant), table(Account), table(Team)
place, setting = table(Place), table(Setting)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class TeamHere:
    """A team."""

    id: int
    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class PlaceHere:
    """A channel or thread with a purpose; `ref` is the platform's own address."""

    id: int
    ref: str
    name: str
    purpose: str
    team_id: int | None
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class AccountHere:
    """A person's identity on a platform."""

    id: int
    platform: str
    space: str
    user: str
    direct: bool


FEW = 10
"""Up to so many persons are looked up one by one: quicker than a list."""
_me = (p.c.id, p.c.name, p.c.language, p.c.zone, p.c.team_id, p.c.manager_id, p.c.location, p.c.left_on)
_get = Query(select(*_me).where(p.c.id == bindparam("person")))
_by_account = Query(
    select(*_me, a.c.id.label("account_id")).join(a, a.c.person_id == p.c.id).where(
        a.c.platform == bindparam("platform"), a.c.space == bindparam("space"), a.c.user == bindparam("user_"))
)  # fmt: skip
_by_email = Query(select(*_me).where(p.c.email == bindparam("email")))
_here = or_(p.c.left_on.is_(None), p.c.left_on >= bindparam("day"))
_members = Query(select(*_me).where(p.c.team_id == bindparam("team"), _here).order_by(p.c.name, p.c.id))
_everybody = Query(select(*_me).where(_here).order_by(p.c.id))
_page = (
    select(p.c.id).where(_here, p.c.id > bindparam("after")).order_by(p.c.id).limit(bindparam("most"))
)
_page_of_all = Query(_page)
_page_of_team = Query(_page.where(p.c.team_id == bindparam("name")))
_page_of_role = Query(_page.join(g, and_(g.c.person_id == p.c.id, g.c.role == bindparam("name"))))
_reports = Query(select(*_me).where(p.c.manager_id == bindparam("person"), _here).order_by(p.c.name, p.c.id))
_roles = Query(select(g.c.role).where(g.c.person_id == bindparam("person")))
_with_role = Query(
    select(*_me).join(g, and_(g.c.person_id == p.c.id, g.c.role == bindparam("role"))).where(_here).order_by(p.c.id)
)
_accounts = Query(
    select(a.c.id, a.c.platform, a.c.space, a.c.user, a.c.direct)
    .where(a.c.person_id == bindparam("person")).order_by(a.c.used_at.desc(), a.c.id)
)  # fmt: skip
_used = Query(
    update(a).where(a.c.id == bindparam("account"), a.c.used_at < bindparam("before")).values(used_at=bindparam("now"))
)
_set_direct = Query(update(a).where(a.c.id == bindparam("account")).values(direct=bindparam("yes")))
_teams = Query(select(t.c.id, t.c.name, t.c.parent_id).order_by(t.c.name))
_team = Query(select(t.c.id, t.c.name, t.c.parent_id).where(t.c.id == bindparam("team")))
_place = (place.c.id, place.c.ref, place.c.name, place.c.purpose, place.c.team_id, place.c.language, place.c.zone)
_place_by_id = Query(select(*_place).where(place.c.id == bindparam("place")))
_place_by_ref = Query(select(*_place).where(place.c.ref == bindparam("ref")))
_places = Query(select(*_place).where(place.c.purpose == bindparam("purpose")).order_by(place.c.id))
_add_place = Query(
    insert_or(place).on_conflict_do_update(
        index_elements=["ref"],
        set_={name: insert_or(place).excluded[name] for name in ("name", "purpose", "team_id", "language", "zone")},
    ).returning(place.c.id),
    "ref", "name", "purpose", "team_id", "language", "zone",
)  # fmt: skip
_add_account = Query(
    insert_or(a).on_conflict_do_update(index_elements=["platform", "space", "user"],
                                       set_={"person_id": insert_or(a).excluded.person_id}).returning(a.c.id),
    "platform", "space", "user", "person_id", "used_at", "direct",
)  # fmt: skip
_choice = Query(
    select(setting.c.choice).where(setting.c.person_id == bindparam("person"), setting.c.topic == bindparam("topic"))
)
_put_choice = Query(
    insert_or(setting).on_conflict_do_update(index_elements=["person_id", "topic"],
                                             set_={"choice": insert_or(setting).excluded.choice}),
    "person_id", "topic", "choice",
)  # fmt: skip
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


def find(tx: Tx, platform: str, space: str, user: str) -> tuple[Me, int] | None:
    """The person behind this account and the account's id, or None; leavers are found too, with their last day."""
    row = tx.one(_by_account, platform=platform, space=space, user_=user)
    return None if row is None else (Me(*row[:-1]), row[-1])


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
    """The next so many persons, by id, of `everybody`, `team:5` or `role:hr`; an unknown audience is a ValueError."""
    kind, _sep, name = to.partition(":")
    page = {"after": after, "most": most, "day": tx.now.date()}
    if kind == "team":
        rows = tx.all(_page_of_team, name=int(name), **page)
    elif kind == "role":
        rows = tx.all(_page_of_role, name=name, **page)
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


def accounts(tx: Tx, person: int) -> list[AccountHere]:
    """A person's accounts, the one last used first."""
    return [AccountHere(*row) for row in tx.all(_accounts, person=person)]


def note_use(tx: Tx, account: int) -> None:
    """This account is in use: new direct messages go there. To the hour, so that a busy hour writes once."""
    tx.run(_used, account=account, now=tx.now, before=tx.now - timedelta(hours=1))


def allow_direct(tx: Tx, account: int, yes: bool = True) -> None:
    """The person's own click that allows (or ends) direct messages to this account."""
    tx.run(_set_direct, account=account, yes=yes)


def link(tx: Tx, person: int, platform: str, space: str, user: str, direct: bool = True) -> int:
    """Tie an account to a person; the caller has made sure that it is theirs. Gives the account's id."""
    made = tx.one(
        _add_account, platform=platform, space=space, user=user, person_id=person, used_at=tx.now, direct=direct
    )
    return int(made.id)


def teams(tx: Tx) -> list[TeamHere]:
    """All teams, by name."""
    return [TeamHere(*row) for row in tx.all(_teams)]


def team(tx: Tx, team_id: int) -> TeamHere | None:
    """This team, or None."""
    row = tx.one(_team, team=team_id)
    return None if row is None else TeamHere(*row)


def get_place(tx: Tx, place_id: int) -> PlaceHere | None:
    """This place, or None."""
    row = tx.one(_place_by_id, place=place_id)
    return None if row is None else PlaceHere(*row)


def place_at(tx: Tx, ref: str) -> PlaceHere | None:
    """The place at this address, or None."""
    row = tx.one(_place_by_ref, ref=ref)
    return None if row is None else PlaceHere(*row)


def places(tx: Tx, purpose: str) -> list[PlaceHere]:
    """The places that serve this purpose."""
    return [PlaceHere(*row) for row in tx.all(_places, purpose=purpose)]


def put_place(
    tx: Tx, ref: str, name: str, purpose: str, team_id: int | None, language: str = "en", zone: str = "Europe/Amsterdam"
) -> int:
    """Make this address a place with this purpose, or change it; gives its id."""
    made = tx.one(_add_place, ref=ref, name=name, purpose=purpose, team_id=team_id, language=language, zone=zone)
    return int(made.id)


def choice(tx: Tx, person: int, topic: str) -> str | None:
    """What this person chose for a topic (now, digest, off), or None."""
    row = tx.one(_choice, person=person, topic=topic)
    return None if row is None else str(row.choice)


def choose(tx: Tx, person: int, topic: str, what: str) -> None:
    """Keep a person's choice for a topic."""
    tx.run(_put_choice, person_id=person, topic=topic, choice=what)


def speak(tx: Tx, person: int, tongue: str) -> None:
    """The language this person is addressed in."""
    tx.run(_speak, person=person, tongue=tongue)
