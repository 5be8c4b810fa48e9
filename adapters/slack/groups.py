"""Where there is no file of people, Slack's user groups are the teams: by name, kept up as they change."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import insert, select, update

from adapters.slack.addresses import PLATFORM
from adapters.slack.connection import Connection, asked
from adapters.slack.incoming import text_at
from bots.chat import Failed
from core import people
from core.db import Database, Tx, table
from core.people.models import Person, Team, TeamGroup

log = structlog.get_logger()
_person, _team, _known = table(Person), table(Team), table(TeamGroup)


class Groups:
    """The user groups of Slack as our teams. A person in several belongs to the first; the others change nothing."""

    def __init__(self, db: Database, connection: Connection) -> None:
        self._db, self._connection = db, connection

    async def sync(self) -> None:
        """Read every group; a plan without user groups, or an app without the right, has none."""
        home = self._connection.home
        team = home.team if home.enterprise else None
        try:
            found = await asked(self._connection.web.usergroups_list(include_users=True, team_id=team))
        except (Failed, ConnectionError) as refused:
            log.warning("Slack gave no user groups; teams stay as they are", why=str(refused))
            return
        for group in found.get("usergroups") or ():
            await self._keep(group, group.get("users") or ())

    async def changed(self, group: Mapping[str, Any]) -> None:
        """A group was made, renamed, or has other members."""
        if not text_at(group, "id"):
            return
        users = group.get("users")
        if not isinstance(users, list) and not group.get("date_delete"):
            found = await asked(self._connection.web.usergroups_users_list(usergroup=text_at(group, "id")))
            users = found.get("users")
        await self._keep(group, users if isinstance(users, list) else ())

    async def _keep(self, group: Mapping[str, Any], users: Sequence[Any]) -> None:
        """The team of this group has these people; a group that was ended keeps its team, with nobody new."""
        name, number, space = text_at(group, "name").strip()[:100], text_at(group, "id"), self._connection.home.space
        if not name or not number or group.get("date_delete"):
            return

        def unit(tx: Tx) -> None:
            team = self._team(tx, space, number, name)
            inside = {found[0].id for user in users if (found := people.find(tx, PLATFORM, space, str(user)))}
            free = _person.c.team_id.is_(None)
            tx.execute(update(_person).where(_person.c.id.in_(inside), free).values(team_id=team))
            gone = (_person.c.team_id == team, _person.c.id.not_in(inside))
            tx.execute(update(_person).where(*gone).values(team_id=None))

        await self._db.write(unit)

    def _team(self, tx: Tx, space: str, number: str, name: str) -> int:
        """The team of this name, made if need be; a group that got another name takes its team along, also after a restart."""
        tx.lock("people.groups", 0)
        mine = (_known.c.platform == PLATFORM, _known.c.space == space, _known.c.group == number)
        known = tx.execute(select(_known.c.team_id).where(*mine)).scalar()
        there = tx.execute(select(_team.c.id).where(_team.c.name == name)).scalar()
        if there is None and known is not None:
            tx.execute(update(_team).where(_team.c.id == known).values(name=name))
            return int(known)
        if there is None:
            row = Team(name=name)
            tx.add(row)
            tx.flush()
            there = row.id or 0
        if known is None:
            tx.execute(insert(_known).values(platform=PLATFORM, space=space, group=number, team_id=there))
        elif known != there:
            tx.execute(update(_known).where(*mine).values(team_id=there))
        return int(there)
