"""reports, trail: counts of exposure; seals of the audit trail, whom it concerns, and triggers that refuse changes.

A later migration that builds ``audit_entry`` anew on SQLite takes the triggers with it and must make them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = ()
depends_on = None

SEALED = ("audit_entry", "audit_seal", "audit_leaf")
DEEDS = ("update", "delete")


def upgrade() -> None:
    _exposure()
    _seals()
    _about()
    op.drop_index(op.f("ix_audit_entry_at"), "audit_entry")
    for columns in (["at", "id"], ["by_id", "at", "id"], ["action", "at", "id"]):
        op.create_index(f"ix_audit_entry_{'_'.join(columns)}", "audit_entry", columns)
    _refuse()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entry_update")
        op.execute("DROP TRIGGER audit_entry_delete")
    else:
        op.execute("DROP TRIGGER audit_entry_stays ON audit_entry")
    for columns in (["at", "id"], ["by_id", "at", "id"], ["action", "at", "id"]):
        op.drop_index(f"ix_audit_entry_{'_'.join(columns)}", "audit_entry")
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"])
    for table in ("audit_check", "audit_cohort", "audit_person", "audit_leaf", "audit_seal", "exposure_place",
                  "exposure_count"):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_stays()")


def _exposure() -> None:
    op.create_table(
        "exposure_count",
        sa.Column("cohort_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lists", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_exposure_count_cohort_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_exposure_count")),
    )
    op.create_table(
        "exposure_place",
        sa.Column("cohort_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mentor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_exposure_place_cohort_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["person.id"], name=op.f("fk_exposure_place_mentor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cohort_id", "mentor_id", name=op.f("pk_exposure_place")),
    )
    op.create_index(op.f("ix_exposure_place_mentor_id"), "exposure_place", ["mentor_id"])


def _seals() -> None:
    op.create_table(
        "audit_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_seal")),
    )
    op.create_table(
        "audit_leaf",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_audit_leaf")),
    )
    op.create_index(op.f("ix_audit_leaf_seal"), "audit_leaf", ["seal"])
    op.create_table(
        "audit_check",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_check")),
    )


def _about() -> None:
    op.create_table(
        "audit_person",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_audit_person_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "at", "entry_id", name=op.f("pk_audit_person")),
    )
    op.create_index(op.f("ix_audit_person_entry_id"), "audit_person", ["entry_id"])
    op.create_table(
        "audit_cohort",
        sa.Column("cohort_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", "at", "entry_id", name=op.f("pk_audit_cohort")),
    )
    op.create_index(op.f("ix_audit_cohort_entry_id"), "audit_cohort", ["entry_id"])


def _refuse() -> None:
    """Rows of the trail and of its seals are never changed or deleted, whoever asks the database."""
    if op.get_bind().dialect.name == "sqlite":
        for table in SEALED:
            for deed in DEEDS:
                op.execute(
                    f"CREATE TRIGGER {table}_{deed} BEFORE {deed} ON {table}"
                    " BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$"
    )
    for table in SEALED:
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION audit_stays()"
        )
