"""coaching: which version of a document a student brings to an appointment."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    # With the column, as SQLite adds no constraint later without copying the table, and claims hang on its rows.
    op.execute(
        "alter table appointment add column document_version_id integer"
        " constraint fk_appointment_document_version_id references document_version (id)"
    )
    op.create_index("ix_appointment_document_version_id", "appointment", ["document_version_id"])


def downgrade() -> None:
    op.drop_index("ix_appointment_document_version_id", "appointment")
    op.drop_column("appointment", "document_version_id")
