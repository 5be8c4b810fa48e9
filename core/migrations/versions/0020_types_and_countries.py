"""types and countries"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# The one rule of this table that had no name: SQLite needs one to let go of it.
NAMES = {"uq": "uq_%(table_name)s_%(column_0_name)s"}
# What the Dutch file says by now about rows that it brought before: their articles, and that no company may go below.
DUTCH = (
    ("holiday", "statutory.weeks", 400, "BW 7:634", True), ("holiday", "statutory.months", 6, "BW 7:640a", True),
    ("holiday", "extra.months", 60, "BW 7:642", True),
    ("care_short", "most", 200, "WAZO 5:2", True), ("care_long", "most", 600, "WAZO 5:10", True),
    ("birth", "most", 100, "WAZO 4:2", True), ("birth", "child.days", 28, "WAZO 4:2", True),
    ("birth_extra", "most", 500, "WAZO, chapter 4", True), ("birth_extra", "child.months", 6, "WAZO, chapter 4", True),
    ("parental", "most", 2600, "WAZO, chapter 6", True), ("parental", "child.months", 96, "WAZO, chapter 6", True),
    ("parental", "paid.weeks", 900, "WAZO, chapter 6", True), ("parental", "paid.months", 12, "WAZO, chapter 6", True),
)  # fmt: skip
NEW = (
    ("parental", "child.each", date(2009, 1, 1), 1, "WAZO, chapter 6 · wetten.overheid.nl/BWBR0013008", True),
    ("holiday", "sick.consent", date(2012, 1, 1), 1, "BW 7:638(8) · wetten.overheid.nl/BWBR0005290", False),
)


def upgrade() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    unnamed = "timeoff_policy_kind_rule_valid_from_key" if postgres else "uq_timeoff_policy_kind"
    with op.batch_alter_table("timeoff_policy", naming_convention=None if postgres else NAMES) as batch_op:
        batch_op.drop_constraint(unnamed, type_="unique")
        batch_op.add_column(sa.Column("place", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ends", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("least", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_unique_constraint("timeoff_policy_once", ["place", "kind", "rule", "valid_from"])
    with op.batch_alter_table("timeoff_kind") as batch_op:
        batch_op.add_column(sa.Column("draws", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("pack", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "timeoff_country",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "timeoff_country_in_use",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", "valid_from"),
    )
    keep_what_is_there()


def keep_what_is_there() -> None:
    """Companies that use the Dutch rules go on doing so: every type on offer as before, each number with its article."""
    run = op.get_bind().execute
    kind = sa.table("timeoff_kind", *map(sa.column, ("key", "law", "draws", "pack", "unit", "offered")))
    policy = sa.table("timeoff_policy", *map(sa.column, ("kind", "rule", "value", "source", "by", "place", "ends", "least")),
                      sa.column("valid_from", sa.Date()))  # fmt: skip
    used = sa.table("timeoff_country_in_use", sa.column("place"), sa.column("code"), sa.column("valid_from", sa.Date()))
    run(sa.update(kind).values(pack="NL", unit="hours"))
    run(sa.update(kind).where(kind.c.law == "holiday").values(draws="all"))
    keys = list(run(sa.select(kind.c.key).where(kind.c.offered == sa.true())).scalars())
    for key in keys:
        run(sa.insert(policy).values(place="", kind=key, rule="offered", valid_from=date.min, value=1, source="",
                                     ends=False, least=False))  # fmt: skip
    for key, rule, value, article, least in DUTCH:
        law = "BWBR0005290" if article.startswith("BW") else "BWBR0013008"
        ours = (policy.c.kind == key, policy.c.rule == rule, policy.c.value == value, policy.c.source.like(f"%{law}"))
        run(sa.update(policy).where(*ours).values(source=f"{article} · wetten.overheid.nl/{law}", least=least))
    for key, rule, start, value, source, least in NEW:
        if key in keys:
            run(sa.insert(policy).values(place="", kind=key, rule=rule, valid_from=start, value=value, source=source,
                                         ends=False, least=least))  # fmt: skip
    first = run(
        sa.select(sa.func.min(policy.c.valid_from)).where(policy.c.kind == "holiday", policy.c.rule == "accrual")
    )
    if start := first.scalar_one_or_none():
        run(sa.insert(used).values(place="", valid_from=start, code="NL"))
