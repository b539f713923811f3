"""imports: uploads in parts and rows, remembered columns; vocabulary: aliases and merges; announcements."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = ()
depends_on = None

UPLOADS = ("mapping", "checking", "checked", "writing", "written", "failed")
OUTCOMES = ("accepted", "changed", "unchanged", "refused")
SEGMENTS = ("everybody", "students", "mentors", "no_profile", "no_match", "not_met")
STATUSES = ("draft", "scheduled", "sending", "sent", "cancelled")
KINDS = ("role", "skill", "industry", "field", "degree")


def upgrade() -> None:
    _uploads()
    _words_in_order()
    _announcements()


def _words_in_order() -> None:
    op.add_column("term", sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "term_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _words(KINDS, "merge_kind"), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("source_label", sa.Text(), nullable=False),
        sa.Column("target_key", sa.Text(), nullable=False),
        sa.Column("target_label", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source_key <> target_key", name=op.f("ck_term_merge_two_words")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_term_merge_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_merge")),
    )
    op.create_index(op.f("ix_term_merge_at"), "term_merge", ["at"])
    op.create_table(
        "term_alias",
        sa.Column("kind", _words(KINDS, "alias_kind"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["term_merge.id"], name=op.f("fk_term_alias_merge_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_term_alias")),
    )
    op.create_index(op.f("ix_term_alias_merge_id"), "term_alias", ["merge_id"])
    op.create_table(
        "term_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["term_merge.id"], name=op.f("fk_term_link_merge_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_term_link_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_link")),
        sa.UniqueConstraint("merge_id", "person_id", "answer", name=op.f("uq_term_link_merge_id_person_id_answer")),
    )
    op.create_index(op.f("ix_term_link_person_id"), "term_link", ["person_id"])


def _announcements() -> None:
    op.add_column(
        "letter_preference", sa.Column("announcements", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("segment", _words(SEGMENTS, "announcement_segment"), nullable=False),
        sa.Column("degree", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", _words(STATUSES, "announcement_status"), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "length(subject) <= 150 and length(body) <= 5000", name=op.f("ck_announcement_short_enough")
        ),
        sa.CheckConstraint(
            "status <> 'scheduled' or send_at is not null", name=op.f("ck_announcement_scheduled_at_a_time")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_announcement_cohort_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_announcement_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    for column in ("cohort_id", "by_id", "status"):
        op.create_index(op.f(f"ix_announcement_{column}"), "announcement", [column])
    op.create_table(
        "announcement_reader",
        sa.Column("announcement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_reader_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_announcement_reader_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("announcement_id", "person_id", name=op.f("pk_announcement_reader")),
    )
    op.create_index(op.f("ix_announcement_reader_person_id"), "announcement_reader", ["person_id"])


def _uploads() -> None:
    op.drop_table("people_upload")  # files that were forgotten after two hours anyway
    op.create_table(
        "people_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("header", sa.JSON(), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("meanings", sa.JSON(), nullable=False),
        sa.Column("status", _words(UPLOADS, "upload_status"), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("run", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("progress >= 0 and total >= 0", name=op.f("ck_people_upload_progress_counted")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_people_upload_by_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_people_upload_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_upload")),
    )
    for column in ("by_id", "created_at", "status"):
        op.create_index(op.f(f"ix_people_upload_{column}"), "people_upload", [column])
    op.create_table(
        "people_upload_part",
        sa.Column("upload_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _of_upload("people_upload_part"),
        sa.PrimaryKeyConstraint("upload_id", "number", name=op.f("pk_people_upload_part")),
    )
    op.create_table(
        "people_upload_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("status", _words(OUTCOMES, "outcome_status"), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        _of_upload("people_upload_row"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_upload_row")),
        sa.UniqueConstraint("upload_id", "line", name=op.f("uq_people_upload_row_upload_id_line")),
    )
    op.create_index("ix_people_upload_row_status", "people_upload_row", ["upload_id", "status", "line"])
    op.create_index("ix_people_upload_row_email", "people_upload_row", ["upload_id", "email"])
    op.create_table(
        "people_mapping",
        sa.Column("by_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("header_hash", sa.Text(), nullable=False),
        sa.Column("meanings", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_people_mapping_by_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("by_id", "header_hash", name=op.f("pk_people_mapping")),
    )


def downgrade() -> None:
    op.drop_table("announcement_reader")
    op.drop_table("announcement")
    op.drop_column("letter_preference", "announcements")
    op.drop_table("term_link")
    op.drop_table("term_alias")
    op.drop_table("term_merge")
    op.drop_column("term", "hidden")
    op.drop_table("people_mapping")
    op.drop_table("people_upload_row")
    op.drop_table("people_upload_part")
    op.drop_table("people_upload")
    op.create_table(
        "people_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_people_upload_by_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_people_upload_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_upload")),
    )
    op.create_index(op.f("ix_people_upload_by_id"), "people_upload", ["by_id"])
    op.create_index(op.f("ix_people_upload_created_at"), "people_upload", ["created_at"])


def _of_upload(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_upload_id")
    return sa.ForeignKeyConstraint(["upload_id"], ["people_upload.id"], name=name, ondelete="CASCADE")


def _words(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24, create_constraint=True)
