"""How a difference between the tables and the models is found and written down as a revision."""

from typing import Any, Literal

from alembic.autogenerate import compare_metadata
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.sql.schema import SchemaItem
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from core.db import Instant


def written(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Our own column types as the plain ones they are stored in, so that old revisions need no code of ours."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, compare_to: SchemaItem | None) -> bool:
    """Everything in the database but Alembic's own note and the full text that the database keeps by itself."""
    kept = ("alembic_version", "search_words", "search_entry_words")
    return not ((name or "").startswith(kept) or (kind == "column" and name == "vector"))


SETTINGS: dict[str, Any] = {
    "target_metadata": SQLModel.metadata,
    "render_as_batch": True,
    "render_item": written,
    "include_object": ours,
    "compare_type": True,
}


def differences(connection: Connection) -> list[Any]:
    """What the models say and the database lacks, or the other way round; empty when they agree."""
    options = {name: value for name, value in SETTINGS.items() if name != "target_metadata"}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata))
