"""discussions"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "discussions_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "discussions_discussion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["people_place.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_discussion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_discussion_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_discussion_closed_by"), ["closed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_discussion_owner_id"), ["owner_id"], unique=False)
    op.create_table(
        "discussions_kudos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["giver_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_kudos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_kudos_giver_id"), ["giver_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_kudos_receiver_id"), ["receiver_id"], unique=False)
    op.create_table(
        "discussions_newcomer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("buddy_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("buddy_said", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["buddy_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id"),
    )
    with op.batch_alter_table("discussions_newcomer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_newcomer_asked_by"), ["asked_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_newcomer_buddy_id"), ["buddy_id"], unique=False)
    op.create_table(
        "discussions_prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_prompt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_prompt_owner_id"), ["owner_id"], unique=False)
    op.create_table(
        "discussions_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["people_person.id"],
        ),
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
    with op.batch_alter_table("discussions_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_question_answered_by"), ["answered_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_question_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_question_team_id"), ["team_id"], unique=False)
    op.create_table(
        "discussions_backer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions_discussion.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("discussion_id", "person_id", "how"),
    )
    with op.batch_alter_table("discussions_backer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_backer_person_id"), ["person_id"], unique=False)
    op.create_table(
        "discussions_hands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions_discussion.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_hands", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_hands_discussion_id"), ["discussion_id"], unique=False)
    op.create_table(
        "discussions_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions_discussion.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("discussion_id", "kind", "name"),
    )
    with op.batch_alter_table("discussions_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_party_person_id"), ["person_id"], unique=False)
    op.create_table(
        "discussions_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prompt_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("may_share", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"],
            ["discussions_prompt.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("discussions_story", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_story_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_discussions_story_prompt_id"), ["prompt_id"], unique=False)
    op.create_table(
        "discussions_voice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussions_discussion.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("discussion_id", "person_id"),
    )
    with op.batch_alter_table("discussions_voice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_voice_person_id"), ["person_id"], unique=False)
    op.create_table(
        "discussions_hand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hands_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hands_id"],
            ["discussions_hands.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hands_id", "person_id"),
    )
    with op.batch_alter_table("discussions_hand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussions_hand_person_id"), ["person_id"], unique=False)
