"""queue: assignments, saved views, acts on many rows; how matches go, as the worker found it; bands and indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = ()
depends_on = None

KINDS = (
    "concern", "request", "match", "application", "expiring", "silent", "stuck", "dispute", "waiting", "letter",
    "join",
)  # fmt: skip
WHYS = ("missed", "late_step", "booked", "just_begun", "never_met", "silent", "met_lately")
INDEXES = {
    "ix_request_status_since": ("request", ["status", "created_at", "cohort_id"]),
    "ix_request_status_closes": ("request", ["status", "closes_at"]),
    "ix_request_status_opened": ("request", ["status", "opened_at"]),
    "ix_match_status_since": ("match", ["status", "created_at", "cohort_id"]),
    "ix_match_status_ended": ("match", ["status", "ended_at"]),
    "ix_person_name": ("person", ["name"]),
    "ix_match_mentee_status": ("match", ["mentee_id", "status", "ended_at"]),
    "ix_offer_status_applied": ("offer", ["status", "applied_at"]),
    "ix_concern_status_since": ("concern", ["status", "created_at"]),
    "ix_enrolment_since": ("enrolment", ["enrolled_as", "open_requests", "created_at"]),
    "ix_letter_status_since": ("letter", ["status", "created_at"]),
}


def upgrade() -> None:
    for table in ("request", "match"):
        op.execute(f'ALTER TABLE "{table}" ADD COLUMN band TEXT')
        band = (
            "json_extract(recommendation, '$.band')"
            if op.get_bind().dialect.name == "sqlite"
            else "recommendation ->> 'band'"
        )
        op.execute(f'UPDATE "{table}" SET band = {band}')  # noqa: S608 (names of ours)
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    op.drop_index("ix_match_mentee_id", "match")  # the one with the status says the same and more
    disputed = sa.text("disputed_at is not null and decision is null")
    op.create_index(
        "ix_attendance_open_dispute",
        "attendance",
        ["disputed_at"],
        sqlite_where=disputed,
        postgresql_where=disputed,
    )
    _pulses()
    _assignments_and_views()
    _bulk()


def _pulses() -> None:
    op.create_table(
        "match_pulse",
        sa.Column("match_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", _words(("on_track", "check_in", "early"), "match_pulse_state"), nullable=False),
        sa.Column("why", _words(WHYS, "match_pulse_why"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_match_pulse_match_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_match_pulse")),
    )
    op.create_index("ix_match_pulse_state_since", "match_pulse", ["state", "since"])


def _assignments_and_views() -> None:
    op.create_table(
        "queue_assignment",
        sa.Column("kind", _words(KINDS, "queue_assignment_kind"), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _person("queue_assignment", "person_id", "CASCADE"),
        _person("queue_assignment", "by_id"),
        sa.PrimaryKeyConstraint("kind", "subject_id", name=op.f("pk_queue_assignment")),
    )
    op.create_index(op.f("ix_queue_assignment_person_id"), "queue_assignment", ["person_id"])
    op.create_table(
        "queue_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) between 1 and 60", name=op.f("ck_queue_view_name_fits")),
        sa.CheckConstraint("length(address) <= 600", name=op.f("ck_queue_view_address_fits")),
        _person("queue_view", "person_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_view")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_queue_view_person_id_name")),
    )
    default = sa.text("is_default")
    op.create_index(
        "uq_queue_view_default",
        "queue_view",
        ["person_id"],
        unique=True,
        sqlite_where=default,
        postgresql_where=default,
    )
    op.create_table(
        "queue_wish",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        _person("queue_wish", "person_id", "CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_queue_wish")),
    )


def _bulk() -> None:
    op.create_table(
        "queue_bulk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("act", _words(("approve", "refuse", "assign"), "queue_bulk_act"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("status", _words(("waiting", "running", "done", "undone"), "queue_bulk_status"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(words) <= 1000", name=op.f("ck_queue_bulk_words_fit")),
        sa.CheckConstraint(
            "(act = 'assign') = (assignee_id is not null)", name=op.f("ck_queue_bulk_assigned_to_somebody")
        ),
        _person("queue_bulk", "by_id", "CASCADE"),
        _person("queue_bulk", "assignee_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_bulk")),
    )
    op.create_index("ix_queue_bulk_status_due", "queue_bulk", ["status", "due_at"])
    op.create_index(op.f("ix_queue_bulk_by_id"), "queue_bulk", ["by_id"])
    op.create_index(op.f("ix_queue_bulk_assignee_id"), "queue_bulk", ["assignee_id"])
    op.create_table(
        "queue_bulk_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bulk_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words(KINDS, "queue_bulk_row_kind"), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("status", _words(("pending", "done", "gone", "refused"), "queue_bulk_row_status"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulk_id"], ["queue_bulk.id"], name=op.f("fk_queue_bulk_row_bulk_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_bulk_row")),
        sa.UniqueConstraint("bulk_id", "kind", "subject_id", name=op.f("uq_queue_bulk_row_bulk_id_kind_subject_id")),
    )


def downgrade() -> None:
    for table in ("queue_bulk_row", "queue_bulk", "queue_wish", "queue_view", "queue_assignment", "match_pulse"):
        op.drop_table(table)
    op.drop_index("ix_attendance_open_dispute", "attendance")
    op.create_index("ix_match_mentee_id", "match", ["mentee_id"])
    for name, (table, _columns) in INDEXES.items():
        op.drop_index(name, table)
    for table in ("request", "match"):
        op.execute(f'ALTER TABLE "{table}" DROP COLUMN band')


def _person(table: str, column: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def _words(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24, create_constraint=True)
