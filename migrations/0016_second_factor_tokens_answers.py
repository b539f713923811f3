"""accounts: second factors and personal tokens; core: answers kept for repeated calls."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = ()
depends_on = None


def _person(table: str) -> list[sa.Column | sa.ForeignKeyConstraint]:
    return [
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id", ondelete="CASCADE"),
    ]


def upgrade() -> None:
    op.create_table(
        "second_factor",
        *_person("second_factor"),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_second_factor"),
    )
    op.create_table(
        "recovery_code",
        *_person("recovery_code"),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "code_hash", name="pk_recovery_code"),
    )
    op.create_table(
        "personal_token",
        sa.Column("id", sa.Integer(), nullable=False),
        *_person("personal_token"),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_personal_token"),
        sa.UniqueConstraint("person_id", "name", name="uq_personal_token_person_id_name"),
        sa.UniqueConstraint("token_hash", name="uq_personal_token_token_hash"),
    )
    op.create_index("ix_personal_token_person_id", "personal_token", ["person_id"])
    op.create_table(
        "kept_answer",
        *_person("kept_answer"),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("call_hash", sa.Text(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_kept_answer"),
    )
    op.create_index("ix_kept_answer_created_at", "kept_answer", ["created_at"])


def downgrade() -> None:
    for table in ("kept_answer", "personal_token", "recovery_code", "second_factor"):
        op.drop_table(table)
