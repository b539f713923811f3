"""calendar: hours, bookings, claims."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "availability_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("end_minute", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(start_minute is null) = (end_minute is null)",
            name=op.f("ck_availability_exception_both_minutes_or_neither"),
        ),
        sa.CheckConstraint(
            "start_minute is null or (0 <= start_minute and start_minute < end_minute and end_minute <= 1440)",
            name=op.f("ck_availability_exception_starts_before_it_ends"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_availability_exception_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_exception")),
    )
    with op.batch_alter_table("availability_exception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_availability_exception_person_id"), ["person_id"], unique=False)

    op.create_table(
        "availability_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= start_minute and start_minute < end_minute and end_minute <= 1440",
            name=op.f("ck_availability_rule_starts_before_it_ends"),
        ),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_availability_rule_weekday_exists")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_availability_rule_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_rule")),
    )
    with op.batch_alter_table("availability_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_availability_rule_person_id"), ["person_id"], unique=False)

    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=True),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wall_start", sa.Text(), nullable=False),
        sa.Column("wall_zone", sa.Text(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "reserved",
                "booked",
                "held",
                "missed",
                "cancelled",
                name="booking_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reserved_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("meeting_link", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'reserved') = (reserved_until is not null)", name=op.f("ck_booking_reserved_until_a_time")
        ),
        sa.CheckConstraint("host_id <> guest_id", name=op.f("ck_booking_two_people")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_booking_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["cancelled_by_id"], ["person.id"], name=op.f("fk_booking_cancelled_by_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["person.id"], name=op.f("fk_booking_guest_id")),
        sa.ForeignKeyConstraint(["host_id"], ["person.id"], name=op.f("fk_booking_host_id")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_booking_match_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("uid", name=op.f("uq_booking_uid")),
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_guest_id_starts_at"), ["guest_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_host_id_starts_at"), ["host_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_match_id"), ["match_id"], unique=False)

    op.create_table(
        "calendar_claim",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quarter_hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_calendar_claim_booking_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_claim_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "quarter_hour", name=op.f("pk_calendar_claim")),
    )
    with op.batch_alter_table("calendar_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_claim_booking_id"), ["booking_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("calendar_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_claim_booking_id"))

    op.drop_table("calendar_claim")
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booking_match_id"))
        batch_op.drop_index(batch_op.f("ix_booking_host_id_starts_at"))
        batch_op.drop_index(batch_op.f("ix_booking_guest_id_starts_at"))

    op.drop_table("booking")
    with op.batch_alter_table("availability_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_availability_rule_person_id"))

    op.drop_table("availability_rule")
    with op.batch_alter_table("availability_exception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_availability_exception_person_id"))

    op.drop_table("availability_exception")
