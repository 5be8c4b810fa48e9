"""Who may ask which team what, and a pulse that starts."""

from datetime import datetime, timedelta

from sqlalchemy import select

from core import jobs, people, privacy
from core.db import Query, Tx, table
from core.errors import FieldError
from core.people import Me, Role, TeamHere
from core.surveys import inviting
from core.surveys.cutting import MOST_GROUPS, Cut
from core.surveys.models import Mode, Pulse
from core.surveys.opening import OPEN_MINUTES, WEEKLY, AlreadyOpen, open_round, refuse_second, refuse_unshared
from core.surveys.questions import ask
from core.values import frozen
from core.words import _

CRON = "0 9 * * mon"
"""Mondays at nine, on the team's clock."""
ASKERS = (Role.SURVEY_OWNER, Role.HR, Role.COMMUNITY)
BY, MOST_PARTS = ("team", "place", "tenure"), 4
_pulse = table(Pulse)
RUNNING = Query(
    select(_pulse.c.id, _pulse.c.team_id, _pulse.c.audience, _pulse.c.owner_id, _pulse.c.question, _pulse.c.mode,
           _pulse.c.zone, _pulse.c.cron)
    .where(_pulse.c.weekly, _pulse.c.stopped_at.is_(None)).order_by(_pulse.c.id)
)  # fmt: skip
"""The weekly pulses that go on."""


@frozen
class Wish:
    """What somebody wants to ask: of which teams and groups, by a rhythm or once, under which promise.

    `groups` are audiences (`everybody`, `segment:3`); of `parts` people, each round asks one by turns. `by` divides the
    people of a result (team, place, tenure), and so do `cuts`, target groups by number. `small` is what becomes of a team
    below the minimum, chosen beforehand: asked together with the team above it (`parent`), or a round with names, to talk
    over (`talk`).
    """

    question: int
    teams: tuple[int, ...]
    weekly: bool
    mode: str
    words: str = ""
    groups: tuple[str, ...] = ()
    cron: str = CRON
    parts: int = 1
    kind: str = "pulse"
    by: str = "team"
    cuts: tuple[int, ...] = ()
    small: str = ""
    open_minutes: int = OPEN_MINUTES

    @property
    def audiences(self) -> tuple[str, ...]:
        """Everyone this asks."""
        return (*(f"team:{team}" for team in self.teams), *self.groups)


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
    if wish.by not in BY or not 1 <= wish.parts <= MOST_PARTS:
        raise FieldError("by", _("Choose one of the options."))
    if len(set(wish.cuts)) != len(wish.cuts) or len(wish.cuts) > MOST_GROUPS or (wish.cuts and wish.teams):
        raise FieldError("cuts", _("Choose {n} groups at most.").format(n=MOST_GROUPS))
    for group in wish.cuts:
        people.segment(tx, group)
    if not wish.audiences:
        raise FieldError("teams", _("Choose at least one team."))
    if wish.weekly:
        _often_enough(wish.cron, me.zone, tx.now)
    allowed, heads = {team.id: team.name for team in may_ask(tx, me)}, 0
    for team in wish.teams:
        if team not in allowed:
            raise FieldError("teams", _("You can't ask this team. Choose a team of your own, or ask HR."))
    for audience in wish.audiences:
        if audience in wish.groups and not may_ask_all(tx, me):
            raise FieldError("teams", _("You can't ask this team. Choose a team of your own, or ask HR."))
    for audience, mode in asked_of(tx, wish).items():
        if not {team for team in _teams(audience) if team} <= set(allowed):
            raise FieldError("teams", _("You can't ask this team. Choose a team of your own, or ask HR."))
        members = sum(1 for _one in inviting.whole_audience(tx, audience)) // wish.parts
        if mode != Mode.PUBLIC and not privacy.visible(members):
            raise FieldError("teams", _(
                "A team of fewer than {n} people can never see an anonymous result. Choose public, or another team."
            ).format(n=privacy.MINIMUM))  # fmt: skip
        if not members:
            raise FieldError("teams", _("Nobody is in this team. Choose another one."))
        _refuse_clash(tx, audience, wish.weekly)
        heads += members
    return heads


def cut_for(tx: Tx, wish: Wish) -> Cut:
    """By which of the chosen target groups the results would be cut if it began now, for the first whom it asks."""
    turns = wish.parts
    return inviting.planned_cut(tx, wish.audiences[0], wish.by, wish.cuts, privacy.minimum_group(), turns)


def _often_enough(cron: str, zone: str, now: datetime) -> None:
    """A rhythm that can be read, and that leaves a week between two rounds (rounds last three working days)."""
    try:
        first = jobs.next_time(cron, zone, now)
        second = jobs.next_time(cron, zone, first)
    except ValueError:
        raise FieldError("cron", _("I can't read this rhythm. For example: 0 9 1-7 * mon.")) from None
    if second - first < timedelta(days=6):
        raise FieldError("cron", _("That is too often. Leave at least a week between two rounds."))


def asked_of(tx: Tx, wish: Wish) -> dict[str, str]:
    """Everyone this asks, and in which mode: small teams as it was chosen for them beforehand."""
    found: dict[str, str] = {}
    for team in wish.teams:
        small = wish.mode != Mode.PUBLIC and not privacy.visible(len(people.members(tx, team)) // wish.parts)
        here = people.team(tx, team)
        above = here.parent_id if here else None
        if small and wish.small == "talk":
            found[f"team:{team}"] = Mode.PUBLIC.value
        elif small and wish.small == "parent" and above:
            joined = next((one for one in found if _teams(one)[0] == above), f"team:{above}")
            found.pop(joined, None)
            found["teams:" + ".".join(str(one) for one in dict.fromkeys([*_teams(joined), team]))] = wish.mode
        elif not any(team in _teams(one) for one in found):
            found[f"team:{team}"] = wish.mode
    return {**found, **dict.fromkeys(wish.groups, wish.mode)}


def _teams(audience: str) -> list[int]:
    """The teams of `team:5` or `teams:5.7`, the one that stands for them first; none for a group."""
    kind, _sep, names = audience.partition(":")
    return [int(name) for name in names.split(".")] if kind in ("team", "teams") else [0]


def start(tx: Tx, me: Me, wish: Wish) -> list[int]:
    """Start it for each team: by its rhythm, or one round at once. Gives the ids of the pulses."""
    for team in sorted({*wish.teams, *([0] if wish.groups else [])}):
        tx.lock("surveys_team", team)
    check(tx, me, wish)
    made = []
    for audience, mode in asked_of(tx, wish).items():
        one = _teams(audience)[0] or None
        zone = next((place.zone for place in people.places(tx, "team") if one and place.team_id == one), me.zone)
        pulse = Pulse(team_id=one, audience=audience, owner_id=me.id, question=wish.question, mode=mode,
                      weekly=wish.weekly, cron=wish.cron, parts=wish.parts, words=wish.words, zone=zone, kind=wish.kind,
                      by=wish.by, cuts=list(wish.cuts), open_minutes=wish.open_minutes, started_at=tx.now)  # fmt: skip
        tx.add(pulse)
        tx.flush()
        assert pulse.id is not None
        if wish.weekly:
            jobs.every(tx, f"surveys:{pulse.id}", wish.cron, zone, WEEKLY, {"pulse": pulse.id})
        else:
            open_round(tx, pulse.id)
        made.append(pulse.id)
    return made


def _refuse_clash(tx: Tx, audience: str, weekly: bool) -> None:
    refuse_second(tx, audience)
    refuse_unshared(tx, audience)
    if weekly and any(row.audience == audience for row in tx.all(RUNNING)):
        raise AlreadyOpen(_("This team has a weekly pulse already. Stop that one first: /pulse now shows it."))
