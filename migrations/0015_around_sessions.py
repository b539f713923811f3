"""sessions: wishes about letters, reminders, attendance, feedback, and no-shows that pause booking."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = ()
depends_on = None

BEFORE = ("queued", "sending", "handing_over", "sent", "failed")
AFTER = (*BEFORE, "collected", "digested", "obsolete")


def upgrade() -> None:
    # One statement each that both databases read; nothing that other tables refer to is built anew.
    op.add_column("booking", sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_booking_status_starts_at"), "booking", ["status", "starts_at"])
    op.execute(
        "ALTER TABLE cohort ADD COLUMN no_shows_limit INTEGER DEFAULT 2 NOT NULL"
        " CONSTRAINT ck_cohort_no_shows_limit_counts CHECK (no_shows_limit > 0)"
    )
    op.execute(
        "ALTER TABLE cohort ADD COLUMN no_shows_days INTEGER DEFAULT 90 NOT NULL"
        " CONSTRAINT ck_cohort_no_shows_days_count CHECK (no_shows_days > 0)"
    )
    op.execute("ALTER TABLE letter ADD COLUMN urgent BOOLEAN DEFAULT false NOT NULL")
    _allow(AFTER)
    _letter_preference()
    _attendance()
    _feedback()


def _letter_preference() -> None:
    op.create_table(
        "letter_preference",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_to", sa.Integer(), nullable=True),
        sa.Column("remind_day_before", sa.Boolean(), nullable=False),
        sa.Column("remind_hour_before", sa.Boolean(), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=True),
        sa.Column("digested_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(quiet_from is null) = (quiet_to is null)", name=op.f("ck_letter_preference_both_ends_or_neither")
        ),
        sa.CheckConstraint(
            "quiet_from is null or (quiet_from between 0 and 1439 and quiet_to between 0 and 1439"
            " and quiet_from <> quiet_to)",
            name=op.f("ck_letter_preference_quiet_within_a_day"),
        ),
        sa.CheckConstraint(
            "digest_hour is null or digest_hour between 0 and 23", name=op.f("ck_letter_preference_digest_at_an_hour")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_letter_preference_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_letter_preference")),
    )


def _attendance() -> None:
    outcomes = ("held", "missed", "cancelled_late")
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", _words("attendance_outcome", outcomes), nullable=True),
        sa.Column("missed_by_id", sa.Integer(), nullable=True),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("other_outcome", _words("attendance_other_outcome", outcomes), nullable=True),
        sa.Column("other_missed_by_id", sa.Integer(), nullable=True),
        sa.Column("other_words", sa.Text(), nullable=False),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", _words("attendance_decision", ("stays", "excused", "as_the_other_says")), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(outcome is not null and outcome = 'missed') = (missed_by_id is not null)",
            name=op.f("ck_attendance_missed_by_somebody"),
        ),
        sa.CheckConstraint("(outcome is null) = (marked_at is null)", name=op.f("ck_attendance_marked_at_a_time")),
        sa.CheckConstraint("length(other_words) <= 1000", name=op.f("ck_attendance_words_are_few")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_attendance_booking_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["missed_by_id"], ["person.id"], name=op.f("fk_attendance_missed_by_id")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["person.id"], name=op.f("fk_attendance_marked_by_id")),
        sa.ForeignKeyConstraint(["other_missed_by_id"], ["person.id"], name=op.f("fk_attendance_other_missed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_attendance_booking_id")),
    )
    op.create_index(op.f("ix_attendance_missed_by_id"), "attendance", ["missed_by_id"])


def _feedback() -> None:
    op.create_table(
        "session_feedback",
        sa.Column("booking_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("useful between 1 and 3", name=op.f("ck_session_feedback_one_of_three")),
        sa.CheckConstraint("length(words) <= 1000", name=op.f("ck_session_feedback_words_are_few")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_session_feedback_booking_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_feedback_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booking_id", "person_id", name=op.f("pk_session_feedback")),
    )
    op.create_index(op.f("ix_session_feedback_person_id"), "session_feedback", ["person_id"])


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def _allow(statuses: tuple[str, ...]) -> None:
    """Let a letter have one of these statuses. Nothing refers to letters, so SQLite may build the table anew."""
    allowed = ", ".join(f"'{status}'" for status in statuses)
    with op.batch_alter_table("letter") as letter:
        letter.drop_constraint(op.f("ck_letter_letter_status"), type_="check")
        letter.create_check_constraint(op.f("ck_letter_letter_status"), f"status IN ({allowed})")


def downgrade() -> None:
    op.drop_table("session_feedback")
    op.drop_table("attendance")
    op.drop_table("letter_preference")
    op.execute("UPDATE letter SET status = 'queued' WHERE status = 'collected'")
    op.execute("UPDATE letter SET status = 'sent', sent_at = created_at WHERE status IN ('digested', 'obsolete')")
    _allow(BEFORE)
    op.execute("ALTER TABLE letter DROP COLUMN urgent")
    op.execute("ALTER TABLE cohort DROP COLUMN no_shows_days")
    op.execute("ALTER TABLE cohort DROP COLUMN no_shows_limit")
    op.drop_index(op.f("ix_booking_status_starts_at"), table_name="booking")
    op.execute("ALTER TABLE booking DROP COLUMN agreed_at")
