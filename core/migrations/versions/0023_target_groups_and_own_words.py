"""target groups that a round is cut by, and questions in own words"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("surveys_pulse", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cuts", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("surveys_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("groups", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("cells", sa.JSON(), server_default="[]", nullable=False))

    op.create_table(
        "surveys_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("english", sa.String(), nullable=False),
        sa.Column("dutch", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["written_by"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question", "version"),
    )
    with op.batch_alter_table("surveys_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_wording_written_by"), ["written_by"], unique=False)
