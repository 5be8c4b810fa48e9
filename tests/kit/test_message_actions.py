"""Actions that people choose on a message somebody wrote: what the handler gets, and what becomes of its answer."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.playground.client import Forged
from bots.bot import Bot, Picked, Reply, message_action, press, submit
from bots.bot import Pressed as Press
from bots.chat import Context
from bots.registry import BOTS
from bots.ui import Actions, Button, Form, Message, Plain, Text, TextField
from tests.company import Company


class Remark(Form):
    """What to say about it."""

    TITLE, SUBMIT = "Remark", "Keep"
    words = TextField("Words")


@message_action("remark", "Remark on this…", "Opmerking plaatsen…")
def remark(ctx: Context, picked: Picked) -> Reply:
    """A form about the message pointed at."""
    return Remark.open(picked.author or 0, intro=f"{Plain(picked.text)} {Plain(' '.join(picked.files))}".strip())


@message_action("say", "Say what it is", "Zeg wat het is")
def say(ctx: Context, picked: Picked) -> Reply:
    """What was pointed at, beside it."""
    return Message("You chose", (Text(f"{Plain(picked.text)} by {picked.author}"), Actions((Button("On", on.id()),))))


@press("on")
def on(ctx: Context, pressed: Press) -> Reply:
    """The private reply itself changes."""
    return Message("Gone on")


@submit("remarked", Remark)
def remarked(ctx: Context, form: Remark) -> Reply:
    """Kept, said in a new message."""
    return Message("Kept", (Text(f"{Plain(form.words)} on a message of {form.entity}"),))


POINTING = Bot("pointing", "Actions on messages.", [sys.modules[__name__]])
pytestmark = pytest.mark.parametrize("platform", ["slack", "discord"])


@pytest.fixture
def pointing(tmp_path: Path, database_url: str) -> Iterator[Company]:
    made = Company(tmp_path, (*BOTS, POINTING), database_url)
    yield made
    made.close()


def test_the_handler_gets_the_words_and_who_of_us_wrote_them(pointing: Company, platform: str) -> None:
    ana, mark = (pointing.person(name).on(platform) for name in ("Ana Bakker", "Mark Visser"))
    written = mark.writes("The *printer* <b>smokes</b>", place="general")
    ana.chooses("Say what it is", on=written)
    assert f"The *printer* <b>smokes</b> by {mark.id}" in ana.last
    assert not mark.sees("by"), "an answer to an action is private where others look on"
    ana.presses("On")
    assert ana.sees("Gone on")
    assert not ana.sees("You chose")


def test_a_form_that_it_opens_never_draws_over_the_message(pointing: Company, platform: str) -> None:
    ana, mark = (pointing.person(name).on(platform) for name in ("Ana Bakker", "Mark Visser"))
    above = mark.writes("Who knows this customer?", place="general")
    written = mark.writes("They pay late", under=above)
    ana.chooses("Opmerking plaatsen…", on=written)
    assert ana.form.form.intro == "They pay late"
    ana.fills_in(words="Not since May")
    assert ana.last == f"Kept\nNot since May on a message of {mark.id}"
    assert ana.chat.posted[written.ref] == written


def test_a_message_of_townhall_has_no_author_and_a_guests_neither(pointing: Company, platform: str) -> None:
    ana = pointing.person("Ana Bakker").on(platform)
    ana.types("/home")
    ana.chooses("Say what it is", on=ana.inbox[-1])
    assert "Good day, Ana" in ana.last
    assert "by None" in ana.last
    guest = ana.chat.channel("general")
    pointing.does(ana.chat.types("guest", guest, "Hello all"))
    ana.chooses("Say what it is", on=ana.chat.visible("ana", guest)[-1])
    assert "Hello all by None" in ana.last


def test_what_one_cannot_see_cannot_be_pointed_at(pointing: Company, platform: str) -> None:
    """T11: neither a message in somebody else's direct conversation, nor a private reply."""
    ana, mark = (pointing.person(name).on(platform) for name in ("Ana Bakker", "Mark Visser"))
    mark.types("/home")
    with pytest.raises(Forged):
        ana.chooses("Say what it is", on=mark.inbox[-1])
    written = ana.writes("Hello", place="general")
    ana.chooses("Say what it is", on=written)
    private = next(one for one in ana.seen if one.only)
    with pytest.raises(Forged):
        ana.chooses("Say what it is", on=private)


def test_an_action_that_no_bot_knows_any_more_gets_a_kind_answer(pointing: Company, platform: str) -> None:
    ana = pointing.person("Ana Bakker").on(platform)
    written = ana.writes("Hello", place="general")
    pointing.does(ana.chat.picks("ana", written.ref, "pointing.gone"))
    assert "older version" in ana.notice
