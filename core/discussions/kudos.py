"""Thanks from one colleague to another, with a value of the company; nothing counts them."""

from sqlalchemy import bindparam, delete, insert, select

from core import facts, people
from core.db import Query, Tx, table
from core.discussions.facts import Thanked
from core.discussions.models import Kudos, Value
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.values import frozen
from core.words import _

LONGEST_THANKS, LONGEST_VALUE, MOST_VALUES = 500, 60, 20
_kudos, _value = table(Kudos), table(Value)
_add = Query(insert(_kudos).returning(_kudos.c.id), "giver_id", "receiver_id", "value", "words", "given_at")
_find = Query(
    select(_kudos.c.giver_id, _kudos.c.receiver_id, _kudos.c.value, _kudos.c.words).where(
        _kudos.c.id == bindparam("kudos")
    )
)
_values = Query(select(_value.c.id, _value.c.name).order_by(_value.c.id))
_add_value = Query(insert(_value), "name")


@frozen
class Thanks:
    """Who thanked whom, for what, and in the name of which value (empty: none in particular)."""

    giver_id: int
    receiver_id: int
    value: str
    words: str


def thank(tx: Tx, me: Me, receiver: int, words: str, value: int = 0) -> int:
    """Thank a colleague; `value` is the id of one of the company's values, 0 for none. Gives its id; raises FieldError."""
    if receiver == me.id:
        raise FieldError("receiver", _("Choose a colleague: thanks go to somebody else."))
    keeper = people.get(tx, receiver)
    if keeper.left_on and keeper.left_on < tx.now.date():
        raise FieldError("receiver", _("Choose another colleague who works here."))
    if not words.strip() or len(words) > LONGEST_THANKS:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_THANKS))
    name = values(tx).get(value, "")
    made = tx.one(_add, giver_id=me.id, receiver_id=receiver, value=name, words=words.strip(), given_at=tx.now)
    facts.record(tx, Thanked(int(made.id)))
    return int(made.id)


def thanks(tx: Tx, number: int) -> Thanks | None:
    """These thanks, or None."""
    row = tx.one(_find, kudos=number)
    return None if row is None else Thanks(*row)


def values(tx: Tx) -> dict[int, str]:
    """The company's values by id."""
    return {row.id: row.name for row in tx.all(_values)}


def set_values(tx: Tx, me: Me, names: list[str]) -> None:
    """From now on these are the company's values; earlier thanks keep theirs. Raises NotAllowed or FieldError."""
    if not people.has_role(tx, me.id, Role.HR, Role.ADMIN):
        raise NotAllowed(_("Only HR or an admin can do this. Ask one of them."))
    kept = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(kept) > MOST_VALUES or any(len(name) > LONGEST_VALUE for name in kept):
        raise FieldError(
            "names", _("At most {n} values of {most} characters.").format(n=MOST_VALUES, most=LONGEST_VALUE)
        )
    tx.execute(delete(_value).where(_value.c.name.not_in(kept)))
    known = set(values(tx).values())
    for name in kept:
        if name not in known:
            tx.run(_add_value, name=name)
