"""A consultation: who asks whom about which theme, and where it stands between asking, talking and deciding."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select

from core import jobs
from core.db import Query, Tx, table
from core.errors import FieldError
from core.people import Me
from core.surveys import themes
from core.surveys.answer import invited
from core.surveys.consult_models import Consultation
from core.surveys.opening import find, newest
from core.surveys.share import may_share
from core.surveys.start import Wish, check, start
from core.values import frozen
from core.words import _

STAGES = ("asked", "discussed", "decided")
OPEN_MINUTES, LONGEST_LINE, LONGEST_ABOUT = 5 * 8 * 60, 80, 600
"""A working week to answer."""
WAITS, PATIENCE = "surveys.consult_waits", (timedelta(days=3), timedelta(days=10))
"""How long after the answers are in, and after the day of the discussion, its owner is reminded: twice, no more."""
_consultation = table(Consultation)
_columns = (
    _consultation.c.id, _consultation.c.owner_id, _consultation.c.theme, _consultation.c.line, _consultation.c.about,
    _consultation.c.round_id, _consultation.c.discussion_id, _consultation.c.started_at, _consultation.c.decided_at,
)  # fmt: skip
_by = {
    name: Query(select(*_columns).where(_consultation.c[name] == bindparam("wanted")))
    for name in ("id", "round_id", "discussion_id")
}
_newest = Query(select(*_columns).order_by(_consultation.c.id.desc()).limit(100))
_add = Query(
    insert(_consultation).returning(_consultation.c.id), "owner_id", "theme", "line", "about", "round_id", "started_at"
)


@frozen
class ConsultationHere:
    """A consultation as it stands."""

    id: int
    owner_id: int
    theme: int
    line: str
    about: str
    round_id: int
    discussion_id: int | None
    started_at: datetime
    decided_at: datetime | None

    @property
    def stage(self) -> str:
        """Asked, discussed or decided: the step it is at, decided once that is over."""
        return STAGES[2 if self.decided_at else 1 if self.discussion_id else 0]

    @property
    def name(self) -> str:
        """The theme in the owner's words, or in ours."""
        return self.line or _(themes.NAMES[self.theme])


def check_consultation(tx: Tx, me: Me, line: str, about: str, wish: Wish) -> int:
    """How many people this would ask; raises FieldError where it can't be."""
    if wish.question not in themes.NAMES:
        raise FieldError("theme", _("Choose one of the options."))
    if wish.question == themes.OWN and not line.strip():
        raise FieldError("line", _("Say in one line what it is about."))
    if len(line) > LONGEST_LINE or len(about) > LONGEST_ABOUT:
        raise FieldError("line", _("Say it in one to {most} characters.").format(most=LONGEST_LINE))
    try:
        return check(tx, me, _asks(wish))
    except FieldError as wrong:
        raise FieldError({"teams": "who"}.get(wrong.field, wrong.field), str(wrong)) from None


def consult(tx: Tx, me: Me, line: str, about: str, wish: Wish) -> int:
    """Ask these people, for a working week; what comes next waits for the answers. Gives the consultation."""
    check_consultation(tx, me, line, about, wish)
    [pulse] = start(tx, me, _asks(wish))
    asked = find(tx, newest(tx, pulse))
    made = tx.one(
        _add, owner_id=me.id, theme=wish.question, line=line.strip() if wish.question == themes.OWN else "",
        about=about.strip(), round_id=asked.id, started_at=tx.now,
    )  # fmt: skip
    remind_later(tx, int(made.id), STAGES[0], asked.closes_at)
    return int(made.id)


def _asks(wish: Wish) -> Wish:
    return replace(wish, kind="consult", weekly=False, open_minutes=OPEN_MINUTES)


def consultation(tx: Tx, number: int) -> ConsultationHere | None:
    """This one, or None."""
    return _found(tx, "id", number)


def consultation_of(tx: Tx, round_id: int) -> ConsultationHere | None:
    """The one that this round belongs to."""
    return _found(tx, "round_id", round_id)


def consultation_about(tx: Tx, discussion: int) -> ConsultationHere | None:
    """The one that this discussion belongs to."""
    return _found(tx, "discussion_id", discussion)


def _found(tx: Tx, name: str, wanted: int) -> ConsultationHere | None:
    row = tx.one(_by[name], wanted=wanted)
    return ConsultationHere(*row) if row else None


def consultations(tx: Tx, me: Me, most: int = 8) -> list[ConsultationHere]:
    """Those this person was asked in, started, or may lead on; what is going on first, then the newest."""
    found = [ConsultationHere(*row) for row in tx.all(_newest)]
    seen = [one for one in found if one.owner_id == me.id or may_see(tx, me, one)]
    return sorted(seen, key=lambda one: (one.decided_at is not None, -one.id))[:most]


def may_see(tx: Tx, me: Me, here: ConsultationHere) -> bool:
    """Everybody who was asked, and who may lead it."""
    return invited(tx, me, here.round_id) or may_lead(tx, me, here)


def may_lead(tx: Tx, me: Me, here: ConsultationHere) -> bool:
    """Whoever started it, and while they are gone whoever may ask these people."""
    return me.id > 0 and may_share(tx, me, find(tx, here.round_id))


def remind_later(tx: Tx, number: int, stage: str, at: datetime) -> None:
    """Plan the two reminders of this stage, counted from then."""
    for turn, later in enumerate(PATIENCE, 1):
        jobs.at(tx, f"surveys:consultation:{number}:{stage}:{turn}", at + later, WAITS,
                {"consultation": number, "stage": stage})  # fmt: skip
