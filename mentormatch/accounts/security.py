"""Flask-Security as a library: password hashing and signed links on top of Flask-Login, with our pages and words."""

from datetime import timedelta
from typing import Any

from flask import Flask, Request
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.confirmable import confirm_email_token_status, generate_confirmation_token
from flask_security.recoverable import generate_reset_password_token, reset_password_token_status

from config import Config
from mentormatch.accounts import passwords, sign_ins, tokens
from mentormatch.accounts.errors import LinkSpent
from mentormatch.accounts.models import Person, Role
from mentormatch.core.db import db
from mentormatch.web.access import is_api

#: For how long a link in a letter works.
CONFIRM_WITHIN = timedelta(days=5)
RESET_WITHIN = timedelta(hours=2)


def settings(config: Config) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": config.password_salt,
        "SECURITY_PASSWORD_LENGTH_MIN": passwords.SHORTEST,
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_CONFIRM_EMAIL_WITHIN": CONFIRM_WITHIN,
        "SECURITY_RESET_PASSWORD_WITHIN": RESET_WITHIN,
        # What links carry is signed anyway, so hashing it needs no slow scheme.
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
        "SECURITY_DEPRECATED_HASHING_SCHEMES": [],
        # For how long a browser that is told to stay signed in keeps its cookie; the row on the server decides.
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=config.sign_in_minutes),
    }


def install(app: Flask) -> None:
    """Register Flask-Security without its pages, and let sign-ins live and die on the server."""
    people = SQLAlchemyUserDatastore(db, Person, Role)  # type: ignore[arg-type]  # theirs asks for models of its own base
    security = Security(app, people, register_blueprint=False)
    security.login_manager.user_loader(lambda token: None if is_api() else sign_ins.person_of(token))
    security.login_manager.request_loader(_person_of_token)
    security.login_manager.session_protection = None
    app.extensions["letter_links"] = {"confirm": _confirm_token, "reset": _reset_token}


def _person_of_token(request: Request) -> Person | None:
    """Programs come with a token and never with a cookie; pages the other way round."""
    sent = request.authorization
    return tokens.person_of(sent.token) if is_api() and sent and sent.type == "bearer" and sent.token else None


def _confirm_token(person_id: int) -> str:
    return generate_confirmation_token(db.session.get(Person, person_id))  # type: ignore[no-untyped-call]  # no types there


def _reset_token(person_id: int) -> str:
    return generate_reset_password_token(db.session.get(Person, person_id))  # type: ignore[no-untyped-call]  # no types there


def person_to_confirm(token: str) -> Person:
    """The person a confirmation link was written for; LinkSpent when it is old, forged or of another address."""
    expired, invalid, person = confirm_email_token_status(token)  # type: ignore[no-untyped-call]  # no types there
    if expired or invalid or person is None or not person.active:
        raise LinkSpent
    return person


def person_to_reset(token: str) -> Person:
    """The same for a reset link. It is bound to ``fs_uniquifier``, which every new password replaces: one use."""
    expired, invalid, person = reset_password_token_status(token)  # type: ignore[no-untyped-call]  # no types there
    if expired or invalid or person is None or not person.active:
        raise LinkSpent
    return person
