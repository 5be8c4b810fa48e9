"""Tables of community: what is counted per place and day, words to teams and groups, and what its managers keep."""

from datetime import date, datetime, timedelta

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_

HALF_YEAR = timedelta(days=183)


class Count(SQLModel, table=True):
    """How many messages people wrote in a team's place on a local date. Not who, not what, and never a direct message."""

    __tablename__ = "community_count"
    __table_args__ = (
        UniqueConstraint("place_id", "day", "team_id"),
        Index("ix_community_count_team_id_day", "team_id", "day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    place_id: int = Field(foreign_key="people_place.id")
    team_id: int = Field(foreign_key="people_team.id")
    day: date = Field(index=True)
    messages: int


class Listening(SQLModel, table=True):
    """A day on which Townhall was listening: until when, and whether it missed a part, so that the day is unknown."""

    __tablename__ = "community_listening"
    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(unique=True)
    last_at: datetime = Field(sa_type=Instant)
    unknown: bool = False


class TeamWeek(SQLModel, table=True):
    """A team's week as it was: half member-days scheduled and present, people, and whether a holiday fell in it."""

    __tablename__ = "community_week"
    __table_args__ = (UniqueConstraint("team_id", "monday"),)
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id")
    monday: date = Field(index=True)
    scheduled: int
    present: int
    members: int
    holiday: bool = False


class Spell(SQLModel, table=True):
    """A team that is quieter than its own past: since which Monday, for how many weeks, and when that was last seen."""

    __tablename__ = "community_spell"
    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="people_team.id", unique=True)
    since: date
    weeks: int
    checked_on: date


class Nudge(SQLModel, table=True):
    """A word from one person to a team or a group, in their own words; `addressed` is the head count without the sender."""

    __tablename__ = "community_nudge"
    id: int | None = Field(default=None, primary_key=True)
    sender_id: int = Field(foreign_key="people_person.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="people_team.id")
    segment_id: int | None = Field(default=None, foreign_key="people_segment.id", ondelete="SET NULL")
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


class Driver(SQLModel, table=True):
    """What drives somebody, as they chose for themselves."""

    __tablename__ = "community_driver"
    __table_args__ = (UniqueConstraint("person_id", "driver"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    driver: str


class Intervention(SQLModel, table=True):
    """What was chosen to do for a group, and for which driver."""

    __tablename__ = "community_intervention"
    id: int | None = Field(default=None, primary_key=True)
    segment_id: int = Field(foreign_key="people_segment.id", ondelete="CASCADE", index=True)
    driver: str
    words: str
    chosen_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    chosen_on: date


class Switch(SQLModel, table=True):
    """Something that is off until somebody allows it, or a place that is left out of looking."""

    __tablename__ = "community_switch"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    set_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    set_at: datetime = Field(sa_type=Instant)


class Post(SQLModel, table=True):
    """A message that opens something in a place: by whom until it is answered, and how long that took. No words."""

    __tablename__ = "community_post"
    id: int | None = Field(default=None, primary_key=True)
    place_id: int = Field(foreign_key="people_place.id", index=True)
    ref: str = Field(unique=True)
    author_id: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    posted_at: datetime = Field(sa_type=Instant, index=True)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    newcomer: bool = False
    handed_to: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    reply: str = ""
    replied_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    """What somebody answered through Townhall, because they chose to."""
    asks: bool | None = None
    """Whether a question mark stands in it; None where the platform does not show words."""
    seen_at: datetime | None = Field(default=None, sa_type=Instant)
    """When somebody else first put an emoji on it. Not who, and not which."""
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it turned out to need no answer: an emoji on what asks nothing, or a click."""


class Opener(SQLModel, table=True):
    """How a week begins in a place, in somebody's own words: planned for a day, posted by their tap."""

    __tablename__ = "community_opener"
    id: int | None = Field(default=None, primary_key=True)
    place_id: int = Field(foreign_key="people_place.id", index=True)
    author_id: int = Field(foreign_key="people_person.id", index=True)
    day: date = Field(index=True)
    words: str
    posted_at: datetime | None = Field(default=None, sa_type=Instant)
    campaign_id: int | None = Field(default=None, foreign_key="community_campaign.id", index=True, ondelete="SET NULL")


class Play(SQLModel, table=True):
    """A page of the playbook: when this happens, then that is a thing to say or do."""

    __tablename__ = "community_play"
    id: int | None = Field(default=None, primary_key=True)
    moment: str = Field(index=True)
    words: str
    written_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)


class HandOver(SQLModel, table=True):
    """A note from one community manager to whoever takes over."""

    __tablename__ = "community_hand_over"
    id: int | None = Field(default=None, primary_key=True)
    words: str
    written_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)
    at: datetime = Field(sa_type=Instant)


held(Listening, person=(), title=N_("Days on which Townhall was listening"), export=None, erase="keep",
     reason=N_("It holds days, and nothing about people."), keep=HALF_YEAR * 2, since="day")  # fmt: skip
held(TeamWeek, person=(), title=N_("Weeks of a team: days scheduled and worked"), export=None, erase="keep",
     reason=N_("It holds totals of teams, and no names."), keep=HALF_YEAR * 2, since="monday")  # fmt: skip
held(Driver, person=("person_id",), title=N_("What drives you"), export=("driver",), erase="delete")
held(Intervention, person=("chosen_by",), title=N_("What you chose to do for a group"),
     export=("driver", "words", "chosen_on"), erase="unlink")  # fmt: skip
held(Switch, person=("set_by",), title=N_("What you allowed in community"), export=("name", "set_at"), erase="unlink")
held(Post, person=("author_id",), title=N_("Posts that waited for an answer"), export=("posted_at",), erase="unlink",
     keep=timedelta(days=35), since="posted_at")  # fmt: skip
held(Post, person=("handed_to",), title=N_("Posts that waited for an answer"), export=("posted_at",), erase="unlink",
     keep=timedelta(days=35), since="posted_at")  # fmt: skip
held(Post, person=("replied_by",), title=N_("Posts that waited for an answer"), export=("reply", "posted_at"),
     erase="unlink", keep=timedelta(days=35), since="posted_at")  # fmt: skip
held(Opener, person=("author_id",), title=N_("Openers you planned"), export=("day", "words", "posted_at"),
     erase="delete", keep=HALF_YEAR, since="day")  # fmt: skip
held(Play, person=("written_by",), title=N_("Pages you wrote for the playbook"), export=("moment", "words"),
     erase="unlink")  # fmt: skip
held(HandOver, person=("written_by",), title=N_("Hand-over notes you wrote"), export=("words", "at"), erase="unlink",
     keep=HALF_YEAR, since="at")  # fmt: skip
held(Count, person=(), title=N_("Messages counted per place and day"), export=None, erase="keep",
     reason=N_("It holds numbers of messages, and nothing about who wrote them."), keep=HALF_YEAR, since="day")  # fmt: skip
held(Nudge, person=("sender_id",), title=N_("Words you sent to a team or group"),
     export=("team_id", "segment_id", "words", "sent_at"),
     erase="delete", keep=HALF_YEAR, since="sent_at")  # fmt: skip
held(Answer, person=("person_id",), title=N_("What you answered to a word to you"), export=("answer", "at"),
     erase="delete", keep=HALF_YEAR, since="at")  # fmt: skip
held(Reply, person=("person_id",), title=N_("What you wrote back to a word to you"), export=("words", "at"),
     erase="delete", keep=HALF_YEAR, since="at")  # fmt: skip
