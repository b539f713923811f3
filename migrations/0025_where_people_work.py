"""profiles, assignments: where a mentee works, and drafts that keep colleagues apart."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.add_column("profile", sa.Column("organisation", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "assignment_draft", sa.Column("other_organisations", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("assignment_draft", "other_organisations")
    op.drop_column("profile", "organisation")
