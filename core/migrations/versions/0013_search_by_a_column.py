"""search by a column"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP INDEX search_entry_words")
    op.execute(
        "ALTER TABLE search_entry ADD vector tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, stems)) STORED"
    )
    op.execute("CREATE INDEX search_entry_words ON search_entry USING gin (vector) WITH (fastupdate = off)")
