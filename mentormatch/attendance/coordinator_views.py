"""A coordinator's list: sessions the two disagree about, missed ones, and who cannot book because of them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.attendance import queries, service
from mentormatch.attendance.forms import DecisionForm
from mentormatch.attendance.models import Attendance, Decision
from mentormatch.attendance.policy import may_decide
from mentormatch.attendance.shown import in_words
from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access

bp = Blueprint("coordinator_attendance", __name__, url_prefix="/coordinator/attendance", template_folder="templates")


@bp.app_context_processor
def _missed() -> dict[str, Any]:
    """The page of a pair under review, which stands below this feature, asks how often somebody was missing."""
    return {"missed_by": queries.missed_by}


@bp.get("")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    cohorts = programmes.cohorts_of(current_user)
    ids = [cohort.id for cohort in cohorts]
    return render_template(
        "attendance/coordinator.html",
        disputed=queries.disputed_in(ids),
        missed=queries.missed_in(ids),
        paused=queries.paused_in(cohorts),
        may_decide=may_decide,
        in_words=in_words,
    )


@bp.post("/<int:attendance_id>")
@access(Who.COORDINATOR, load=queries.attendance_for_coordinator)
def decide(attendance: Attendance) -> ResponseReturnValue:
    form = DecisionForm()
    if not form.validate():
        abort(400)
    service.decide(attendance, Decision(form.decision.data), by=current_user)
    flash(_("Decided. Both of them get a letter."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/pauses/<int:person_id>/end")
@access(Who.COORDINATOR, load=queries.member_for)
def end_pause(person: Person) -> ResponseReturnValue:
    service.end_pause(person, by=current_user)
    flash(_("%(name)s can book again, and gets a letter.", name=person.name), "success")
    return redirect(url_for(".index"), code=303)
