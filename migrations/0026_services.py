"""calendar, office, announcements: bookings of every kind, also of one person; services that are switched off; views
of the queue as readers."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = ()
depends_on = None

HELD_FOR_OTHERS = sa.text("holder_id is not null and match_id is null")


def upgrade() -> None:
    _let_guest_be_nobody()
    # As a constraint of the column: SQLite adds no other kind without copying the table, and claims hang on its rows.
    op.execute(
        "alter table booking add column kind text default 'session' not null"
        " constraint ck_booking_session_of_two check (kind <> 'session' or guest_id is not null)"
    )
    op.execute("alter table booking add column title text default '' not null")
    op.create_index(
        "uq_booking_hold_of_kind",
        "booking",
        ["holder_id", "kind"],
        unique=True,
        sqlite_where=HELD_FOR_OTHERS,
        postgresql_where=HELD_FOR_OTHERS,
    )
    for name in ("view_name", "view_address"):
        op.add_column("announcement", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "service_switched_off",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service_switched_off")),
    )


def downgrade() -> None:
    """Bookings that are not sessions go: before this there were none."""
    op.drop_table("service_switched_off")
    for name in ("view_address", "view_name"):
        op.drop_column("announcement", name)
    op.drop_index("uq_booking_hold_of_kind", "booking")
    op.execute("delete from booking where kind <> 'session'")
    op.drop_column("booking", "title")
    op.drop_column("booking", "kind")
    _ask_for_a_guest()


def _let_guest_be_nobody() -> None:
    if op.get_context().dialect.name == "sqlite":
        _rewrite("guest_id INTEGER NOT NULL", "guest_id INTEGER")
    else:
        op.alter_column("booking", "guest_id", nullable=True)


def _ask_for_a_guest() -> None:
    if op.get_context().dialect.name == "sqlite":
        _rewrite("guest_id INTEGER", "guest_id INTEGER NOT NULL")
    else:
        op.alter_column("booking", "guest_id", nullable=False)


def _rewrite(before: str, after: str) -> None:
    """Change what SQLite knows of the table without copying it (https://www.sqlite.org/lang_altertable.html, 7)."""
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = connection.exec_driver_sql(
        "update sqlite_schema set sql = replace(sql, ?, ?) where type = 'table' and name = 'booking' and instr(sql, ?)",
        (before, after, before),
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"booking has no column written as {before!r}")
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
