"""Who may ask which team, and a pulse that starts, comes back every week, and stops."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from core import jobs, people, privacy
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.facts import record
from core.people import Me, Role, TeamHere
from core.surveys.facts import PulseStopped
from core.surveys.models import Mode, Pulse
from core.surveys.opening import WEEKLY, AlreadyOpen, open_round, refuse_second
from core.surveys.questions import ask
from core.words import _

CRON = "0 9 * * mon"
"""Mondays at nine, on the team's clock."""
ASKERS = (Role.SURVEY_OWNER, Role.HR, Role.COMMUNITY)
_pulse = table(Pulse)
_running = Query(
    select(_pulse.c.id, _pulse.c.team_id, _pulse.c.audience, _pulse.c.owner_id, _pulse.c.question, _pulse.c.mode,
           _pulse.c.zone, _pulse.c.cron)
    .where(_pulse.c.weekly, _pulse.c.stopped_at.is_(None)).order_by(_pulse.c.id)
)  # fmt: skip
_stop = Query(
    update(_pulse)
    .where(_pulse.c.id == bindparam("pulse"), _pulse.c.weekly, _pulse.c.stopped_at.is_(None))
    .values(stopped_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to ask: of which teams and groups, by a rhythm or once, under which promise.

    `groups` are audiences (`everybody`, `segment:3`); of `parts` people, each round asks one by turns.
    """

    question: int
    teams: tuple[int, ...]
    weekly: bool
    mode: str
    words: str = ""
    groups: tuple[str, ...] = ()
    cron: str = CRON
    parts: int = 1

    @property
    def audiences(self) -> tuple[str, ...]:
        """Everyone this asks."""
        return (*(f"team:{team}" for team in self.teams), *self.groups)


@dataclass(frozen=True, slots=True)
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


def may_ask(tx: Tx, me: Me) -> list[TeamHere]:
    """The teams this person may ask: all for who owns surveys, HR and community; else those of their own reports."""
    teams = people.teams(tx)
    if people.has_role(tx, me.id, *ASKERS):
        return teams
    led = {report.team_id for report in people.reports(tx, me.id)}
    return [team for team in teams if team.id in led]


def may_ask_all(tx: Tx, me: Me) -> bool:
    """Whether this person may ask everybody, and groups across teams."""
    return people.has_role(tx, me.id, *ASKERS)


def leads(tx: Tx, me: Me, team: int | None) -> bool:
    """Whether this person may ask this team (None: everybody), and so see its results."""
    if team is None:
        return may_ask_all(tx, me)
    return any(one.id == team for one in may_ask(tx, me))


def check(tx: Tx, me: Me, wish: Wish) -> int:
    """How many people this would ask; raises a FieldError where it can't be.

    Nobody changes a pulse: another question, or another promise, is another pulse, and only when no round is open (T44).
    """
    ask(wish.question)
    if wish.mode not in tuple(Mode):
        raise FieldError("mode", _("Choose one of the options."))
    if not wish.audiences:
        raise FieldError("teams", _("Choose at least one team."))
    allowed, heads = {team.id: team.name for team in may_ask(tx, me)}, 0
    for team in wish.teams:
        if team not in allowed:
            raise FieldError("teams", _("You can't ask this team. Choose a team of your own, or ask HR."))
    for audience in wish.audiences:
        if audience in wish.groups and not may_ask_all(tx, me):
            raise FieldError("teams", _("You can't ask this team. Choose a team of your own, or ask HR."))
        members = len(people.audience(tx, audience, 0, 100_000)) // max(1, wish.parts)
        if wish.mode != Mode.PUBLIC and not privacy.visible(members):
            raise FieldError("teams", _(
                "A team of fewer than {n} people can never see an anonymous result. Choose public, or another team."
            ).format(n=privacy.MINIMUM))  # fmt: skip
        if not members:
            raise FieldError("teams", _("Nobody is in this team. Choose another one."))
        _refuse_clash(tx, audience, wish.weekly)
        heads += members
    return heads


def start(tx: Tx, me: Me, wish: Wish) -> list[int]:
    """Start it for each team: every Monday at nine, or one round at once. Gives the ids of the pulses."""
    for team in sorted({*wish.teams, *([0] if wish.groups else [])}):
        tx.lock("surveys_team", team)
    check(tx, me, wish)
    made = []
    for audience in wish.audiences:
        one = int(audience.removeprefix("team:")) if audience.startswith("team:") else None
        zone = next((place.zone for place in people.places(tx, "team") if one and place.team_id == one), me.zone)
        pulse = Pulse(team_id=one, audience=audience, owner_id=me.id, question=wish.question, mode=wish.mode,
                      weekly=wish.weekly, cron=wish.cron, parts=wish.parts, words=wish.words, zone=zone,
                      started_at=tx.now)  # fmt: skip
        tx.add(pulse)
        tx.flush()
        assert pulse.id is not None
        if wish.weekly:
            jobs.every(tx, f"surveys:{pulse.id}", wish.cron, zone, WEEKLY, {"pulse": pulse.id})
        else:
            open_round(tx, pulse.id)
        made.append(pulse.id)
    return made


def running(tx: Tx, me: Me) -> list[Running]:
    """The weekly pulses of the teams and groups this person may ask."""
    mine = {team.id for team in may_ask(tx, me)}
    return [Running(*row) for row in tx.all(_running)
            if row.team_id in mine or (row.team_id is None and may_ask_all(tx, me))]  # fmt: skip


def next_for(tx: Tx, team: int | None) -> datetime | None:
    """When this team is asked next, or None when no weekly pulse runs."""
    coming = [Running(*row).next_at(tx) for row in tx.all(_running)
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
    """It is Monday, nine o'clock: open the round. None when one is open, or its owner has left and so it ends.

    One that was missed, so that it is another day by now, is left out: the next Monday comes.
    """
    found = next((row for row in tx.all(_running) if row.id == pulse), None)
    if found is None or local_day(tx.now, found.zone) != planned_on:
        return None
    left_on = people.get(tx, found.owner_id).left_on
    if left_on is not None and left_on < tx.now.date():
        _end(tx, pulse)
        return None
    try:
        return open_round(tx, pulse)
    except AlreadyOpen:
        return None


def _end(tx: Tx, pulse: int) -> None:
    if tx.run(_stop, pulse=pulse, now=tx.now):
        jobs.stop(tx, f"surveys:{pulse}")
        record(tx, PulseStopped(pulse))


def _mine(tx: Tx, me: Me, pulse: int) -> Running:
    found = next((row for row in tx.all(_running) if row.id == pulse), None)
    if found is None:
        raise Stale(_("This pulse has ended already."))
    if not leads(tx, me, found.team_id):
        raise NotAllowed(_("You can't ask this team. Choose a team of your own, or ask HR."))
    return Running(*found)


def _refuse_clash(tx: Tx, audience: str, weekly: bool) -> None:
    refuse_second(tx, audience)
    if weekly and any(row.audience == audience for row in tx.all(_running)):
        raise AlreadyOpen(_("This team has a weekly pulse already. Stop that one first: /pulse now shows it."))
