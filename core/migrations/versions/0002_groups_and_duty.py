"""groups and duty"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["people_team.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "position"),
    )
    with op.batch_alter_table("calendar_duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_duty_person_id"), ["person_id"], unique=False)

    op.create_table(
        "calendar_duty_swap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["people_team.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("calendar_duty_swap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_duty_swap_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_duty_swap_team_id"), ["team_id"], unique=False)

    op.create_table(
        "people_segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("opt_in", sa.Boolean(), nullable=False),
        sa.Column("with_guests", sa.Boolean(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    with op.batch_alter_table("people_segment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_segment_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "people_segment_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(["segment_id"], ["people_segment.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("segment_id", "person_id"),
    )
    with op.batch_alter_table("people_segment_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_segment_member_person_id"), ["person_id"], unique=False)
