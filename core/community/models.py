"""Tables of community: messages counted per place and day, quiet spells, and words from one person to a team."""

from datetime import date, datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_

HALF_YEAR = timedelta(days=183)


class Count(SQLModel, table=True):
    """How many messages people wrote in a place on a local date. Not who, not what, and never a direct message."""

    __tablename__ = "community_count"
    __table_args__ = (UniqueConstraint("place_id", "day"),)
    id: int | None = Field(default=None, primary_key=True)
    place_id: int = Field(foreign_key="people_place.id")
    day: date = Field(index=True)
    messages: int


class Spell(SQLModel, table=True):
    """A team that is quieter than its own past: since which Monday, for how many weeks, and when that was last seen."""

    __tablename__ = "community_spell"
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id", unique=True)
    since: date
    weeks: int
    checked_on: date


class Nudge(SQLModel, table=True):
    """A word from one person to a team, in their own words; `addressed` is the head count without the sender."""

    __tablename__ = "community_nudge"
    id: int | None = Field(default=None, primary_key=True)
    sender_id: int = Field(foreign_key="people_person.id", index=True)
    team_id: int = Field(foreign_key="people_team.id")
    words: str
    addressed: int
    sent_at: datetime = Field(sa_type=Instant)


class Answer(SQLModel, table=True):
    """What somebody pressed under a nudge (will, not_now), or that they replied. The sender sees totals only."""

    __tablename__ = "community_answer"
    __table_args__ = (UniqueConstraint("nudge_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    nudge_id: int = Field(foreign_key="community_nudge.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    answer: str
    at: datetime = Field(sa_type=Instant)


class Reply(SQLModel, table=True):
    """What somebody wrote back to the sender, under their own name, because they chose to."""

    __tablename__ = "community_reply"
    id: int | None = Field(default=None, primary_key=True)
    nudge_id: int = Field(foreign_key="community_nudge.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    words: str
    at: datetime = Field(sa_type=Instant)


held(Count, person=(), title=N_("Messages counted per place and day"), export=None, erase="keep",
     reason=N_("It holds numbers of messages, and nothing about who wrote them."), keep=HALF_YEAR, since="day")  # fmt: skip
held(Nudge, person=("sender_id",), title=N_("Words you sent to a team"), export=("team_id", "words", "sent_at"),
     erase="delete", keep=HALF_YEAR, since="sent_at")  # fmt: skip
held(Answer, person=("person_id",), title=N_("What you answered to a word to your team"), export=("answer", "at"),
     erase="delete", keep=HALF_YEAR, since="at")  # fmt: skip
held(Reply, person=("person_id",), title=N_("What you wrote back to a word to your team"), export=("words", "at"),
     erase="delete", keep=HALF_YEAR, since="at")  # fmt: skip
