"""messages, files, concerns: no key of the form in the row; kept answers recognise a repeat (core/idempotency.py)."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = ()
depends_on = None

#: Each table with its author, for whom the key was unique.
TABLES = {"message": "author_id", "match_file": "by_id", "concern": "raised_by_id"}
#: Rows that point to a table with ON DELETE CASCADE: SQLite would take them along when the table is built anew.
CHILDREN = {"concern": "concern_note"}


def upgrade() -> None:
    for table, author in TABLES.items():
        if op.get_context().dialect.name == "sqlite":
            _build_anew(table, with_key=False)
        else:
            op.drop_constraint(f"uq_{table}_{author}_form_key", table, type_="unique")
            op.drop_column(table, "form_key")


def downgrade() -> None:
    """Rows of the time without keys get one that no form sends."""
    for table, author in TABLES.items():
        if op.get_context().dialect.name == "sqlite":
            _build_anew(table, with_key=True)
        else:
            op.add_column(table, sa.Column("form_key", sa.Text(), nullable=True))
            op.execute(f"UPDATE {table} SET form_key = 'row ' || id")  # noqa: S608 (the names are ours)
            op.alter_column(table, "form_key", nullable=False)
            op.create_unique_constraint(f"uq_{table}_{author}_form_key", table, [author, "form_key"])


def _build_anew(table: str, *, with_key: bool) -> None:
    """SQLite drops no column of a constraint: the table is written anew from its own statement, and renamed."""
    database = op.get_bind()
    statements = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :type AND sql IS NOT NULL")
    written = database.scalar(statements, {"table": table, "type": "table"})
    indexes = database.scalars(statements, {"table": table, "type": "index"}).all()
    columns = [column["name"] for column in sa.inspect(database).get_columns(table) if column["name"] != "form_key"]
    kept = ", ".join(columns)
    child = CHILDREN.get(table)
    if child:
        op.execute(f"CREATE TEMPORARY TABLE kept_rows AS SELECT * FROM {child}")  # noqa: S608
        op.execute(f"DELETE FROM {child}")  # noqa: S608
    op.execute(_with_key(written, table) if with_key else _without_key(written, table))
    into, values = (f"{kept}, form_key", f"{kept}, 'row ' || id") if with_key else (kept, kept)
    op.execute(f"INSERT INTO {table}_anew ({into}) SELECT {values} FROM {table}")  # noqa: S608
    op.drop_table(table)
    op.rename_table(f"{table}_anew", table)
    for index in indexes:
        op.execute(index)
    if child:
        op.execute(f"INSERT INTO {child} SELECT * FROM kept_rows")  # noqa: S608
        op.execute("DROP TABLE kept_rows")


def _without_key(written: str, table: str) -> str:
    lines = [line for line in _named_anew(written, table).splitlines() if "form_key" not in line]
    return re.sub(r",\s*\)$", "\n)", "\n".join(lines))


def _with_key(written: str, table: str) -> str:
    unique = f"CONSTRAINT uq_{table}_{TABLES[table]}_form_key UNIQUE ({TABLES[table]}, form_key)"
    head, _bracket, rest = _named_anew(written, table).partition("(")
    return f"{head}(\n\tform_key TEXT NOT NULL, {rest.rstrip().removesuffix(')')}, {unique}\n)"


def _named_anew(written: str, table: str) -> str:
    return re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_anew", written.strip())
