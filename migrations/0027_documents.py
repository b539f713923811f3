"""documents: versions of CVs and letters, shares of them, audits and the form of audits."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = ()
depends_on = None

OPEN = sa.text("status in ('waiting', 'taken', 'needs_file')")
NOT_ENDED = sa.text("ended_at is null")
TABLES = (
    "document_point_check",
    "document_point_answer",
    "document_coach_note",
    "document_audit_point",
    "document_audit_mark",
    "document_audit_draft",
    "document_share",
    "document_audit",
    "document_version",
    "document_room",
    "document",
    "audit_section",
)


def upgrade() -> None:
    op.create_table(
        "audit_section",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_audit_section")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cv", "letter", "other", name="document_kind", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(title) between 1 and 120", name=op.f("ck_document_title_is_bounded")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_person_id", "document", ["person_id"], unique=False)

    op.create_table(
        "document_room",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.CheckConstraint("used between 0 and 62914560", name=op.f("ck_document_room_room_is_bounded")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_room_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_document_room")),
    )
    op.create_table(
        "document_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pdf",
                "docx",
                "odt",
                "png",
                "jpeg",
                "text",
                "markdown",
                name="document_file_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("stored_as", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('pdf', 'docx')", name=op.f("ck_document_version_is_pdf_or_word")),
        sa.CheckConstraint(
            "(stored_as is null) = (taken_away_at is not null)", name=op.f("ck_document_version_kept_or_taken_away")
        ),
        sa.CheckConstraint("length(name) between 1 and 120", name=op.f("ck_document_version_name_is_bounded")),
        sa.CheckConstraint("length(note) between 0 and 1000", name=op.f("ck_document_version_note_is_bounded")),
        sa.CheckConstraint("size between 1 and 10485760", name=op.f("ck_document_version_size_is_bounded")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_version_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_version_document_id_number")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_document_version_stored_as")),
    )
    op.create_table(
        "document_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "taken",
                "needs_file",
                "published",
                "withdrawn",
                "taken_back",
                "called_off",
                name="document_audit_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_words", sa.Text(), nullable=False),
        sa.Column("overall", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(published_at is not null) = (status in ('published', 'withdrawn'))",
            name=op.f("ck_document_audit_is_published"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at is not null) = (status = 'withdrawn')", name=op.f("ck_document_audit_is_withdrawn")
        ),
        sa.CheckConstraint(
            "status in ('waiting', 'taken_back', 'called_off') or coach_id is not null",
            name=op.f("ck_document_audit_somebody_works_on_it"),
        ),
        sa.CheckConstraint("length(overall) between 0 and 4000", name=op.f("ck_document_audit_overall_is_bounded")),
        sa.CheckConstraint("length(role) between 0 and 120", name=op.f("ck_document_audit_role_is_bounded")),
        sa.ForeignKeyConstraint(["coach_id"], ["person.id"], name=op.f("fk_document_audit_coach_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_audit_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_audit_person_id")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_document_audit_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_audit")),
    )
    op.create_index("ix_document_audit_coach_id", "document_audit", ["coach_id"], unique=False)
    op.create_index("ix_document_audit_document_id", "document_audit", ["document_id"], unique=False)
    op.create_index("ix_document_audit_person_id", "document_audit", ["person_id"], unique=False)
    op.create_index("ix_document_audit_status_since", "document_audit", ["status", "asked_at"], unique=False)
    op.create_index("ix_document_audit_version_id", "document_audit", ["version_id"], unique=False)
    op.create_index(
        "uq_document_audit_open",
        "document_audit",
        ["document_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )

    op.create_table(
        "document_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("with_audit", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_document_share_match_id")),
        sa.ForeignKeyConstraint(["version_id"], ["document_version.id"], name=op.f("fk_document_share_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_share")),
    )
    op.create_index("ix_document_share_match_id", "document_share", ["match_id"], unique=False)
    op.create_index(
        "uq_document_share_open",
        "document_share",
        ["version_id", "match_id"],
        unique=True,
        sqlite_where=NOT_ENDED,
        postgresql_where=NOT_ENDED,
    )

    op.create_table(
        "document_audit_draft",
        sa.Column("audit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["document_audit.id"], name=op.f("fk_document_audit_draft_audit_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_document_audit_draft_by_id")),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_document_audit_draft")),
    )
    op.create_table(
        "document_audit_mark",
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "rating",
            sa.Enum(
                "strong",
                "fine",
                "needs_work",
                "missing",
                name="document_audit_rating",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(comment) between 0 and 2000", name=op.f("ck_document_audit_mark_comment_is_bounded")
        ),
        sa.ForeignKeyConstraint(["audit_id"], ["document_audit.id"], name=op.f("fk_document_audit_mark_audit_id")),
        sa.PrimaryKeyConstraint("audit_id", "section", name=op.f("pk_document_audit_mark")),
    )
    op.create_table(
        "document_audit_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(text) between 1 and 300", name=op.f("ck_document_audit_point_text_is_bounded")),
        sa.ForeignKeyConstraint(["audit_id"], ["document_audit.id"], name=op.f("fk_document_audit_point_audit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_audit_point")),
        sa.UniqueConstraint("audit_id", "place", name=op.f("uq_document_audit_point_audit_id_place")),
    )
    op.create_table(
        "document_coach_note",
        sa.Column("audit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) between 0 and 4000", name=op.f("ck_document_coach_note_text_is_bounded")),
        sa.ForeignKeyConstraint(["audit_id"], ["document_audit.id"], name=op.f("fk_document_coach_note_audit_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_document_coach_note_by_id")),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_document_coach_note")),
    )
    op.create_table(
        "document_point_answer",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("length(words) between 0 and 1000", name=op.f("ck_document_point_answer_words_is_bounded")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["document_audit_point.id"], name=op.f("fk_document_point_answer_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_version.id"], name=op.f("fk_document_point_answer_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "point_id", name=op.f("pk_document_point_answer")),
    )
    op.create_index("ix_document_point_answer_point_id", "document_point_answer", ["point_id"], unique=False)

    op.create_table(
        "document_point_check",
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["document_audit.id"], name=op.f("fk_document_point_check_audit_id")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["document_audit_point.id"], name=op.f("fk_document_point_check_point_id")
        ),
        sa.PrimaryKeyConstraint("audit_id", "point_id", name=op.f("pk_document_point_check")),
    )
    op.create_index("ix_document_point_check_point_id", "document_point_check", ["point_id"], unique=False)


def downgrade() -> None:
    """The rows go; their bytes are then nobody's, and the sweep of uploads removes them."""
    for table in TABLES:
        op.drop_table(table)
