"""mentoring: decisions of coordinators, kept places; waitinglist: who waits in line, and what they are offered."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = ()
depends_on = None

DECISIONS = ("approved", "changed", "refused")
REASONS = (
    "reasons_hold", "best_available", "known_to_us", "better_elsewhere", "too_little_in_common", "too_close",
    "mentor_busy", "mentor_away", "not_ready", "concern", "other",
)  # fmt: skip
STATES = ("waiting", "left", "matched", "removed", "silent")
OFFERS = ("open", "accepted", "passed_on", "lapsed", "withdrawn")
#: What both databases are told to refuse: a decision is written once.
GUARDS = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.add_column("request", sa.Column("place_kept", sa.Boolean(), nullable=False, server_default=sa.false()))
    kept = sa.text("place_kept")
    op.create_index("ix_request_kept_place", "request", ["mentor_id"], sqlite_where=kept, postgresql_where=kept)
    _decisions()
    _line()


def _decisions() -> None:
    yes = "reason in ('reasons_hold', 'best_available', 'known_to_us', 'other') and decision = 'approved'"
    no = (
        "reason in ('better_elsewhere', 'too_little_in_common', 'too_close', 'mentor_busy', 'mentor_away',"
        " 'not_ready', 'concern', 'other') and decision <> 'approved'"
    )
    op.create_table(
        "review_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("instead_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("decision", _words(DECISIONS, "review_decided"), nullable=False),
        sa.Column("reason", _words(REASONS, "review_reason_code"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("subject_kind in ('request', 'match')", name=op.f("ck_review_decision_subject_is_a_pair")),
        sa.CheckConstraint(f"{yes} or {no}", name=op.f("ck_review_decision_reason_fits_the_decision")),
        sa.CheckConstraint(
            "words <> '' or (decision = 'approved' and reason <> 'other')",
            name=op.f("ck_review_decision_words_where_needed"),
        ),
        sa.CheckConstraint(
            "(instead_id is null) = (decision <> 'changed')",
            name=op.f("ck_review_decision_another_mentor_when_changed"),
        ),
        sa.CheckConstraint("place is null or place > 0", name=op.f("ck_review_decision_place_counts")),
        sa.CheckConstraint("seconds is null or seconds >= 0", name=op.f("ck_review_decision_time_goes_on")),
        *_to("review_decision", "cohort", "cohort_id"),
        *_to("review_decision", "person", "mentee_id", "mentor_id", "instead_id", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_decision")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "decision", name=op.f("uq_review_decision_subject_kind_subject_id_decision")
        ),
    )
    for name, columns in (
        ("ix_review_decision_by", ["by_id", "at"]),
        ("ix_review_decision_cohort", ["cohort_id", "at"]),
        (op.f("ix_review_decision_mentee_id"), ["mentee_id"]),
        (op.f("ix_review_decision_mentor_id"), ["mentor_id"]),
    ):
        op.create_index(name, "review_decision", columns)
    _guard()


def _guard() -> None:
    """Rows that exist cannot be changed or taken away."""
    if op.get_bind().dialect.name == "sqlite":
        for deed in GUARDS:
            op.execute(
                f"CREATE TRIGGER review_decision_no_{deed.lower()} BEFORE {deed} ON review_decision"
                " BEGIN SELECT RAISE(ABORT, 'a decision stays as it was written'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION review_decision_stays() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'a decision stays as it was written'; END $$"
    )
    op.execute(
        "CREATE TRIGGER review_decision_stays BEFORE UPDATE OR DELETE ON review_decision"
        " FOR EACH ROW EXECUTE FUNCTION review_decision_stays()"
    )


def _line() -> None:
    op.create_table(
        "waiting_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("status", _words(STATES, "waiting_status"), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(status = 'waiting') = (closed_at is null)", name=op.f("ck_waiting_place_closed_at_a_time")
        ),
        sa.CheckConstraint("status <> 'removed' or reason <> ''", name=op.f("ck_waiting_place_removed_for_a_reason")),
        *_to("waiting_place", "cohort", "cohort_id"),
        *_to("waiting_place", "person", "mentee_id", "closed_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_place")),
    )
    op.create_index(op.f("ix_waiting_place_mentee_id"), "waiting_place", ["mentee_id"])
    op.create_index("ix_waiting_place_line", "waiting_place", ["cohort_id", "status", "joined_at"])
    waiting = sa.text("status = 'waiting'")
    op.create_index(
        "uq_waiting_place_waiting",
        "waiting_place",
        ["cohort_id", "mentee_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "waiting_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("status", _words(OFFERS, "waiting_offer_status"), nullable=False),
        sa.Column("recommendation", sa.JSON(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(status = 'open') = (answered_at is null)", name=op.f("ck_waiting_offer_answered_at_a_time")
        ),
        sa.CheckConstraint(
            "(status = 'accepted') = (request_id is not null)", name=op.f("ck_waiting_offer_accepted_as_a_request")
        ),
        sa.CheckConstraint("by_id is null or reason <> ''", name=op.f("ck_waiting_offer_by_hand_for_a_reason")),
        sa.CheckConstraint("mentee_id <> mentor_id", name=op.f("ck_waiting_offer_two_people")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["waiting_place.id"], name=op.f("fk_waiting_offer_place_id"), ondelete="CASCADE"
        ),
        *_to("waiting_offer", "person", "mentee_id", "mentor_id", "by_id"),
        *_to("waiting_offer", "request", "request_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_offer")),
    )
    op.create_index(op.f("ix_waiting_offer_mentee_id"), "waiting_offer", ["mentee_id"])
    op.create_index(op.f("ix_waiting_offer_mentor_id"), "waiting_offer", ["mentor_id"])
    op.create_index("ix_waiting_offer_due", "waiting_offer", ["status", "closes_at"])
    op.create_index(
        "uq_waiting_offer_open",
        "waiting_offer",
        ["place_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )


def downgrade() -> None:
    op.drop_table("waiting_offer")
    op.drop_table("waiting_place")
    op.drop_table("review_decision")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION review_decision_stays()")
    op.drop_index("ix_request_kept_place", "request")
    op.drop_column("request", "place_kept")


def _words(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24, create_constraint=True)


def _to(table: str, other: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}")) for column in columns]
