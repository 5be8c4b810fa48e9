"""Files in: a file of people sent in a modal, looked at and taken over, over Socket Mode and signed HTTP."""

import pytest
from sqlmodel import select

from adapters.slack.files_in import ORIGIN, chosen_files, origins
from core import people
from core.desk.models import Upload
from core.people.models import Grant
from tests.adapters.slack.office import Office, office

wire = pytest.mark.wire
PEOPLE = (
    "Naam;E-mail;Team;Manager;Uren per week;Rollen\n"
    "Ana Bakker;ana.bakker@example.com;Support;mark.visser@example.com;40;HR\n"
    "Mark Visser;mark.visser@example.com;Support;;40;\n"
    "Bo Smit;bo@example.com;Support;mark.visser@example.com;40;\n"
)


async def makes_hr(here: Office) -> None:
    await here.db.write(lambda tx: tx.add(Grant(person_id=here.ids["U0ANA"], role="hr")))


@wire
async def test_a_file_of_people_in_a_modal(here: Office) -> None:
    """T33: looked at first, then everybody is there; the bot token went to nobody but Slack."""
    slack, ana = here.slack, here.ana
    await makes_hr(here)
    await here.types(ana, "/townhall import")
    assert slack.modal(ana).blocks[0]["element"] == {
        "type": "file_input", "action_id": "file", "filetypes": ["csv", "txt", "tsv"], "max_files": 1,
    }  # fmt: skip
    await here.submits(ana, file=[slack.file(ana, "people.csv", PEOPLE.encode())])
    assert "New: 1." in here.last(ana).words
    await here.presses(ana, here.last(ana), "Import 3 people")
    assert "Everything in the file was imported." in here.last(ana).words
    assert await here.db.read(lambda tx: people.find_by_email(tx, "bo@example.com")) is not None
    assert await here.db.read(lambda tx: tx.exec(select(Upload)).first()) is None


@wire
async def test_a_file_that_does_not_come_is_said_at_its_field(on_socket: Office) -> None:
    """T05, T11, T65: too large by what Slack says or by what comes, gone, on another host, without its address."""
    here, slack, ana = on_socket, on_socket.slack, on_socket.ana
    await makes_hr(here)
    await here.types(ana, "/townhall import")
    said = {**slack.file(ana, "people.csv", b"x"), "size": 9_000_000}
    lied = {**slack.file(ana, "people.csv", bytes(8_000_001)), "size": 10}
    gone = slack.file(ana, "people.csv", b"x")
    slack.workspace.uploads.pop(gone["id"])
    evil = {**slack.file(ana, "people.csv", b"x"), "url_private_download": "http://127.0.0.1:9/people.csv"}
    mute = {**slack.file(ana, "people.csv", PEOPLE.encode()), "url_private_download": ""}
    for file, words in (
        (said, "larger than 8 MB"),
        (lied, "larger than 8 MB"),
        (gone, "could not fetch"),
        (evil, "could not"),
    ):
        ack = await here.submits(ana, file=[file])
        assert words in ack.payload["errors"]["file"], file
    await here.submits(ana, file=[mute])
    assert "This would happen" in here.last(ana).words


@wire
async def test_without_the_right_to_read_files_the_page_to_sign_in_is_no_file(tmp_path: object) -> None:
    """Slack answers 200 with a page; it is not read as a list of people."""
    scopes = frozenset(
        ["app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read", "users:read.email"]
    )
    async with office(tmp_path, server={"scopes": scopes}) as here:  # type: ignore[arg-type]
        await makes_hr(here)
        await here.types(here.ana, "/townhall import")
        ack = await here.submits(here.ana, file=[here.slack.file(here.ana, "people.csv", PEOPLE.encode())])
        assert "could not fetch" in ack.payload["errors"]["file"]


def test_odd_forms_hold_no_files_and_the_token_goes_to_slack_only() -> None:
    """T72."""
    for values in (None, {"a": None}, {"a": {"b": None}}, {"a": {"b": {"type": "plain_text_input", "value": "x"}}}):
        assert chosen_files({"state": {"values": values}}) == {}
    for files in (None, [], [None], "x"):
        assert chosen_files({"state": {"values": {"a": {"b": {"type": "file_input", "files": files}}}}}) == {"a": {}}
    assert origins("https://slack.com/api/") == {ORIGIN}
    assert origins("http://127.0.0.1:4000/api/") == {"http://127.0.0.1:4000"}
