"""time off in full"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The one rule of these tables that had no name: SQLite needs one to let go of it.
NAMES = {"uq": "uq_%(table_name)s_%(column_0_name)s"}


def upgrade() -> None:
    with op.batch_alter_table("calendar_pattern") as batch_op:
        batch_op.add_column(sa.Column("more_weeks", sa.String(), nullable=False, server_default=""))

    op.create_table(
        "timeoff_kind",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("name_nl", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("law", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "timeoff_policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "rule", "valid_from"),
    )
    op.create_index("ix_timeoff_policy_kind", "timeoff_policy", ["kind"])

    with op.batch_alter_table("timeoff_request") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="holiday"))
        batch_op.add_column(sa.Column("hours", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("costs", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("cover_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cover", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("first_yes_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("term_on", sa.Date(), nullable=True))
        batch_op.create_foreign_key("timeoff_request_cover_id_fkey", "people_person", ["cover_id"], ["id"])
        batch_op.create_foreign_key("timeoff_request_first_yes_by_fkey", "people_person", ["first_yes_by"], ["id"])
        batch_op.create_index("ix_timeoff_request_cover_id", ["cover_id"])

    postgres = op.get_bind().dialect.name == "postgresql"
    unnamed = "timeoff_ledger_request_id_entry_key" if postgres else "uq_timeoff_ledger_request_id"
    with op.batch_alter_table("timeoff_ledger", naming_convention=None if postgres else NAMES) as batch_op:
        batch_op.drop_constraint(unnamed, type_="unique")
        batch_op.add_column(sa.Column("pot", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("usable_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("usable_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("key", sa.String(), nullable=True))
        batch_op.create_index("ix_timeoff_ledger_request_id", ["request_id"])
        batch_op.create_unique_constraint("timeoff_ledger_key_key", ["key"])

    op.create_table(
        "timeoff_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("days", sa.String(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["timeoff_request.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_timeoff_word_by", "timeoff_word", ["by"])
    op.create_index("ix_timeoff_word_request_id", "timeoff_word", ["request_id"])
    op.create_table(
        "timeoff_blocked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["team_id"], ["people_team.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_timeoff_blocked_team_id", "timeoff_blocked", ["team_id"])
    op.create_table(
        "timeoff_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("pot", sa.String(), nullable=False),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("lapses_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "pot", "turn"),
    )
    op.create_table(
        "timeoff_sick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_timeoff_sick_person_id", "timeoff_sick", ["person_id"])
    op.create_table(
        "timeoff_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "what"),
        sa.UniqueConstraint("hash"),
    )
    op.create_table(
        "timeoff_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("locked_at", sa.BigInteger(), nullable=False),
        sa.Column("locked_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["locked_by"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("last_day"),
    )
    op.create_index("ix_timeoff_period_locked_by", "timeoff_period", ["locked_by"])
    op.create_table(
        "timeoff_booked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["timeoff_period.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["timeoff_request.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_timeoff_booked_period_id", "timeoff_booked", ["period_id"])
    op.create_index("ix_timeoff_booked_person_id", "timeoff_booked", ["person_id"])
