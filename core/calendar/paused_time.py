"""Business time with pauses: while somebody else is waited for, the clock stands still, and what overlaps counts once."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from core.calendar.working_time import Hours, open_time, pass_time

Pause = tuple[datetime, datetime]
"""From, until; the end is not included."""


def due_after(hours: Hours, at: datetime, budget: timedelta, pauses: Iterable[Pause] = ()) -> datetime:
    """When so much open time will have passed outside the pauses; exactly at closing time, not at the next opening.

    Raises NeverOpen as `add_minutes` does.
    """
    here, left = at.astimezone(UTC), budget
    for began_at, ended_at in _apart(pauses):
        if ended_at <= here:
            continue
        before = open_time(hours, here, began_at) if began_at > here else timedelta(0)
        if began_at > here and before >= left:
            break
        left -= before
        here = ended_at
    return pass_time(hours, here, left)


def time_used(hours: Hours, a: datetime, b: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """The open time from a to b outside the pauses; a pause outside the hours costs nothing. Nothing when b comes first."""
    if b <= a:
        return timedelta(0)
    inside = [(max(a, began), min(b, ended)) for began, ended in _apart(pauses) if began < b and ended > a]
    return open_time(hours, a, b) - sum((open_time(hours, *pause) for pause in inside), timedelta(0))


def _apart(pauses: Iterable[Pause]) -> list[Pause]:
    """In order, and what overlaps or touches made one."""
    merged: list[Pause] = []
    for began_at, ended_at in sorted(pauses):
        if ended_at <= began_at:
            continue
        if merged and began_at <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ended_at))
        else:
            merged.append((began_at, ended_at))
    return merged
