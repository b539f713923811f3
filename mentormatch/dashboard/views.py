"""The first page of each role, the front page for everybody else, and the address that monitors ask."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.attendance.queries import to_say
from mentormatch.calendar.queries import weekly_rules
from mentormatch.core.clock import now
from mentormatch.core.i18n import _
from mentormatch.dashboard import health as checks
from mentormatch.dashboard import queries
from mentormatch.dashboard.navigation import finds_anything, navigation
from mentormatch.mentoring.queries import asked_before
from mentormatch.messages import queries as messages
from mentormatch.messages.unread import unread_messages
from mentormatch.office.queries import tasks_of
from mentormatch.profiles import queries as profiles
from mentormatch.programmes import queries as programmes
from mentormatch.queue import shown as queue
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.ranking import Shown
from mentormatch.sessions.rooms import door
from mentormatch.sessions.shown import shown as shown_session
from mentormatch.web.access import Who, access

bp = Blueprint("dashboard", __name__, template_folder="templates")


@bp.app_context_processor
def _menu() -> dict[str, Any]:
    about = [
        ("help_page", _("Help")),
        ("privacy", _("Privacy")),
        ("accessibility", _("Accessibility")),
    ]
    links = [{"label": label, "url": url_for(f"dashboard.{name}")} for name, label in about]
    return {"navigation": navigation(), "finds_anything": finds_anything(), "about": links}


@bp.get("/")
@access(Who.ANYONE)
def home() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return render_template("front.html", **_contact())
    return render_template("dashboard/home.html", **_sections())


def _sections() -> dict[str, Any]:
    """Each role adds its part; a person with two roles sees both."""
    sessions, at = queries.next_sessions(current_user), now()
    parts: dict[str, Any] = {
        "sessions": [shown_session(booking, current_user, at) for booking in sessions],
        "doors": {booking.id: door(booking, at) for booking in sessions},
        "to_say": to_say(current_user),
        "matches": queries.active_matches_of(current_user),
        "tasks": tasks_of(current_user),
        "unread": messages.unread_threads_of(current_user, unread_messages()),
    }
    if current_user.is_(RoleName.COORDINATOR):
        parts["work"] = queue.tiles_for(current_user)
        parts["to_do"] = queue.first_for(current_user, queries.FEW)
    if current_user.is_(RoleName.ADMIN):
        parts["health"] = checks.health(current_app.extensions["settings"])
    if current_user.is_(RoleName.MENTOR):
        parts["to_answer"] = queries.requests_to_answer(current_user)
        parts["offer"] = profiles.offer_of(current_user.id)
        parts["has_hours"] = bool(weekly_rules(current_user.id))
    if current_user.is_(RoleName.MENTEE) and not current_user.is_staff:
        parts["open_requests"] = queries.open_requests_of(current_user)
        parts["aim"] = profiles.aim_of(current_user.id)
        parts["recommended"] = _recommended() if parts["aim"] else []
    return parts


def _recommended() -> list[Shown]:
    """The best three whom the mentee has not asked yet."""
    return recommendations.recommend(current_user, top=3, but=asked_before(current_user.id))


def _contact() -> dict[str, str]:
    programme = programmes.programme()
    settings = current_app.extensions["settings"]
    return {
        "contact_name": programme.contact_name if programme else settings.contact_name,
        "contact_email": programme.contact_email if programme else settings.contact_email,
    }


@bp.get("/help")
@access(Who.ANYONE)
def help_page() -> ResponseReturnValue:
    return render_template("dashboard/help.html", **_contact())


@bp.get("/privacy")
@access(Who.ANYONE)
def privacy() -> ResponseReturnValue:
    return render_template("dashboard/privacy.html", **_contact())


@bp.get("/accessibility")
@access(Who.ANYONE)
def accessibility() -> ResponseReturnValue:
    return render_template("dashboard/accessibility.html", **_contact())


@bp.get("/healthz")
@access(Who.ANYONE)
def healthz() -> ResponseReturnValue:
    """200 when the database answers and the worker is alive; 503 and which one otherwise. No versions, no names."""
    faults = checks.faults(timedelta(seconds=current_app.extensions["settings"].worker_silent_after))
    return jsonify({"status": "ok"} if not faults else {"status": "failing", "failing": faults}), 503 if faults else 200
