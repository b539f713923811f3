"""goals, notes and relationship: what a match is made of, and why it ended."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = ()
depends_on = None


def _words(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    # One statement that both databases read: the match is referred to, so it is never built anew.
    op.execute(
        "ALTER TABLE match ADD COLUMN ended_because VARCHAR(24) CONSTRAINT ck_match_end_reason"
        " CHECK (ended_because IN ('reached', 'term_over', 'no_time', 'not_fitting', 'other'))"
    )
    _goals()
    _notes()
    op.create_table(
        "farewell",
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(thanks) <= 1000", name=op.f("ck_farewell_thanks_fit")),
        sa.CheckConstraint("rating between 1 and 5", name=op.f("ck_farewell_one_to_five")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_farewell_match_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_farewell_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("match_id", "person_id", name=op.f("pk_farewell")),
    )
    op.create_index(op.f("ix_farewell_person_id"), "farewell", ["person_id"])


def _goals() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("status", _words("open", "done", "dropped", name="goal_status"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("place between 1 and 10", name=op.f("ck_goal_places_of_a_match")),
        sa.CheckConstraint("(status = 'open') = (place is not null)", name=op.f("ck_goal_open_ones_have_a_place")),
        sa.CheckConstraint("(status = 'open') = (ended_at is null)", name=op.f("ck_goal_ended_at_a_time")),
        sa.CheckConstraint("length(title) between 1 and 120", name=op.f("ck_goal_title_fits")),
        sa.CheckConstraint("length(why) <= 1000", name=op.f("ck_goal_why_fits")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_goal_match_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_goal_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("match_id", "place", name=op.f("uq_goal_match_id_place")),
    )
    op.create_index(op.f("ix_goal_match_id"), "goal", ["match_id"])
    op.create_table(
        "goal_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("doer_id", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("place between 1 and 20", name=op.f("ck_goal_step_places_of_a_goal")),
        sa.CheckConstraint("length(text) between 1 and 200", name=op.f("ck_goal_step_text_fits")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_step_goal_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["doer_id"], ["person.id"], name=op.f("fk_goal_step_doer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_step")),
        sa.UniqueConstraint("goal_id", "place", name=op.f("uq_goal_step_goal_id_place")),
    )
    op.create_index(op.f("ix_goal_step_goal_id"), "goal_step", ["goal_id"])


def _notes() -> None:
    op.create_table(
        "shared_note",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("kind", _words("agenda", "minutes", name="shared_note_kind"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) <= 8000", name=op.f("ck_shared_note_text_fits")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_shared_note_booking_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_shared_note_by_id")),
        sa.PrimaryKeyConstraint("booking_id", "kind", name=op.f("pk_shared_note")),
    )
    op.create_table(
        "private_note",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) <= 8000", name=op.f("ck_private_note_text_fits")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_private_note_booking_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_private_note_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booking_id", "author_id", name=op.f("pk_private_note")),
    )
    op.create_index(op.f("ix_private_note_author_id"), "private_note", ["author_id"])


def downgrade() -> None:
    for table in ("farewell", "private_note", "shared_note", "goal_step", "goal"):
        op.drop_table(table)
    op.execute("ALTER TABLE match DROP COLUMN ended_because")
