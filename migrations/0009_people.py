"""people: uploads between their check and their import."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_people_upload_by_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_people_upload_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_upload")),
    )
    with op.batch_alter_table("people_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_upload_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_people_upload_created_at"), ["created_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("people_upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_upload_created_at"))
        batch_op.drop_index(batch_op.f("ix_people_upload_by_id"))

    op.drop_table("people_upload")
