"""The playbook and hand-over notes: what community managers tell each other to say and do, in their own words."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from core import people
from core.community.models import HandOver, Play
from core.community.nudge import LONGEST
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.people import Me, Role
from core.values import frozen
from core.words import N_, _

MOMENTS = {
    "quiet_team": N_("A team has gone quiet"),
    "newcomer_post": N_("A newcomer's first post waits"),
    "unanswered": N_("A post waits for an answer"),
    "came_back": N_("A quiet team is back"),
}
"""When a page of the playbook is shown."""

_play, _note = table(Play), table(HandOver)
_add = Query(insert(_play), "moment", "words", "written_by")
_all = Query(select(_play.c.id, _play.c.moment, _play.c.words).order_by(_play.c.id))
_drop = Query(delete(_play).where(_play.c.id == bindparam("play")))
_add_note = Query(insert(_note), "words", "written_by", "at")
_notes = Query(select(_note.c.words, _note.c.written_by, _note.c.at).order_by(_note.c.id.desc()).limit(3))


@frozen
class Page:
    """A page of the playbook."""

    id: int
    moment: str
    words: str


@frozen
class Note:
    """A hand-over note; nobody's once its writer is erased."""

    words: str
    written_by: int | None
    at: datetime


def _require(tx: Tx, me: Me, words: str | None = None) -> None:
    if not people.has_role(tx, me.id, Role.COMMUNITY, Role.HR):
        raise NotAllowed(_("Only community managers and HR can change this."))
    if words is not None and not 0 < len(words.strip()) <= LONGEST:
        raise FieldError("words", _("Write 1 to {most} characters.").format(most=LONGEST))


def write_page(tx: Tx, me: Me, moment: str, words: str) -> None:
    """When this happens, that is a thing to say or do: shown to people, never sent by itself."""
    _require(tx, me, words)
    if moment not in MOMENTS:
        raise FieldError("moment", _("Choose one of the options."))
    tx.run(_add, moment=moment, words=words.strip(), written_by=me.id)


def drop_page(tx: Tx, me: Me, number: int) -> None:
    """Take a page out."""
    _require(tx, me)
    tx.run(_drop, play=number)


def pages(tx: Tx, moment: str = "") -> list[Page]:
    """The playbook, or its pages for one moment."""
    return [Page(*row) for row in tx.all(_all) if moment in ("", row.moment)]


def write_note(tx: Tx, me: Me, words: str) -> None:
    """A note for whoever takes over."""
    _require(tx, me, words)
    tx.run(_add_note, words=words.strip(), written_by=me.id, at=tx.now)


def notes(tx: Tx) -> list[Note]:
    """The last three notes, the newest first."""
    return [Note(*row) for row in tx.all(_notes)]
