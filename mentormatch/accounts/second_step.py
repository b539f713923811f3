"""Between the password and the code: whose password was right in this browser, for a few minutes.

Kept in the signed session cookie. It is no sign-in: nothing but the page that asks for the code reads it.
"""

import hashlib
from typing import Any

from flask import redirect, session, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from mentormatch.accounts import browser, queries, sign_ins
from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db

#: Seconds in which a code can be given after the password.
WITHIN = 600
_KEY = "second_step"


def proceed(person: Person, *, keep: bool = False, target: str | None = None) -> Response:
    """Sign in whoever has given the right password, or ask for the code where the account has a second factor."""
    if queries.second_factor_of(person.id) is None:
        return browser.arrive(person, keep=keep, target=target)
    if current_user.is_authenticated:  # whoever was signed in here is not any more
        sign_ins.end_sign_in(current_user, token=current_user.sign_in_token)
        logout_user()
    session[_KEY] = {
        "person": person.id,
        "proved": _mark(person),
        "until": int(now().timestamp()) + WITHIN,
        "keep": keep,
        "target": target,
    }
    return redirect(url_for("accounts.code_form"), code=303)


def who_waits() -> Person | None:
    """The person whose password was given in this browser a moment ago, while account and password are the same."""
    waiting: dict[str, Any] | None = session.get(_KEY)
    if not waiting or waiting["until"] < now().timestamp():
        return None
    person = db.session.get(Person, waiting["person"])
    if person is None or not person.active or _mark(person) != waiting["proved"]:
        return None
    return person


def arrive(person: Person) -> Response:
    """Sign in after the right code, and go where the first step was to lead."""
    waiting = session[_KEY]
    return browser.arrive(person, keep=waiting["keep"], target=waiting["target"])


def _mark(person: Person) -> str:
    """Changes with the password; the stamp itself stays on the server, since a cookie can be read."""
    return hashlib.sha256(f"second step:{person.fs_uniquifier}".encode()).hexdigest()[:32]
