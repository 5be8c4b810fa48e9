"""What drives people, as they choose for themselves; of a group only what enough of its people share is ever said."""

from collections import Counter

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people, privacy
from core.community.models import Driver
from core.community.parts import as_counted, say_part
from core.db import Query, Tx, table
from core.errors import FieldError
from core.people import Me
from core.values import frozen
from core.words import N_, _

MOST = 3


@frozen
class Drive:
    """Something that drives people: its name, a start for a word that speaks to it, and something one could do."""

    title: str
    draft: str
    doing: str


DRIVERS = {
    "learning": Drive(N_("Learning something new"), N_("What did you find out lately that others could use?"),
                      N_("Somebody shows in a quarter of an hour what they learned")),
    "customers": Drive(N_("Helping customers"), N_("Which customer did you make happy lately, and how?"),
                       N_("Once a week one customer's story in the channel")),
    "together": Drive(N_("Doing it together"), N_("Whom could you use for what you are working on now?"),
                      N_("A short round in which everybody asks for help once")),
    "freedom": Drive(N_("Deciding for oneself"), N_("What would you do differently if it were up to you?"),
                     N_("The group decides one thing itself this month")),
    "noticed": Drive(N_("Being noticed"), N_("What went well with you that hardly anybody saw?"),
                     N_("Somebody of the management answers in person")),
    "purpose": Drive(N_("Doing something that matters"), N_("What of your work matters most to you just now?"),
                     N_("Tell what became of something that the group did")),
    "craft": Drive(N_("Delivering good work"), N_("What are you proud of, and what is in the way of more of it?"),
                   N_("Show a piece of work, and what made it good")),
    "rest": Drive(N_("Peace and balance"), N_("What could be left out, so that there is room for the rest?"),
                  N_("An hour without meetings on a fixed day")),
}  # fmt: skip
"""What people can choose from, in this order."""

_driver = table(Driver)
_own = Query(select(_driver.c.driver).where(_driver.c.person_id == bindparam("person")).order_by(_driver.c.id))
_drop = Query(delete(_driver).where(_driver.c.person_id == bindparam("person")))
_add = Query(
    insert_or(_driver).on_conflict_do_nothing(index_elements=["person_id", "driver"]), "person_id", "driver"
)  # fmt: skip
_all = Query(select(_driver.c.person_id, _driver.c.driver))


def own_drivers(tx: Tx, me: Me) -> tuple[str, ...]:
    """What this person said drives them."""
    return tuple(row.driver for row in tx.all(_own, person=me.id))


def choose_drivers(tx: Tx, me: Me, wanted: tuple[str, ...]) -> None:
    """From now on these, at most three, or none; nobody else sees what one person chose."""
    if len(wanted) > MOST or set(wanted) - DRIVERS.keys():
        raise FieldError("drivers", _("Choose at most {most}.").format(most=MOST))
    tx.lock("person", me.id)
    tx.run(_drop, person=me.id)
    tx.many(_add, [{"person_id": me.id, "driver": driver} for driver in dict.fromkeys(wanted)])


def drivers_of(tx: Tx, segment: int) -> list[tuple[str, str]] | None:
    """What drives a group: driver and how many of those who said so, in steps; the most shared first.

    As counted a while ago: two looks are one (T58). None below the minimum, or when together with the other groups, or
    with what was said before, it would tell about fewer people than the minimum.
    """
    chosen: dict[int, set[str]] = {}
    for row in tx.all(_all):
        chosen.setdefault(row.person_id, set()).add(row.driver)
    groups = {one.id: [person for person in people.segment_people(tx, one.id) if person in chosen]
              for one in people.segments(tx)}  # fmt: skip
    minimum = privacy.minimum_group(privacy.MINIMUM)
    members = groups.get(segment, [])
    if len(members) < minimum:
        return None
    shown = {number: found for number, found in sorted(groups.items()) if len(found) >= minimum}
    cells = privacy.cells_of(list(shown.values()))
    mask = dict(zip(shown, cells.masks, strict=True))[segment]
    if mask not in privacy.releasable(cells.masks, cells.sizes, minimum):
        return None
    counted = Counter(driver for person in members for driver in chosen[person])
    now = {"of": len(members), **{driver: counted[driver] for driver in DRIVERS}}
    said = as_counted(tx, f"drivers:group:{segment}", now, tx.now.date())
    if said is None:
        return None
    shared = [(driver, said[1].get(driver, 0)) for driver in DRIVERS]
    shared.sort(key=lambda pair: -(pair[1] // minimum))
    return [(driver, say_part(n, said[1]["of"])) for driver, n in shared if n >= minimum]
