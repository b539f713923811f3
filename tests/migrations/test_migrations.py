"""Migrations: one head, equal to the models, down and up again, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.core.db import db
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
