"""holidays exchanged and children"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_holiday_exchange",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("free_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "free_on"),
        sa.UniqueConstraint("person_id", "worked_on"),
    )
    with op.batch_alter_table("calendar_holiday_exchange", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_holiday_exchange_person_id"), ["person_id"], unique=False)

    op.create_table(
        "timeoff_child",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("timeoff_child", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_timeoff_child_person_id"), ["person_id"], unique=False)
