"""Tables of what becomes of an idea: how far it is, who looks after it, each step, and which idea it became one with."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Idea(SQLModel, table=True):
    """How far an idea is, who looks after it, its labels, and the idea that it was the same as."""

    __tablename__ = "discussions_idea"
    id: int | None = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussions_discussion.id", unique=True)
    stage: str
    keeper_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    labels: list[str] = Field(sa_type=JSON)
    merged_into: int | None = Field(default=None, foreign_key="discussions_discussion.id", index=True)


class Step(SQLModel, table=True):
    """A step that an idea took, and what was said about it."""

    __tablename__ = "discussions_step"
    id: int | None = Field(default=None, primary_key=True)
    discussion_id: int = Field(foreign_key="discussions_discussion.id", index=True)
    stage: str
    words: str
    by_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    at: datetime = Field(sa_type=Instant)


held(Idea, person=("keeper_id",), title=N_("Ideas you look after"), export=("discussion_id", "stage"), erase="unlink")
held(Step, person=("by_id",), title=N_("What you said about the course of an idea"), export=("stage", "words", "at"),
     erase="unlink")  # fmt: skip
