"""articles of leave for parents"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

# Where only the chapter stood, by type and rule.
ARTICLES = (
    ("birth_extra", "most", "4:2a"), ("birth_extra", "child.months", "4:2a"), ("parental", "most", "6:2"),
    ("parental", "child.months", "6:4"), ("parental", "child.each", "6:1"), ("parental", "paid.weeks", "6:3"),
    ("parental", "paid.months", "6:3"),
)  # fmt: skip


def upgrade() -> None:
    policy = sa.table("timeoff_policy", *map(sa.column, ("kind", "rule", "source")))
    for kind, rule, article in ARTICLES:
        ours = policy.c.kind == kind, policy.c.rule == rule, policy.c.source.like("WAZO, chapter %")
        source = f"WAZO {article} · wetten.overheid.nl/BWBR0013008"
        op.get_bind().execute(sa.update(policy).where(*ours).values(source=source))
