"""Export and erasure: own data only, nothing left that names, decisions remain, restores bring nothing back."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import SQLModel, select

from core import jobs
from core.calendar.models import Absence, Pattern
from core.db import table
from core.desk.models import DigestLine, Draft, FactRow, HomeOpened, LiveMessage, Told
from core.errors import NotAllowed
from core.people.models import Account, Deputy, Grant, Person, Setting
from core.privacy import (
    Held,
    Lawful,
    LoggedErasure,
    PersonErased,
    erase_person,
    erasing,
    erasure_log,
    export_person,
    reapply_erasures,
)
from core.privacy.models import Erasure
from core.words import speaking
from tests.lite import Lite
from tests.privacy.staff import ADMIN, ANA, BO, BOSS, CHIEF, HR, staff

NEXT_WEEK = datetime.fromisoformat("2026-11-27T08:00:00+00:00")


def full_of(tx, person: int) -> None:
    """Something about this person in every table of the ground floor."""
    viewer = f"person:{person}"
    tx.add(Setting(person_id=person, topic="pulse", choice="digest"))
    tx.add(Deputy(person_id=person, deputy_id=BO))
    tx.add(Pattern(person_id=person, valid_from=date(2026, 1, 1), mon=480, tue=480, wed=0, thu=480, fri=480))
    tx.add(
        Absence(person_id=person, first_day=date(2026, 12, 1), last_day=date(2026, 12, 4), source=f"timeoff:{person}")
    )
    tx.add(Draft(person_id=person, kind="timeoff.request", payload={"note": "the dentist"}, expires_at=NEXT_WEEK))
    tx.add(LiveMessage(ref=f"slack:{person}", view="card", entity=1, viewer=viewer, hash="", at=tx.now))
    tx.add(
        Told(
            key=f"t{person}",
            viewer=viewer,
            view="card",
            entity=1,
            topic="leave",
            urgency="now",
            outcome="sent",
            at=tx.now,
        )
    )
    tx.add(DigestLine(person_id=person, day=date(2026, 11, 20), view="card", entity=1, topic="leave"))
    tx.add(HomeOpened(person_id=person, account_id=1, at=tx.now))
    tx.add(FactRow(kind="timeoff.decided", payload={"request": 1}, actor_id=person, at=tx.now))
    jobs.at(tx, f"send:{person}", NEXT_WEEK, "send", {"to": viewer}, lane="slack:T1:U0ANA")
    jobs.at(tx, f"nudge:{person}", NEXT_WEEK, "nudge", {"what": [{"person_id": person}]})
    jobs.every(tx, f"pulse:{person}", "0 9 * * mon", "Europe/Amsterdam", "pulse", {"person": person})
    tx.flush()


@pytest.fixture
def company(lite: Lite) -> Lite:
    lite.write(staff)
    lite.write(lambda tx: full_of(tx, ANA))
    return lite


def dump(tx) -> str:
    """Every value of every row, for the grep of T69."""
    return "\n".join(str(tuple(row)) for table in SQLModel.metadata.sorted_tables for row in tx.execute(table.select()))


def test_everybody_exports_their_own_and_it_is_logged_t69(company: Lite) -> None:
    found = company.write(lambda tx: export_person(tx, ANA, ANA))
    held = found["What is held"]
    assert held["Who you are"][0]["name"] == "Ana Kovač"
    assert held["Who you are"][0]["manager_id"] == "Bert Baas"
    assert held["Who stands in for whom"] == [
        {"person_id": "Ana Kovač", "deputy_id": "Bo Lind", "first_day": None, "last_day": None}
    ]
    assert held["What you were filling in"][0]["payload"] == {"note": "the dentist"}
    assert held["Work that waits for you"] == [
        {"kind": "send", "due_at": NEXT_WEEK.isoformat()}, {"kind": "nudge", "due_at": NEXT_WEEK.isoformat()},
    ]  # fmt: skip
    assert held["Exports and erasures about you"] == [{"what": "export", "at": company.clock.now().isoformat()}]
    assert "nobody can find them" in found["What is not in this file"]["Anonymous answers"]
    with speaking("nl"):
        assert "Wie je bent" in company.write(lambda tx: export_person(tx, ANA, ANA))["Wat er bewaard wordt"]


def test_nobody_exports_somebody_else_save_hr_for_a_lawful_reason_t69(company: Lite) -> None:
    for asked_by, lawful in ((BOSS, None), (HR, None), (ADMIN, Lawful.LEGAL_CLAIM), (BO, Lawful.ACCESS_REQUEST)):
        with pytest.raises(NotAllowed):
            company.write(lambda tx, a=asked_by, w=lawful: export_person(tx, ANA, a, w))
    with pytest.raises(NotAllowed):
        company.write(lambda tx: export_person(tx, 99, HR, Lawful.LEGAL_CLAIM))
    assert company.read(lambda tx: tx.exec(select(Erasure)).all()) == []
    company.write(lambda tx: export_person(tx, ANA, HR, Lawful.ACCESS_REQUEST))
    logged = company.read(lambda tx: tx.exec(select(Erasure)).one())
    assert (logged.what, logged.person_id, logged.asked_by) == ("export:access_request", ANA, HR)


def test_only_hr_or_an_admin_erases_and_only_people_who_exist_t69(company: Lite) -> None:
    for person, asked_by in ((ANA, BOSS), (ANA, ANA), (99, HR)):
        with pytest.raises(NotAllowed):
            company.write(lambda tx, p=person, a=asked_by: erase_person(tx, p, a))
    assert company.read(lambda tx: tx.get(Person, ANA).name) == "Ana Kovač"
    company.write(lambda tx: erase_person(tx, ANA, ADMIN))
    assert company.read(lambda tx: tx.get(Person, ANA).name) == "former employee"


def test_after_an_erasure_nothing_in_the_database_names_the_person_t69(company: Lite) -> None:
    named = ("Ana", "Kovač", "ana@", "U0ANA", "dentist", f"person:{ANA}")
    before = company.read(dump)
    assert all(word in before for word in named)

    def erase(tx):
        erased = erase_person(tx, ANA, HR)
        assert tx.facts == [PersonErased(ANA, HR)]
        return erased

    counts = company.write(erase).counts
    assert (counts["due"], counts["rhythm"], counts["people_account"], counts["desk_draft"]) == (2, 1, 1, 1)
    after = company.read(dump)
    assert not [word for word in named if word in after]

    def left_over(tx):
        person = tx.get(Person, ANA)
        assert (person.email, person.erased, person.left_on) == (None, True, date(2026, 11, 20))
        assert tx.exec(select(FactRow.actor_id)).all() == [ANA]
        gone = (Account, Grant, Setting, Deputy, Pattern, Absence, Draft, DigestLine, HomeOpened)
        assert not [row for table in gone for row in tx.exec(select(table)) if row.person_id == ANA]
        return [(line.person_id, line.asked_by) for line in erasure_log(tx)]

    assert company.read(left_over) == [(ANA, HR)]
    company.clock.move(timedelta(days=30))
    assert company.write(lambda tx: jobs.claim(tx, "me")) == []
    assert company.write(lambda tx: jobs.at(tx, f"send:{ANA}", NEXT_WEEK, "send", {})) is False


def test_a_leaver_keeps_the_last_day_and_others_keep_everything_t69(company: Lite) -> None:
    def leave(tx):
        tx.get(Person, ANA).left_on = date(2026, 3, 31)
        full_of(tx, 3)
        tx.flush()

    company.write(leave)
    company.write(lambda tx: erase_person(tx, ANA, HR))

    def others(tx):
        assert tx.get(Person, ANA).left_on == date(2026, 3, 31)
        assert tx.get(Person, BOSS).name == "Bert Baas"
        assert {row.viewer for row in tx.exec(select(Told))} == {f"person:{BOSS}"}
        return jobs.open_jobs(tx)

    # Bert's nudge and the one that went to Ana's lane: only the lane is hers, so that delivery is dropped as well.
    assert company.read(others) == 1


def test_an_erased_approver_is_a_former_employee_and_the_reports_move_up_t69(company: Lite) -> None:
    company.write(lambda tx: tx.add_all(
        [FactRow(kind="timeoff.decided", payload={"request": n}, actor_id=BOSS, at=tx.now) for n in range(1000)]
    ))  # fmt: skip
    company.write(lambda tx: erase_person(tx, BOSS, HR))

    def check(tx):
        assert [tx.get(Person, person).manager_id for person in (ANA, BO, BOSS)] == [CHIEF, CHIEF, None]
        return len(tx.exec(select(FactRow).where(FactRow.actor_id == BOSS)).all())

    assert company.read(check) == 1000


def test_work_that_only_mentions_the_person_goes_on_t69(company: Lite) -> None:
    company.write(lambda tx: jobs.at(tx, "sla", NEXT_WEEK, "escalation.late", {"case": ANA, "owner_id": ANA}))
    company.write(lambda tx: erase_person(tx, ANA, HR))
    assert company.read(jobs.open_jobs) == 1


def test_an_erasure_since_the_backup_is_applied_again_after_a_restore_t63(company: Lite, tmp_path) -> None:
    # The database as it stands is yesterday's backup; the log was kept beside it.
    at = company.clock.now()
    log = [LoggedErasure(ANA, HR, at), LoggedErasure(77, HR, at)]
    assert company.write(lambda tx: reapply_erasures(tx, log)) == 1
    assert "Kovač" not in company.read(dump)
    # 77 came and went after the backup: the number may now go to somebody else, who must not be erased.
    company.write(lambda tx: tx.add(Person(id=77, name="Nina New")))
    assert company.write(reapply_erasures) == 1
    assert company.read(lambda tx: (tx.get(Person, 77).name, len(erasure_log(tx)))) == ("Nina New", 1)


def test_the_files_of_the_database_do_not_hold_the_person_either_t69(tmp_path) -> None:
    def bytes_on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.glob("townhall.sqlite*"))

    database = Lite(tmp_path)
    database.write(staff)
    database.write(lambda tx: full_of(tx, ANA))
    named = ["Kovač".encode(), b"ana@example.test", b"U0ANA", b"dentist"]
    assert all(word in bytes_on_disk() for word in named)
    database.write(lambda tx: erase_person(tx, ANA, HR))
    database.close()
    assert not [word for word in named if word in bytes_on_disk()]


def test_a_column_can_be_unlinked_and_the_row_stays(company: Lite) -> None:
    entry = Held(table(FactRow), ("actor_id",), "t", None, "own", "unlink", "", "", None, "")
    assert company.write(lambda tx: erasing._erase_from(tx, entry, ANA)) == 1
    assert company.read(lambda tx: tx.exec(select(FactRow.actor_id)).all()) == [None]
