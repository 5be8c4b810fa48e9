"""dates of one's own"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "surveys_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("surveys_talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_talk_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_talk_taken_by"), ["taken_by"], unique=False)

    with op.batch_alter_table("surveys_participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("until_on", sa.Date(), nullable=True))

    with op.batch_alter_table("surveys_pulse", schema=None) as batch_op:
        batch_op.add_column(sa.Column("months", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("ahead", sa.Integer(), server_default="0", nullable=False))
