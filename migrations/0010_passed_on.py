"""mentoring: whom a mentor suggests when passing a request on."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    # One statement that both databases read. Alembic's batch mode would build the table anew on SQLite, and dropping
    # the old one would take the messages of every request with it.
    op.execute(
        "ALTER TABLE request ADD COLUMN passed_to_id INTEGER"
        " CONSTRAINT fk_request_passed_to_id REFERENCES person (id)"
        " CONSTRAINT ck_request_passed_on_to_somebody CHECK (passed_to_id IS NULL OR status = 'passed_on')"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE request DROP COLUMN passed_to_id")
