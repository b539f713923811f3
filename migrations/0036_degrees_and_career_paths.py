"""degrees: the catalogue; paths: roles with versions of their text, salaries and degrees."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "career_path",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="path_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status <> 'published' or shown is not null", name=op.f("ck_career_path_published_shows_a_version")
        ),
        sa.CheckConstraint("length(title) between 1 and 80", name=op.f("ck_career_path_title_fits")),
        sa.CheckConstraint("shown is null or shown <= latest", name=op.f("ck_career_path_shows_what_is_there")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_career_path")),
        sa.UniqueConstraint("title", name=op.f("uq_career_path_title")),
    )
    op.create_table(
        "degree",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="degree_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "certificate",
                "bachelor",
                "master",
                "doctorate",
                name="degree_level",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum(
                "online", "campus", "mixed", name="degree_mode", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("ects", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("priced_on", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("faculty", sa.Text(), nullable=False),
        sa.Column("accreditation", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "cost is null or (length(currency) = 3 and priced_on is not null)",
            name=op.f("ck_degree_cost_has_currency_and_day"),
        ),
        sa.CheckConstraint("cost is null or cost between 0 and 1000000", name=op.f("ck_degree_cost_fits")),
        sa.CheckConstraint("ects is null or ects between 1 and 600", name=op.f("ck_degree_ects_fit")),
        sa.CheckConstraint("invented or length(source) > 0", name=op.f("ck_degree_has_a_source_or_is_invented")),
        sa.CheckConstraint(
            "length(faculty) <= 600 and length(accreditation) <= 600 and length(assessment) <= 600"
            " and length(content) <= 8000",
            name=op.f("ck_degree_words_fit"),
        ),
        sa.CheckConstraint("length(key) between 1 and 80", name=op.f("ck_degree_key_fits")),
        sa.CheckConstraint(
            "length(name) between 1 and 120 and length(provider) between 1 and 120", name=op.f("ck_degree_names_fit")
        ),
        sa.CheckConstraint("months is not null or ects is not null", name=op.f("ck_degree_has_a_length")),
        sa.CheckConstraint("months is null or months between 1 and 120", name=op.f("ck_degree_months_fit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_degree")),
        sa.UniqueConstraint("key", name=op.f("uq_degree_key")),
    )
    with op.batch_alter_table("degree", schema=None) as batch_op:
        batch_op.create_index("ix_degree_status_name", ["status", "name"], unique=False)

    op.create_table(
        "career_path_degree",
        sa.Column("path_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("degree_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("length(words) <= 300", name=op.f("ck_career_path_degree_words_fit")),
        sa.ForeignKeyConstraint(
            ["degree_id"], ["degree.id"], name=op.f("fk_career_path_degree_degree_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["path_id"], ["career_path.id"], name=op.f("fk_career_path_degree_path_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("path_id", "degree_id", name=op.f("pk_career_path_degree")),
    )
    with op.batch_alter_table("career_path_degree", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_career_path_degree_degree_id"), ["degree_id"], unique=False)

    op.create_table(
        "career_path_version",
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("does", sa.Text(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("ways_in", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(summary) <= 300 and length(does) <= 6000 and length(ways_in) <= 6000 and length(progress) <= 6000",
            name=op.f("ck_career_path_version_words_fit"),
        ),
        sa.ForeignKeyConstraint(
            ["path_id"], ["career_path.id"], name=op.f("fk_career_path_version_path_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("path_id", "number", name=op.f("pk_career_path_version")),
    )
    op.create_table(
        "career_salary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "first",
                "some_years",
                "senior",
                "all",
                name="salary_stage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_career_salary_has_a_currency")),
        sa.CheckConstraint("length(place) between 1 and 80", name=op.f("ck_career_salary_has_a_place")),
        sa.CheckConstraint("length(source) between 9 and 500", name=op.f("ck_career_salary_has_a_source")),
        sa.CheckConstraint(
            "low between 1 and 10000000 and high between low and 10000000", name=op.f("ck_career_salary_range_fits")
        ),
        sa.ForeignKeyConstraint(
            ["path_id"], ["career_path.id"], name=op.f("fk_career_salary_path_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_career_salary")),
    )
    with op.batch_alter_table("career_salary", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_career_salary_path_id"), ["path_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("career_salary", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_career_salary_path_id"))

    op.drop_table("career_salary")
    op.drop_table("career_path_version")
    with op.batch_alter_table("career_path_degree", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_career_path_degree_degree_id"))

    op.drop_table("career_path_degree")
    with op.batch_alter_table("degree", schema=None) as batch_op:
        batch_op.drop_index("ix_degree_status_name")

    op.drop_table("degree")
    op.drop_table("career_path")
