"""A file of people taken over: looked at first, then all of it or nothing (T33, T36)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from core.calendar.models import Pattern
from core.db import Tx
from core.people.importing import ImportRefused, Plan, apply, preview
from core.people.models import Account, Deputy, Grant, Person, Space, Team
from core.people.reading import read
from core.people.standing import table
from tests.lite import Lite

TODAY = date(2026, 11, 20)
HEADER = "Naam;E-mail;Team;Manager;Startdatum;Uren per week;Saldo;Saldo per;Rollen;Discord ID;Vervanger\n"
BOSS = "Ana;ana@example.com;Directie;;1-2-2020;40;;;HR, beheerder;80351110224678912;bo@example.com\n"
REST = "Bo;bo@example.com;Verkoop;ana@example.com;1-3-2024;36,5;-4,5;1-1-2026;;;\n"
FILE = HEADER + BOSS + REST


def run(lite: Lite, text: str, **more: Any) -> Plan:
    """Import this file."""
    sheet = read(text.encode(), today=TODAY)
    return lite.write(lambda tx: apply(tx, sheet, today=TODAY, **more))


def look(lite: Lite, text: str, **more: Any) -> Plan:
    """Look at what importing it would do."""
    sheet = read(text.encode(), today=TODAY)
    return lite.read(lambda tx: preview(tx, sheet, today=TODAY, **more))


def rows(lite: Lite, model: type) -> list[dict[str, Any]]:
    """Everything in a table."""

    def unit(tx: Tx) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in tx.execute(select(table(model)).order_by(table(model).c.id))]

    return lite.read(unit)


def server(lite: Lite) -> None:
    """This company has one Discord server."""
    lite.write(lambda tx: tx.add(Space(platform="discord", space="900", name="Ours")))


def test_looking_changes_nothing_and_tells_the_rows(lite: Lite) -> None:
    """T33: dry run with row numbers."""
    server(lite)
    plan = look(lite, FILE)
    assert (plan.created, plan.changed, plan.same, plan.problems) == ((2, 3), (), (), ())
    assert plan.teams == ("Directie", "Verkoop")
    assert [(opening.row, opening.minutes, opening.on, opening.person_id) for opening in plan.openings] == [
        (3, -270, date(2026, 1, 1), None)
    ]
    assert rows(lite, Person) == rows(lite, Team) == []


def test_importing_creates_everybody_with_their_links(lite: Lite) -> None:
    server(lite)
    plan = run(lite, FILE)
    ana, bo = rows(lite, Person)
    assert (ana["name"], ana["email"], ana["manager_id"], ana["started_on"]) == (
        "Ana", "ana@example.com", None, date(2020, 2, 1))  # fmt: skip
    assert (bo["manager_id"], bo["team_id"]) == (ana["id"], rows(lite, Team)[1]["id"])
    assert [(grant["person_id"], grant["role"]) for grant in rows(lite, Grant)] == [
        (ana["id"], "admin"), (ana["id"], "hr")]  # fmt: skip
    assert [(deputy["person_id"], deputy["deputy_id"]) for deputy in rows(lite, Deputy)] == [(ana["id"], bo["id"])]
    pattern = rows(lite, Pattern)[1]
    assert (pattern["valid_from"], pattern["mon"], pattern["sat"], pattern["assumed"]) == (
        date(2024, 3, 1),
        438,
        0,
        True,
    )
    (account,) = rows(lite, Account)
    assert (account["user"], account["person_id"], account["direct"]) == ("80351110224678912", ana["id"], False)
    assert plan.openings[0].person_id == bo["id"]


def test_the_same_file_again_changes_nothing(lite: Lite) -> None:
    server(lite)
    run(lite, FILE)
    before = [rows(lite, model) for model in (Person, Team, Grant, Deputy, Pattern, Account)]
    plan = run(lite, FILE)
    assert (plan.created, plan.changed, plan.same, plan.teams, plan.missing) == ((), (), (2, 3), (), ())
    assert [rows(lite, model) for model in (Person, Team, Grant, Deputy, Pattern, Account)] == before


@pytest.mark.parametrize(
    "bad",
    [
        "Cas;cas@example.com;Verkoop;nobody@example.com;;;;;;;\n",
        "Cas;cas@example.com;Verkoop;cas@example.com;;;;;;;\n",
        "Cas;cas@example.com;Verkoop;dee@example.com;;;;;;;\nDee;dee@example.com;V;cas@example.com;;;;;;;\n",
        "Cas;BO@example.com;Verkoop;;;;;;;;\n",
        "=1;cas@example.com;Verkoop;;;;;;;;\n",
        "Cas;cas@example.com;Verkoop;;;99;;;;;\n",
    ],
)
def test_one_bad_row_and_nobody_is_imported(lite: Lite, bad: str) -> None:
    """T33, T36: all or nothing, with the row."""
    assert look(lite, FILE).problems == ()
    with pytest.raises(ImportRefused) as refused:
        run(lite, FILE + bad)
    assert refused.value.problems == look(lite, FILE + bad).problems
    assert refused.value.problems[0].row == 4
    assert rows(lite, Person) == rows(lite, Team) == []


def test_what_changed_is_named_and_the_rest_stays(lite: Lite) -> None:
    run(lite, FILE)
    plan = run(lite, FILE.replace("Verkoop;ana@example.com", "Inkoop;").replace("36,5", "32"))
    assert [(change.row, set(change.what)) for change in plan.changed] == [(3, {"team", "manager_email", "minutes"})]
    assert plan.same == (2,)
    assert rows(lite, Person)[1]["manager_id"] is None
    assert [pattern["valid_from"] for pattern in rows(lite, Pattern)][2] == TODAY


def test_weekly_hours_never_overwrite_a_known_pattern_of_as_many_hours(lite: Lite) -> None:
    run(lite, "Naam;E-mail;Team;ma;di;do\nBo;bo@example.com;Verkoop;8;8;8\n")
    plan = run(lite, "Naam;E-mail;Team;Uren\nBo;bo@example.com;Verkoop;24\n")
    assert plan.same == (2,)
    assert len(rows(lite, Pattern)) == 1


def test_missing_columns_and_empty_cells_change_nothing(lite: Lite) -> None:
    run(lite, FILE)
    before = rows(lite, Person), rows(lite, Grant), rows(lite, Deputy)
    plan = run(lite, "Name,E-mail,Team,Role,Start date\nBo,bo@example.com,Verkoop,,\nAna,ana@example.com,directie,,\n")
    assert (plan.same, plan.changed) == ((2, 3), ())
    assert (rows(lite, Person), rows(lite, Grant), rows(lite, Deputy)) == before


def test_who_is_missing_stays_unless_leavers_is_said(lite: Lite) -> None:
    run(lite, FILE)
    plan = run(lite, HEADER + BOSS.replace("bo@example.com", ""))
    assert (len(plan.missing), plan.leaving) == (1, ())
    assert rows(lite, Person)[1]["left_on"] is None
    plan = run(lite, HEADER + BOSS.replace("bo@example.com", ""), leavers=True)
    assert plan.leaving == plan.missing
    assert [person["left_on"] for person in rows(lite, Person)] == [None, TODAY]


def test_who_comes_back_is_noted_and_an_empty_last_day_takes_the_old_one_back(lite: Lite) -> None:
    run(lite, "Naam;E-mail;Team;Uit dienst\nBo;bo@example.com;Verkoop;30-9-2026\n")
    plan = run(lite, "Naam;E-mail;Team\nBo;bo@example.com;Verkoop\n")
    assert plan.same == (2,)
    assert any(" 2." in note.text for note in plan.notes)
    plan = run(lite, "Naam;E-mail;Team;Uit dienst\nBo;bo@example.com;Verkoop;\n")
    assert [change.what for change in plan.changed] == [("left_on",)]
    assert rows(lite, Person)[0]["left_on"] is None


def test_an_account_never_moves_to_somebody_else(lite: Lite) -> None:
    """T33: an id typed in the wrong row would let one person act as another."""
    server(lite)
    run(lite, FILE)
    swapped = FILE.replace("80351110224678912", "").replace("1-1-2026;;;", "1-1-2026;;80351110224678912;")
    with pytest.raises(ImportRefused) as refused:
        run(lite, swapped)
    assert [(problem.row, problem.column) for problem in refused.value.problems] == [(3, "Discord ID")]
    assert rows(lite, Account)[0]["person_id"] == rows(lite, Person)[0]["id"]


def test_the_file_completes_somebody_who_came_through_chat(lite: Lite) -> None:
    server(lite)

    def joined(tx: Tx) -> None:
        tx.add(Person(id=7, name="ana_99"))
        tx.flush()
        tx.add(Account(platform="discord", space="900", user="80351110224678912", person_id=7, used_at=tx.now))

    lite.write(joined)
    plan = run(lite, FILE)
    assert (plan.created, [change.row for change in plan.changed]) == ((3,), [2])
    assert (7, "ana@example.com") in [(person["id"], person["email"]) for person in rows(lite, Person)]
    assert len(rows(lite, Account)) == 1


def test_accounts_without_a_server_are_a_note(lite: Lite) -> None:
    plan = run(lite, FILE)
    assert any(note.column == "Discord ID" for note in plan.notes)
    assert rows(lite, Account) == []


def test_an_office_without_known_holidays_is_a_note(lite: Lite) -> None:
    plan = look(lite, "Name,E-mail,Team,Location\nA,a@example.com,T,Utrecht\nB,b@example.com,T,Nederland\n")
    assert [note.column for note in plan.notes if "Utrecht" in note.text] == ["Location"]


def test_markers_in_every_text_cell_are_only_text(lite: Lite) -> None:
    """T67: nothing in a name, a team or a location reaches the database as code."""
    marker = "x'); DROP TABLE people_person; -- {0} %s ${jndi:ldap://x}"
    run(lite, f'Name,E-mail,Team,Location\n"{marker}",a@example.com,"{marker}","{marker}"\n')
    assert [person["name"] for person in rows(lite, Person)] == [marker]
    assert [team["name"] for team in rows(lite, Team)] == [marker]


def test_a_large_company_comes_in_whole(lite: Lite) -> None:
    """T33: counted, not timed."""
    lines = (f"P {i},p{i}@example.com,T{i % 50},{f'p{i // 8}@example.com' if i else ''},36\n" for i in range(20_000))
    plan = run(lite, "Name,E-mail,Team,Manager,Weekly hours\n" + "".join(lines))
    assert len(plan.created) == 20_000

    def counts(tx: Tx) -> list[int]:
        people = table(Person)
        linked = select(func.count()).where(people.c.manager_id.is_not(None))
        return [tx.execute(linked).scalar_one(), tx.execute(select(func.count(table(Pattern).c.id))).scalar_one()]

    assert lite.read(counts) == [19_999, 20_000]
