"""A file of people sent in the chat: HR looks first, then all of it comes or nothing; nobody else's file is ever read."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from adapters.playground.client import SPACE
from bots.chat import Press, Where, Who
from core import people, timeoff
from core.db import Tx, table
from core.desk import uploads
from core.desk.models import Upload
from core.people.importing import ChangedMeanwhile, Prepared
from core.people.models import Grant, Person, Team
from core.people.taking_over import look, take_over
from tests.company import Company, Member
from tests.lite import FRIDAY

HEADER = "Naam;E-mail;Team;Manager;Startdatum;Uren per week;Saldo;Saldo per;Rollen\n"
BOSS = "Ines;ines.brug@example.com;Directie;;1-2-2020;40;;;\n"
NEW = "Bo;bo@example.com;Verkoop;ines.brug@example.com;1-3-2024;40;36,5;1-1-2026;\n"


@pytest.fixture
def hr(company: Company) -> Member:
    return company.person("Ines Brug", roles=("hr",))


def hands_over(who: Member, name: str, content: str | bytes) -> str:
    """Choose this file in the form; what the form carries from then on."""
    raw = content.encode() if isinstance(content, str) else content
    return who.company.run(who.chat.uploads(who.user, name, raw))


def sends(who: Member, content: str | bytes, name: str = "people.csv", **more: Any) -> Any:
    """The whole first half: the command, the file, the form."""
    who.types("/townhall import")
    return who.fills_in(file=hands_over(who, name, content), **more)


def held(company: Company, person: Member, key: str) -> Any:
    return company.read(lambda tx: uploads.look(tx, person.id, key))


def test_hr_looks_first_and_then_everybody_is_there(company: Company, hr: Member) -> None:
    """T33: rows and numbers before anything changes; the balance arrives too; the file is forgotten."""
    sends(hr, HEADER + BOSS + NEW)
    assert "This would happen" in hr.last
    assert "New: 1. Changed: 1. The same: 0." in hr.last
    assert "New teams (2): Directie, Verkoop." in hr.last
    assert company.read(lambda tx: people.find_by_email(tx, "bo@example.com")) is None
    hr.presses("Import 2 people")
    assert "Everything in the file was imported." in hr.last
    bo = company.read(lambda tx: people.find_by_email(tx, "bo@example.com"))
    assert bo.team_id is not None
    assert company.read(lambda tx: timeoff.balance_of(tx, bo.id)).remaining == 36.5 * 60
    sends(hr, HEADER + BOSS + NEW)
    assert "This would happen" in hr.last  # the balance is stated once more, and stays as it is
    hr.presses("Import 2 people")
    assert company.read(lambda tx: timeoff.balance_of(tx, bo.id)).remaining == 36.5 * 60


def test_a_file_with_problems_changes_nothing_and_says_so_in_the_readers_language(company: Company) -> None:
    """T33, T36: nothing of it, with the rows; the way to another file stands below."""
    noor = company.person("Noor de Wit", roles=("hr",), language="nl")
    sends(noor, HEADER + BOSS + NEW.replace("ines.brug@", "nobody@").replace("1-3-2024", "31-2-2024"))
    assert "Er is niets geïmporteerd" in noor.last
    assert "rij 3" in noor.last
    noor.presses("Kies een ander bestand…")
    assert noor.form is not None
    assert company.read(lambda tx: tx.execute(select(func.count()).select_from(Team)).scalar()) == 0


def test_what_is_no_list_of_people_is_refused_at_the_field_or_in_one_sentence(company: Company, hr: Member) -> None:
    """T05, T19, T33: another kind, nothing in it, too large, a spreadsheet in disguise."""
    assert sends(hr, HEADER, name="people.xlsx").errors == {"file": "Choose a file of this kind: .csv, .txt, .tsv."}
    assert sends(hr, b"").errors == {"file": "This file is empty. Choose another one."}
    assert "larger than 8 MB" in sends(hr, bytes(uploads.MOST_BYTES + 1)).errors["file"]
    assert sends(hr, HEADER, name="../../etc/pass\u202ewd\n.csv") is not None
    sends(hr, b"PK\x03\x04" + bytes(1000))
    assert "spreadsheet file, not CSV" in hr.last
    many = HEADER + "".join(NEW.replace("bo@", f"b{n}@") for n in range(2_001))
    sends(hr, many)
    assert "townhall import" in hr.notice or "more than 2000" in str(hr.form.errors)


def test_only_hr_and_admins_and_nobody_makes_themselves_an_admin(company: Company, hr: Member) -> None:
    """T10, T11: decided by the rule at each step, whoever shows the form or the button."""
    ana = company.person("Ana Bakker")
    ana.types("/townhall import")
    assert "Only HR or an admin" in ana.notice
    sends(hr, HEADER + BOSS.replace(";;;\n", ";;;beheerder\n"))
    assert "Only an admin can make somebody an admin" in hr.last
    sends(hr, HEADER + BOSS + NEW)
    company.write(lambda tx: tx.execute(delete(Grant)))
    hr.presses("Import 2 people")
    assert "Only HR or an admin" in hr.notice


def test_a_key_is_worth_nothing_to_somebody_else_and_an_hour_at_most(company: Company, hr: Member) -> None:
    """T11: a file is its sender's; T65: and forgotten by a job, also when nobody goes on."""
    other = company.person("Otto Haas", roles=("hr",))
    hr.types("/townhall import")
    key = hands_over(hr, "people.csv", HEADER + BOSS)
    other.types("/townhall import")
    assert other.fills_in(file=key).errors == {"file": "The file is no longer here. Choose it again."}
    assert other.fills_in(file="!" + "x" * 50).errors["file"].startswith("I could not fetch this file")
    assert held(company, hr, key) == ("people.csv", len(HEADER + BOSS))
    for _time in range(4):
        company.clock.move(timedelta(seconds=1))
        newest = hands_over(hr, "people.csv", HEADER)
    assert held(company, hr, key) is None
    company.passes(hours=1)
    assert held(company, hr, newest) is None
    assert company.read(lambda tx: tx.execute(select(func.count()).select_from(Upload)).scalar()) == 0


def test_the_file_goes_when_somebody_decides_against_it(company: Company, hr: Member) -> None:
    sends(hr, HEADER + BOSS + NEW)
    card = hr.seen[-1]
    go = next(one.id for one in card.message.controls() if one.id.startswith("home.import_now"))
    hr.presses("Don't import")
    assert "Nothing was imported" in hr.last
    stale = Press("slack:again", Who("slack", SPACE, hr.user), Where(hr.chat.dm(hr.user), "dm"), go)
    assert "no longer here" in company.run(company.app.handle(stale)).notice
    assert company.read(lambda tx: people.find_by_email(tx, "bo@example.com")) is None


def test_whoever_moves_between_looking_and_writing_stops_the_import(company: Company, hr: Member) -> None:
    """All or nothing, on what was looked at: then nothing of it is written, and looking once more fits."""
    bo = company.person("Bo Visser")
    content = (HEADER + BOSS + NEW).encode()

    def looked(tx: Tx) -> Prepared:
        return look(tx, people.get(tx, hr.id), content, today=FRIDAY.date())[1]

    def moves(tx: Tx) -> None:
        tx.execute(update(table(Person)).where(table(Person).c.id == bo.id).values(manager_id=hr.id))

    before = company.read(looked)
    company.write(moves)
    with pytest.raises(ChangedMeanwhile):
        company.write(lambda tx: take_over(tx, people.get(tx, hr.id), before))
    assert company.read(lambda tx: people.find_by_email(tx, "bo@example.com")) is None
    again = company.read(looked)
    assert len(company.write(lambda tx: take_over(tx, people.get(tx, hr.id), again)).created) == 1


def test_new_people_come_after_their_managers_in_whatever_order_the_file_has_them(company: Company, hr: Member) -> None:
    names = "abcdefgh"
    rows = [f"{one};{one}@example.com;Tech;{boss}@example.com;1-3-2024;40;;;\n"
            for one, boss in zip(names[1:], names, strict=False)]  # fmt: skip
    sends(hr, HEADER + "".join(reversed(rows)) + "a;a@example.com;Tech;ines.brug@example.com;1-3-2024;40;;;\n" + BOSS)
    hr.presses("Import 9 people")
    found = {one: company.read(lambda tx, one=one: people.find_by_email(tx, f"{one}@example.com")) for one in names}
    assert all(found[one].manager_id == found[boss].id for one, boss in zip(names[1:], names, strict=False))
    assert found["a"].manager_id == hr.id


def test_the_hours_of_many_people_go_by_the_command_line(company: Company, hr: Member) -> None:
    """Each one's leave is looked at again, which others would wait for."""
    rows = "".join(f"P{n};p{n}@example.com;Tech;;1-3-2024;40;;;\n" for n in range(201))
    sends(hr, HEADER + rows)
    hr.presses("Import 201 people")
    sends(hr, HEADER + rows.replace(";40;", ";36;"))
    assert "changes the hours of 201 people" in str(hr.form.errors)
    sends(hr, HEADER + rows.replace(";40;", ";36;", 5))
    assert "Changed: 5" in hr.last
