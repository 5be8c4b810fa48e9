"""The sample company of the demo: Brug & Zonen, forty people in five teams, as they are on Friday 20 November 2026."""

from datetime import date

from adapters import sample_past
from adapters.playground.client import SPACE, Playground
from bots.app import App
from core import calendar, people
from core.db import Tx
from core.people.models import Deputy, Grant, Person, Team
from core.values import frozen

FULL, FOUR_DAYS, THREE_DAYS = (480,) * 5 + (0, 0), (480, 480, 0, 480, 480, 0, 0), (480, 480, 480, 0, 0, 0, 0)
TEAMS = ("Management", "Support", "Product", "Finance", "Sales", "People")


@frozen
class Somebody:
    """One of the forty: the first of a team leads it."""

    name: str
    team: str
    language: str = "nl"
    roles: tuple[str, ...] = ()
    week: tuple[int, ...] = FULL
    started_on: date = date(2019, 3, 1)


def _team(team: str, *names: str, **more: dict[str, object]) -> list[Somebody]:
    return [Somebody(name, team, **more.get(name.split(" ")[0], {})) for name in names]  # type: ignore[arg-type]


PEOPLE: tuple[Somebody, ...] = (
    *_team("Management", "Ingrid Brug", "Maarten Brug", Ingrid={"roles": ("leader", "admin")}, Maarten={"roles": ("leader",)}),
    *_team(
        "Support", "Mark Visser", "Ana Bakker", "Joris Mulder", "Noor Haddad", "Daan Kuipers", "Fenna de Boer", "Tom Jansen",
        "Yasmin Aydin", Mark={"roles": ("agent",)}, Ana={"language": "en"}, Fenna={"week": FOUR_DAYS},
        Yasmin={"started_on": date(2026, 11, 2)}, Noor={"roles": ("agent",)},
    ),
    *_team(
        "Product", "Priya Nair", "Bram Peters", "Olga Petrova", "Lars de Groot", "Mila Hendriks", "Ruben Smit", "Chen Wei",
        "Sofie Maas", "Jasper Vos", Priya={"language": "en"}, Olga={"language": "en"}, Chen={"language": "en"},
        Mila={"week": FOUR_DAYS},
    ),
    *_team(
        "Finance", "Kees Verhoeven", "Amira Benali", "Willem Dekker", "Hanna Vink", "Pieter Bos", "Eva Postma",
        Willem={"week": THREE_DAYS},
    ),
    *_team(
        "Sales", "Lotte van Dijk", "Sander Kok", "Nina Roos", "Thijs Willems", "Emma Schouten", "Karim El Idrissi",
        "Iris Blom", "Gijs Prins", Karim={"language": "en"},
    ),
    *_team(
        "People", "Hans Vermeer", "Lien Smits", "Roos Timmer", "Bas Kramer", "Femke Groen", "Zoë Meijer", "Otto Scholten",
        Hans={"roles": ("hr", "survey_owner")}, Lien={"roles": ("hr",)}, Roos={"roles": ("community",)},
        Femke={"week": FOUR_DAYS},
    ),
)  # fmt: skip


def user_of(name: str) -> str:
    """The name somebody has in the chat."""
    return name.split(" ")[0].lower().replace("ë", "e")


@frozen
class Staff:
    """Ids by first name, teams and places by name."""

    ids: dict[str, int]
    teams: dict[str, int]
    places: dict[str, int]


async def build(app: App, chat: Playground, today: date) -> None:
    """Everybody, their hours and channels, then fourteen months of history and what is open today."""
    general, tongue = chat.channel("general"), app.suite.language

    def hire(tx: Tx) -> Staff:
        teams = {name: _add(tx, Team(name=name)) for name in TEAMS}
        places = {
            name: people.put_place(tx, chat.channel(name.lower()), name.lower(), "team", teams[name], tongue)
            for name in TEAMS[1:]
        }
        for name in ("Finance", "Product"):
            ref = chat.channel(f"questions-{name.lower()}")
            people.put_place(tx, ref, f"questions-{name.lower()}", "department", teams[name], tongue)
        places["general"] = people.put_place(tx, general, "general", "company", None, tongue)
        ids: dict[str, int] = {}
        for one in PEOPLE:
            boss = next(other for other in PEOPLE if other.team == one.team)
            manager = ids.get("ingrid") if boss is one else ids[user_of(boss.name)]
            user = user_of(one.name)
            spoken = one.language if tongue == "nl" else tongue
            person = _add(tx, Person(
                name=one.name, email=f"{user}@brugenzonen.example", language=spoken, team_id=teams[one.team],
                manager_id=manager, started_on=one.started_on,
            ))  # fmt: skip
            ids[user] = person
            people.link(tx, person, chat.platform, SPACE, user, direct=False)
            calendar.set_pattern(tx, person, one.started_on, one.week)  # type: ignore[arg-type]
            tx.add_all([Grant(person_id=person, role=role) for role in one.roles])
        tx.add(Deputy(person_id=ids["mark"], deputy_id=ids["kees"]))
        tx.add(Deputy(person_id=ids["priya"], deputy_id=ids["bram"]))
        calendar.set_minimum(tx, teams["Support"], date(2026, 1, 1), 5)
        for year in (today.year - 1, today.year, today.year + 1):
            calendar.seed_everywhere(tx, year)
        tx.facts.clear()
        return Staff(ids, teams, places)

    staff = await app.db.write(hire)
    for user in staff.ids:
        chat.dm(user)
    await sample_past.write(app, chat, staff, today)


def _add(tx: Tx, row: Team | Person) -> int:
    tx.add(row)
    tx.flush()
    assert row.id is not None
    return row.id
