"""Tables of surveys: pulses, rounds, who was invited, and answers that nobody in an anonymous round can be tied to.

An anonymous round has no row per answer. Its answers are tallies: so many ones, so many twos. A tally has no order, no
ids and no times; who took part stands in another table, by day only, written for many at once and wiped at closing.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.db import Instant
from core.privacy import held
from core.words import N_


class Mode(StrEnum):
    """What people were promised; fixed when a pulse starts.

    Anonymous: nobody can tie an answer to a person. Confidential: the database can, and nobody is shown it.
    """

    PUBLIC = "public"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class Pulse(SQLModel, table=True):
    """A choice of questions to a team, a group or everybody, once or by a rhythm.

    `words` are the owner's own, for who has not answered yet. Of `parts` people, each round asks one by turns. `kind` is
    what it is for (a pulse, the yearly survey, a date in somebody's time here), `by` how its people are divided. At a
    date of one's own, `months` of answers or more make one result, and `ahead` working days come before the last day.
    """

    __tablename__ = "surveys_pulse"
    id: int | None = Field(default=None, primary_key=True)
    team_id: int | None = Field(default=None, foreign_key="people_team.id", index=True)
    audience: str
    owner_id: int = Field(foreign_key="people_person.id")
    question: int
    mode: str
    weekly: bool
    cron: str
    parts: int = 1
    kind: str = "pulse"
    by: str = "team"
    open_minutes: int = 23 * 60
    cuts: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    """The target groups that its results are cut by, in the order of choice."""
    months: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    ahead: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    words: str = ""
    zone: str = "Europe/Amsterdam"
    started_at: datetime = Field(sa_type=Instant)
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)


class Round(SQLModel, table=True):
    """A pulse that was opened: questions, promise and minimum as they were then. `invited` is counted at closing.

    `mark` is random: the running process knows the round by it.
    """

    __tablename__ = "surveys_round"
    id: int | None = Field(default=None, primary_key=True)
    pulse_id: int = Field(foreign_key="surveys_pulse.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="people_team.id", index=True)
    question: int
    questions: list[int] = Field(sa_column=Column(JSON, nullable=False))
    mode: str
    minimum: int
    mark: str
    opened_at: datetime = Field(sa_type=Instant)
    closes_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    invited: int = 0
    shared_at: datetime | None = Field(default=None, sa_type=Instant)
    shared_words: str = ""
    went_on: str = ""
    """Why the next round opened before this result was shared, in the owner's words."""
    places: list[str] = Field(sa_column=Column(JSON, nullable=False))
    """The places of work that parts 1, 2, … stand for, where people are divided by those."""
    groups: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    """The target groups that parts −2, −3, … stand for: number and name of each, as they were when it opened."""
    cells: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    """Where there are such groups: of which parts cell 1, 2, … is a piece."""


class Participation(SQLModel, table=True):
    """Who is invited to a round and on which day they took part; in an anonymous round the day goes at closing.

    `segment` is the team (or place of work, or time here), where it is large enough to be seen apart; else 0. Where
    results are cut by target groups it is the cell: who is in exactly the same parts of the round.
    `until_on`: the last day on which this person can answer, where that is not the same for all.
    """

    __tablename__ = "surveys_participation"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="surveys_round.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    segment: int = 0
    invited_on: date
    answered_on: date | None = None
    until_on: date | None = None


class Tally(SQLModel, table=True):
    """How often each answer to a question was given in one part of a round; "-1" counts who skipped.

    One row for all, so that no answer has a place in it. After closing, part -1 is the whole, parts below it are target
    groups, and only parts that may be shown are left.
    """

    __tablename__ = "surveys_count"
    round_id: int = Field(primary_key=True, foreign_key="surveys_round.id")
    segment: int = Field(primary_key=True)
    question: int = Field(primary_key=True)
    counts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class NamedAnswer(SQLModel, table=True):
    """An answer in a public or confidential round, under its giver's name, changeable until the round closes."""

    __tablename__ = "surveys_named"
    __table_args__ = (UniqueConstraint("round_id", "person_id", "question"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="surveys_round.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    question: int
    value: int
    given_on: date


class Comment(SQLModel, table=True):
    """A comment on a round: a random number, words, and a mark of the slip that leads to the reply. No person, no time."""

    __tablename__ = "surveys_comment"
    id: int = Field(sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True))
    round_id: int = Field(foreign_key="surveys_round.id", index=True)
    text: str
    slip: str = Field(index=True)
    reply: str = ""


class Reply(SQLModel, table=True):
    """What somebody wrote back to a pulse's owner, under their own name."""

    __tablename__ = "surveys_reply"
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="surveys_round.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    to_id: int = Field(foreign_key="people_person.id", index=True)
    text: str
    at: datetime = Field(sa_type=Instant)


class Talk(SQLModel, table=True):
    """Somebody who leaves wants to talk with HR: their own click, beside no answer and no round."""

    __tablename__ = "surveys_talk"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people_person.id", index=True)
    asked_on: date
    taken_by: int | None = Field(default=None, foreign_key="people_person.id", index=True)


class Poll(SQLModel, table=True):
    """One question in a place. `counts`: what is shown once closed, the voters last; empty where nothing may be shown."""

    __tablename__ = "surveys_poll"
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="people_person.id", index=True)
    place_id: int
    question: str
    choices: list[str] = Field(sa_column=Column(JSON, nullable=False))
    several: bool
    shown: str
    opened_at: datetime = Field(sa_type=Instant)
    closes_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    counts: list[int] = Field(sa_column=Column(JSON, nullable=False))


class PollVote(SQLModel, table=True):
    """Who chose what, by place in the list; in a secret poll only until it closes."""

    __tablename__ = "surveys_vote"
    __table_args__ = (UniqueConstraint("poll_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    poll_id: int = Field(foreign_key="surveys_poll.id")
    person_id: int = Field(foreign_key="people_person.id", index=True)
    chosen: list[int] = Field(sa_column=Column(JSON, nullable=False))


held(Poll, person=("owner_id",), title=N_("Polls you started"), export=("question", "choices", "opened_at"),
     erase="keep", reason=N_("The results belong to the team. Your number leads to “former employee”."))  # fmt: skip
held(PollVote, person=("person_id",), title=N_("Your votes in polls"), export=("poll_id", "chosen"), erase="delete")
held(Pulse, person=("owner_id",), title=N_("Pulses you started"), export=("question", "mode", "words", "started_at"),
     erase="keep", reason=N_("The results belong to the team. Your number leads to “former employee”."))  # fmt: skip
held(Participation, person=("person_id",), title=N_("Pulses you were invited to"), erase="delete",
     export=("round_id", "invited_on", "answered_on"), keep=timedelta(days=400), since="invited_on")  # fmt: skip
held(NamedAnswer, person=("person_id",), title=N_("Your answers in public and confidential pulses"), erase="delete",
     export=("round_id", "question", "value", "given_on"), keep=timedelta(days=400), since="given_on")  # fmt: skip
held(Reply, person=("person_id",), title=N_("What you wrote to the owner of a pulse"), erase="delete",
     export=("text", "at"), keep=timedelta(days=400), since="at")  # fmt: skip
held(Reply, person=("to_id",), title=N_("What people wrote to you about a pulse"), export=None, erase="keep",
     left_out=N_("It was written by other people."),
     reason=N_("It belongs to who wrote it, and goes after 400 days."))  # fmt: skip
held(Talk, person=("person_id",), title=N_("That you wanted to talk before leaving"), erase="delete",
     export=("asked_on", "taken_by"), keep=timedelta(days=400), since="asked_on")  # fmt: skip
held(Talk, person=("taken_by",), title=N_("Talks with leavers that you took on"), export=None, erase="unlink",
     left_out=N_("They are about other people."))  # fmt: skip
