"""search: vectors of what can be found."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("search_entry") as batch_op:
        batch_op.add_column(sa.Column("texts_stamp", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("search_entry") as batch_op:
        batch_op.alter_column("texts_stamp", server_default=None)
    op.create_table(
        "search_entry_vector",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("encoder_id", sa.Text(), nullable=False),
        sa.Column("texts_stamp", sa.Integer(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["search_entry.id"],
            name=op.f("fk_search_entry_vector_entry_id_search_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_search_entry_vector")),
    )


def downgrade() -> None:
    op.drop_table("search_entry_vector")
    with op.batch_alter_table("search_entry") as batch_op:
        batch_op.drop_column("texts_stamp")
