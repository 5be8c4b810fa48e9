"""How a team's weeks compare with its own past: gathered for who may look, and noted once a week."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts, people, privacy
from core.clock import at_local, local_day
from core.community.counting import Heard, ground, heard_between
from core.community.facts import CameBack, FellQuiet
from core.community.models import Nudge, Spell
from core.community.mondays import monday
from core.community.quiet import State, Verdict, comparable, judge
from core.community.weeks import kept_weeks, past_of, weeks_of, write_down
from core.db import Query, Tx, table
from core.errors import NotAllowed
from core.people import Me, Role, TeamHere
from core.values import frozen
from core.words import _

LOOKED_AT, SHOWN = 20, 8
"""Whole weeks that are looked at, and that are shown."""
FRESH = timedelta(days=8)
FEW = 10
"""Up to so many teams are asked for their members one by one."""

_spell = table(Spell)
_put = insert_or(_spell)
_note = Query(
    _put.on_conflict_do_update(
        index_elements=["team_id"], set_={name: _put.excluded[name] for name in ("since", "weeks", "checked_on")}
    ),
    "team_id", "since", "weeks", "checked_on",
)  # fmt: skip
_known = Query(select(_spell.c.since, _spell.c.weeks, _spell.c.checked_on).where(_spell.c.team_id == bindparam("team")))
_over = Query(delete(_spell).where(_spell.c.team_id == bindparam("team")))
_word = table(Nudge)
_last_word = Query(
    select(_word.c.id).where(_word.c.team_id == bindparam("team"), _word.c.sent_at >= bindparam("since"))
    .order_by(_word.c.id.desc()).limit(1)
)  # fmt: skip
_fresh = Query(select(_spell.c.team_id, _spell.c.weeks).where(_spell.c.checked_on >= bindparam("day")))


@frozen
class Trend:
    """A team's last eight whole weeks (Monday, and the rate or None where a week does not count) and what they say."""

    team: TeamHere
    verdict: Verdict
    weeks: tuple[tuple[date, float | None], ...]


def may_look(tx: Tx, me: Me) -> list[TeamHere]:
    """The teams whose weeks this person may look at: all for community and HR, a leader's own and those of their people."""
    held = people.roles(tx, me.id)
    if held & {Role.COMMUNITY, Role.HR}:
        return people.teams(tx)
    if Role.LEADER not in held:
        return []
    own = {me.team_id, *(report.team_id for report in people.reports(tx, me.id))}
    return [team for team in people.teams(tx) if team.id in own]


def require_look(tx: Tx, me: Me, team: int) -> TeamHere:
    """This team, for who may look at it."""
    found = next((one for one in may_look(tx, me) if one.id == team), None)
    if found is None:
        raise NotAllowed(_("You can't look at this team. Community managers and HR can, and a team's own leader."))
    return found


def trends(
    tx: Tx, wanted: Sequence[TeamHere], today: date, shown: int = SHOWN, looked_at: int = LOOKED_AT
) -> list[Trend]:
    """These teams' trends, the quiet ones first; teams under the minimum are left out, not named."""
    span = span_of(today, looked_at)
    only = wanted[0].id if len(wanted) == 1 else None
    heard = heard_between(tx, *span, only)
    kept, past = kept_weeks(tx, span, heard, only), past_of(tx, span)
    minimum = privacy.minimum_group(privacy.MINIMUM)
    found = []
    inside = _members(tx, wanted)
    for team in wanted:
        members = inside.get(team.id, [])
        if len(members) < minimum:
            continue
        known = heard.get(team.id, Heard())
        weeks = weeks_of(tx, past, team, members, known, kept.get(team.id, ()))
        fit = comparable(weeks)
        lately = tuple((week.monday, week.rate if week.monday in fit else None) for week in weeks[-shown:])
        found.append(Trend(team, judge(weeks, len(members), minimum, known.since), lately))
    return sorted(found, key=lambda one: (one.verdict.state != State.QUIET, -one.verdict.weeks))


def _members(tx: Tx, wanted: Sequence[TeamHere]) -> dict[int, list[Me]]:
    """By team who is in it today; for many teams in one question."""
    if len(wanted) < FEW:
        return {team.id: people.members(tx, team.id) for team in wanted}
    found: dict[int, list[Me]] = defaultdict(list)
    for person in people.everybody(tx):
        if person.team_id is not None:
            found[person.team_id].append(person)
    return found


def span_of(today: date, weeks: int) -> tuple[date, date]:
    """The first and the last day of so many whole weeks before this day's week."""
    last = monday(today) - timedelta(days=1)
    return last - timedelta(days=7 * weeks - 1), last


def note_weeks(tx: Tx, team: TeamHere, today: date) -> None:
    """Write down the team's whole weeks that are not yet written down."""
    span = span_of(today, LOOKED_AT)
    heard = heard_between(tx, *span, team.id).get(team.id, Heard())
    members = people.members(tx, team.id)
    write_down(tx, team, len(members), weeks_of(tx, past_of(tx, span), team, members, heard))


def check(tx: Tx, team: int, today: date) -> bool:
    """Look at one team and note what is found; True when it fell quiet since the last look, which is told once."""
    here = people.team(tx, team)
    if here is None or ground(tx, today) is None:
        return False
    note_weeks(tx, here, today)
    known = tx.one(_known, team=team)
    trend = next(iter(trends(tx, [here], today)), None)
    state = trend.verdict.state if trend else State.SMALL
    if trend is None or trend.verdict.since is None:
        if state in (State.USUAL, State.SMALL, State.NEW):
            tx.run(_over, team=team)
        if state is State.USUAL and known is not None:
            word = tx.one(_last_word, team=team, since=at_local(known.since, 0, 0, "UTC"))
            if word is not None:
                facts.record(tx, CameBack(team, word.id))
        return False
    lasting = known is not None and (today - known.checked_on).days <= 21
    since = known.since if lasting else trend.verdict.since
    tx.run(_note, team_id=team, since=since, weeks=trend.verdict.weeks, checked_on=today)
    if not lasting:
        facts.record(tx, FellQuiet(team, since))
    return not lasting


def check_all(tx: Tx) -> int:
    """Look at every team now; says how many fell quiet."""
    return sum(check(tx, team.id, tx.now.date()) for team in people.teams(tx))


def quiet_now(tx: Tx, me: Me) -> list[tuple[TeamHere, int]]:
    """The teams that were quiet at the last look, with the weeks, of those this person may look at."""
    today = local_day(tx.now, me.zone)
    if ground(tx, today) is None:
        return []
    weeks = {row.team_id: row.weeks for row in tx.all(_fresh, day=today - FRESH)}
    return [(team, weeks[team.id]) for team in (may_look(tx, me) if weeks else []) if team.id in weeks]
