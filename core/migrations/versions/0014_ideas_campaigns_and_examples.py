"""ideas campaigns and examples"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("community_post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asks", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("settled_at", sa.BigInteger(), nullable=True))
