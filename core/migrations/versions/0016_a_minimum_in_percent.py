"""a minimum in percent"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calendar_minimum", schema=None) as batch_op:
        batch_op.add_column(sa.Column("percent", sa.Integer(), nullable=False, server_default="0"))
