"""The shape of the database, version by version: one tree for SQLite and PostgreSQL, each change whole or not at all (T64)."""

from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules

from alembic import command
from alembic.config import Config as Alembic
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

import core
from core.errors import UserError
from core.words import _

HERE = str(files("core").joinpath("migrations"))


class TooNew(UserError):
    """The database belongs to a later Townhall."""

    kind = "schema_too_new"


class TooOld(UserError):
    """The database has to be brought up to date first."""

    kind = "schema_too_old"


def every_table() -> None:
    """Import whatever declares tables, so that the whole shape is known."""
    import_module("core.jobs")
    for folder in iter_modules(core.__path__):
        if folder.ispkg and (Path(core.__path__[0]) / folder.name / "models.py").exists():
            import_module(f"core.{folder.name}.models")


def alembic(connection: Connection | None = None, place: str = HERE) -> Alembic:
    """Alembic's own settings: our folder, and our connection instead of an address."""
    made = Alembic()
    made.set_main_option("script_location", place.replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


@cache
def _versions(place: str) -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic(None, place))


def newest(place: str = HERE) -> str:
    """The version that this Townhall works with."""
    return _versions(place).get_current_head() or ""


def version_of(connection: Connection) -> str:
    """The version this database has; empty when it has none yet."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def is_empty(connection: Connection) -> bool:
    """Whether there is nothing in this database at all."""
    return not inspect(connection).get_table_names()


def refuse_newer(connection: Connection, place: str = HERE) -> None:
    """Raise TooNew when a later Townhall made this database: the older one would misread it."""
    version = version_of(connection)
    if version and version not in {one.revision for one in _versions(place).walk_revisions()}:
        text = _(
            "This database belongs to a newer Townhall (version {version}). Install that one, or restore a backup."
        )
        raise TooNew(text.format(version=version))


def check(connection: Connection, place: str = HERE) -> None:
    """Raise unless the database has exactly the version that this Townhall works with."""
    refuse_newer(connection, place)
    if version_of(connection) != newest(place):
        text = _(
            "This database has version {old}, and this Townhall needs {new}. Make a backup, then run: townhall migrate"
        )
        raise TooOld(text.format(old=version_of(connection) or "0", new=newest(place)))


def migrate(connection: Connection, place: str = HERE) -> tuple[str, str]:
    """Bring the database up to date within the caller's transaction; gives the version before and after."""
    refuse_newer(connection, place)
    before = version_of(connection)
    command.upgrade(alembic(connection, place), "head")
    return before, version_of(connection)
