"""plans: action plans, their steps, who helps with them, templates of the office."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(text) <= 1000", name=op.f("ck_plan_template_text_fits")),
        sa.CheckConstraint("length(title) between 1 and 120", name=op.f("ck_plan_template_title_fits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_template")),
    )
    op.create_table(
        "action_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("overdue_letters", sa.Boolean(), nullable=False),
        sa.Column("overdue_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "job",
                "internship",
                "study",
                "changed_aim",
                "other",
                name="plan_outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("outcome_words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(finished_at is null) = (outcome is null)", name=op.f("ck_action_plan_finished_with_an_outcome")
        ),
        sa.CheckConstraint("length(aim) <= 1000", name=op.f("ck_action_plan_aim_fits")),
        sa.CheckConstraint("length(outcome_words) <= 1000", name=op.f("ck_action_plan_words_fit")),
        sa.CheckConstraint("length(title) between 1 and 120", name=op.f("ck_action_plan_title_fits")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_action_plan_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["template_id"], ["plan_template.id"], name=op.f("fk_action_plan_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plan")),
        sa.UniqueConstraint("person_id", name=op.f("uq_action_plan_person_id")),
    )
    op.create_index(op.f("ix_action_plan_template_id"), "action_plan", ["template_id"])

    op.create_table(
        "plan_template_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days between 0 and 730", name=op.f("ck_plan_template_step_days_fit")),
        sa.CheckConstraint("length(text) between 1 and 200", name=op.f("ck_plan_template_step_text_fits")),
        sa.CheckConstraint("length(why) <= 1000", name=op.f("ck_plan_template_step_why_fits")),
        sa.CheckConstraint("place between 1 and 30", name=op.f("ck_plan_template_step_places_of_a_template")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["plan_template.id"], name=op.f("fk_plan_template_step_template_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_template_step")),
        sa.UniqueConstraint("template_id", "place", name=op.f("uq_plan_template_step_template_id_place")),
    )
    op.create_index(op.f("ix_plan_template_step_template_id"), "plan_template_step", ["template_id"])

    op.create_table(
        "plan_hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "agreed",
                "declined",
                "withdrawn",
                name="plan_hand_over_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'open') = (answered_at is null)", name=op.f("ck_plan_hand_over_answered_at_a_time")
        ),
        sa.CheckConstraint("length(words) <= 1000", name=op.f("ck_plan_hand_over_words_fit")),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_plan_hand_over_from_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_plan_hand_over_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_plan_hand_over_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_hand_over")),
    )
    op.create_index(op.f("ix_plan_hand_over_from_id"), "plan_hand_over", ["from_id"])
    op.create_index(op.f("ix_plan_hand_over_plan_id"), "plan_hand_over", ["plan_id"])
    op.create_index(op.f("ix_plan_hand_over_to_id"), "plan_hand_over", ["to_id"])
    op.create_index(
        "uq_plan_hand_over_open",
        "plan_hand_over",
        ["plan_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )

    op.create_table(
        "plan_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "self",
                "mentoring",
                "coaching",
                name="plan_step_source",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("remind_days", sa.Integer(), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "open", "done", "dropped", name="plan_step_status", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.CheckConstraint("(status = 'open') = (ended_at is null)", name=op.f("ck_plan_step_ended_at_a_time")),
        sa.CheckConstraint("(status = 'open') = (place is not null)", name=op.f("ck_plan_step_open_ones_have_a_place")),
        sa.CheckConstraint(
            "link = '' or link like 'https://%' and length(link) <= 500", name=op.f("ck_plan_step_link_is_safe")
        ),
        sa.CheckConstraint("length(text) between 1 and 200", name=op.f("ck_plan_step_text_fits")),
        sa.CheckConstraint("length(why) <= 1000", name=op.f("ck_plan_step_why_fits")),
        sa.CheckConstraint("length(words) <= 1000", name=op.f("ck_plan_step_words_fit")),
        sa.CheckConstraint("place between 1 and 60", name=op.f("ck_plan_step_places_of_a_plan")),
        sa.CheckConstraint("remind_days between 0 and 30", name=op.f("ck_plan_step_reminded_before")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_plan_step_made_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_plan_step_owner_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_plan_step_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
        sa.UniqueConstraint("plan_id", "place", name=op.f("uq_plan_step_plan_id_place")),
    )
    op.create_index("ix_plan_step_due", "plan_step", ["status", "due_on"])
    op.create_index(op.f("ix_plan_step_owner_id"), "plan_step", ["owner_id"])
    op.create_index(op.f("ix_plan_step_plan_id"), "plan_step", ["plan_id"])
    op.create_index("ix_plan_step_remind_at", "plan_step", ["remind_at"])

    op.create_table(
        "plan_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) between 1 and 1000", name=op.f("ck_plan_comment_text_fits")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_plan_comment_by_id")),
        sa.ForeignKeyConstraint(
            ["step_id"], ["plan_step.id"], name=op.f("fk_plan_comment_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_comment")),
    )
    op.create_index(op.f("ix_plan_comment_by_id"), "plan_comment", ["by_id"])
    op.create_index(op.f("ix_plan_comment_step_id"), "plan_comment", ["step_id"])

    op.create_table(
        "plan_helper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("mentor", "coach", name="plan_helper_kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("match_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'mentor') = (match_id is not null)", name=op.f("ck_plan_helper_mentors_by_a_match")
        ),
        sa.CheckConstraint("asked_at is not null or since is not null", name=op.f("ck_plan_helper_asked_or_let_in")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_plan_helper_match_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_helper_person_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_plan_helper_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_helper")),
    )
    op.create_index(op.f("ix_plan_helper_match_id"), "plan_helper", ["match_id"])
    op.create_index(op.f("ix_plan_helper_person_id"), "plan_helper", ["person_id"])
    op.create_index(
        "uq_plan_helper_once",
        "plan_helper",
        ["plan_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )


def downgrade() -> None:
    for table in (
        "plan_helper",
        "plan_comment",
        "plan_step",
        "plan_hand_over",
        "plan_template_step",
        "action_plan",
        "plan_template",
    ):
        op.drop_table(table)
