"""ideas campaigns and examples"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "community_campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("community_campaign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_community_campaign_last_day"), ["last_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_community_campaign_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "community_example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id"),
    )
    op.create_table(
        "community_example_week",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "monday"),
    )
    op.create_table(
        "discussions_idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions_discussion.id"],
        ),
        sa.ForeignKeyConstraint(
            ["keeper_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["discussions_discussion.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("discussion_id"),
    )
    with op.batch_alter_table("discussions_idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_idea_keeper_id"), ["keeper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_idea_merged_into"), ["merged_into"], unique=False)

    op.create_table(
        "discussions_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions_discussion.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_step_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_step_discussion_id"), ["discussion_id"], unique=False)

    op.create_table(
        "discussions_coffee_drinker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id"),
    )
    op.create_table(
        "discussions_coffee_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["second_id"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_coffee_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_coffee_pair_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_coffee_pair_second_id"), ["second_id"], unique=False)

    with op.batch_alter_table("community_opener", schema=None) as batch_op:
        batch_op.add_column(sa.Column("campaign_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_community_opener_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_foreign_key(
            "fk_campaign_id", "community_campaign", ["campaign_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("community_post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asks", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("settled_at", sa.BigInteger(), nullable=True))
