"""``create_app``: the only place that knows every feature."""

from importlib import import_module
from typing import Any

from flask import Flask
from flask_alembic import Alembic
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from config import ROOT, Config
from mentormatch.accounts import security as accounts_security
from mentormatch.core import migrations
from mentormatch.core.db import db, listen_to
from mentormatch.core.jobs import Queue
from mentormatch.notifications import optional
from mentormatch.office.about import SERVICES as SERVICES_KNOWN
from mentormatch.office.about import Service
from mentormatch.office.guard import hide_what_is_off
from mentormatch.privacy.register import REGISTER
from mentormatch.trail.words import DEEDS, KINDS
from mentormatch.web import access, assets, context, logs, once, refusals, security

#: Modules with tables, so that migrations and foreign keys know them all.
TABLES = (
    "core.audit",
    "core.idempotency",
    "core.jobs",
    "core.limits",
    "core.stamps",
    "office.models",
    "search.models",
    "accounts.models",
    "programmes.models",
    "training.models",
    "profiles.models",
    "calendar.models",
    "recommendations.models",
    "mentoring.models",
    "messages.models",
    "files.models",
    "concerns.models",
    "goals.models",
    "notes.models",
    "relationship.models",
    "attendance.models",
    "feedback.models",
    "notifications.models",
    "people.models",
    "shortlist.models",
    "assignments.models",
    "announcements.models",
    "reports.models",
    "trail.models",
    "progress.models",
    "waitinglist.models",
    "queue.models",
)
#: What the office offers beside mentoring. Each folder's ``about`` says what all others need to know of it.
SERVICES: tuple[str, ...] = ("documents", "coaching", "events", "resources", "degrees", "plans", "paths", "internships")
#: Modules with a blueprint ``bp``, in the order of the menu.
PAGES = (
    "web.assets",
    "dashboard.views",
    "finding.views",
    "accounts.views",
    "notifications.views",
    "accounts.admin_views",
    "programmes.views",
    "programmes.coordinator_views",
    "programmes.admin_views",
    "training.views",
    "training.coordinator_views",
    "profiles.views",
    "profiles.mentor_views",
    "profiles.coordinator_views",
    "profiles.word_views",
    "calendar.views",
    "calendar.feed_views",
    "calendar.busy_views",
    "recommendations.views",
    "mentoring.views",
    "mentoring.mentor_views",
    "mentoring.coordinator_views",
    "shortlist.views",
    "attendance.views",
    "attendance.coordinator_views",
    "feedback.views",
    "feedback.coordinator_views",
    "sessions.views",
    "messages.views",
    "files.views",
    "concerns.views",
    "concerns.coordinator_views",
    "goals.views",
    "notes.views",
    "relationship.views",
    "assignments.views",
    "progress.views",
    "overrides.coordinator_views",
    "waitinglist.views",
    "waitinglist.coordinator_views",
    "relationship.coordinator_views",
    "people.import_views",
    "announcements.views",
    "relationship.mentor_views",
    "queue.views",
    "dashboard.admin_views",
    "office.views",
    "record.views",
    "privacy.views",
    "reports.views",
    "trail.views",
    "trail.admin_views",
)
#: Modules with calls for programs, a blueprint ``rest``.
API = ("api.views", "finding.api")
DEVELOPMENT_PAGES = ("accounts.dev_views", "notifications.dev_views")
#: Modules that only need to be imported: receivers of signals and sweeps of the worker.
LISTENERS = (
    "programmes.handlers",
    "programmes.sweeps",
    "programmes.words",
    "training.handlers",
    "profiles.handlers",
    "mentoring.words",
    "progress.words",
    "notifications.delivery",
    "search.encoding",
    "recommendations.encoding",
    "mentoring.clock_jobs",
    "calendar.sweeps",
    "messages.sweeps",
    "uploads.sweeps",
    "attendance.handlers",
    "attendance.sweeps",
    "sessions.kind",
    "relationship.bulk",
    "assignments.service.making",
    "people.working",
    "profiles.merging",
    "announcements.service",
    "waitinglist.service.sweeping",
    "relationship.sweeps",
    "queue.sweeps",
    "dashboard.digest",
    "privacy.sweeps",
    "reports.sweeps",
    "trail.sweeps",
)
COMMANDS = (
    "commands",
    "accounts.cli",
    "people.cli",
    "recommendations.cli",
    "assignments.cli",
    "privacy.cli",
    "trail.cli",
    "seed.cli",
)


class NotConfigured(SystemExit):
    """Production that would not be safe does not start; the message says what is missing."""


def create_app(config: Config) -> Flask:
    """Make the application for these settings, or refuse: half configured, or with an endpoint nobody decided about."""
    if config.env == "prod" and (missing := config.missing_for_production()):
        raise NotConfigured("MentorMatch does not start in production:\n- " + "\n- ".join(missing))
    app = Flask(
        "mentormatch", root_path=str(ROOT / "mentormatch"), static_folder="web/static", template_folder="web/templates"
    )
    app.extensions["settings"] = config
    app.config.update(_flask_settings(config))
    config.instance.mkdir(parents=True, exist_ok=True)
    if config.trusted_proxies:
        trusted = config.trusted_proxies
        behind_proxies = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted)
        app.wsgi_app = behind_proxies  # type: ignore[method-assign]  # as Flask's manual says
    _install(app, config)
    _register(app, config)
    if forgotten := access.undecided(app):
        raise RuntimeError(f"nobody decided who may call: {', '.join(forgotten)}")
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    https = config.public_url.startswith("https://")
    return {
        "SECRET_KEY": config.secret_key,
        "DEBUG": config.debug,
        "TESTING": config.env == "test",
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SESSION_COOKIE_NAME": "__Host-session" if https else "session",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "MAX_CONTENT_LENGTH": 6 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 400,
        "WTF_CSRF_TIME_LIMIT": 60 * 60 * 12,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "mentormatch" / "translations"),
        "ALEMBIC": {"script_location": str(ROOT / "migrations"), "file_template": "%%(rev)s_%%(slug)s"},
        "ALEMBIC_CONTEXT": migrations.CONTEXT,
        **accounts_security.settings(config),
    }


class RowNumber(IntegerConverter):
    """``<int:...>`` in an address: what a database can hold as a row's number; anything larger does not exist."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": 2**31 - 1, **options})


def _install(app: Flask, config: Config) -> None:
    app.url_map.converters["int"] = RowNumber
    access.accept_bodies(app)
    once.answer_again(app)
    hide_what_is_off(app)  # before the guard, whose answers would say that it exists
    access.guard(app)  # before CSRF, whose answers would reveal something
    CSRFProtect(app)
    once.take_once(app)
    db.init_app(app)
    with app.app_context():
        listen_to(db.engine)
    Alembic(app, run_mkdir=False)
    written = Babel.default_date_formats | {"date.medium": "d MMM yyyy", "date.long": "d MMMM yyyy"}
    Babel(app, written, locale_selector=context.reader_locale, timezone_selector=context.reader_zone)
    Bootstrap5(app)
    Compress(app)
    accounts_security.install(app)
    security.add_headers(app, https=config.public_url.startswith("https://"))
    logs.hide_secrets(app)
    refusals.handle_errors(app)
    context.share(app)
    assets.version_files(app)
    app.extensions["jobs"] = Queue(app, config.queue_url)


def _register(app: Flask, config: Config) -> None:
    services = [_service(name) for name in SERVICES]
    for name in (*TABLES, *LISTENERS):
        import_module(f"mentormatch.{name}")
    pages = PAGES if config.env == "prod" else PAGES + DEVELOPMENT_PAGES
    for name in (*pages, *(page for service in services for page in service.modules(service.pages))):
        app.register_blueprint(import_module(f"mentormatch.{name}").bp)
    for name in (*API, *(calls for service in services for calls in service.modules(service.api))):
        rest = import_module(f"mentormatch.{name}").rest
        app.register_blueprint(rest)
        # The API knows no cookie, so nobody's browser can be made to call it in their name.
        app.extensions["csrf"].exempt(rest)
    for name in (*COMMANDS, *(command for service in services for command in service.modules(service.commands))):
        import_module(f"mentormatch.{name}").add_to(app.cli)


def _service(name: str) -> Service:
    """Make a service of the office known to those who speak of all of them: menus, switches, register, trail."""
    service: Service = import_module(f"mentormatch.{name}.about").SERVICE
    SERVICES_KNOWN[service.name] = service
    for module in service.modules((*service.tables, *service.listeners)):
        import_module(f"mentormatch.{module}")
    REGISTER.update(service.kept)
    DEEDS.update(service.deeds)
    KINDS.update(service.subjects)
    optional.declare(service.letters)
    return service
