"""Commands for running the installation: ``start``, ``worker``, ``doctor``, ``grant``, ``access``."""

import sys
from datetime import timedelta
from multiprocessing import get_context

import click
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from click import Group
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication

from config import Config
from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.core.jobs import beat, worker_is_alive
from mentormatch.web import access

#: Two processes serve pages while one of them ranks; each works single-threaded in NumPy.
WEB_WORKERS = 2
WEB_THREADS = 4


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    for command in (start, worker, doctor, grant, access_table):
        cli.add_command(command)


def _settings() -> Config:
    settings: Config = current_app.extensions["settings"]
    return settings


class Server(BaseApplication):
    """Gunicorn around an application that is already made, so that starting imports everything once."""

    def __init__(self, app: Flask, **options: object) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


@click.command()
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Where to listen.")
@with_appcontext
def start(port: int) -> None:
    """Migrate, seed an empty development database, and run web server and worker until Ctrl-C."""
    from mentormatch.seed.cli import seed_if_empty  # the demo programme is needed here only

    app, settings = current_app._get_current_object(), _settings()  # type: ignore[attr-defined]  # a proxy
    app.extensions["alembic"].upgrade()
    if settings.env == "dev":
        seed_if_empty()
        if "public_url" not in settings.model_fields_set:
            settings.public_url = f"http://{settings.host}:{port}"
    db.session.remove()
    db.engine.dispose()  # connections must not be shared with the processes that follow
    _say_where(settings)
    background = get_context("fork").Process(target=_work, args=(app,))
    background.start()
    bind = f"{settings.host}:{port}"
    try:
        Server(
            app, bind=bind, workers=WEB_WORKERS, threads=WEB_THREADS, worker_class="gthread", loglevel="warning"
        ).run()
    finally:
        background.terminate()
        background.join(timeout=15)


def _say_where(settings: Config) -> None:
    click.echo(f"\nMentorMatch runs at {settings.public_url}  (Ctrl-C stops it)")
    if settings.env == "dev" and settings.on_loopback:
        click.echo("Sign in with one click as Maya (student), Omar (mentor), Cora (coordinator), Clara (coach),")
        click.echo("Ada (admin) or Eve (student of another cohort).")
        click.echo(f"Letters are kept at {settings.public_url}/dev/mail\n")


def _work(app: Flask) -> None:
    """Run the background jobs in this process until it is told to stop."""
    with app.app_context():
        beat()
    queue = app.extensions["jobs"]
    queue.huey.create_consumer(workers=2, worker_type="thread", periodic=True, initial_delay=0.1, max_delay=1.0).run()


@click.command()
@with_appcontext
def worker() -> None:
    """Run background jobs: letters, encoding, reminders, expiry. One is enough; several do no harm."""
    _work(current_app._get_current_object())  # type: ignore[attr-defined]  # a proxy


@click.command()
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in RoleName]))
@with_appcontext
def grant(email: str, role: str) -> None:
    """Give a role to a person with an account: how the first admin comes to be."""
    person = accounts.find_person(accounts.normal_email(email))
    if person is None:
        raise click.ClickException(f"Nobody has an account with {email}. They register first.")
    accounts.grant(person, RoleName(role), by=None)
    click.echo(f"{person.name} is {role} from the next page on.")


@click.command("access")
@with_appcontext
def access_table() -> None:
    """List every address, its methods, who may call it, and the relation that is loaded."""
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        decided = access.rule_of(current_app, rule.endpoint)
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        who = ", ".join(sorted(decided.who)) if decided else "undecided"
        relation = decided.load.__name__ if decided and decided.load else ""
        click.echo(f"{methods:9} {rule.rule:50} {who:32} {relation}")


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is missing or wrong with this installation; exit 1 when something is."""
    settings = _settings()
    findings = settings.missing_for_production() if settings.env == "prod" else []
    findings += _database_findings()
    if not findings and not worker_is_alive(timedelta(seconds=settings.worker_silent_after)):
        findings.append("The worker is silent, so letters wait: start it with `flask --app wsgi worker`.")
    for finding in findings:
        click.echo(f"✗ {finding}")
    if not findings:
        click.echo("✓ settings, database, migrations and worker are fine")
    sys.exit(1 if findings else 0)


def _database_findings() -> list[str]:
    try:
        with db.engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
    except sa.exc.SQLAlchemyError as error:
        return [f"The database does not answer: {type(error).__name__}."]
    head = current_app.extensions["alembic"].script_directory.get_current_head()
    if present == head:
        return []
    return [f"The database is at migration {present}, the code at {head}: run `flask --app wsgi db upgrade`."]
