"""escalation in full"""

import sqlalchemy as sa
from alembic import op

from core.search import terms

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("stems", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "entity"),
    )

    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_entry_at"), ["at"], unique=False)

    op.create_table(
        "search_synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("sense", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("word"),
    )

    with op.batch_alter_table("search_synonym", schema=None) as batch_op:
        batch_op.create_index("search_synonym_sense", ["sense"], unique=False)

    op.create_table(
        "escalation_policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("first_minutes", sa.Integer(), nullable=False),
        sa.Column("next_minutes", sa.Integer(), nullable=False),
        sa.Column("solution_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["people_team.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "urgent"),
    )

    op.create_table(
        "escalation_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["people_team.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )

    op.create_table(
        "escalation_follow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "entity", "person_id"),
    )

    with op.batch_alter_table("escalation_follow", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_follow_person_id"), ["person_id"], unique=False)

    op.create_table(
        "escalation_queue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("weekly", sa.JSON(), nullable=False),
        sa.Column("special", sa.JSON(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("backup_id", sa.Integer(), nullable=True),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["backup_id"],
            ["people_team.id"],
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people_person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["people_team.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id"),
    )

    with op.batch_alter_table("escalation_queue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_queue_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_queue_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "escalation_hop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("timer", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("told_id", sa.Integer(), nullable=True),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["escalation_ask.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["told_id"],
            ["people_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ask_id", "timer", "level"),
    )

    with op.batch_alter_table("escalation_hop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_hop_told_id"), ["told_id"], unique=False)

    op.create_table(
        "escalation_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["ask_id"], ["escalation_ask.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )

    with op.batch_alter_table("escalation_pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_pause_ask_id"), ["ask_id"], unique=False)

    with op.batch_alter_table("escalation_ask", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("due_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("paused_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("first_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("timer", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("level", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("first_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("used_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("target_minutes", sa.Integer(), nullable=True))

    with op.batch_alter_table("escalation_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("topic_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("origin", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("files", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("solution_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("missed_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("used_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("asker_score", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("customer_score", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("helped_by_case", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("helped_by_procedure", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_escalation_case_topic_id"), ["topic_id"], unique=False)
        batch_op.create_foreign_key("fk_topic_id", "escalation_topic", ["topic_id"], ["id"])

    with op.batch_alter_table("escalation_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="answer"))

    with op.batch_alter_table("escalation_problem", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("topic_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cause", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("checked_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("checked_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("again_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_escalation_problem_merged_into"), ["merged_into"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_problem_topic_id"), ["topic_id"], unique=False)
        batch_op.create_foreign_key("fk_checked_by", "people_person", ["checked_by"], ["id"])
        batch_op.create_foreign_key("fk_topic_id", "escalation_topic", ["topic_id"], ["id"])
        batch_op.create_foreign_key("fk_merged_into", "escalation_problem", ["merged_into"], ["id"])

    op.create_table(
        "escalation_procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["problem_id"], ["escalation_problem.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("escalation_procedure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_procedure_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_procedure_problem_id"), ["problem_id"], unique=False)

    op.create_table(
        "escalation_procedure_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["procedure_id"], ["escalation_procedure.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["written_by"], ["people_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("procedure_id", "version"),
    )
    with op.batch_alter_table("escalation_procedure_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_procedure_text_written_by"), ["written_by"], unique=False)

    op.create_table(
        "escalation_procedure_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["procedure_id"], ["escalation_procedure.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team_id"], ["people_team.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("procedure_id", "team_id"),
    )
    with op.batch_alter_table("escalation_procedure_team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_procedure_team_team_id"), ["team_id"], unique=False)

    op.create_table(
        "escalation_procedure_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people_person.id"]),
        sa.ForeignKeyConstraint(["procedure_id"], ["escalation_procedure.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("procedure_id", "version", "person_id"),
    )
    with op.batch_alter_table("escalation_procedure_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_procedure_reading_person_id"), ["person_id"], unique=False)

    if op.get_context().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5(stems, kind, content='search_entry', content_rowid='id')"
        )
        op.execute(
            "CREATE TRIGGER search_entry_in AFTER INSERT ON search_entry BEGIN"
            " INSERT INTO search_words(rowid, stems, kind) VALUES (new.id, new.stems, new.kind); END"
        )
        op.execute(
            "CREATE TRIGGER search_entry_out AFTER DELETE ON search_entry BEGIN"
            " INSERT INTO search_words(search_words, rowid, stems, kind) VALUES ('delete', old.id, old.stems, old.kind); END"
        )
        op.execute(
            "CREATE TRIGGER search_entry_other AFTER UPDATE OF stems ON search_entry BEGIN"
            " INSERT INTO search_words(search_words, rowid, stems, kind) VALUES ('delete', old.id, old.stems, old.kind);"
            " INSERT INTO search_words(rowid, stems, kind) VALUES (new.id, new.stems, new.kind); END"
        )
    else:
        op.execute(
            "CREATE INDEX search_entry_words ON search_entry USING gin (to_tsvector('simple'::regconfig, stems))"
        )
    _can_be_found("case", "SELECT id, question AS words, asked_at AS at FROM escalation_case WHERE question <> ''")
    _can_be_found("problem", "SELECT id, title AS words, started_at AS at FROM escalation_problem")
    op.execute("UPDATE escalation_line SET kind = 'more' WHERE team_id IS NULL")
    op.execute("UPDATE escalation_ask SET since_at = (SELECT asked_at FROM escalation_case c WHERE c.id = case_id)")
    op.execute("UPDATE escalation_ask SET due_at = (SELECT due_at FROM escalation_case c WHERE c.id = case_id)")


def _can_be_found(kind: str, what: str) -> None:
    """What was there before is found too."""
    rows = op.get_bind().execute(sa.text(what)).all()
    put = sa.text(
        "INSERT INTO search_entry (kind, entity, words, stems, at) VALUES (:kind, :entity, :words, :stems, :at)"
    )
    for row in rows:
        values = {"kind": kind, "entity": row.id, "words": row.words, "stems": " ".join(terms(row.words)), "at": row.at}
        op.get_bind().execute(put, values)
