"""community in full: counts per team, weeks as they were, groups' drivers, posts, openers, playbook and notes"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _link(column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], ondelete=ondelete)


def _table(name: str, *columns: sa.schema.SchemaItem, indexes: tuple[str, ...] = ()) -> None:
    op.create_table(name, sa.Column("id", sa.Integer(), nullable=False), *columns, sa.PrimaryKeyConstraint("id"))
    for column in indexes:
        op.create_index(f"ix_{name}_{column}", name, [column])


def upgrade() -> None:
    op.rename_table("community_count", "community_count_before")
    op.drop_index("ix_community_count_day", "community_count_before")
    _table(
        "community_count",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        _link("place_id", "people_place"),
        _link("team_id", "people_team"),
        sa.UniqueConstraint("place_id", "day", "team_id"),
        indexes=("day",),
    )
    op.create_index("ix_community_count_team_id_day", "community_count", ["team_id", "day"])
    op.execute(
        "INSERT INTO community_count (place_id, team_id, day, messages) "
        "SELECT before.place_id, place.team_id, before.day, before.messages FROM community_count_before AS before "
        "JOIN people_place AS place ON place.id = before.place_id WHERE place.team_id IS NOT NULL"
    )
    op.drop_table("community_count_before")
    with op.batch_alter_table("community_nudge") as batch_op:
        batch_op.alter_column("team_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("segment_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "community_nudge_segment", "people_segment", ["segment_id"], ["id"], ondelete="SET NULL"
        )
    _table(
        "community_listening",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("unknown", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("day"),
    )
    _table(
        "community_week",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("scheduled", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("holiday", sa.Boolean(), nullable=False),
        _link("team_id", "people_team"),
        sa.UniqueConstraint("team_id", "monday"),
        indexes=("monday",),
    )
    _table(
        "community_driver",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("driver", sa.String(), nullable=False),
        _link("person_id", "people_person"),
        sa.UniqueConstraint("person_id", "driver"),
        indexes=("person_id",),
    )
    _table(
        "community_intervention",
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("driver", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=True),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        _link("segment_id", "people_segment", "CASCADE"),
        _link("chosen_by", "people_person"),
        indexes=("segment_id", "chosen_by"),
    )
    _table(
        "community_switch",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        _link("set_by", "people_person"),
        sa.UniqueConstraint("name"),
        indexes=("set_by",),
    )
    _table(
        "community_post",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("newcomer", sa.Boolean(), nullable=False),
        sa.Column("handed_to", sa.Integer(), nullable=True),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("replied_by", sa.Integer(), nullable=True),
        _link("place_id", "people_place"),
        _link("author_id", "people_person"),
        _link("handed_to", "people_person"),
        _link("replied_by", "people_person"),
        sa.UniqueConstraint("ref"),
        indexes=("place_id", "author_id", "posted_at", "handed_to", "replied_by"),
    )
    _table(
        "community_opener",
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=True),
        _link("place_id", "people_place"),
        _link("author_id", "people_person"),
        indexes=("place_id", "author_id", "day"),
    )
    _table(
        "community_play",
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        _link("written_by", "people_person"),
        indexes=("moment", "written_by"),
    )
    _table(
        "community_hand_over",
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _link("written_by", "people_person"),
        indexes=("written_by",),
    )
