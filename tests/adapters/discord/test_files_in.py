"""Files in on Discord: a file of people sent in a modal, fetched from Discord's own host, looked at and taken over."""

import pytest

from adapters.discord.files_in import chosen_files
from core import people
from core.people.models import Grant
from tests.adapters.discord.conftest import Colleague, Office

PEOPLE = (
    "Naam;E-mail;Team;Manager;Uren per week;Rollen\nAna Bakker;ana.bakker@example.com;Support;;40;HR\n"
    "Bo Smit;bo@example.com;Support;ana.bakker@example.com;40;\n"
)


async def hr(office: Office) -> Colleague:
    ana = await office.hires("Ana Bakker")
    await office.db.write(lambda tx: tx.add(Grant(person_id=ana.id, role="hr")))
    return ana


@pytest.mark.wire
async def test_a_file_of_people_in_a_modal(office: Office) -> None:
    """T33: the private answer tells what would happen; the press makes it so."""
    ana = await hr(office)
    form = (await ana.types("townhall-import")).modal
    assert form is not None
    assert form.control("file")["type"] == 19
    looked = await ana.sends(form, file=("people.csv", PEOPLE.encode()))
    assert looked.ephemeral
    assert "This would happen" in ana.private.text
    done = await ana.presses("Import 2 people")
    assert done.kind == "update"
    assert "Everything in the file was imported." in ana.private.text
    assert await office.db.read(lambda tx: people.find_by_email(tx, "bo@example.com")) is not None


@pytest.mark.wire
async def test_what_does_not_fit_or_does_not_come_is_said_with_the_way_back(office: Office) -> None:
    """T05: too large by what Discord says, another kind, gone from its host; the form opens again."""
    ana = await hr(office)
    for file, words in (
        (("people.csv", bytes(8_000_001)), "larger than 8 MB"),
        (("people.xlsx", b"PK"), "of this kind"),
    ):
        form = (await ana.types("townhall-import")).modal
        await ana.sends(form, file=file)
        assert words in ana.private.text
    office.discord.state.cdn.get = lambda url: None  # type: ignore[method-assign]
    await ana.sends((await ana.presses("Change…", ana.private)).modal, file=("people.csv", PEOPLE.encode()))
    assert "could not fetch" in ana.private.text


def test_odd_forms_hold_no_files() -> None:
    """T72."""
    assert chosen_files({}) == chosen_files({"components": None, "resolved": None}) == {}
    bare = {"components": [{"type": 18, "component": {"type": 19, "custom_id": "file", "values": None}}]}
    assert chosen_files(bare) == {"file": {}}
    lost = {
        "components": [{"type": 18, "component": {"type": 19, "custom_id": "file", "values": ["7"]}}],
        "resolved": {},
    }
    assert chosen_files(lost) == {"file": {}}
