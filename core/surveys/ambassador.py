"""Ambassadors: who wants to tell others about working here joins a list of its own, whatever they answered."""

from core import people
from core.db import Tx
from core.people import Me
from core.surveys.opening import find
from core.surveys.questions import ENPS

GROUP = "Ambassadors"
"""The group that people join; HR and the community see it where they see every group."""


def may_join(tx: Tx, round_id: int) -> bool:
    """Whether this round's result offers the list: everybody who was asked to recommend us, once it has closed.

    Not right after answering: two copies of the database would show an answer and a name side by side (decision 49).
    """
    asked = find(tx, round_id)
    return asked.closed_at is not None and ENPS in asked.questions


def join_ambassadors(tx: Tx, me: Me) -> bool:
    """Put this person on the list, of their own accord; False when they are on it already."""
    tx.lock("surveys_ambassadors", 0)
    known = next((one.id for one in people.segments(tx) if one.name == GROUP and one.opt_in), None)
    group = known or people.put_segment(tx, GROUP, people.Rule(), opt_in=True)
    if group in people.segments_of(tx, me.id):
        return False
    people.join_segment(tx, group, me.id)
    return True
