"""Sharing: whoever asked beyond one team tells the result with a word of their own, before asking these people again."""

from sqlalchemy import bindparam, update

from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.facts import record
from core.people import Me
from core.surveys.facts import RoundShared
from core.surveys.models import Round
from core.surveys.opening import Opened, find
from core.surveys.start import leads
from core.surveys.year import after_round
from core.words import _

LONGEST_WORD = 1000
_round = table(Round)
_share = Query(
    update(_round)
    .where(_round.c.id == bindparam("round"), _round.c.closed_at.is_not(None), _round.c.shared_at.is_(None))
    .values(shared_at=bindparam("now"), shared_words=bindparam("words"))
)
_go_on = Query(
    update(_round)
    .where(_round.c.id == bindparam("round"), _round.c.closed_at.is_not(None), _round.c.shared_at.is_(None))
    .values(went_on=bindparam("why"))
)


def may_share(tx: Tx, me: Me, asked: Opened) -> bool:
    """Whoever started it, and while they are gone whoever may ask these people."""
    return me.id == asked.owner_id or leads(tx, me, asked.team_id)


def share(tx: Tx, me: Me, round_id: int, words: str) -> None:
    """Everybody who was invited gets the result, under these words. Once; raises NotAllowed, Stale, FieldError."""
    asked = _mine(tx, me, round_id)
    if not words.strip() or len(words) > LONGEST_WORD:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_WORD))
    if not tx.run(_share, round=round_id, now=tx.now, words=words.strip()):
        raise Stale(_("This result has been shared already."))
    after_round(tx, round_id, "publish")
    record(tx, RoundShared(round_id, asked.team_id or 0))


def go_on(tx: Tx, me: Me, round_id: int, why: str) -> None:
    """The next round may open although this result was not shared; the reason is kept and stands under the result."""
    _mine(tx, me, round_id)
    if not why.strip() or len(why) > LONGEST_WORD:
        raise FieldError("why", _("Say why, so that colleagues know."))
    if not tx.run(_go_on, round=round_id, why=why.strip()):
        raise Stale(_("This result has been shared already."))


def _mine(tx: Tx, me: Me, round_id: int) -> Opened:
    tx.lock("surveys_round", round_id)
    asked = find(tx, round_id)
    if not may_share(tx, me, asked):
        raise NotAllowed(_("This is for somebody else."))
    if asked.closed_at is None:
        raise Stale(_("This pulse is still open."))
    return asked
