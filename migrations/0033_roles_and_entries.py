"""accounts: editors and partners; search: what can be found."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = ()
depends_on = None

LISTS = ("roles", "skills", "industries", "degrees", "topics")
ROLES = ((6, "editor"), (7, "partner"))


def upgrade() -> None:
    op.bulk_insert(
        sa.table("role", sa.column("id", sa.Integer), sa.column("name", sa.Text)),
        [{"id": number, "name": name} for number, name in ROLES],
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in LISTS),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_search_entry_kind_subject_id")),
    )
    op.create_index(op.f("ix_search_entry_stamp"), "search_entry", ["stamp"])


def downgrade() -> None:
    op.drop_table("search_entry")
    op.execute("DELETE FROM person_role WHERE role_id IN (SELECT id FROM role WHERE name IN ('editor', 'partner'))")
    op.execute("DELETE FROM role WHERE name IN ('editor', 'partner')")
