"""assignments: drafts, their rows, rules about pairs; a match may come from no request."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = ()
depends_on = None

OBJECTIVES = ("total", "participation", "worst_off")
STATUSES = ("queued", "running", "ready", "failed", "cancelled", "publishing", "published", "discarded")
FAILURES = ("nobody_waits", "no_places", "rules_contradict", "crashed")


def upgrade() -> None:
    _let_matches_have_no_request()
    op.create_table(
        "assignment_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("objective", _words(OBJECTIVES, "assignment_objective"), nullable=False),
        sa.Column("most_new", sa.Integer(), nullable=True),
        sa.Column("new_faces", sa.Boolean(), nullable=False),
        sa.Column("status", _words(STATUSES, "assignment_status"), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("failure", _words(FAILURES, "assignment_failure"), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ranker", sa.Text(), nullable=False),
        sa.Column("total", sa.Double(), nullable=True),
        sa.Column("worst", sa.Double(), nullable=True),
        sa.Column("bound", sa.Double(), nullable=True),
        sa.Column("blocking_pairs", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("progress between 0 and 100", name=op.f("ck_assignment_draft_progress_in_percent")),
        sa.CheckConstraint("most_new is null or most_new > 0", name=op.f("ck_assignment_draft_most_new_counts")),
        sa.CheckConstraint(
            "(status = 'published') = (published_at is not null)", name=op.f("ck_assignment_draft_published_at_a_time")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_assignment_draft_cohort_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_assignment_draft_asked_by_id")),
        sa.ForeignKeyConstraint(["published_by_id"], ["person.id"], name=op.f("fk_assignment_draft_published_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_draft")),
    )
    op.create_index(op.f("ix_assignment_draft_cohort_id"), "assignment_draft", ["cohort_id"])
    op.create_index(op.f("ix_assignment_draft_status"), "assignment_draft", ["status"])
    publishing = sa.text("status = 'publishing'")
    op.create_index(
        "uq_assignment_draft_publishing",
        "assignment_draft",
        ["cohort_id"],
        unique=True,
        sqlite_where=publishing,
        postgresql_where=publishing,
    )
    op.create_table(
        "assignment_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("recommendation", sa.JSON(), nullable=False),
        sa.Column("unmatched", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=True),
        sa.Column("skipped", sa.Text(), nullable=False),
        sa.CheckConstraint("(mentor_id is null) = (score is null)", name=op.f("ck_assignment_row_score_with_a_mentor")),
        sa.CheckConstraint("mentor_id is null or mentor_id <> mentee_id", name=op.f("ck_assignment_row_two_people")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["assignment_draft.id"], name=op.f("fk_assignment_row_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mentee_id"], ["person.id"], name=op.f("fk_assignment_row_mentee_id")),
        sa.ForeignKeyConstraint(["mentor_id"], ["person.id"], name=op.f("fk_assignment_row_mentor_id")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_assignment_row_match_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_row")),
        sa.UniqueConstraint("draft_id", "mentee_id", name=op.f("uq_assignment_row_draft_id_mentee_id")),
    )
    op.create_index("ix_assignment_row_mentor", "assignment_row", ["draft_id", "mentor_id"])
    op.create_index(op.f("ix_assignment_row_mentee_id"), "assignment_row", ["mentee_id"])
    op.create_index(op.f("ix_assignment_row_mentor_id"), "assignment_row", ["mentor_id"])
    op.create_table(
        "pair_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words(("together", "apart"), "pair_rule_kind"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mentee_id <> mentor_id", name=op.f("ck_pair_rule_two_people")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_pair_rule_cohort_id")),
        sa.ForeignKeyConstraint(["mentee_id"], ["person.id"], name=op.f("fk_pair_rule_mentee_id")),
        sa.ForeignKeyConstraint(["mentor_id"], ["person.id"], name=op.f("fk_pair_rule_mentor_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_pair_rule_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_rule")),
        sa.UniqueConstraint(
            "cohort_id", "mentee_id", "mentor_id", name=op.f("uq_pair_rule_cohort_id_mentee_id_mentor_id")
        ),
    )
    op.create_index(op.f("ix_pair_rule_mentee_id"), "pair_rule", ["mentee_id"])
    op.create_index(op.f("ix_pair_rule_mentor_id"), "pair_rule", ["mentor_id"])
    together = sa.text("kind = 'together'")
    op.create_index(
        "uq_pair_rule_together",
        "pair_rule",
        ["cohort_id", "mentee_id"],
        unique=True,
        sqlite_where=together,
        postgresql_where=together,
    )


def downgrade() -> None:
    op.drop_table("pair_rule")
    op.drop_table("assignment_row")
    op.drop_table("assignment_draft")
    # Matches without a request would have to be deleted: the column stays as it is.


def _words(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24, create_constraint=True)


def _let_matches_have_no_request() -> None:
    """Drop NOT NULL from match.request_id.

    SQLite cannot, and rebuilding a table that others refer to would take their rows with it. Its documentation names
    the way for changes that leave the content as it is: edit the stored statement (lang_altertable, section 8).
    """
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("match", "request_id", existing_type=sa.Integer(), nullable=True)
        return
    op.execute("PRAGMA writable_schema = ON")
    op.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, 'request_id INTEGER NOT NULL', 'request_id INTEGER')"
        " WHERE type = 'table' AND name = 'match'"
    )
    op.execute("PRAGMA writable_schema = RESET")
