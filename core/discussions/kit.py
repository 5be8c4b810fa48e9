"""What ambassadors may tell outside: texts that HR puts there, found by everybody; how often, never by whom."""

from sqlalchemy import bindparam, delete, insert, select, update

from core import facts, people
from core.db import Query, Tx, table
from core.discussions.facts import MayBeTold
from core.discussions.kit_models import Shareable
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me, Role
from core.values import frozen
from core.words import _

LONGEST_TEXT, LONGEST_LINK, MOST_TEXTS = 500, 200, 10
AMBASSADORS = "Ambassadors"
"""The group that people join by themselves under a closed survey; whoever is in it hears of a new text."""

_text = table(Shareable)
_columns = tuple(_text.c[name] for name in ("id", "words", "link", "shared"))
_add = Query(insert(_text).returning(_text.c.id), "words", "link", "put_by", "put_at", "shared")
_all = Query(select(*_columns).order_by(_text.c.id.desc()).limit(MOST_TEXTS))
_one = Query(select(*_columns).where(_text.c.id == bindparam("text")))
_drop = Query(delete(_text).where(_text.c.id == bindparam("text")))
_count = Query(update(_text).where(_text.c.id == bindparam("text")).values(shared=_text.c.shared + 1))


@frozen
class ShareableHere:
    """A text that may be told outside, and how often somebody said that they did."""

    id: int
    words: str
    link: str
    shared: int


def keeps_kit(tx: Tx, me: Me) -> bool:
    """Who puts texts there and takes them out: HR and community managers."""
    return people.has_role(tx, me.id, Role.HR, Role.COMMUNITY)


def kit(tx: Tx) -> list[ShareableHere]:
    """What may be told outside, the newest first."""
    return [ShareableHere(*row) for row in tx.all(_all)]


def shareable(tx: Tx, number: int) -> ShareableHere | None:
    """This text, or None."""
    row = tx.one(_one, text=number)
    return None if row is None else ShareableHere(*row)


def put_text(tx: Tx, me: Me, words: str, link: str) -> int:
    """This may be told outside from now on; ambassadors read of it. Gives its number."""
    _require(tx, me)
    if not 0 < len(words.strip()) <= LONGEST_TEXT:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST_TEXT))
    if link.strip() and not (link.strip().startswith("https://") and " " not in link.strip()
                             and len(link.strip()) <= LONGEST_LINK):  # fmt: skip
        raise FieldError("link", _("A link begins with https:// and has no spaces."))
    made = tx.one(_add, words=words.strip(), link=link.strip(), put_by=me.id, put_at=tx.now, shared=0)
    facts.record(tx, MayBeTold(made.id))
    return int(made.id)


def take_text_out(tx: Tx, me: Me, number: int) -> None:
    """It may no longer be told."""
    _require(tx, me)
    tx.run(_drop, text=number)


def told_outside(tx: Tx, number: int) -> None:
    """Somebody told it outside: one more, and nothing about who."""
    if not tx.run(_count, text=number):
        raise Stale(_("This text may no longer be told."))


def ambassadors(tx: Tx) -> int | None:
    """The group of ambassadors, once somebody joined it."""
    return next((one.id for one in people.segments(tx) if one.name == AMBASSADORS and one.opt_in), None)


def _require(tx: Tx, me: Me) -> None:
    if not keeps_kit(tx, me):
        raise NotAllowed(_("HR and community managers choose what may be told outside. Ask one of them."))
