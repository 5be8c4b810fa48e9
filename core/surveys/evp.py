"""What we offer, measured once a year: whoever owns it takes it through the loop, and sees where hope and experience differ."""

from dataclasses import replace

from core.db import Tx
from core.errors import FieldError, NotAllowed, Stale
from core.people import Me
from core.surveys.elements import CHOICES, ELEMENTS
from core.surveys.offer import announce_offer, announced, offers, only_owners
from core.surveys.opening import Opened, newest
from core.surveys.share import LONGEST_WORD
from core.surveys.start import Wish, leads, start
from core.surveys.year import (
    YearHere,
    add_year,
    end_year,
    find_year,
    move_on,
    note_announcement,
    note_round,
    this_year,
)
from core.words import _

OPEN_MINUTES = 10 * 8 * 60
"""Two working weeks."""


def start_year(tx: Tx, me: Me) -> int:
    """Begin the loop; whoever begins owns it. Raises NotAllowed, or Stale while one is going on."""
    only_owners(tx, me)
    tx.lock("surveys_year", 0)
    if this_year(tx):
        raise Stale(_("This year's survey is going on already. See /evp."))
    return add_year(tx, me.id)


def words_stand(tx: Tx, me: Me, year: int) -> None:
    """Define is done: each element has its words. Raises Stale where one has none."""
    _at(tx, me, year, "define")
    if set(offers(tx)) != set(ELEMENTS):
        raise Stale(_("Write a promise for each of the five elements first."))
    move_on(tx, year, "define")


def announce_year(tx: Tx, me: Me, year: int) -> int:
    """Everybody is told; the next stage is to measure. Gives the announcement."""
    _at(tx, me, year, "announce")
    told = announce_offer(tx, me, again=True)
    note_announcement(tx, year, told)
    move_on(tx, year, "announce")
    return told


def measure(tx: Tx, me: Me, year: int, wish: Wish) -> int:
    """Ask everybody, for two working weeks. Gives the round; raises Stale where it was asked already."""
    here = _at(tx, me, year, "measure")
    if here.round_id is not None:
        raise Stale(_("Everybody is being asked already. The result comes when it closes."))
    if wish.question not in CHOICES:
        raise FieldError("question", _("Choose one of the options."))
    asks = replace(wish, kind="evp", weekly=False, open_minutes=OPEN_MINUTES, groups=wish.groups or ("everybody",))
    made = newest(tx, start(tx, me, asks)[-1])
    note_round(tx, year, made)
    return made


def acted(tx: Tx, me: Me, year: int, promised: int) -> None:
    """The actions stand: so many promises were made from the result. Raises Stale without any."""
    _at(tx, me, year, "act")
    if not promised:
        raise Stale(_("Nothing was promised yet. Choose a focus first."))
    move_on(tx, year, "act")


def evaluate(tx: Tx, me: Me, year: int, words: str) -> None:
    """What this year brought, in the owner's words; the loop is closed and a new one may begin."""
    _at(tx, me, year, "evaluate")
    if not words.strip() or len(words) > LONGEST_WORD:
        raise FieldError("words", _("Say it in one to {most} characters.").format(most=LONGEST_WORD))
    end_year(tx, year, words.strip())


def promised_then(tx: Tx, asked: Opened, element: int) -> str:
    """What was promised about this element when the round opened; empty where nothing was."""
    told = announced(tx)
    while told is not None and told.announced_at > asked.opened_at and told.id > 1:
        told = announced(tx, told.id - 1)
    return told.offers[element].words if told and told.announced_at <= asked.opened_at else ""


def _at(tx: Tx, me: Me, year: int, stage: str) -> YearHere:
    """This year, for who owns surveys, while it stands there. Raises NotAllowed or Stale."""
    tx.lock("surveys_year", 0)
    found = find_year(tx, year)
    if found is None or not leads(tx, me, None):
        raise NotAllowed(_("What the company offers is written by HR and who owns surveys. You can see it with /evp."))
    if found.ended_at is not None or found.stage != stage:
        raise Stale(_("This has moved on already. See /evp."))
    return found
