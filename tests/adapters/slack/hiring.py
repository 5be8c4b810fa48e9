"""More people and places for the loopback Slack, as an import and an admin would have made them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from core import calendar, people
from core.db import Tx
from core.people.models import Grant, Person, Team
from tests.adapters.slack.office import Office
from tests.wire.slack import Conversation
from tests.wire.slack import Person as User

SPACE = "T0TOWNHALL"
WEEK = (480, 480, 480, 480, 480, 0, 0)


async def team(here: Office, name: str, *places: tuple[Conversation, str]) -> int:
    """A team (made when there is none of this name) with these channels as its places."""

    def unit(tx: Tx) -> int:
        found = next((one.id for one in people.teams(tx) if one.name == name), None)
        if found is None:
            row = Team(name=name)
            tx.add(row)
            tx.flush()
            found = int(row.id or 0)
        for place, purpose in places:
            people.put_place(tx, address(place), place.name, purpose, found)
        return found

    return await here.db.write(unit)


async def hire(
    here: Office, id_: str, name: str, of: int, *roles: str, language: str = "en", started: date = date(2020, 1, 1)
) -> User:
    """Somebody who came after Townhall did, in this team, linked to their account; in #support too."""
    user = here.slack.person(id_, name, f"{name.lower().replace(' ', '.')}@example.com")
    here.support.members.append(user.id)

    def unit(tx: Tx) -> int:
        row = Person(name=name, email=user.email or "", team_id=of, language=language, started_on=started)
        tx.add(row)
        tx.flush()
        people.link(tx, int(row.id or 0), "slack", SPACE, user.id, direct=True)
        calendar.set_pattern(tx, int(row.id or 0), started, WEEK)
        for role in roles:
            tx.add(Grant(person_id=row.id, role=role))
        return int(row.id or 0)

    here.ids[user.id] = await here.db.write(unit)
    return user


async def grant(here: Office, who: User, *roles: str) -> None:
    """Somebody gets these roles."""
    await here.db.write(lambda tx: [tx.add(Grant(person_id=here.ids[who.id], role=role)) for role in roles])


async def rule(here: Office, unit: Callable[[Tx], Any]) -> Any:
    """Carry out a rule directly, with everything that follows from it."""

    def settled(tx: Tx) -> Any:
        result = unit(tx)
        here.app.suite.settle(tx, None)
        return result

    result = await here.db.write(settled)
    await here.settles()
    return result


def address(place: Conversation) -> str:
    """Where a channel stands, as Townhall keeps it."""
    return f"slack:{SPACE}/{place.id}"


def thread(here: Office, root: Any) -> list[Any]:
    """What stands in the thread under this message, without the message itself."""
    place = here.slack.workspace.conversations[root.channel]
    return [one for one in here.slack.messages(place) if one.thread_ts == root.ts and one.ts != root.ts]
