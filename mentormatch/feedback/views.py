"""How useful a session was. The page itself is that of the session."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar.models import Booking
from mentormatch.core.i18n import _
from mentormatch.feedback import queries, service
from mentormatch.feedback.forms import FeedbackForm
from mentormatch.web.access import Who, access

bp = Blueprint("feedback", __name__, template_folder="templates")


@bp.app_context_processor
def _means() -> dict[str, Any]:
    """Pages of features below, of cohorts and of a pair under review, ask for what people say."""

    def useful_in(cohorts: Collection[Any]) -> dict[int, dict[str, queries.Mean]]:
        return queries.means_of([cohort.id for cohort in cohorts])

    return {"useful_of": queries.useful_of, "useful_in": useful_in}


@bp.post("/sessions/<int:booking_id>/feedback")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def give(booking: Booking) -> ResponseReturnValue:
    form = FeedbackForm()
    if form.validate():
        service.give(booking, useful=form.useful.data, words=form.words.data, by=current_user)
        flash(_("Thank you. Only coordinators see this."), "success")
    else:
        flash(_("Please choose how useful it was, and keep to the length."), "error")
    return redirect(url_for("sessions.show", booking_id=booking.id, _anchor="feedback"), code=303)
