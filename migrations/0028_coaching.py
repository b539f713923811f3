"""coaching: types of appointments and who gives them, appointments and what is written, who waits, kept times."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_minutes", sa.Integer(), nullable=False),
        sa.Column(
            "meeting",
            sa.Enum(
                "link",
                "room",
                "fixed_link",
                "phone",
                name="appointment_meeting",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("affiliations", sa.JSON(), nullable=False),
        sa.Column("cohorts", sa.JSON(), nullable=False),
        sa.Column("degrees", sa.JSON(), nullable=False),
        sa.Column("graduation_years", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column(
            "document",
            sa.Enum(
                "none",
                "optional",
                "needed",
                name="appointment_document",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("most_in_term", sa.Integer(), nullable=False),
        sa.Column("most_open", sa.Integer(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("sessions_per_week", sa.Integer(), nullable=False),
        sa.Column("cancel_hours", sa.Integer(), nullable=False),
        sa.Column("interview", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "buffer_minutes between 0 and 120 and buffer_minutes % 15 = 0", name=op.f("ck_appointment_type_buffer_fits")
        ),
        sa.CheckConstraint("cancel_hours between 0 and 336", name=op.f("ck_appointment_type_cancelling_fits")),
        sa.CheckConstraint(
            "most_open between 1 and 20 and most_in_term between 1 and 60", name=op.f("ck_appointment_type_limits_fit")
        ),
        sa.CheckConstraint("notice_hours between 0 and 336", name=op.f("ck_appointment_type_notice_fits")),
        sa.CheckConstraint(
            "session_minutes between 15 and 120 and session_minutes % 15 = 0",
            name=op.f("ck_appointment_type_length_fits"),
        ),
        sa.CheckConstraint("sessions_per_week between 1 and 60", name=op.f("ck_appointment_type_week_fits")),
        sa.CheckConstraint("window_days between 1 and 180", name=op.f("ck_appointment_type_window_fits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_type")),
        sa.UniqueConstraint("name", name=op.f("uq_appointment_type_name")),
    )
    op.create_table(
        "interview_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "behaviour",
                "motivation",
                "technical",
                "case",
                name="interview_question_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_question")),
    )
    op.create_table(
        "coach_offer",
        sa.Column("coach_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["coach_id"], ["person.id"], name=op.f("fk_coach_offer_coach_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["type_id"], ["appointment_type.id"], name=op.f("fk_coach_offer_type_id")),
        sa.PrimaryKeyConstraint("coach_id", "type_id", name=op.f("pk_coach_offer")),
    )
    op.create_table(
        "coaching_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "left",
                "booked",
                "silent",
                "closed",
                name="coaching_wait_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'waiting') = (closed_at is null)", name=op.f("ck_coaching_wait_closed_at_a_time")
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["person.id"], name=op.f("fk_coaching_wait_coach_id")),
        sa.ForeignKeyConstraint(["student_id"], ["person.id"], name=op.f("fk_coaching_wait_student_id")),
        sa.ForeignKeyConstraint(["type_id"], ["appointment_type.id"], name=op.f("fk_coaching_wait_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_wait")),
    )
    op.create_index("ix_coaching_wait_line", "coaching_wait", ["type_id", "status", "joined_at"], unique=False)
    op.create_index(op.f("ix_coaching_wait_student_id"), "coaching_wait", ["student_id"], unique=False)
    op.create_index(
        "uq_coaching_wait_waiting",
        "coaching_wait",
        ["type_id", "student_id"],
        unique=True,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )

    op.create_table(
        "appointment",
        sa.Column("booking_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("document_link", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "held",
                "missed",
                "cancelled_late",
                name="appointment_outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("outcome_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recording_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recording_link", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "recording_link = '' or recording_agreed_at is not null",
            name=op.f("ck_appointment_recorded_only_with_consent"),
        ),
        sa.CheckConstraint("(outcome is null) = (outcome_at is null)", name=op.f("ck_appointment_outcome_at_a_time")),
        sa.CheckConstraint(
            "length(document_link) <= 500 and length(recording_link) <= 500", name=op.f("ck_appointment_links_fit")
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_appointment_booking_id")),
        sa.ForeignKeyConstraint(["outcome_by_id"], ["person.id"], name=op.f("fk_appointment_outcome_by_id")),
        sa.ForeignKeyConstraint(["student_id"], ["person.id"], name=op.f("fk_appointment_student_id")),
        sa.ForeignKeyConstraint(["type_id"], ["appointment_type.id"], name=op.f("fk_appointment_type_id")),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_student_id_type_id"), "appointment", ["student_id", "type_id"], unique=False)
    op.create_index(op.f("ix_appointment_type_id"), "appointment", ["type_id"], unique=False)

    op.create_table(
        "kept_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wait_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "accepted",
                "passed_on",
                "lapsed",
                "withdrawn",
                name="kept_time_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(status = 'open') = (answered_at is null)", name=op.f("ck_kept_time_answered_at_a_time")),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_kept_time_booking_id")),
        sa.ForeignKeyConstraint(["student_id"], ["person.id"], name=op.f("fk_kept_time_student_id")),
        sa.ForeignKeyConstraint(
            ["wait_id"], ["coaching_wait.id"], name=op.f("fk_kept_time_wait_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_time")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_kept_time_booking_id")),
    )
    op.create_index("ix_kept_time_due", "kept_time", ["status", "closes_at"], unique=False)
    op.create_index(op.f("ix_kept_time_student_id"), "kept_time", ["student_id"], unique=False)
    op.create_index(
        "uq_kept_time_open",
        "kept_time",
        ["wait_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )

    op.create_table(
        "appointment_feedback",
        sa.Column("booking_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(words) <= 1000", name=op.f("ck_appointment_feedback_words_are_few")),
        sa.CheckConstraint("useful between 1 and 3", name=op.f("ck_appointment_feedback_one_of_three")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["appointment.booking_id"], name=op.f("fk_appointment_feedback_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["person.id"], name=op.f("fk_appointment_feedback_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_appointment_feedback")),
    )
    op.create_index(op.f("ix_appointment_feedback_student_id"), "appointment_feedback", ["student_id"], unique=False)

    op.create_table(
        "appointment_note",
        sa.Column("booking_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(said) <= 8000 and length(steps) <= 8000", name=op.f("ck_appointment_note_texts_fit")
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["appointment.booking_id"], name=op.f("fk_appointment_note_booking_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_appointment_note_by_id")),
        sa.ForeignKeyConstraint(["student_id"], ["person.id"], name=op.f("fk_appointment_note_student_id")),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_appointment_note")),
    )
    op.create_index(op.f("ix_appointment_note_student_id"), "appointment_note", ["student_id"], unique=False)

    op.create_table(
        "coach_note",
        sa.Column("booking_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) <= 8000", name=op.f("ck_coach_note_texts_fit")),
        sa.ForeignKeyConstraint(["booking_id"], ["appointment.booking_id"], name=op.f("fk_coach_note_booking_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_coach_note_by_id")),
        sa.ForeignKeyConstraint(["student_id"], ["person.id"], name=op.f("fk_coach_note_student_id")),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_coach_note")),
    )
    op.create_index(op.f("ix_coach_note_student_id"), "coach_note", ["student_id"], unique=False)

    op.create_table(
        "interview_rubric",
        sa.Column("booking_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("structure", sa.Integer(), nullable=False),
        sa.Column("content", sa.Integer(), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("clarity", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "structure between 1 and 4 and content between 1 and 4 and examples between 1 and 4"
            " and clarity between 1 and 4 and asked between 1 and 4",
            name=op.f("ck_interview_rubric_one_to_four"),
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["appointment.booking_id"], name=op.f("fk_interview_rubric_booking_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_interview_rubric_by_id")),
        sa.ForeignKeyConstraint(["student_id"], ["person.id"], name=op.f("fk_interview_rubric_student_id")),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_interview_rubric")),
    )
    op.create_index(op.f("ix_interview_rubric_student_id"), "interview_rubric", ["student_id"], unique=False)

    op.create_table(
        "picked_question",
        sa.Column("booking_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["appointment.booking_id"], name=op.f("fk_picked_question_booking_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["interview_question.id"], name=op.f("fk_picked_question_question_id")
        ),
        sa.PrimaryKeyConstraint("booking_id", "question_id", name=op.f("pk_picked_question")),
    )


def downgrade() -> None:
    """Appointments go with their bookings."""
    op.drop_table("picked_question")
    op.drop_table("interview_rubric")
    op.drop_table("coach_note")
    op.drop_table("appointment_note")
    op.drop_table("appointment_feedback")
    op.drop_table("kept_time")
    op.drop_table("appointment")
    op.drop_table("coaching_wait")
    op.drop_table("coach_offer")
    op.drop_table("interview_question")
    op.drop_table("appointment_type")
    op.execute("delete from booking where kind = 'coaching'")
