"""What the two say about a session that is over. The page itself is that of the session."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.attendance import queries, service
from mentormatch.attendance.forms import OutcomeForm
from mentormatch.calendar.models import Booking
from mentormatch.core.i18n import _
from mentormatch.web.access import Who, access

bp = Blueprint("attendance", __name__, template_folder="templates")


@bp.post("/sessions/<int:booking_id>/attendance")
@access(Who.MENTEE, Who.MENTOR, load=queries.over_for)
def say(booking: Booking) -> ResponseReturnValue:
    form = OutcomeForm.of(booking, current_user)
    if form.validate():
        outcome, missed_by = form.answer(booking, current_user)
        words = form.words.data
        disputed = service.say(booking, outcome, missed_by_id=missed_by, words=words, by=current_user)
        flash(
            _("A coordinator reads both of you and decides.") if disputed else _("Thank you, that is noted."), "success"
        )
    else:
        flash(_("Please choose what became of the session."), "error")
    return redirect(url_for("sessions.show", booking_id=booking.id, _anchor="after"), code=303)
