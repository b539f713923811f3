"""The page of one session, and the one that says why somebody cannot book."""

from flask import current_app, render_template
from flask_login import current_user

from mentormatch.attendance.forms import OutcomeForm
from mentormatch.attendance.policy import Pause
from mentormatch.attendance.queries import attendance_of
from mentormatch.attendance.shown import after
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.feedback.forms import FeedbackForm
from mentormatch.feedback.policy import can_give
from mentormatch.feedback.queries import feedback_of
from mentormatch.mentoring.models import Match
from mentormatch.programmes import queries as programmes
from mentormatch.sessions import rooms, service
from mentormatch.sessions.policy import can_book
from mentormatch.sessions.shown import shown


def session_page(booking: Booking) -> str:
    """What it is, what one can do with it, and once it is over what became of it."""
    at, match = now(), service.match_of(booking)
    given = feedback_of(current_user, booking.id)
    return render_template(
        "sessions/show.html",
        session=shown(booking, current_user, at),
        match=match,
        link=rooms.meeting_link(booking),
        has_own_room=rooms.has_own_room(),
        door=rooms.door(booking, at),
        can_book=can_book(match),
        after=after(booking, attendance_of(booking.id), current_user, at),
        outcome_form=OutcomeForm.of(booking, current_user, formdata=None),
        can_give=can_give(booking, at),
        given=given,
        feedback_form=FeedbackForm(formdata=None, obj=given),
    )


def paused_page(match: Match, pause: Pause) -> str:
    """Why the reader cannot book now, when that ends, and whom to talk to."""
    programme = programmes.programme()
    settings = current_app.extensions["settings"]
    return render_template(
        "sessions/paused.html",
        match=match,
        other=match.mentor if current_user.id == match.mentee_id else match.mentee,
        pause=pause,
        contact_name=programme.contact_name if programme else settings.contact_name,
        contact_email=programme.contact_email if programme else settings.contact_email,
    )
