"""The table of consultations: a survey, a discussion and a decision about one theme, held together."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Consultation(SQLModel, table=True):
    """What people are consulted on: the round that asks them, the discussion that follows, and when it was decided.

    The decision and its reasons stand in the discussion, once.
    """

    __tablename__ = "surveys_consultation"
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="people_person.id", index=True)
    theme: int
    line: str
    about: str
    round_id: int = Field(foreign_key="surveys_round.id", unique=True)
    discussion_id: int | None = Field(default=None, unique=True)
    started_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


held(Consultation, person=("owner_id",), title=N_("Consultations you started"), erase="keep",
     export=("line", "about", "started_at", "decided_at"),
     reason=N_("What was asked and decided stays with the company. Your number leads to “former employee”."))  # fmt: skip
