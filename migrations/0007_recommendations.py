"""recommendations: stored vectors."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_vector",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum("mentor", "goal", name="vector_kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("encoder_id", sa.Text(), nullable=False),
        sa.Column("texts_stamp", sa.Integer(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.Column("encoded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_stored_vector_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_stored_vector")),
    )


def downgrade() -> None:
    op.drop_table("stored_vector")
