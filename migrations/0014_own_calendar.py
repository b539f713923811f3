"""calendar: addresses of calendars, busy times, own limits, extra hours, times held while a form is open."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = ()
depends_on = None

HOLD = sa.text("holder_id is not null")


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feed_secret_hash")),
    )
    op.create_table(
        "busy_calendar",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reaches_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_busy_calendar_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_busy_calendar")),
    )
    op.create_table(
        "busy_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_busy_time_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["busy_calendar.person_id"], name=op.f("fk_busy_time_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_time")),
    )
    op.create_index(op.f("ix_busy_time_person_id_starts_at"), "busy_time", ["person_id", "starts_at"])
    op.create_table(
        "own_limits",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=True),
        sa.Column("notice_hours", sa.Integer(), nullable=True),
        sa.Column("window_days", sa.Integer(), nullable=True),
        sa.Column("sessions_per_week", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "buffer_minutes between 0 and 120 and buffer_minutes % 15 = 0", name=op.f("ck_own_limits_buffer")
        ),
        sa.CheckConstraint("notice_hours between 0 and 336", name=op.f("ck_own_limits_notice")),
        sa.CheckConstraint("window_days between 7 and 180", name=op.f("ck_own_limits_window")),
        sa.CheckConstraint("sessions_per_week between 1 and 20", name=op.f("ck_own_limits_sessions")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_own_limits_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_own_limits")),
    )
    op.add_column("availability_exception", sa.Column("extra", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("booking", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    # One statement that both databases read: Alembic's batch mode would drop the table that others refer to.
    op.execute(
        "ALTER TABLE booking ADD COLUMN holder_id INTEGER"
        " CONSTRAINT fk_booking_holder_id REFERENCES person (id)"
        " CONSTRAINT ck_booking_held_while_reserved CHECK (holder_id IS NULL OR status = 'reserved')"
    )
    op.create_index(
        "uq_booking_hold", "booking", ["match_id", "holder_id"],
        unique=True, sqlite_where=HOLD, postgresql_where=HOLD,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("uq_booking_hold", "booking")
    op.execute("DELETE FROM booking WHERE holder_id IS NOT NULL")
    for column in ("holder_id", "changed_at"):
        op.execute(f"ALTER TABLE booking DROP COLUMN {column}")
    op.execute("ALTER TABLE availability_exception DROP COLUMN extra")
    for table in ("own_limits", "busy_time", "busy_calendar", "calendar_feed"):
        op.drop_table(table)
