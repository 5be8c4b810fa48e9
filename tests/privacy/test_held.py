"""Every table that names a person says what becomes of it."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table
from sqlmodel import SQLModel

import core
from core.desk.models import Told
from core.people.models import Person
from core.privacy import held, registered, unregistered
from tests.lite import tables


def everything() -> None:
    tables()
    for folder in iter_modules(core.__path__):
        if folder.ispkg and (Path(core.__path__[0]) / folder.name / "models.py").exists():
            import_module(f"core.{folder.name}")


def test_no_table_names_a_person_without_saying_what_becomes_of_it() -> None:
    everything()
    missing = unregistered(SQLModel.metadata)
    assert not missing, "\n" + "\n".join(missing)


def test_a_table_nobody_registered_is_found_with_what_to_write() -> None:
    metadata = MetaData()
    Table("people_person", metadata, Column("id", Integer, primary_key=True))
    Table("kudos", metadata, Column("id", Integer, primary_key=True), Column("thanked", ForeignKey("people_person.id")),
          Column("praised_by", Integer), Column("viewer", String), Column("colour", String))  # fmt: skip
    missing = unregistered(metadata)
    assert [line.split(":")[0] for line in missing] == ["kudos.thanked", "kudos.praised_by", "kudos.viewer"]
    assert 'held(…, person=("thanked",)' in missing[0]


def test_every_reason_is_given_and_every_term_can_be_counted() -> None:
    for entry in registered():
        assert entry.title
        assert entry.erase != "keep" or entry.reason
        assert entry.export is not None or entry.left_out or not entry.person
        assert not isinstance(entry.keep, timedelta) or entry.since


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"person": ("nobody",)}, "no column nobody"),
        ({"person": ("viewer",), "erase": "unlink"}, "may be empty"),
        ({"person": ("viewer",), "erase": "keep"}, "reason"),
        ({"person": ("viewer",), "export": None}, "left_out"),
        ({"person": ("viewer",), "keep": timedelta(days=1)}, "since"),
        ({"person": ("viewer",), "keep": timedelta(days=1), "since": "topic"}, "since"),
        ({"person": ("viewer",), "title": "Who you are"}, "two tables"),
    ],
)
def test_a_registration_that_does_not_add_up_is_refused(wrong: dict[str, object], says: str) -> None:
    before = registered()
    sound = {"title": "Told", "export": ("topic",), "erase": "delete"}
    with pytest.raises(TypeError, match=says):
        held(Told, **{**sound, **wrong})  # type: ignore[arg-type]
    assert registered() == before


def test_people_come_last_and_jobs_are_found_while_accounts_are_still_there() -> None:
    order = [entry.table.name for entry in registered()]
    assert order.index("due") < order.index("people_account") < order.index(str(Person.__tablename__))
