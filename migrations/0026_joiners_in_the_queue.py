"""queue, programmes: who asks to join stands in the queue."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = ()
depends_on = None

BEFORE = ["concern", "request", "match", "application", "expiring", "silent", "stuck", "dispute", "waiting", "letter"]
NOW = [*BEFORE, "join"]
TABLES = ("queue_assignment", "queue_bulk_row")


def upgrade() -> None:
    op.create_index("ix_join_request_status_created", "join_request", ["status", "created_at"])
    _allow(NOW)


def downgrade() -> None:
    for table in TABLES:
        rows = sa.table(table, sa.column("kind"))
        op.execute(rows.delete().where(rows.c.kind == "join"))
    _allow(BEFORE)
    op.drop_index("ix_join_request_status_created", table_name="join_request")


def _allow(kinds: Iterable[str]) -> None:
    """These kinds, and no others, may be written down."""
    words = ", ".join(f"'{kind}'" for kind in kinds)
    for table in TABLES:
        name = op.f(f"ck_{table}_{table}_kind")
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(name, type_="check")
            batch.create_check_constraint(name, f"kind in ({words})")
