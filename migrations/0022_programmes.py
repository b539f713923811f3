"""programmes: more settings of cohorts, words of letters, invitations, requests to join, reminders, mentor care."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = ()
depends_on = None

#: One statement each that both databases read. A rule about columns that were there already stands at a new one, since
#: SQLite adds no rule to a table that others refer to.
COLUMNS = (
    "mentor_capacity INTEGER DEFAULT 2 NOT NULL"
    " CONSTRAINT ck_cohort_mentor_capacity_fits CHECK (mentor_capacity between 1 and 20)",
    "offer_hold_hours INTEGER DEFAULT 48 NOT NULL"
    " CONSTRAINT ck_cohort_offer_hold_fits CHECK (offer_hold_hours between 1 and 336)",
    "check_in_days INTEGER DEFAULT 21 NOT NULL"
    " CONSTRAINT ck_cohort_check_in_fits CHECK (check_in_days between 7 and 120)",
    "degrees JSON DEFAULT '[]' NOT NULL",
    "open_to VARCHAR(24) DEFAULT 'everybody' NOT NULL"
    " CONSTRAINT ck_cohort_open_to CHECK (open_to in ('everybody', 'students', 'alumni'))"
    " CONSTRAINT ck_cohort_booking_makes_sense"
    " CHECK (notice_hours >= 0 and window_days > 0 and sessions_per_week > 0)",
    "self_enrolment BOOLEAN DEFAULT false NOT NULL"
    " CONSTRAINT ck_cohort_ends_after_it_starts"
    " CHECK (starts_on is null or ends_on is null or ends_on > starts_on)",
    'archived_at {instant} CONSTRAINT ck_cohort_archived_takes_nobody CHECK (archived_at is null or not "default")',
)


def upgrade() -> None:
    instant = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    for column in COLUMNS:
        op.execute(f"ALTER TABLE cohort ADD COLUMN {column.format(instant=instant)}")
    _letter_words()
    _invitations()
    _join_requests()
    _progress()
    _care()


def downgrade() -> None:
    for table in (
        "certificate_job", "mentor_check_tick", "mentor_check", "training_tick", "training_item", "progress_reminder",
        "join_request", "invitation_use", "invitation", "letter_words",
    ):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":  # there they stand at the columns that carry them
        for rule in ("booking_makes_sense", "ends_after_it_starts"):
            op.drop_constraint(op.f(f"ck_cohort_{rule}"), "cohort", type_="check")
    for column in COLUMNS:
        op.execute(f"ALTER TABLE cohort DROP COLUMN {column.split()[0]}")


def _instant() -> sa.types.TypeEngine[object]:
    return sa.DateTime(timezone=True)


def _letter_words() -> None:
    op.create_table(
        "letter_words",
        sa.Column("cohort_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("changed_at", _instant(), nullable=False),
        sa.CheckConstraint(
            "length(opening) <= 1500 and length(closing) <= 1500", name=op.f("ck_letter_words_words_fit")
        ),
        sa.CheckConstraint("opening <> '' or closing <> ''", name=op.f("ck_letter_words_some_words")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_letter_words_cohort_id")),
        sa.PrimaryKeyConstraint("cohort_id", "letter", "locale", name=op.f("pk_letter_words")),
    )


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_as", _words(("mentee", "mentor", "coordinator"), "invited_as"), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("expires_at", _instant(), nullable=False),
        sa.Column("revoked_at", _instant(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", _instant(), nullable=False),
        sa.CheckConstraint("enrolled_as in ('mentee', 'mentor')", name=op.f("ck_invitation_makes_nobody_staff")),
        sa.CheckConstraint("uses >= 0 and uses <= most_uses", name=op.f("ck_invitation_used_at_most")),
        sa.CheckConstraint("most_uses between 1 and 5000", name=op.f("ck_invitation_most_uses_fits")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_invitation_cohort_id")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_invitation_made_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("seed", name=op.f("uq_invitation_seed")),
    )
    op.create_index(op.f("ix_invitation_cohort_id"), "invitation", ["cohort_id"])
    op.create_table(
        "invitation_use",
        sa.Column("invitation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("followed_at", _instant(), nullable=False),
        sa.Column("used_at", _instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_invitation_use_invitation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_use_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("invitation_id", "person_id", name=op.f("pk_invitation_use")),
    )
    op.create_index(op.f("ix_invitation_use_person_id"), "invitation_use", ["person_id"])


def _join_requests() -> None:
    op.create_table(
        "join_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("status", _words(("waiting", "approved", "declined", "withdrawn"), "join_status"), nullable=False),
        sa.Column("created_at", _instant(), nullable=False),
        sa.Column("decided_at", _instant(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(status in ('approved', 'declined')) = (decided_at is not null)",
            name=op.f("ck_join_request_decided_at_a_time"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_join_request_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_join_request_cohort_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_join_request_decided_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
    )
    op.create_index(op.f("ix_join_request_person_id"), "join_request", ["person_id"])
    op.create_index("ix_join_request_status_created", "join_request", ["status", "created_at"])
    op.create_index("ix_join_request_cohort_id_status", "join_request", ["cohort_id", "status"])
    waiting = sa.text("status = 'waiting'")
    op.create_index(
        "uq_join_request_waiting",
        "join_request",
        ["person_id", "cohort_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _progress() -> None:
    op.create_table(
        "progress_reminder",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reminded_at", _instant(), nullable=False),
        sa.Column("reminded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_progress_reminder_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_progress_reminder_cohort_id")),
        sa.ForeignKeyConstraint(
            ["reminded_by_id"], ["person.id"], name=op.f("fk_progress_reminder_reminded_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("person_id", "cohort_id", name=op.f("pk_progress_reminder")),
    )


def _care() -> None:
    op.create_table(
        "training_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("also_present", sa.Boolean(), nullable=False),
        sa.Column("created_at", _instant(), nullable=False),
        sa.Column("retired_at", _instant(), nullable=True),
        sa.CheckConstraint("length(title) between 1 and 120", name=op.f("ck_training_item_title_fits")),
        sa.CheckConstraint("length(text) <= 4000 and length(link) <= 500", name=op.f("ck_training_item_text_fits")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_training_item_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_item")),
    )
    op.create_index(op.f("ix_training_item_cohort_id"), "training_item", ["cohort_id"])
    op.create_table(
        "training_tick",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ticked_at", _instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["training_item.id"], name=op.f("fk_training_tick_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_training_tick_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "person_id", name=op.f("pk_training_tick")),
    )
    op.create_index(op.f("ix_training_tick_person_id"), "training_tick", ["person_id"])
    op.create_table(
        "mentor_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", _instant(), nullable=False),
        sa.Column("retired_at", _instant(), nullable=True),
        sa.CheckConstraint("length(label) between 1 and 120", name=op.f("ck_mentor_check_label_fits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_check")),
    )
    op.create_table(
        "mentor_check_tick",
        sa.Column("check_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ticked_by_id", sa.Integer(), nullable=True),
        sa.Column("ticked_at", _instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["mentor_check.id"], name=op.f("fk_mentor_check_tick_check_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mentor_check_tick_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticked_by_id"], ["person.id"], name=op.f("fk_mentor_check_tick_ticked_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("check_id", "person_id", name=op.f("pk_mentor_check_tick")),
    )
    op.create_index(op.f("ix_mentor_check_tick_person_id"), "mentor_check_tick", ["person_id"])
    op.create_table(
        "certificate_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("status", _words(("queued", "running", "ready", "failed"), "certificate_status"), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("run", sa.Text(), nullable=True),
        sa.Column("leased_until", _instant(), nullable=True),
        sa.Column("created_at", _instant(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_certificate_job_cohort_id")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_certificate_job_asked_by_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_job")),
    )
    op.create_index(op.f("ix_certificate_job_cohort_id"), "certificate_job", ["cohort_id"])


def _words(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24, create_constraint=True)
