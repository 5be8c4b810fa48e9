"""A pulse that comes back by its rhythm: when next, at once, and no more."""

from datetime import date, datetime

from sqlalchemy import bindparam, update

from core import jobs, people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import NotAllowed, Stale
from core.facts import record
from core.people import Me
from core.surveys.facts import PulseStopped
from core.surveys.models import Pulse
from core.surveys.opening import AlreadyOpen, Unshared, open_round
from core.surveys.start import RUNNING, leads, may_ask, may_ask_all
from core.values import frozen
from core.words import _

_pulse = table(Pulse)
_stop = Query(
    update(_pulse)
    .where(_pulse.c.id == bindparam("pulse"), _pulse.c.weekly, _pulse.c.stopped_at.is_(None))
    .values(stopped_at=bindparam("now"))
)


@frozen
class Running:
    """A weekly pulse that goes on."""

    id: int
    team_id: int | None
    audience: str
    owner_id: int
    question: int
    mode: str
    zone: str
    cron: str

    def next_at(self, tx: Tx) -> datetime:
        """When it opens next."""
        return jobs.next_time(self.cron, self.zone, tx.now)


def running(tx: Tx, me: Me) -> list[Running]:
    """The weekly pulses of the teams and groups this person may ask."""
    mine = {team.id for team in may_ask(tx, me)}
    return [Running(*row) for row in tx.all(RUNNING)
            if row.team_id in mine or (row.team_id is None and may_ask_all(tx, me))]  # fmt: skip


def next_for(tx: Tx, team: int | None) -> datetime | None:
    """When this team is asked next, or None when no weekly pulse runs."""
    coming = [Running(*row).next_at(tx) for row in tx.all(RUNNING)
              if row.team_id == team or row.audience == "everybody"]  # fmt: skip
    return min(coming, default=None)


def open_now(tx: Tx, me: Me, pulse: int) -> int:
    """Open a round of this weekly pulse at once. Gives the round's id."""
    return open_round(tx, _mine(tx, me, pulse).id)


def stop(tx: Tx, me: Me, pulse: int) -> None:
    """End a weekly pulse; an open round runs to its end. Stale when it has ended before."""
    _mine(tx, me, pulse)
    _end(tx, pulse)


def strike(tx: Tx, pulse: int, planned_on: date) -> int | None:
    """It is time: open the round. None when one is open, or the last result waits to be shared, or its owner has left.

    When the owner has left it ends.
    One that was missed, so that it is another day by now, is left out: the next Monday comes.
    """
    found = next((row for row in tx.all(RUNNING) if row.id == pulse), None)
    if found is None or local_day(tx.now, found.zone) != planned_on:
        return None
    left_on = people.get(tx, found.owner_id).left_on
    if left_on is not None and left_on < tx.now.date():
        _end(tx, pulse)
        return None
    try:
        return open_round(tx, pulse)
    except (AlreadyOpen, Unshared):
        return None


def _end(tx: Tx, pulse: int) -> None:
    if tx.run(_stop, pulse=pulse, now=tx.now):
        jobs.stop(tx, f"surveys:{pulse}")
        record(tx, PulseStopped(pulse))


def _mine(tx: Tx, me: Me, pulse: int) -> Running:
    found = next((row for row in tx.all(RUNNING) if row.id == pulse), None)
    if found is None:
        raise Stale(_("This pulse has ended already."))
    if not leads(tx, me, found.team_id):
        raise NotAllowed(_("You can't ask this team. Choose a team of your own, or ask HR."))
    return Running(*found)
