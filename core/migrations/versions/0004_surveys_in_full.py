"""surveys in full"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("surveys_pulse", schema=None) as batch_op:
        batch_op.alter_column("team_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("audience", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cron", sa.String(), nullable=False, server_default="0 9 * * mon"))
        batch_op.add_column(sa.Column("parts", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="pulse"))
        batch_op.add_column(sa.Column("by", sa.String(), nullable=False, server_default="team"))
        batch_op.add_column(sa.Column("open_minutes", sa.Integer(), nullable=False, server_default="1380"))
    op.execute("UPDATE surveys_pulse SET audience = 'team:' || team_id")

    with op.batch_alter_table("surveys_round", schema=None) as batch_op:
        batch_op.alter_column("team_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("questions", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("mark", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("shared_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("shared_words", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("went_on", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("places", sa.JSON(), nullable=False, server_default="[]"))
    written = "'[' || question || ']'"
    if op.get_bind().dialect.name == "postgresql":
        written = f"CAST({written} AS JSON)"
    op.execute(f"UPDATE surveys_round SET questions = {written}, mark = CAST(id AS VARCHAR), shared_at = closed_at")

    with op.batch_alter_table("surveys_participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("segment", sa.Integer(), nullable=False, server_default="0"))

    # No row of these was ever in a released version: answers are counted by question and part from here on.
    op.drop_table("surveys_tally")
    op.drop_table("surveys_named_answer")
    op.create_table(
        "surveys_count",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["surveys_round.id"]),
        sa.PrimaryKeyConstraint("round_id", "segment", "question"),
    )
    op.create_table(
        "surveys_named",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["surveys_round.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("round_id", "person_id", "question"),
    )
    with op.batch_alter_table("surveys_named", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_named_person_id"), ["person_id"], unique=False)

    op.create_table(
        "surveys_poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("surveys_poll", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_poll_owner_id"), ["owner_id"], unique=False)
    op.create_table(
        "surveys_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["poll_id"], ["surveys_poll.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("poll_id", "person_id"),
    )
    with op.batch_alter_table("surveys_vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_vote_person_id"), ["person_id"], unique=False)

    op.create_table(
        "surveys_comment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("slip", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["round_id"], ["surveys_round.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("surveys_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_comment_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_comment_slip"), ["slip"], unique=False)

    op.create_table(
        "surveys_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("element", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["written_by"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("element", "version"),
    )
    with op.batch_alter_table("surveys_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_offer_written_by"), ["written_by"], unique=False)
    op.create_table(
        "surveys_announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("announced_by", sa.Integer(), nullable=False),
        sa.Column("announced_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["announced_by"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("surveys_announcement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_announcement_announced_by"), ["announced_by"], unique=False)
    op.create_table(
        "surveys_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["announcement_id"], ["surveys_announcement.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("announcement_id", "person_id"),
    )
    with op.batch_alter_table("surveys_read", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_read_person_id"), ["person_id"], unique=False)
    op.create_table(
        "surveys_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("evaluation", sa.String(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["announcement_id"], ["surveys_announcement.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["surveys_round.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("surveys_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_year_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_year_round_id"), ["round_id"], unique=False)
