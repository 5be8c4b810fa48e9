"""Alembic's way in: it works on the connection it is given, in the transaction that is open there."""

from alembic import context

from core.migrations.drawing import SETTINGS

connection = context.config.attributes["connection"]
if connection is None:
    raise RuntimeError("migrations run through `townhall migrate` or `make revision`, which bring a connection")
context.configure(connection=connection, **SETTINGS)
with context.begin_transaction():
    context.run_migrations()
