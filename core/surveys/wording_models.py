"""The table of HR's own words for questions at a date of one's own."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Wording(SQLModel, table=True):
    """A question in the company's words, in both languages; a change is another version. Empty: our own words again."""

    __tablename__ = "surveys_wording"
    __table_args__ = (UniqueConstraint("question", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    question: int
    version: int
    english: str
    dutch: str
    from_on: date
    written_by: int = Field(foreign_key="people_person.id", index=True)
    written_at: datetime = Field(sa_type=Instant)


held(Wording, person=("written_by",), title=N_("Questions you put into the company's words"),
     export=("question", "version", "english", "dutch", "from_on"), erase="keep",
     reason=N_("It is part of the company's own record. Your number leads to “former employee”."))  # fmt: skip
