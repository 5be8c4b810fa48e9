"""The table of what may be told outside: texts that HR put there, and how often each was shared."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Shareable(SQLModel, table=True):
    """A text, with a link where there is one, that anybody may tell outside; how often it was, and not by whom."""

    __tablename__ = "discussions_shareable"
    id: int | None = Field(default=None, primary_key=True)
    words: str
    link: str = ""
    put_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    put_at: datetime = Field(sa_type=Instant)
    shared: int = 0


held(Shareable, person=("put_by",), title=N_("Texts to tell outside that you put there"), export=("words", "link", "put_at"),
     erase="unlink")  # fmt: skip
