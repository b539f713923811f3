"""messages, files, concerns: what two people of a match exchange, and what they tell coordinators."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "no_answer",
                "behaviour",
                "safety",
                "wrong_match",
                "other",
                name="concern_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("may_tell", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "handling",
                "closed",
                name="concern_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(status = 'closed') = (closed_at is not null)", name=op.f("ck_concern_closed_at_a_time")),
        sa.CheckConstraint("length(words) between 1 and 4000", name=op.f("ck_concern_words_are_bounded")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_concern_match_id")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["person.id"], name=op.f("fk_concern_raised_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("raised_by_id", "form_key", name=op.f("uq_concern_raised_by_id_form_key")),
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_match_id"), ["match_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_status"), ["status"], unique=False)

    op.create_table(
        "match_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
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
                name="file_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("stored_as", sa.Text(), nullable=True),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_away_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(stored_as is null) = (taken_away_at is not null)", name=op.f("ck_match_file_kept_or_taken_away")
        ),
        sa.CheckConstraint(
            "(taken_away_at is null) = (taken_away_by_id is null)", name=op.f("ck_match_file_taken_away_by_somebody")
        ),
        sa.CheckConstraint("length(name) between 1 and 120", name=op.f("ck_match_file_name_is_bounded")),
        sa.CheckConstraint("size between 1 and 10485760", name=op.f("ck_match_file_size_is_bounded")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_match_file_by_id")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_match_file_match_id")),
        sa.ForeignKeyConstraint(["taken_away_by_id"], ["person.id"], name=op.f("fk_match_file_taken_away_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_file")),
        sa.UniqueConstraint("by_id", "form_key", name=op.f("uq_match_file_by_id_form_key")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_match_file_stored_as")),
    )
    with op.batch_alter_table("match_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_file_match_id"), ["match_id"], unique=False)

    op.create_table(
        "match_file_room",
        sa.Column("match_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.CheckConstraint("used between 0 and 104857600", name=op.f("ck_match_file_room_room_is_bounded")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_match_file_room_match_id")),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_match_file_room")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("form_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(taken_back_at is null) = (text <> '')", name=op.f("ck_message_words_or_taken_back")),
        sa.CheckConstraint("length(text) <= 4000", name=op.f("ck_message_not_too_long")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_message_match_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("author_id", "form_key", name=op.f("uq_message_author_id_form_key")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_match_id_id"), ["match_id", "id"], unique=False)

    op.create_table(
        "message_reading",
        sa.Column("match_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("read_up_to", sa.Integer(), nullable=False),
        sa.Column("told_up_to", sa.Integer(), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.CheckConstraint("read_up_to >= 0 and told_up_to >= 0", name=op.f("ck_message_reading_counted_from_nothing")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_message_reading_match_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_reading_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("match_id", "person_id", name=op.f("pk_message_reading")),
    )
    with op.batch_alter_table("message_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_reading_person_id"), ["person_id"], unique=False)

    op.create_table(
        "concern_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) between 1 and 4000", name=op.f("ck_concern_note_text_is_bounded")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_concern_note_by_id")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_note_concern_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_note")),
    )
    with op.batch_alter_table("concern_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_note_concern_id"), ["concern_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("concern_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_note_concern_id"))

    op.drop_table("concern_note")
    with op.batch_alter_table("message_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_reading_person_id"))

    op.drop_table("message_reading")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_match_id_id"))

    op.drop_table("message")
    op.drop_table("match_file_room")
    with op.batch_alter_table("match_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_file_match_id"))

    op.drop_table("match_file")
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_status"))
        batch_op.drop_index(batch_op.f("ix_concern_match_id"))

    op.drop_table("concern")
