"""target groups that a round is cut by"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("surveys_pulse", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cuts", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("surveys_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("groups", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("cells", sa.JSON(), server_default="[]", nullable=False))
