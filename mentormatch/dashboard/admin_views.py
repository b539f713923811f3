"""Health of the installation, with letters that need a hand."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mentormatch.core.db import db
from mentormatch.core.i18n import _
from mentormatch.dashboard import health as checks
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.web.access import Who, access

bp = Blueprint("admin_dashboard", __name__, url_prefix="/admin/health", template_folder="templates")


def _letter(_admin: object, letter_id: int) -> Letter | None:
    return db.session.get(Letter, letter_id)


@bp.get("")
@access(Who.ADMIN)
def health() -> ResponseReturnValue:
    return render_template("dashboard/health.html", health=checks.health(current_app.extensions["settings"]))


@bp.post("/letters/<int:letter_id>/again")
@access(Who.ADMIN, load=_letter)
def send_again(letter: Letter) -> ResponseReturnValue:
    letters.send_again(letter)
    flash(_("The letter is queued again."), "success")
    return redirect(url_for(".health"), code=303)


@bp.post("/letters/<int:letter_id>/give-up")
@access(Who.ADMIN, load=_letter)
def give_up(letter: Letter) -> ResponseReturnValue:
    letters.give_up(letter)
    flash(_("Done. The letter is no longer listed."), "success")
    return redirect(url_for(".health"), code=303)
