"""resources: guides with their versions and pictures, what readers keep of them, and what they would change."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = ()
depends_on = None

KINDS = ("guide", "template", "checklist", "video", "interview")
STATUSES = ("draft", "in_review", "published", "withdrawn")
PICTURES = ("png", "jpeg", "webp")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=24, create_constraint=True)


def _bounded(table: str, column: str, most: int, least: int = 0) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        f"length({column}) between {least} and {most}", name=op.f(f"ck_{table}_{column}_is_bounded")
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}"), ondelete="SET NULL")


def upgrade() -> None:
    op.create_table(
        "guide_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_group")),
    )
    op.create_table(
        "guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("import_key", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("status", _choice("guide_status", *STATUSES), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("live", sa.Integer(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("live is null or live between 1 and newest", name=op.f("ck_guide_live_is_a_version")),
        sa.CheckConstraint("(status = 'withdrawn') <= (live is null)", name=op.f("ck_guide_withdrawn_is_unseen")),
        _bounded("guide", "import_key", 80, 1),
        sa.ForeignKeyConstraint(["group_id"], ["guide_group.id"], name=op.f("fk_guide_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide")),
        sa.UniqueConstraint("group_id", "language", name=op.f("uq_guide_group_id_language")),
        sa.UniqueConstraint("import_key", name=op.f("uq_guide_import_key")),
    )
    op.create_index("ix_guide_review_on", "guide", ["review_on"])
    op.create_table(
        "guide_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("guide_kind", *KINDS), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("title", "lead", "text", "video_link", "alum")),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        *(
            sa.Column(name, sa.JSON(), nullable=False)
            for name in ("topics", "roles", "industries", "skills", "degrees")
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=False),
        _bounded("guide_version", "title", 160, 1),
        _bounded("guide_version", "lead", 400),
        _bounded("guide_version", "text", 60_000),
        _bounded("guide_version", "video_link", 500),
        _bounded("guide_version", "alum", 160),
        sa.ForeignKeyConstraint(["guide_id"], ["guide.id"], name=op.f("fk_guide_version_guide_id")),
        *(_person("guide_version", name) for name in ("mentor_id", "by_id", "published_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_version")),
        sa.UniqueConstraint("guide_id", "number", name=op.f("uq_guide_version_guide_id_number")),
    )
    for name in ("mentor_id", "by_id", "published_by_id"):
        op.create_index(f"ix_guide_version_{name}", "guide_version", [name])
    op.create_table(
        "guide_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("guide_picture_kind", *PICTURES), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.Text(), nullable=False),
        sa.Column("stored_as", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size between 1 and 10485760", name=op.f("ck_guide_picture_size_is_bounded")),
        _bounded("guide_picture", "alt", 300, 1),
        sa.ForeignKeyConstraint(["guide_id"], ["guide.id"], name=op.f("fk_guide_picture_guide_id")),
        _person("guide_picture", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_picture")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_guide_picture_stored_as")),
    )
    op.create_index("ix_guide_picture_guide_id", "guide_picture", ["guide_id"])
    op.create_index("ix_guide_picture_by_id", "guide_picture", ["by_id"])
    op.create_table(
        "guide_reader",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("guide_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helpful", sa.Boolean(), nullable=True),
        sa.Column("ticks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["guide_id"], ["guide.id"], name=op.f("fk_guide_reader_guide_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_guide_reader_person_id")),
        sa.PrimaryKeyConstraint("person_id", "guide_id", name=op.f("pk_guide_reader")),
    )
    op.create_index("ix_guide_reader_guide_id", "guide_reader", ["guide_id"])
    op.create_table(
        "guide_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        _bounded("guide_suggestion", "text", 2000, 1),
        _bounded("guide_suggestion", "answer", 2000),
        sa.CheckConstraint(
            "(answered_at is null) = (answer = '')", name=op.f("ck_guide_suggestion_answered_with_words")
        ),
        sa.ForeignKeyConstraint(["guide_id"], ["guide.id"], name=op.f("fk_guide_suggestion_guide_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_guide_suggestion_person_id")),
        _person("guide_suggestion", "answered_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_suggestion")),
    )
    for name in ("guide_id", "person_id", "answered_by_id"):
        op.create_index(f"ix_guide_suggestion_{name}", "guide_suggestion", [name])
    op.create_index("ix_guide_suggestion_answered_at", "guide_suggestion", ["answered_at", "id"])


def downgrade() -> None:
    for table in ("guide_suggestion", "guide_reader", "guide_picture", "guide_version", "guide", "guide_group"):
        op.drop_table(table)
