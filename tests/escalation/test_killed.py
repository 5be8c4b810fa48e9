"""A deadline whose process is killed: told once, and missed at the deadline, not at the restart."""

import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from core import escalation, people
from core.people.models import Grant, Person, Team
from tests.lite import FRIDAY, Lite


def test_a_deadline_survives_kill_9_around_its_timer_and_is_told_once(lite: Lite, tmp_path: Path) -> None:
    """T51: killed at six moments, a second process finishes; one step of each rung, all of Friday 17:30, each told once."""

    def ask(tx) -> None:
        team = Team(name="Tech")
        tx.add(team)
        tx.flush()
        lead, owner, boss = (Person(name=name) for name in ("Lien", "Fatima", "Kim"))
        for one in (lead, owner, boss):
            tx.add(one)
            tx.flush()
            people.link(tx, one.id, "slack", "T1", one.name.lower(), direct=True)
        tx.add(Grant(person_id=boss.id, role="leader"))
        people.put_place(tx, "slack:#tech", "tech", "department", team.id)
        asker = Person(name="Ana", team_id=team.id, manager_id=lead.id)
        tx.add(asker)
        tx.flush()
        escalation.set_ladder(tx, people.get(tx, lead.id), team.id, lead.id, owner.id, None, 60)
        escalation.escalate(tx, people.get(tx, asker.id), [team.id], "Why?", "", "today")

    if lite.database.postgres:
        pytest.skip("the process that dies works on a copy of SQLite's file")
    lite.write(ask)
    lite.read(lambda tx: None)
    source, copy = (
        sqlite3.connect(lite.database.url.removeprefix("sqlite:///")),
        sqlite3.connect(tmp_path / "company.sqlite"),
    )
    source.backup(copy)
    source.close()
    copy.close()
    place = tmp_path / "lives"
    place.mkdir()
    (tmp_path / "company.sqlite").rename(place / "company.sqlite")
    subprocess.run([sys.executable, "-m", "tests.escalation.dying", str(place)], check=True, timeout=120)
    lives = [one for one in place.iterdir() if one.is_dir()]
    assert any((one / "killed").read_text() == "True" for one in lives)
    deadline = int((FRIDAY + timedelta(hours=8, minutes=30)).timestamp() * 1_000_000)
    for one in lives:
        database = sqlite3.connect(one / "company.sqlite")
        hops = database.execute("SELECT level, why, deadline FROM escalation_hop ORDER BY id").fetchall()
        assert hops == [(1, "lead", deadline), (2, "owner", deadline), (3, "management", deadline)], one.name
        marks = {tuple(line.split("\t")[:2]) for line in (one / "chat").read_text().splitlines()}
        told = sorted(address for _mark, address in marks if address.startswith("slack:@"))
        assert told == ["slack:@fatima", "slack:@kim", "slack:@lien"], one.name
        assert database.execute("SELECT breached_at FROM escalation_ask").fetchall() == [(deadline,)], one.name
        database.close()
