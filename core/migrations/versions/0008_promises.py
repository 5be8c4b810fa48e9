"""promises"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "promises_promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("origin_view", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("promises_promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_promise_audience"), ["audience"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_promise_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_promise_origin"), ["origin"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_promise_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("promises_promise_open", ["status", "due_on"], unique=False)
    op.create_table(
        "promises_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["promises_promise.id"],
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("promises_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_step_promise_id"), ["promise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_step_taken_by"), ["taken_by"], unique=False)
