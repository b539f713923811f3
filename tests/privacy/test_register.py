"""Everything that is kept is said once, and what is said exists."""

import sqlalchemy as sa
from flask import Flask

from mentormatch.core.db import Base
from mentormatch.office.kept import ERASED, KEPT, SEEN, THEMES, WHY, Erased, Kept, Seen, Theme, Why
from mentormatch.privacy.register import REGISTER
from mentormatch.privacy.report import lines
from mentormatch.privacy.rows import table

SECRETS = {"password", "fs_uniquifier", "token_hash", "secret_hash", "code_hash", "seed", "stored_as"}


def unsaid(metadata: sa.MetaData) -> list[str]:
    """Columns that the register does not say, or says twice."""
    return [
        f"{name}.{column.name}"
        for name, found in metadata.tables.items()
        for column in found.columns
        if name not in REGISTER or REGISTER[name].columns.count(column.name) != 1
    ]


def test_every_column_of_every_table_is_said_exactly_once(app: Flask) -> None:
    assert not unsaid(Base.metadata)


def test_nothing_is_said_that_does_not_exist(app: Flask) -> None:
    assert set(REGISTER) == set(Base.metadata.tables)
    for name, entry in REGISTER.items():
        columns = set(table(name).c.keys())
        owned = {word.removeprefix("-") for word in (*entry.own.values(), *entry.neutral)}
        changed = {column for values in entry.neutral.values() for column in values}
        mine = {said.partition(">")[0] for said in entry.mine.split()}
        assert set(entry.columns) <= columns
        assert owned | changed | mine | set(entry.own) | set(entry.stays.split()) <= columns


def test_a_table_or_column_that_nobody_said_is_found(app: Flask) -> None:
    other = sa.MetaData()
    sa.Table("diary", other, sa.Column("words", sa.Text))
    sa.Table("aim", other, sa.Column("goal", sa.Text), sa.Column("dream", sa.Text))
    assert unsaid(other) == ["diary.words", "aim.dream"]


def test_rows_with_a_persons_number_are_somebodys(app: Flask) -> None:
    about_somebody = {
        name
        for name, found in Base.metadata.tables.items()
        if any(key.target_fullname == "person.id" for column in found.columns for key in column.foreign_keys)
    }
    # What coordinators noted about a concern is given to nobody.
    assert {name for name in about_somebody if not REGISTER[name].mine} == {"concern_note"}
    assert not {name for name in about_somebody if REGISTER[name].erased is Erased.NOT_YOURS}


def test_no_secret_is_ever_exported(app: Flask) -> None:
    assert not {(name, word) for name, entry in REGISTER.items() for word in entry.exported.split() if word in SECRETS}


def test_there_are_words_for_everything_and_the_record_names_every_table(app: Flask) -> None:
    said = ((Theme, THEMES), (Seen, SEEN), (Why, WHY), (Kept, KEPT), (Erased, ERASED))
    assert all(set(kind) == set(words) for kind, words in said)
    with app.test_request_context():
        record = "\n".join(lines())
    assert all(f"### {name}: " in record for name in REGISTER)
    assert app.test_cli_runner().invoke(args=["privacy", "report"]).output.count("- purpose: ") == len(REGISTER)
