"""What the company offers, in words: written per element, version by version, announced to all, and read by a tap."""

from datetime import datetime

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from core import people, privacy
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed, Stale
from core.facts import record
from core.people import Me
from core.surveys.elements import ELEMENTS
from core.surveys.evp_models import Announcement, Offer, OfferRead
from core.surveys.facts import OfferAnnounced
from core.surveys.start import may_ask_all
from core.values import frozen
from core.words import _

LONGEST_OFFER = 500
_offer, _announcement, _read = table(Offer), table(Announcement), table(OfferRead)
_columns = (_offer.c.id, _offer.c.element, _offer.c.version, _offer.c.words, _offer.c.written_by, _offer.c.written_at)
_all = Query(select(*_columns).order_by(_offer.c.element, _offer.c.version))
_add = Query(insert(_offer), "element", "version", "words", "written_by", "written_at")
_announce = Query(
    insert(_announcement).returning(_announcement.c.id), "offers", "announced_by", "announced_at"
)  # fmt: skip
_told = (_announcement.c.id, _announcement.c.offers, _announcement.c.announced_by, _announcement.c.announced_at)
_last = Query(select(*_told).order_by(_announcement.c.id.desc()).limit(1))
_by_id = Query(select(*_told).where(_announcement.c.id == bindparam("announcement")))
_tap = Query(
    insert_or(_read).on_conflict_do_nothing(index_elements=["announcement_id", "person_id"]),
    "announcement_id", "person_id", "read_on",
)  # fmt: skip
_mine = Query(
    select(_read.c.read_on)
    .where(_read.c.announcement_id == bindparam("announcement"), _read.c.person_id == bindparam("person"))
)  # fmt: skip
_readers = Query(select(func.count().label("n")).where(_read.c.announcement_id == bindparam("announcement")))


@frozen
class Offered:
    """What is promised about one element, in this version."""

    id: int
    element: int
    version: int
    words: str
    written_by: int
    written_at: datetime


@frozen
class Announced:
    """The offer as it was told: element → the words that held then."""

    id: int
    offers: dict[int, Offered]
    announced_by: int
    announced_at: datetime


def offers(tx: Tx) -> dict[int, Offered]:
    """The newest words of each element that has any."""
    return {row.element: Offered(*row) for row in tx.all(_all)}


def versions(tx: Tx, element: int) -> list[Offered]:
    """Every version of what was promised about this element, the newest first."""
    return [Offered(*row) for row in reversed(tx.all(_all)) if row.element == element]


def write_offer(tx: Tx, me: Me, element: int, words: str) -> int:
    """Another version of what is promised about this element; the same words again are none. Gives the version."""
    only_owners(tx, me)
    tx.lock("surveys_offer", element)
    if element not in ELEMENTS:
        raise FieldError("element", _("Choose one of the options."))
    if not words.strip() or len(words) > LONGEST_OFFER:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_OFFER))
    before = offers(tx).get(element)
    if before and before.words == words.strip():
        return before.version
    version = before.version + 1 if before else 1
    tx.run(_add, element=element, version=version, words=words.strip(), written_by=me.id, written_at=tx.now)
    return version


def announce_offer(tx: Tx, me: Me, again: bool = False) -> int:
    """Tell everybody the newest words. Gives the announcement's id; raises Stale where one is missing, or nothing is new.

    `again`: also words that are as they were, for another year.
    """
    only_owners(tx, me)
    tx.lock("surveys_offer", 0)
    now, before = offers(tx), announced(tx)
    if set(now) != set(ELEMENTS):
        raise Stale(_("Write a promise for each of the five elements first."))
    if before and before.offers == now and not again:
        raise Stale(_("Everybody was told this already."))
    made = tx.one(_announce, offers={str(element): one.id for element, one in now.items()}, announced_by=me.id,
                  announced_at=tx.now)  # fmt: skip
    record(tx, OfferAnnounced(int(made.id)))
    return int(made.id)


def announced(tx: Tx, announcement: int = 0) -> Announced | None:
    """This announcement, or the last one; None when there is none."""
    row = tx.one(_by_id, announcement=announcement) if announcement else tx.one(_last)
    if row is None:
        return None
    known, kept = {one.id: Offered(*one) for one in tx.all(_all)}, {int(key): id_ for key, id_ in row.offers.items()}
    return Announced(row.id, {key: known[id_] for key, id_ in kept.items()}, row.announced_by, row.announced_at)


def read_offer(tx: Tx, me: Me, announcement: int) -> None:
    """This person has read it; twice is once."""
    if announced(tx, announcement) is None:
        raise Stale(_("This is no longer here. See /evp."))
    tx.run(_tap, announcement_id=announcement, person_id=me.id, read_on=local_day(tx.now, me.zone))


def has_read(tx: Tx, me: Me, announcement: int) -> bool:
    """Whether this person has tapped that they read it."""
    return tx.one(_mine, announcement=announcement, person=me.id) is not None


def readers(tx: Tx, announcement: int) -> privacy.Rate:
    """How many of all people tapped "read", as it may be shown; who did is never shown."""
    return privacy.response_rate(int(tx.one(_readers, announcement=announcement).n), len(people.everybody(tx)))


def only_owners(tx: Tx, me: Me) -> None:
    """Raises NotAllowed for who doesn't own surveys."""
    if not may_ask_all(tx, me):
        raise NotAllowed(_("What the company offers is written by HR and who owns surveys. You can see it with /evp."))
