"""partners, internships: organisations with contacts and agreements; postings, applications, interviews, reports."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "internship_settings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("needs_agreement", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_internship_settings_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internship_settings")),
    )
    op.create_table(
        "internship_external",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "planned",
                "received",
                "in_conversation",
                "interview",
                "offer",
                "accepted",
                "declined",
                name="internship_external_stage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(link) <= 500 and length(next_step) <= 300", name=op.f("ck_internship_external_more_words_fit")
        ),
        sa.CheckConstraint(
            "length(organisation) between 1 and 120 and length(title) <= 120",
            name=op.f("ck_internship_external_words_fit"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_internship_external_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internship_external")),
    )
    with op.batch_alter_table("internship_external", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_internship_external_person_id"), ["person_id"], unique=False)

    op.create_table(
        "partner_organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(verified_at is null) = (verified_by_id is null)",
            name=op.f("ck_partner_organisation_verified_by_somebody"),
        ),
        sa.CheckConstraint(
            "length(name) between 1 and 120 and length(website) <= 300", name=op.f("ck_partner_organisation_words_fit")
        ),
        sa.CheckConstraint(
            "length(sector) <= 120 and length(place) <= 120", name=op.f("ck_partner_organisation_few_words_fit")
        ),
        sa.ForeignKeyConstraint(["verified_by_id"], ["person.id"], name=op.f("fk_partner_organisation_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_partner_organisation_name")),
    )
    op.create_table(
        "internship_posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "internship",
                "project",
                "thesis",
                "working_student",
                name="internship_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "waiting",
                "sent_back",
                "published",
                "over",
                "closed",
                "taken_down",
                name="internship_posting_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "where",
            sa.Enum(
                "on_site",
                "mixed",
                "remote",
                name="internship_where",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("pay_amount", sa.Integer(), nullable=True),
        sa.Column("pay_currency", sa.Text(), nullable=False),
        sa.Column(
            "pay_period",
            sa.Enum(
                "hour",
                "month",
                "total",
                name="internship_pay_period",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("unpaid_reason", sa.Text(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("degrees", sa.JSON(), nullable=False),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("cohorts", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("deadline_wall", sa.Text(), nullable=False),
        sa.Column("deadline_zone", sa.Text(), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "back",
            sa.Enum(
                "unclear",
                "pay",
                "not_for_students",
                "contact",
                "deadline",
                "other",
                name="internship_back",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("back_words", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(pay_amount is null) = (pay_period is null) and (pay_amount is null or pay_amount between 1 and 1000000)",
            name=op.f("ck_internship_posting_pay_fits"),
        ),
        sa.CheckConstraint(
            "length(contact) <= 300 and length(back_words) <= 1000", name=op.f("ck_internship_posting_more_words_fit")
        ),
        sa.CheckConstraint(
            "length(place) <= 120 and length(unpaid_reason) <= 300", name=op.f("ck_internship_posting_few_words_fit")
        ),
        sa.CheckConstraint(
            "length(title) between 1 and 120 and length(text) <= 8000", name=op.f("ck_internship_posting_words_fit")
        ),
        sa.CheckConstraint(
            "starts_on is null or ends_on is null or starts_on <= ends_on",
            name=op.f("ck_internship_posting_starts_first"),
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_internship_posting_made_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["partner_organisation.id"], name=op.f("fk_internship_posting_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internship_posting")),
    )
    with op.batch_alter_table("internship_posting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_internship_posting_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_internship_posting_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_internship_posting_status_deadline", ["status", "deadline_at"], unique=False)

    op.create_table(
        "partner_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(title) between 1 and 120", name=op.f("ck_partner_agreement_words_fit")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_partner_agreement_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["partner_organisation.id"], name=op.f("fk_partner_agreement_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_agreement")),
    )
    with op.batch_alter_table("partner_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_agreement_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "partner_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(job) <= 120", name=op.f("ck_partner_contact_words_fit")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["partner_organisation.id"], name=op.f("fk_partner_contact_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_partner_contact_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contact")),
        sa.UniqueConstraint("organisation_id", "person_id", name=op.f("uq_partner_contact_organisation_id_person_id")),
    )
    with op.batch_alter_table("partner_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_contact_person_id"), ["person_id"], unique=False)

    op.create_table(
        "internship_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "in_conversation",
                "interview",
                "offer",
                "accepted",
                "declined",
                "withdrawn",
                name="internship_stage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at is not null) = (status = 'withdrawn')",
            name=op.f("ck_internship_application_withdrawn_at_a_time"),
        ),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("ck_internship_application_words_fit")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_internship_application_person_id")),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["internship_posting.id"], name=op.f("fk_internship_application_posting_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_version.id"], name=op.f("fk_internship_application_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internship_application")),
        sa.UniqueConstraint("posting_id", "person_id", name=op.f("uq_internship_application_posting_id_person_id")),
    )
    with op.batch_alter_table("internship_application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_internship_application_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_internship_application_version_id"), ["version_id"], unique=False)

    op.create_table(
        "internship_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "asks_money",
                "asks_data",
                "not_real",
                "unfair",
                "other",
                name="internship_alarm",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "unfounded",
                "confirmed",
                name="internship_report_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(words) <= 2000", name=op.f("ck_internship_report_words_fit")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_internship_report_person_id")),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["internship_posting.id"], name=op.f("fk_internship_report_posting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internship_report")),
        sa.UniqueConstraint("posting_id", "person_id", name=op.f("uq_internship_report_posting_id_person_id")),
    )
    with op.batch_alter_table("internship_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_internship_report_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_internship_report_status", ["status", "made_at"], unique=False)

    op.create_table(
        "internship_interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "picked",
                "called_off",
                name="internship_interview_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("student_booking_id", sa.Integer(), nullable=True),
        sa.Column("host_booking_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'picked') = (starts_at is not null)", name=op.f("ck_internship_interview_picked_a_time")
        ),
        sa.CheckConstraint("length(place) <= 300", name=op.f("ck_internship_interview_words_fit")),
        sa.CheckConstraint(
            "minutes between 15 and 240 and minutes % 15 = 0", name=op.f("ck_internship_interview_length_fits")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["internship_application.id"],
            name=op.f("fk_internship_interview_application_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["host_booking_id"],
            ["booking.id"],
            name=op.f("fk_internship_interview_host_booking_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["host_id"], ["person.id"], name=op.f("fk_internship_interview_host_id")),
        sa.ForeignKeyConstraint(
            ["student_booking_id"],
            ["booking.id"],
            name=op.f("fk_internship_interview_student_booking_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internship_interview")),
        sa.UniqueConstraint("host_booking_id", name=op.f("uq_internship_interview_host_booking_id")),
        sa.UniqueConstraint("student_booking_id", name=op.f("uq_internship_interview_student_booking_id")),
    )
    with op.batch_alter_table("internship_interview", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_internship_interview_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_internship_interview_host_id"), ["host_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("internship_interview", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_internship_interview_host_id"))
        batch_op.drop_index(batch_op.f("ix_internship_interview_application_id"))

    op.drop_table("internship_interview")
    with op.batch_alter_table("internship_report", schema=None) as batch_op:
        batch_op.drop_index("ix_internship_report_status")
        batch_op.drop_index(batch_op.f("ix_internship_report_person_id"))

    op.drop_table("internship_report")
    with op.batch_alter_table("internship_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_internship_application_version_id"))
        batch_op.drop_index(batch_op.f("ix_internship_application_person_id"))

    op.drop_table("internship_application")
    with op.batch_alter_table("partner_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_contact_person_id"))

    op.drop_table("partner_contact")
    with op.batch_alter_table("partner_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_agreement_organisation_id"))

    op.drop_table("partner_agreement")
    with op.batch_alter_table("internship_posting", schema=None) as batch_op:
        batch_op.drop_index("ix_internship_posting_status_deadline")
        batch_op.drop_index(batch_op.f("ix_internship_posting_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_internship_posting_made_by_id"))

    op.drop_table("internship_posting")
    op.drop_table("partner_organisation")
    with op.batch_alter_table("internship_external", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_internship_external_person_id"))

    op.drop_table("internship_external")
    op.drop_table("internship_settings")
