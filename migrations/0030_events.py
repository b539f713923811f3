"""events: events with questions and speakers, and everybody's place in them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
        sa.UniqueConstraint("title", name=op.f("uq_event_series_title")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "talk",
                "workshop",
                "fair",
                "drop_in",
                name="event_kind",
                native_enum=False,
                length=24,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "called_off",
                "over",
                name="event_status",
                native_enum=False,
                length=24,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("online_link", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("registration", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "waiting",
            sa.Enum(
                "none",
                "automatic",
                "by_hand",
                name="event_waiting",
                native_enum=False,
                length=24,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("affiliations", sa.JSON(), nullable=False),
        sa.Column("cohorts", sa.JSON(), nullable=False),
        sa.Column("degrees", sa.JSON(), nullable=False),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("mentors_too", sa.Boolean(), nullable=False),
        sa.Column("recording_link", sa.Text(), nullable=False),
        sa.Column("slides_link", sa.Text(), nullable=False),
        sa.Column("shown_to_all", sa.Boolean(), nullable=False),
        sa.Column("door_code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity is null or capacity between 1 and 5000", name=op.f("ck_event_capacity_fits")),
        sa.CheckConstraint("length(place) <= 200 and length(reason) <= 600", name=op.f("ck_event_few_words_fit")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_event_starts_before_it_ends")),
        sa.CheckConstraint(
            "taken >= 0 and (capacity is null or taken <= capacity)", name=op.f("ck_event_taken_within_capacity")
        ),
        sa.CheckConstraint(
            "opens_at is null or closes_at is null or opens_at < closes_at", name=op.f("ck_event_window_opens_first")
        ),
        sa.CheckConstraint("length(title) between 1 and 120 and length(text) <= 5000", name=op.f("ck_event_words_fit")),
        sa.ForeignKeyConstraint(["series_id"], ["event_series.id"], name=op.f("fk_event_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_series_id", "event", ["series_id"])
    op.create_index("ix_event_status_ends", "event", ["status", "ends_at"])
    op.create_table(
        "event_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "short",
                "long",
                "choice",
                name="event_question_kind",
                native_enum=False,
                length=24,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number between 1 and 5", name=op.f("ck_event_question_five_at_most")),
        sa.CheckConstraint("length(text) between 1 and 200", name=op.f("ck_event_question_words_fit")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_question_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_question")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_event_question_event_id_number")),
    )
    op.create_table(
        "event_speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "length(name) between 1 and 120 and length(words) <= 600", name=op.f("ck_event_speaker_words_fit")
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_event_speaker_booking_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_speaker_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_speaker_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_speaker")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_event_speaker_booking_id")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_event_speaker_event_id_person_id")),
    )
    op.create_index("ix_event_speaker_person_id", "event_speaker", ["person_id"])
    op.create_table(
        "event_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "offered",
                "registered",
                "dropped_in",
                "left",
                "passed_on",
                "lapsed",
                "cannot",
                "removed",
                "called_off",
                name="event_place_status",
                native_enum=False,
                length=24,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came_by_id", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("feedback_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(feedback) <= 1000", name=op.f("ck_event_place_feedback_fits")),
        sa.CheckConstraint(
            "(status = 'offered') = (closes_at is not null)", name=op.f("ck_event_place_kept_until_a_time")
        ),
        sa.CheckConstraint("rating is null or rating between 1 and 3", name=op.f("ck_event_place_rating_fits")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_event_place_booking_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["came_by_id"], ["person.id"], name=op.f("fk_event_place_came_by_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_place_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_place_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_place")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_event_place_booking_id")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_event_place_event_id_person_id")),
    )
    op.create_index("ix_event_place_due", "event_place", ["status", "closes_at"])
    op.create_index("ix_event_place_line", "event_place", ["event_id", "status", "joined_at"])
    op.create_index("ix_event_place_person_id", "event_place", ["person_id"])


def downgrade() -> None:
    op.drop_table("event_place")
    op.drop_table("event_speaker")
    op.drop_table("event_question")
    op.drop_table("event")
    op.drop_table("event_series")
