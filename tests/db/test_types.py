"""What is saved comes back as it was: instants, dates, truth, nothing and JSON, on both databases and by both ways."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, insert, select, text, update

from core.calendar.models import Absence
from core.db import Query, Tx, table
from core.desk.models import Draft, FactRow, Inbound
from core.people.models import Person
from tests.lite import Lite

inbound, absence, person, fact = table(Inbound), table(Absence), table(Person), table(FactRow)
TAKE = Query(insert(inbound), "key", "at")
ALL_INBOUND = Query(select(inbound.c.key, inbound.c.at).order_by(inbound.c.at, inbound.c.key))
SINCE = Query(select(inbound.c.key).where(inbound.c.at >= bindparam("since")).order_by(inbound.c.at))
PERSON = Query(select(person).where(person.c.id == bindparam("person")))
LEAVE = Query(
    update(person).where(person.c.id == bindparam("person")).values(left_on=bindparam("day"), erased=bindparam("yes"))
)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
INSTANTS = [
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2026, 11, 20, 8, 0, 0, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=AMSTERDAM),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=AMSTERDAM),
    datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
]
DAYS = [date(1, 1, 1), date(1582, 10, 10), date(1970, 1, 1), date(2024, 2, 29), date(2026, 10, 25), date(9999, 12, 31)]
PAYLOADS: list[dict[str, Any]] = [
    {},
    {"none": None, "yes": True, "no": False, "n": 0, "big": 2**53, "half": 0.5, "list": [1, [2, {"three": []}]]},
    {"words": "é ß 漢 🙂 ‮ ' \" \\ \n %s :x $1 ?", "": "empty key"},
    {"0": {"nul": "a\u0000b"}},
]


@pytest.mark.parametrize("at", INSTANTS, ids=str)
def test_an_instant_comes_back_as_the_same_instant_in_utc(lite: Lite, at: datetime) -> None:
    """T26: whatever zone it came in, microseconds and clock changes included."""

    def keep(tx: Tx) -> None:
        tx.run(TAKE, key="prepared", at=at)
        tx.add(Inbound(key="mapped", at=at))

    lite.write(keep)
    prepared = [row.at for row in lite.read(lambda tx: tx.all(ALL_INBOUND))]
    mapped = list(lite.read(lambda tx: tx.execute(select(Inbound.at)).scalars().all()))
    for found in (*prepared, *mapped):
        assert found == at.astimezone(UTC)
        assert found.tzinfo is UTC
        assert (found - at.astimezone(UTC)) == timedelta(0)


def test_instants_are_compared_as_instants(lite: Lite) -> None:
    """T26: 02:30 before and 02:30 after the clocks go back are an hour apart."""
    first, second = (datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=AMSTERDAM) for fold in (0, 1))

    def keep(tx: Tx) -> None:
        tx.run(TAKE, key="second", at=second)
        tx.run(TAKE, key="first", at=first)

    lite.write(keep)
    assert [row.key for row in lite.read(lambda tx: tx.all(ALL_INBOUND))] == ["first", "second"]
    between = first.astimezone(UTC) + timedelta(minutes=30)
    assert [row.key for row in lite.read(lambda tx: tx.all(SINCE, since=between))] == ["second"]


@pytest.mark.parametrize("way", ["prepared", "mapped"])
def test_an_instant_without_a_zone_is_refused(lite: Lite, way: str) -> None:
    """T26: a wall-clock time is no instant."""
    naive = datetime(2026, 11, 20, 9, 0)

    def keep(tx: Tx) -> None:
        if way == "prepared":
            tx.run(TAKE, key="x", at=naive)
        else:
            tx.add(Inbound(key="x", at=naive))

    with pytest.raises(Exception, match="offset-naive"):
        lite.write(keep)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_date_comes_back_as_the_same_date(lite: Lite, day: date) -> None:
    lite.write(lambda tx: tx.add(Person(id=1, name="Ana", started_on=day)))
    lite.write(lambda tx: tx.run(LEAVE, person=1, day=day, yes=True))
    prepared = lite.read(lambda tx: tx.one(PERSON, person=1))
    mapped = lite.read(lambda tx: tx.execute(select(Person.started_on, Person.left_on, Person.erased)).one())
    assert (prepared.started_on, prepared.left_on, prepared.erased) == tuple(mapped) == (day, day, True)
    assert type(prepared.left_on) is date


def test_truth_and_nothing_stay_what_they_are(lite: Lite) -> None:
    def keep(tx: Tx) -> None:
        tx.add(Person(id=1, name="Ana"))
        tx.flush()
        for number, certain in enumerate((True, False)):
            tx.add(Absence(person_id=1, first_day=DAYS[3], last_day=DAYS[3], source=str(number), certain=certain))

    lite.write(keep)
    found = lite.read(lambda tx: tx.one(PERSON, person=1))
    assert found.left_on is None
    assert found.email is None
    assert found.erased is False
    sure = Query(select(absence.c.source, absence.c.certain).where(absence.c.certain.is_(True)))
    assert [tuple(row) for row in lite.read(lambda tx: tx.all(sure))] == [("0", True)]
    both = Query(select(absence.c.certain).order_by(absence.c.source))
    assert [row.certain for row in lite.read(lambda tx: tx.all(both))] == [True, False]
    lite.write(lambda tx: tx.run(LEAVE, person=1, day=None, yes=False))
    assert lite.read(lambda tx: tx.one(PERSON, person=1)).left_on is None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_comes_back_as_it_was(lite: Lite, payload: dict[str, Any]) -> None:
    put = Query(insert(fact).returning(fact.c.id), "kind", "payload", "actor_id", "at")
    get = Query(select(fact.c.payload, fact.c.actor_id).order_by(fact.c.id))

    def keep(tx: Tx) -> int:
        tx.add(FactRow(kind="x", payload=payload, at=tx.now))
        tx.flush()
        return int(tx.one(put, kind="x", payload=payload, actor_id=None, at=tx.now).id)

    assert lite.write(keep) == 2
    assert [row.payload for row in lite.read(lambda tx: tx.all(get))] == [payload, payload]
    assert list(lite.read(lambda tx: tx.execute(select(FactRow.payload)).scalars())) == [payload, payload]


def test_a_value_that_stands_twice_in_a_query_is_converted_alike_in_both_places(lite: Lite) -> None:
    a_day = timedelta(days=1)
    around = Query(
        select(inbound.c.key).where(inbound.c.at >= bindparam("moment"), inbound.c.at != bindparam("not_this"))
        .where(inbound.c.at <= bindparam("moment")).order_by(inbound.c.key)
    )  # fmt: skip
    on_the_day = Query(
        select(person.c.name).where(person.c.started_on <= bindparam("day"), person.c.left_on >= bindparam("day"))
        .where(person.c.email.is_not_distinct_from(bindparam("nobody")))
    )  # fmt: skip
    at, day = INSTANTS[4], DAYS[3]

    def keep(tx: Tx) -> None:
        for number in range(3):
            tx.run(TAKE, key=f"key {number}", at=at + number * a_day)
        tx.add(Person(name="Noor", started_on=day, left_on=day))

    lite.write(keep)
    assert lite.read(lambda tx: tx.all(around, moment=at + a_day, not_this=at)) == [("key 1",)]
    assert lite.read(lambda tx: tx.all(on_the_day, day=day, nobody=None)) == [("Noor",)]
    assert lite.read(lambda tx: tx.all(on_the_day, day=day + a_day, nobody=None)) == []


def test_a_prepared_query_names_a_value_that_is_missing_and_takes_no_lists(lite: Lite) -> None:
    with pytest.raises(KeyError, match="person"):
        lite.read(lambda tx: tx.all(PERSON))
    with pytest.raises(TypeError, match="no lists"):
        lite.read(lambda tx: tx.all(Query(select(person.c.id).where(person.c.id.in_([1, 2])))))


HOSTILE = [
    "Robert'); DROP TABLE people_person;--", 'x" OR ""="', "%(name)s %s %d {0} {name}", ":name $1 ? @p", "\\'; --",
    "${jndi:ldap://x}", "line\r\nfeed: level=error", "‮drawkcab", "a" * 5000, "NULL", "é\u0301", "{{7*7}}", " ",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_values_and_nothing_else(lite: Lite, name: str) -> None:
    """T67: whatever people are called, it is stored as it is, found by it, and changes no statement."""
    by_name = Query(select(person.c.id, person.c.name).where(person.c.name == bindparam("wanted")))
    rename = Query(update(person).where(person.c.name == bindparam("wanted")).values(email=bindparam("words")))

    def keep(tx: Tx) -> int:
        tx.add(Person(id=1, name=name))
        tx.add(Person(id=2, name="Bo"))
        tx.add(Person(id=3, name=name + "x"))
        tx.flush()
        tx.add(Draft(person_id=1, kind=name, payload={name: name}, expires_at=tx.now))
        tx.execute(text("UPDATE people_person SET language = :words WHERE name = :name"), {"words": name, "name": name})
        return tx.run(rename, wanted=name, words=name)

    assert lite.write(keep) == 1
    assert [tuple(row) for row in lite.read(lambda tx: tx.all(by_name, wanted=name))] == [(1, name)]
    kept = lite.read(lambda tx: tx.execute(select(Draft.kind, Draft.payload)).one())
    assert tuple(kept) == (name, {name: name})
    found = lite.read(lambda tx: tx.one(PERSON, person=1))
    assert (found.email, found.language) == (name, name)
    assert lite.read(lambda tx: tx.one(PERSON, person=2)).email is None
