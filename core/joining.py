"""SQLite's connections as SQLAlchemy sees them: one engine for all, so that what it compiled for one it knows for the next."""

import sqlite3
from contextvars import ContextVar

from sqlalchemy import Connection, NullPool, create_engine

_given: ContextVar[sqlite3.Connection] = ContextVar("the connection that is being joined")
_ENGINE = create_engine("sqlite://", creator=lambda: _given.get(), poolclass=NullPool)


def joined(raw: sqlite3.Connection) -> Connection:
    """This connection, for statements that are not prepared; closing it closes the file."""
    token = _given.set(raw)
    try:
        return _ENGINE.connect()
    finally:
        _given.reset(token)
