"""news"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "news_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("addressed", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("planned_for", sa.BigInteger(), nullable=True),
        sa.Column("posted_at", sa.BigInteger(), nullable=True),
        sa.Column("corrected_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("news_post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_post_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_post_moderator_id"), ["moderator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_post_state"), ["state"], unique=False)

    op.create_table(
        "news_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("question_id", "person_id"),
    )
    with op.batch_alter_table("news_support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_support_person_id"), ["person_id"], unique=False)

    op.create_table(
        "news_question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("slip", sa.String(), nullable=False),
        sa.Column("after_id", sa.BigInteger(), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("supported", sa.Integer(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["news_post.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("news_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_question_answered_by"), ["answered_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_question_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_question_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_question_slip"), ["slip"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_question_step"), ["step"], unique=False)

    op.create_table(
        "news_reaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["news_post.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("post_id", "person_id"),
    )
    with op.batch_alter_table("news_reaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_reaction_person_id"), ["person_id"], unique=False)

    op.create_table(
        "news_reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["news_post.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("post_id", "person_id"),
    )
    with op.batch_alter_table("news_reader", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_reader_person_id"), ["person_id"], unique=False)
