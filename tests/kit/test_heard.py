"""Clicks that come in twice: none has a second effect, and one that changes nothing writes nothing."""

from typing import Any

from sqlalchemy import Column, select

from adapters.playground.client import SPACE
from bots.chat import Command, Press, Where, Who
from bots.heard import Heard
from bots.ui import Button
from core.db import table
from core.desk.models import Inbound
from core.timeoff.models import Request
from tests.company import Company


def test_the_last_clicks_are_known_and_the_oldest_make_room() -> None:
    """T03: a second click of the same key is none; one whose unit failed may come again."""
    heard = Heard(most=2)
    assert [heard.first_time(key) for key in ("a", "b", "a", "c", "b", "a")] == [True, True, False, True, False, True]
    heard.forget("a")
    assert heard.first_time("a")


def test_looking_writes_nothing_and_asking_is_known_after_a_restart(company: Company) -> None:
    """T03: what was only looked at may be drawn again after a restart; what was sent is sent once."""
    ana = company.person("Ana Bakker", company.team("Support"))
    keys = table(Inbound).c.key
    who, where = Who("slack", SPACE, ana.user), Where(ana.chat.dm(ana.user), "dm")
    asked = Command("looks", who, where, "timeoff", "24 nov - 27 nov")
    first = company.does(company.app.handle(asked)).reply
    assert first
    if not company.read(lambda tx: tx.postgres):
        assert kept(company, keys) == []
        company.app.heard = Heard()  # as after a restart
        assert company.does(company.app.handle(asked)).reply == first
    send = next(one.id for one in first.controls() if isinstance(one, Button) and one.label == "Request")
    pressed = Press("sends", who, where, send)
    assert "Sent" in str(company.does(company.app.handle(pressed)).replace)
    assert "sends" in kept(company, keys)
    company.app.heard = Heard()
    again = company.does(company.app.handle(pressed))
    assert (again.replace, again.notice) == (None, "")
    assert len(kept(company, table(Request).c.id)) == 1


def kept(company: Company, column: Column[Any]) -> list[Any]:
    """This column of every row there is."""
    return list(company.read(lambda tx: list(tx.execute(select(column)).scalars())))
