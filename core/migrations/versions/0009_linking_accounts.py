"""linking accounts"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("hr_asked", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("people_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_link_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_link_person_id"), ["person_id"], unique=False)
        batch_op.create_index("people_link_account", ["platform", "space", "user"], unique=False)

    op.create_table(
        "people_platform_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("allowed_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["allowed_by"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("platform", "topic"),
    )
    with op.batch_alter_table("people_platform_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_platform_rule_allowed_by"), ["allowed_by"], unique=False)

    with op.batch_alter_table("people_account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conversation", sa.String(), nullable=True))
