"""Migrations: one head, equal to the models, down and up again, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.core.db import db
from tests.calendar.conftest import pair_of
from tests.conftest import make_app
from tests.make import Make
from tests.personas import make_personas


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without any table."""
    url = ""
    if request.param == "postgresql":
        server: str = request.getfixturevalue("postgres_url")
        engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text("DROP DATABASE IF EXISTS migrations"))
            connection.execute(sa.text("CREATE DATABASE migrations"))
        engine.dispose()
        url = server.replace("@/postgres?", "@/migrations?")
    app = make_app(tmp_path, url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_there_is_one_head(app: Flask) -> None:
    assert len(app.extensions["alembic"].script_directory.get_heads()) == 1


def test_the_migrated_database_equals_the_models(empty_app: Flask) -> None:
    alembic = empty_app.extensions["alembic"]
    alembic.upgrade()
    assert alembic.compare_metadata() == []


def test_down_to_nothing_and_up_again_with_people_in_it(empty_app: Flask) -> None:
    alembic = empty_app.extensions["alembic"]
    alembic.upgrade()
    make_personas(Make())
    db.session.remove()
    alembic.downgrade("base")
    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    alembic.upgrade()
    assert make_personas(Make()).maya.id


ROWS = (
    "INSERT INTO message (id, match_id, author_id, text, form_key, created_at)"
    " VALUES (7, {match}, {maya}, 'Hello', 'k', :at)",
    "INSERT INTO match_file (id, match_id, by_id, name, kind, size, sha256, stored_as, form_key, created_at)"
    " VALUES (7, {match}, {maya}, 'a.txt', 'text', 1, '0', 'a', 'k', :at)",
    "INSERT INTO concern (id, match_id, raised_by_id, kind, words, may_tell, status, form_key, created_at)"
    " VALUES (7, {match}, {maya}, 'other', 'Words', false, 'open', 'k', :at)",
    "INSERT INTO concern_note (id, concern_id, by_id, text, created_at) VALUES (7, 7, {maya}, 'Called', :at)",
)


def test_rows_and_rules_stay_when_the_keys_of_forms_go(empty_app: Flask) -> None:
    alembic = empty_app.extensions["alembic"]
    alembic.upgrade()
    people = make_personas(Make())
    numbers = {"match": pair_of(people.maya, people.omar, people.cohort).match.id, "maya": people.maya.id}
    db.session.remove()
    alembic.downgrade("0017")
    with db.engine.begin() as connection:
        for row in ROWS:
            connection.execute(sa.text(row.format(**numbers)), {"at": "2026-11-23 10:00:00"})
    alembic.upgrade()
    alembic.downgrade("0017")
    alembic.upgrade()
    tables = ("message", "match_file", "concern", "concern_note")
    with db.engine.connect() as connection:
        assert [connection.scalar(sa.text(f"SELECT id FROM {table}")) for table in tables] == [7] * 4
    inspector = sa.inspect(db.engine)
    assert {index["name"] for index in inspector.get_indexes("concern")} >= {"ix_concern_match_id", "ix_concern_status"}
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE message SET text = ''"))
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE concern_note SET concern_id = 8"))
