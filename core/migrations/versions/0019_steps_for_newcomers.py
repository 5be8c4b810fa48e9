"""steps for newcomers"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "discussions_sequence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["written_by"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_sequence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_sequence_written_by"), ["written_by"], unique=False)

    op.create_table(
        "discussions_sequence_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("shipped", sa.String(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["after_id"], ["discussions_sequence_step.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(["sequence_id"], ["discussions_sequence.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_sequence_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_sequence_step_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_sequence_step_sequence_id"), ["sequence_id"], unique=False)

    op.create_table(
        "discussions_onboarding_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("newcomer_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["done_by"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(["newcomer_id"], ["discussions_newcomer.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["step_id"], ["discussions_sequence_step.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("newcomer_id", "step_id"),
    )
    with op.batch_alter_table("discussions_onboarding_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_onboarding_task_done_by"), ["done_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_onboarding_task_step_id"), ["step_id"], unique=False)
