"""What is held about a person: every table that names one says how it is exported, erased and how long kept."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Date, ForeignKey, MetaData, String, Table, TypeDecorator, or_
from sqlmodel import SQLModel

from core.db import Instant, Tx
from core.db import table as table_of
from core.values import frozen

Rows = list[dict[str, Any]]
Exporter = Callable[[Tx, int], Rows]
Eraser = Callable[[Tx, int], int]
NAMES_A_PERSON = {"person_id", "manager_id", "actor_id", "deputy_id", "viewer"}
_registered: dict[tuple[str, tuple[str, ...]], "Held"] = {}


@frozen
class Held:
    """One registration: some columns of one table, and what happens to the rows in which they name a person."""

    table: Table
    person: tuple[str, ...]
    title: str
    export: tuple[str, ...] | Exporter | None
    left_out: str
    erase: Literal["delete", "unlink", "keep"] | Eraser
    reason: str
    law: str
    keep: timedelta | str | None
    since: str

    def names(self, person_id: int) -> ColumnElement[bool]:
        """The condition "this row names this person" in any of the registered columns."""
        return or_(*[self.table.c[name] == written_as(self.table.c[name], person_id) for name in self.person])


def held(
    model: type[SQLModel],
    *,
    person: Sequence[str],
    title: str,
    export: Sequence[str] | Exporter | None,
    erase: Literal["delete", "unlink", "keep"] | Eraser,
    left_out: str = "",
    reason: str = "",
    law: str = "",
    years: int = 0,
    keep: timedelta | str | None = None,
    since: str = "",
) -> None:
    """Say what a table holds about people; a table may be registered several times, for different columns.

    `person`: the columns that name a person, as an id or as `person:3`; none for a table that is only swept.
    `export`: columns, or a function of its own; None needs `left_out`, the reason that the person reads.
    `erase`: "delete" the row, "unlink" the columns, "keep" (needs a `reason`), or a function that says how many rows.
    `keep`: None as long as the person's own record; text for another term; an age, counted from the column `since`,
    after which rows are swept. `years` is the same for a term that a `law` sets.
    Raises TypeError when something does not add up.
    """
    table = table_of(model)
    keep = timedelta(days=366 * years) if years else keep
    columns = tuple(export) if isinstance(export, Sequence) else export
    named = [*person, *(columns if isinstance(columns, tuple) else ()), *([since] if since else [])]
    if unknown := [name for name in named if name not in table.c]:
        raise TypeError(f"{table.name} has no column {', '.join(unknown)}")
    if erase == "unlink" and any(not table.c[name].nullable for name in person):
        raise TypeError(f"{table.name}: only a column that may be empty can be unlinked")
    if (erase == "keep" and not reason) or (law and not reason):
        raise TypeError(f"{table.name}: say the reason why it is kept")
    if export is None and person and not left_out:
        raise TypeError(f"{table.name}: say in left_out why it is not exported")
    if isinstance(keep, timedelta) and not (since and isinstance(table.c[since].type, (Date, Instant))):
        raise TypeError(f"{table.name}: a term needs since=, a column with a day or an instant to count from")
    entry = Held(table, tuple(person), title, columns, left_out, erase, reason, law, keep, since)
    if any(other.title == title and other.table.name != table.name for other in _registered.values()):
        raise TypeError(f"two tables are called {title!r}")
    _registered[table.name, entry.person] = entry


def registered() -> tuple[Held, ...]:
    """Everything that is held, in the order in which it is erased and swept.

    First the tables without any key to others (jobs, say: found through accounts that are still there), then the rest,
    rows that point at others before those.
    """
    tables = SQLModel.metadata.sorted_tables
    order = {table.name: place for place, table in enumerate(tables)}
    tied = {key.target_fullname.split(".")[0] for table in tables for key in _keys(table)}
    tied |= {table.name for table in tables if _keys(table)}
    return tuple(
        sorted(_registered.values(), key=lambda entry: (entry.table.name in tied, -order.get(entry.table.name, 0)))
    )


def _keys(table: Table) -> set[ForeignKey]:
    return {key for column in table.columns for key in column.foreign_keys}


def unregistered(metadata: MetaData) -> list[str]:
    """Each column that names a person and that nobody registered, with what to write."""
    known = {(table, column) for table, columns in _registered for column in columns}
    missing = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            if names_a_person(column) and (table.name, column.name) not in known:
                missing.append(
                    f'{table.name}.{column.name}: beside the table write held(…, person=("{column.name}",), '
                    f'title=N_("…"), export=(…), erase="delete"|"unlink"|"keep", keep=…)'
                )
    return missing


def names_a_person(column: Column[Any]) -> bool:
    """Whether this column says who somebody is: it points at people_person, or its name says so."""
    points = any(key.target_fullname == "people_person.id" for key in column.foreign_keys)
    itself = column.table.name == "people_person" and column.primary_key
    return points or itself or column.name in NAMES_A_PERSON or column.name.endswith("_by")


def written_as(column: Column[Any], person_id: int) -> int | str:
    """How this column writes a person: 3, or `person:3` where a place may stand too."""
    plain = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return f"person:{person_id}" if isinstance(plain, String) else person_id
