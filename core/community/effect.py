"""What happened after a word: how much a team talked in the four weeks before and after it, where that may be known."""

from datetime import timedelta

from core import people
from core.clock import local_day
from core.community.counting import ground
from core.community.mondays import monday
from core.community.nudge import Word
from core.community.trends import trends
from core.db import Tx

WEEKS = 4


def effect_of(tx: Tx, sent: Word) -> tuple[float, float] | None:
    """Messages per member-working-day in the four whole weeks before and after the word's week; None when unknown.

    Only of a team, on a recorded ground, and with at least two weeks on each side that count.
    """
    team = people.team(tx, sent.team_id) if sent.team_id else None
    day = local_day(sent.sent_at, people.get(tx, sent.sender_id).zone)
    week = monday(day)
    today = week + timedelta(weeks=WEEKS + 1)
    if team is None or ground(tx, day) is None or today > tx.now.date() + timedelta(days=7):
        return None
    found = next(iter(trends(tx, [team], today, shown=2 * WEEKS + 1)), None)
    if found is None:
        return None
    before = [rate for at, rate in found.weeks if rate is not None and at < week]
    after = [rate for at, rate in found.weeks if rate is not None and at > week]
    if min(len(before), len(after)) < 2:
        return None
    return sum(before) / len(before), sum(after) / len(after)
