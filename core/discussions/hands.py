"""A show of hands within a discussion: one choice each, which may change; whoever raises a hand has been heard."""

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import facts
from core.db import Query, Tx, table
from core.discussions.facts import HandRaised, HandsAsked
from core.discussions.heard import take_part
from core.discussions.models import Hand, Hands, How
from core.discussions.start import find, owned, still_open
from core.errors import FieldError, NotAllowed
from core.people import Me
from core.values import frozen
from core.words import _

LEAST, MOST, LONGEST_CHOICE = 2, 5, 28
_hands, _hand = table(Hands), table(Hand)
_add = Query(insert(_hands).returning(_hands.c.id), "discussion_id", "question", "choices")
_find = Query(
    select(_hands.c.discussion_id, _hands.c.question, _hands.c.choices).where(_hands.c.id == bindparam("hands"))
)
_put = insert_or(_hand)
_raise = Query(
    _put.on_conflict_do_update(index_elements=["hands_id", "person_id"], set_={"choice": _put.excluded.choice}),
    "hands_id", "person_id", "choice",
)  # fmt: skip
_count = Query(
    select(_hand.c.choice, func.count().label("n"))
    .where(_hand.c.hands_id == bindparam("hands"))
    .group_by(_hand.c.choice)
)


@frozen
class Show:
    """A show of hands: its choices, and how many hands each has."""

    id: int
    discussion: int
    question: str
    choices: tuple[str, ...]
    counts: tuple[int, ...]


def ask_hands(tx: Tx, me: Me, discussion: int, question: str, choices: list[str]) -> int:
    """Ask for hands: two to five short choices. Gives its id; raises NotAllowed, Stale or FieldError."""
    owned(tx, me, discussion)
    kept = list(dict.fromkeys(choice.strip() for choice in choices if choice.strip()))
    if not LEAST <= len(kept) <= MOST:
        raise FieldError("choices", _("Give {least} to {most} choices, one a line.").format(least=LEAST, most=MOST))
    if any(len(choice) > LONGEST_CHOICE for choice in kept):
        raise FieldError("choices", _("At most {most} characters a choice.").format(most=LONGEST_CHOICE))
    made = int(tx.one(_add, discussion_id=discussion, question=question.strip(), choices=kept).id)
    facts.record(tx, HandsAsked(made))
    return made


def show_of_hands(tx: Tx, hands: int) -> Show | None:
    """This show of hands with its counts, or None."""
    row = tx.one(_find, hands=hands)
    if row is None:
        return None
    counted = {each.choice: each.n for each in tx.all(_count, hands=hands)}
    return Show(hands, row.discussion_id, row.question, tuple(row.choices),
                tuple(counted.get(at, 0) for at in range(len(row.choices))))  # fmt: skip


def raise_hand(tx: Tx, me: Me, hands: int, choice: int) -> Show:
    """Raise one's hand, or move it. Raises NotAllowed, or Stale once the discussion is closed."""
    show = show_of_hands(tx, hands)
    talk = find(tx, show.discussion) if show else None
    if show is None or talk is None or not 0 <= choice < len(show.choices):
        raise NotAllowed(_("This show of hands is no longer here."))
    still_open(talk)
    tx.run(_raise, hands_id=hands, person_id=me.id, choice=choice)
    take_part(tx, me, talk.id, How.VOTED)
    facts.record(tx, HandRaised(hands))
    return show
