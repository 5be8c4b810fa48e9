"""HR's own words for questions at a date of one's own: in both languages, version by version, from the next day on.

Whoever was asked before keeps the words they were asked in, however late they answer: an answer is to those words.
"""

from datetime import date, timedelta

from sqlalchemy import bindparam, insert, select

from core import people
from core.clock import local_day
from core.db import Query, Tx, table
from core.errors import FieldError, NotAllowed
from core.facts import record
from core.people import Me
from core.surveys.facts import QuestionWorded
from core.surveys.models import Participation
from core.surveys.moments import QUESTIONS
from core.surveys.opening import Opened
from core.surveys.questions import ask
from core.surveys.switch import SWITCHERS
from core.surveys.wording_models import Wording
from core.values import frozen
from core.words import _, language, speaking

LONGEST_QUESTION = 150
_wording, _part = table(Wording), table(Participation)
_columns = (_wording.c.question, _wording.c.version, _wording.c.english, _wording.c.dutch, _wording.c.from_on)
_all = Query(select(*_columns).order_by(_wording.c.question, _wording.c.version))
_add = Query(insert(_wording), "question", "version", "english", "dutch", "written_by", "written_at", "from_on")
_asked_on = Query(
    select(_part.c.invited_on)
    .where(_part.c.round_id == bindparam("round"), _part.c.person_id == bindparam("person"))
)  # fmt: skip


@frozen
class Worded:
    """A question in the company's own words, or in ours again (empty), for who is asked from this day on."""

    question: int
    version: int
    english: str
    dutch: str
    from_on: date

    @property
    def words(self) -> str:
        """In the reader's language."""
        return (self.dutch if language.get() == "nl" else self.english) or ask(self.question)


def wordings(tx: Tx, question: int) -> list[Worded]:
    """Every version of this question's own words, the newest first; of two on one day only the last was ever asked."""
    last = {row.from_on: Worded(*row) for row in tx.all(_all) if row.question == question}
    return sorted(last.values(), key=lambda one: one.version, reverse=True)


def both_languages(tx: Tx, question: int) -> tuple[str, str]:
    """The newest words of this question, in English and in Dutch."""
    found = next(iter(wordings(tx, question)), None)
    if found and found.english:
        return found.english, found.dutch
    return _ours(question)


def _ours(question: int) -> tuple[str, str]:
    with speaking("en"):
        english = ask(question)
    with speaking("nl"):
        return english, ask(question)


def word_question(tx: Tx, me: Me, question: int, english: str, dutch: str) -> int:
    """Ask it in these words from tomorrow on, in both languages; empty in both is our own words again. Gives the version.

    Raises NotAllowed, and a FieldError where a language is missing or a text too long. The same words again are none.
    """
    if question not in QUESTIONS or not people.has_role(tx, me.id, *SWITCHERS):
        raise NotAllowed(_("Only HR and who owns surveys can change this. Ask one of them."))
    tx.lock("surveys_moments", 0)
    words = {"english": " ".join(english.split()), "dutch": " ".join(dutch.split())}
    for name, text in words.items():
        if len(text) > LONGEST_QUESTION:
            raise FieldError(name, _("Say it in one to {most} characters.").format(most=LONGEST_QUESTION))
        if not text and any(words.values()):
            raise FieldError(name, _("Write it in both languages, or leave both empty for our own words."))
    if tuple(words.values()) == _ours(question):
        words = {"english": "", "dutch": ""}
    before = max((row for row in tx.all(_all) if row.question == question), key=lambda row: row.version, default=None)
    if (before.english, before.dutch) == tuple(words.values()) if before else not any(words.values()):
        return before.version if before else 0
    version, tomorrow = before.version + 1 if before else 1, local_day(tx.now, me.zone) + timedelta(days=1)
    tx.run(_add, question=question, version=version, written_by=me.id, written_at=tx.now, from_on=tomorrow, **words)
    record(tx, QuestionWorded(question, me.id))
    return version


def asked_words(tx: Tx, me: Me, asked: Opened, question: int) -> str:
    """The question as this person was asked it; for who was not asked, as it was asked last in this round."""
    if not asked.personal:
        return ask(question)
    seat = tx.one(_asked_on, round=asked.id, person=me.id)
    day = seat.invited_on if seat else local_day(asked.closed_at or tx.now, asked.zone)
    found = next((one for one in wordings(tx, question) if one.from_on <= day), None)
    return found.words if found else ask(question)


def words_before(tx: Tx, asked: Opened, question: int) -> list[tuple[date, str]]:
    """Other words in which some were asked in this round: until which day (not included), and how, the latest first."""
    if not asked.personal:
        return []
    first, last = local_day(asked.opened_at, asked.zone), local_day(asked.closed_at or tx.now, asked.zone)
    changes = [one for one in wordings(tx, question) if one.from_on <= last]
    inside = [one for one in changes if one.from_on > first]
    older = [*changes[1:], None]
    return [(one.from_on, old.words if old else ask(question)) for one, old in zip(inside, older, strict=False)]
