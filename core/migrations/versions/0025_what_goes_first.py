"""what goes first"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

WAITED_FOR, COPY, BY_CLOCK, TOLD = range(4)
OPEN = sa.text("done_at IS NULL AND failed_at IS NULL")


def upgrade() -> None:
    op.add_column("due", sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
    due = sa.table("due", sa.column("kind"), sa.column("rank"), sa.column("payload", sa.JSON()))
    urgency, to = due.c.payload["urgency"].as_string(), due.c.payload["to"].as_string()
    waits = sa.or_(urgency.in_(("reply", "urgent")), to.like("role:%"))
    rank = sa.case(
        (due.c.kind.in_(("fact", "redraw")), WAITED_FOR),
        (due.c.kind.in_(("edit", "home")), COPY),
        (sa.and_(due.c.kind == "send", urgency.in_(("now", "reply", "urgent"))), WAITED_FOR),
        (due.c.kind == "send", TOLD),
        (sa.and_(due.c.kind == "audience", waits), WAITED_FOR),
        else_=BY_CLOCK,
    )
    op.get_bind().execute(sa.update(due).where(OPEN).values(rank=rank))
    op.drop_index("due_open", "due")
    op.create_index("due_open", "due", ["rank", "due_at", "id"], sqlite_where=OPEN, postgresql_where=OPEN)
