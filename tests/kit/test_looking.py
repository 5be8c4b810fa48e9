"""A form that looks something up first: beside the writer, before the unit that decides."""

import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError

from adapters.playground.client import SPACE
from bots.bot import Bot, Reply, submit
from bots.chat import Answer, Context, Submit, Where, Who
from bots.registry import BOTS
from bots.ui import Form, TextField
from core.db import Tx, table
from core.errors import FieldError
from core.people.models import Team
from tests.company import Company

_team = table(Team)
LOOKED: list[str] = []
"""Every look, so that a story can tell how often and for what there was one."""


class Name(Form):
    """A team that is to be."""

    TITLE, SUBMIT = "Team", "Make"
    name = TextField("Name", most=20)


def teams(tx: Tx) -> int:
    """How many there are."""
    return int(tx.execute(select(func.count()).select_from(_team)).scalar_one())


def count(ctx: Context, form: Name) -> int:
    """Counts what is there; a word that asks for it tries to write, where nothing may be written."""
    LOOKED.append(form.name)
    if form.name == "writer":
        with pytest.raises(DBAPIError):
            ctx.tx.execute(insert(_team).values(name=form.name))
        return -1
    return teams(ctx.tx)


@submit("made", Name, look=count)
def made(ctx: Context, form: Name) -> Reply:
    """The rule counts again itself, behind its lock: what was seen may be a moment old."""
    ctx.tx.lock("teams", 0)
    if form.name == "refused":
        raise FieldError("name", "Not this one.")
    ctx.tx.add(Team(name=form.name))
    ctx.tx.flush()
    return f"seen {ctx.seen}, now {teams(ctx.tx)}"


LOOKING = Bot("looking", "A form that looks first.", [sys.modules[__name__]])


@pytest.fixture
def looking(tmp_path: Path, database_url: str) -> Iterator[Company]:
    LOOKED.clear()
    here = Company(tmp_path, (*BOTS, LOOKING), database_url)
    here.person("Ana Bakker")
    yield here
    here.close()


def filled(name: str, key: str = "one", user: str = "ana") -> Submit:
    """Ana, or somebody else, fills in the form."""
    return Submit(key, Who("slack", SPACE, user), Where("", "dm"), "looking.made:0", {"name": name})


def fills_in(company: Company, *events: Submit) -> list[Answer]:
    """All of these in one moment."""

    async def at_once() -> list[Answer]:
        return await asyncio.gather(*[company.app.handle(event) for event in events])

    return company.does(at_once())


def test_the_handler_gets_what_was_seen_and_decides_on_what_is_there_now(looking: Company) -> None:
    """Two in one moment: whatever their looks saw, the second unit reads what the first wrote."""
    before = looking.read(teams)
    answers = fills_in(looking, filled("Desk", "one"), filled("Shop", "two"))
    said = sorted(tuple(map(int, re.findall(r"\d+", answer.notice))) for answer in answers)
    assert [now for _seen, now in said] == [before + 1, before + 2]
    assert all(before <= seen < now for seen, now in said)


def test_a_look_holds_no_writer_up_and_writes_nothing(looking: Company) -> None:
    """It runs on a read-only connection: what it would write is refused there, and its unit goes on."""
    before = looking.read(teams)
    assert fills_in(looking, filled("writer"))[0].notice == f"seen -1, now {before + 1}"


def test_what_is_refused_is_not_looked_at_and_a_duplicate_has_no_second_effect(looking: Company) -> None:
    """T03: the fields are checked first; the event's key counts as ever; a stranger looks at nothing."""
    assert fills_in(looking, filled("much too long for its field"))[0].errors.keys() == {"name"}
    assert "I don't know you yet" in fills_in(looking, filled("Desk", "two", "eve"))[0].notice
    assert LOOKED == []
    assert fills_in(looking, filled("refused", "three"))[0].errors == {"name": "Not this one."}
    before = looking.read(teams)
    fills_in(looking, filled("Desk", "four"))
    fills_in(looking, filled("Desk", "four"))
    assert looking.read(teams) == before + 1
