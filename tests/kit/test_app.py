"""The app: one event, one transaction, one answer."""

from pathlib import Path

from adapters.playground.client import SPACE
from bots.chat import Press, Where, Who
from bots.registry import BOTS
from tests.company import Company


def test_a_stranger_gets_help_and_nothing_else(company: Company) -> None:
    company.chats["slack"].dm("eve")
    company.does(company.chats["slack"].types("eve", company.chats["slack"].dm("eve"), "/home"))
    assert "I don't know you yet" in company.chats["slack"].notices["eve"][-1]


def test_home_greets_by_first_name_in_the_readers_language(company: Company) -> None:
    ana = company.person("Ana Bakker")
    assert ana.opens_home().summary == "Good day, Ana"


def test_an_unknown_command_names_its_neighbours(company: Company) -> None:
    ana = company.person("Ana Bakker")
    ana.types("/hom")
    assert "Did you mean /home" in ana.notice


def test_what_belongs_to_a_bot_that_is_switched_off_says_so(tmp_path: Path, database_url: str) -> None:
    """Old messages keep their buttons when an admin switches a bot off; a consultation needs discussions to go on."""
    here = Company(tmp_path, [bot for bot in BOTS if bot.name != "discussions"], database_url)
    lea = here.person("Lea Lind", here.team("Support"), roles=("survey_owner",))
    where = Where(lea.chat.dm("lea"), "dm")
    for key, wanted in (("discussions.close:1", "switched off here"), ("surveys.gone:1", "older version")):
        assert wanted in here.does(here.app.handle(Press(key, Who("slack", SPACE, "lea"), where, key))).notice
    lea.types("/pulse consult")
    assert "discussions are switched off here. Ask an admin" in lea.notice
    assert lea.form is None
    lea.types("/discuss Lunch")
    assert "I don't know the command /discuss" in lea.notice
    here.close()
