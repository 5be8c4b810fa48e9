"""Following a question: whoever sees it where it was asked may hear how it goes, without the customer's words."""

from core.db import Tx
from core.errors import NotAllowed
from core.escalation.case import CaseHere, find, may_see, unknown
from core.escalation.escalate import origin_place
from core.escalation.topics import follow, followers
from core.people import Me

CASE = "case"


def may_follow(tx: Tx, me: Me, number: int) -> CaseHere:
    """This question, for who may see it, and for everybody here when it was asked in a channel. NotAllowed for others."""
    case = find(tx, number)
    if case is None or not me.id or not (may_see(tx, me, case) or origin_place(tx, number)):
        raise NotAllowed(unknown())
    return case


def follow_case(tx: Tx, me: Me, number: int) -> bool:
    """Hear of it from now on, or no longer when one did already; says whether one follows it now. Raises NotAllowed."""
    return follow(tx, me, CASE, may_follow(tx, me, number).id)


def followers_of(tx: Tx, number: int) -> list[int]:
    """Who follows this question beside its asker."""
    case = find(tx, number)
    return [one for one in followers(tx, CASE, number) if case and one != case.asker_id]
