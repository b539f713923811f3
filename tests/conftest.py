"""What tests share. Every test that takes ``app`` runs on SQLite and on a real PostgreSQL."""

import contextvars
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket, BytecodeCache

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: two test processes on two cores

from config import Config
from mentormatch.accounts import sign_ins
from mentormatch.accounts.models import Person
from mentormatch.app import create_app
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.office.queries import forget_what_is_off
from mentormatch.trail.words import DEEDS
from tests.kept import KEPT_TABLES, once
from tests.make import Make
from tests.personas import Personas, make_personas
from tests.postgres import postgres

#: What takes longest, the longest first: at the end no processor waits for a file that another one began last.
LONG = (
    "architecture/test_access_table", "browser/test_newcomer", "browser/test_journey", "browser/test_workbench",
    "browser/", "campaigns/", "seed/", "concerns/test_nobody", "queue/test_many", "files/test_pages", "migrations/",
    "sessions/test_reminders_under", "mentoring/test_strangers", "story/", "matching/test_true_words", "api/",
)  # fmt: skip


# A busy machine is no finding: nothing fails for the time it took.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, all others as they were. Processes take files in this order (``--no-loadscope-reorder``)."""

    def place(item: pytest.Item) -> int:
        file = item.nodeid.partition("::")[0]
        return next((place for place, name in enumerate(LONG) if name in file), len(LONG))

    items.sort(key=place)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-access-table", action="store_true", help="write tests/architecture/access.csv anew")


class FreshClient(FlaskClient):
    """Each request runs in a context of its own, as on a server, although the test itself holds one open."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("buffered", True)  # so that files which were sent are closed again
        response = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():  # not when it follows a redirect, which happens inside
            db.session.rollback()  # what the test read before may have changed
        return response


class CompiledOnce(BytecodeCache):
    """What one application of this process has compiled, the next takes over: templates stay as they are."""

    compiled: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if found := self.compiled.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


def _as_tests_want_it(connection: Any, _record: Any) -> None:
    """Waiting for the disk at every commit protects nothing here: no power fails that these data would outlive. And
    rows that nobody put in an order come in the wrong one, as PostgreSQL may give them on some other day."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA reverse_unordered_selects=ON")


def make_app(instance: Path, database_url: str = "") -> Flask:
    """An application for tests, on a database of its own."""
    config = Config(
        _env_file=None,  # a developer's own .env must not decide what tests find
        env="test",
        instance=instance,
        database_url=database_url,
        queue_url="memory:",
        secret_key="a secret that only tests know, long enough",
        password_salt="a salt that only tests know, long enough",
    )
    app = create_app(config)
    app.jinja_env.bytecode_cache = CompiledOnce()
    with app.app_context():
        sa.event.listen(db.engine, "connect", _as_tests_want_it)
    app.config["WTF_CSRF_ENABLED"] = (
        False  # tests/architecture proves CSRF on every endpoint; elsewhere it only hides the point
    )
    app.test_client_class = FreshClient
    return app


def migrate(app: Flask) -> None:
    with app.app_context():
        app.extensions["alembic"].upgrade()


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = make_app(tmp_path_factory.mktemp("sqlite"))
    migrate(app)
    with app.app_context():
        db.engine.dispose()
        app.extensions["template"] = sqlite3.connect(":memory:", check_same_thread=False)
        with sqlite3.connect(app.extensions["settings"].instance / "mentormatch.db") as migrated:
            migrated.backup(app.extensions["template"])
        migrated.close()
    yield app
    with app.app_context():
        db.engine.dispose()
    app.extensions["template"].close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_app(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = make_app(tmp_path_factory.mktemp("postgresql"), postgres_url)
    migrate(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on an empty, migrated database; the test runs inside its context."""
    found: Flask = request.getfixturevalue(f"{request.param}_app")
    with found.app_context():
        empty(found, request.param)
        forget_what_is_off()
        yield found
        db.session.rollback()
        db.session.remove()


def empty(app: Flask, kind: str) -> None:
    if kind == "sqlite":
        db.engine.dispose()
        target = sqlite3.connect(app.extensions["settings"].instance / "mentormatch.db")
        app.extensions["template"].backup(target)
        target.close()
        return
    looked_at, counters = _tables_and_counters(app)
    with db.engine.begin() as connection:
        connection.execute(sa.text("SET LOCAL session_replication_role = replica"))  # in any order, without cascades
        for name in connection.execute(looked_at).scalars().all():
            connection.execute(sa.text(f'DELETE FROM "{name}"'))
        connection.execute(counters)


def _tables_and_counters(app: Flask) -> tuple[sa.TextClause, sa.TextClause]:
    """Which tables have rows, and all counters back to the start. TRUNCATE gives each of hundreds of tables and
    indexes a new file, which takes longer than most tests; a test writes to a few tables, and few rows."""
    if "emptying" not in app.extensions:
        names = [table.name for table in db.metadata.sorted_tables if table.name not in KEPT_TABLES]
        counted = sa.text("SELECT quote_literal(quote_ident(relname)) FROM pg_class WHERE relkind = 'S' ORDER BY 1")
        with db.engine.connect() as connection:
            kept = {f"'{name}_id_seq'" for name in KEPT_TABLES}
            counters = [name for name in connection.execute(counted).scalars() if name not in kept]
        app.extensions["emptying"] = (
            sa.text(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names)),
            sa.text("SELECT " + ", ".join(f"setval({name}, 1, false)" for name in counters)),
        )
    found: tuple[sa.TextClause, sa.TextClause] = app.extensions["emptying"]
    return found


@sa.event.listens_for(AuditEntry, "before_insert")
def _has_a_sentence(_mapper: Any, _connection: Any, entry: AuditEntry) -> None:
    """Whatever the suite does, the trail can say in words (tests of the ground make up deeds of their own)."""
    assert entry.action in DEEDS or entry.action.startswith("deed."), f"no sentence for {entry.action}"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def make(app: Flask) -> Make:
    return Make()


@pytest.fixture
def personas(make: Make) -> Personas:
    """Maya (mentee), Omar (mentor), Cora (coordinator), Ada (admin), and Eve, enrolled elsewhere: 404 everywhere."""
    return once("personas", make, make_personas)


def sign_in(client: FlaskClient, person: Person) -> FlaskClient:
    """Give this client an open sign-in of ``person``, without the form."""
    token = sign_ins.open_sign_in(person, "Test")
    with client.session_transaction() as session:
        session.clear()
        session["_user_id"] = token
        session["_fresh"] = True
    return client


@pytest.fixture
def as_person(app: Flask) -> Any:
    """``as_person(maya)`` is a browser in which Maya is signed in."""
    return lambda person: sign_in(app.test_client(), person)
