"""mentoring: what a mentee was told to expect, so that it can be checked. shortlist: saved mentors."""

import sqlalchemy as sa
from alembic import op

from mentormatch.core.db import UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.add_column("request", sa.Column("told_share", sa.Double()))
    op.add_column("request", sa.Column("told_seconds", sa.Integer()))
    op.create_table(
        "saved_mentor",
        sa.Column("mentee_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mentor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("place between 1 and 20", name=op.f("ck_saved_mentor_place_exists")),
        sa.ForeignKeyConstraint(
            ["mentee_id"], ["person.id"], name=op.f("fk_saved_mentor_mentee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["person.id"], name=op.f("fk_saved_mentor_mentor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mentee_id", "mentor_id", name=op.f("pk_saved_mentor")),
        sa.UniqueConstraint("mentee_id", "place", name=op.f("uq_saved_mentor_mentee_id_place")),
    )
    op.create_index(op.f("ix_saved_mentor_mentor_id"), "saved_mentor", ["mentor_id"])


def downgrade() -> None:
    op.drop_table("saved_mentor")
    op.drop_column("request", "told_seconds")
    op.drop_column("request", "told_share")
