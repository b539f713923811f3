"""notifications, plans: letters of services that a person has switched off, in one place."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unwanted_letter",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_unwanted_letter_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_unwanted_letter")),
    )
    op.execute(
        "insert into unwanted_letter (person_id, kind, since)"
        " select person_id, 'plans.overdue', current_timestamp from action_plan where not overdue_letters"
    )
    op.drop_column("action_plan", "overdue_letters")


def downgrade() -> None:
    op.add_column("action_plan", sa.Column("overdue_letters", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(
        "update action_plan set overdue_letters = false"
        " where person_id in (select person_id from unwanted_letter where kind = 'plans.overdue')"
    )
    op.drop_table("unwanted_letter")
