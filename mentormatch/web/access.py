"""Who may call what. Every view says so beside itself with ``@access``; the guard enforces it before the view runs."""

import enum
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import Unauthorized

from mentormatch.core.errors import NotAllowed, NotFound
from mentormatch.core.i18n import _l

log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., Any])


class Who(enum.StrEnum):
    """Principals; all but the first two are roles."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    COACH = "coach"
    ADMIN = "admin"
    EDITOR = "editor"
    PARTNER = "partner"


@dataclass(frozen=True)
class Access:
    """A decided rule. ``load(person, **url_args)`` returns the object in the relation meant, or None: then 404."""

    who: frozenset[Who]
    load: Callable[..., Any] | None = None
    #: Largest body in bytes where it is not the application's: for uploads.
    body: int | None = None
    #: Most bytes of all fields of a form that are no files, where it is not the application's.
    fields: int | None = None
    #: Open to staff who still have to set up their second factor.
    before_second_factor: bool = False


#: Endpoints of libraries that serve the same public files to everybody.
PUBLIC_FILES = frozenset({"static", "bootstrap.static"})


def is_api() -> bool:
    """Whether this request is one of a program: it has a token and no cookie, and reads JSON, also of refusals."""
    return request.path.startswith("/api/")


def access(
    *who: Who,
    load: Callable[..., Any] | None = None,
    body: int | None = None,
    fields: int | None = None,
    before_second_factor: bool = False,
) -> Callable[[View], View]:
    """Declare who may call a view. With ``load`` the view gets the loaded object, not the numbers of the address.

    ``body`` allows larger requests than the rest of the application accepts, ``fields`` longer texts in forms.
    """
    rule = Access(frozenset(who), load, body, fields, before_second_factor)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**url_args: Any) -> Any:
            return view(g.subject) if load else view(**url_args)

        guarded.access = rule  # type: ignore[attr-defined]  # read by rule_of
        return guarded  # type: ignore[return-value]  # with load it is called otherwise

    return declare


def rule_of(app: Flask, endpoint: str) -> Access | None:
    if endpoint in PUBLIC_FILES:
        return Access(frozenset({Who.ANYONE}), before_second_factor=True)
    return getattr(app.view_functions[endpoint], "access", None)


def undecided(app: Flask) -> list[str]:
    """Endpoints that nobody has decided about: the application does not start with one."""
    return sorted(endpoint for endpoint in app.view_functions if rule_of(app, endpoint) is None)


def accept_bodies(app: Flask) -> None:
    """Accept as large a body as the rule says, of people who are signed in; install before anything reads a form."""

    @app.before_request
    def _accept() -> None:
        rule = rule_of(app, request.endpoint) if request.endpoint else None
        if rule and rule.body is not None and current_user.is_authenticated:
            request.max_content_length = rule.body
            request.max_form_memory_size = rule.fields or request.max_form_memory_size


def guard(app: Flask) -> None:
    """Check every request against its rule, before forms, CSRF answers or views reveal anything."""

    @app.before_request
    def _check() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        rule = rule_of(app, request.endpoint)
        if rule is None:
            log.error("undecided_endpoint", extra={"endpoint": request.endpoint})
            abort(403)
        if answer := _lead_away(rule):
            return answer
        _let_in(rule)
        return None


def _lead_away(rule: Access) -> ResponseReturnValue | None:
    """Where somebody has to go first: to sign in, or, for staff without a second factor, to set one up."""
    if not current_user.is_authenticated:
        return None if Who.ANYONE in rule.who else _ask_to_sign_in()
    owes = current_user.owes_second_factor and not rule.before_second_factor
    return _lead_to_second_factor() if owes else None


def _let_in(rule: Access) -> None:
    if not _is_one_of(rule.who):
        raise NotAllowed
    if rule.load:
        g.subject = rule.load(current_user, **(request.view_args or {}))
        if g.subject is None:
            raise NotFound


def _is_one_of(who: frozenset[Who]) -> bool:
    return bool(who & {Who.ANYONE, Who.SIGNED_IN}) or any(current_user.is_(role) for role in who)


def _lead_to_second_factor() -> ResponseReturnValue:
    if is_api():
        raise NotAllowed(_l("Set up your second factor first: sign in with a browser."))
    return redirect(url_for("accounts.second_factor_form"), code=302 if request.method in {"GET", "HEAD"} else 303)


def _ask_to_sign_in() -> ResponseReturnValue:
    if is_api():
        raise Unauthorized
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in_form", next=request.full_path.rstrip("?")))
    return redirect(url_for("accounts.sign_in_form"))
