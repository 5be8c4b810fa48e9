"""Tables of onboarding: sequences of steps that somebody wrote, and which of them came to whom and were done."""

from datetime import date, datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_

KEPT = timedelta(days=400)
"""A year of steps, and a month in which the last of them may still be done."""


class Sequence(SQLModel, table=True):
    """Steps for somebody new, and for whom they are: `everybody`, `team:3` or `segment:2`. Without a name it is ours."""

    __tablename__ = "discussions_sequence"
    id: int | None = Field(default=None, primary_key=True)
    name: str = ""
    audience: str
    is_on: bool = True
    written_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)


class SequenceStep(SQLModel, table=True):
    """Something to do on a day that counts from the first one (0), once another step is done where there is one."""

    __tablename__ = "discussions_sequence_step"
    id: int | None = Field(default=None, primary_key=True)
    sequence_id: int = Field(foreign_key="discussions_sequence.id", index=True, ondelete="CASCADE")
    day: int
    who: str
    """`newcomer`, `manager`, `buddy`, `role:admin`, or `person`."""
    person_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    words: str = ""
    shipped: str = ""
    """Which of our own steps it is, whose words everybody reads in their language; empty once it has words of its own."""
    after_id: int | None = Field(default=None, foreign_key="discussions_sequence_step.id", ondelete="SET NULL")
    written_on: date


class OnboardingTask(SQLModel, table=True):
    """A step that came to whoever does it, and when it was done."""

    __tablename__ = "discussions_onboarding_task"
    __table_args__ = (UniqueConstraint("newcomer_id", "step_id"),)
    id: int | None = Field(default=None, primary_key=True)
    newcomer_id: int = Field(foreign_key="discussions_newcomer.id", ondelete="CASCADE")
    step_id: int = Field(foreign_key="discussions_sequence_step.id", index=True, ondelete="CASCADE")
    came_on: date
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    done_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)


held(Sequence, person=("written_by",), title=N_("Steps for newcomers that you wrote"), export=("name", "audience"),
     erase="unlink")  # fmt: skip
held(SequenceStep, person=("person_id",), title=N_("Steps for newcomers that are yours to do"), export=("words", "day"),
     erase="unlink")  # fmt: skip
held(OnboardingTask, person=("done_by",), title=N_("Steps for newcomers that you did"), export=("came_on", "done_at"),
     erase="unlink", keep=KEPT, since="came_on")  # fmt: skip
