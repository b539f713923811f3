"""mentoring: what a mentee was told to expect, so that it can be checked."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0010"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.add_column("request", sa.Column("told_share", sa.Double()))
    op.add_column("request", sa.Column("told_seconds", sa.Integer()))


def downgrade() -> None:
    op.drop_column("request", "told_seconds")
    op.drop_column("request", "told_share")
