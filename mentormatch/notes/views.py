"""Pages of notes, for both people of a match."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.labels import MATCH_CHIPS
from mentormatch.mentoring.models import Match
from mentormatch.notes import queries, service
from mentormatch.notes.errors import Edited
from mentormatch.notes.forms import NotesForm
from mentormatch.notes.policy import open_texts
from mentormatch.sessions.service import match_of
from mentormatch.sessions.shown import shown
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("notes", __name__, template_folder="templates")


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """For the page of a session, which includes a part of ours; read only where it is drawn."""
    return {"notes_of_session": lambda booking: queries.notes_of([booking], current_user)[booking.id]}


@bp.get("/matches/<int:match_id>/notes")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def index(match: Match) -> ResponseReturnValue:
    page = wanted_page()
    bookings, total = queries.sessions_with_notes(match, current_user, page)
    notes = queries.notes_of(bookings, current_user)
    return render_template(
        "notes/index.html",
        match=match,
        chip=MATCH_CHIPS[match.status],
        rows=[(shown(booking, current_user, now()), notes[booking.id]) for booking in bookings],
        pages=Page("notes.index", page, queries.A_PAGE, total, {"match_id": match.id}),
    )


@bp.get("/sessions/<int:booking_id>/notes")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def show(booking: Booking) -> ResponseReturnValue:
    return _page(booking, NotesForm.of(queries.notes_of([booking], current_user)[booking.id]))


@bp.post("/sessions/<int:booking_id>/notes")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def save(booking: Booking) -> ResponseReturnValue:
    """Save all texts; when somebody was faster, show theirs beside what was typed, and ask."""
    form = NotesForm()
    if not form.validate():
        return _page(booking, form), 422
    try:
        service.save(booking, form.drafts(request.form), by=current_user)
    except Edited as refusal:
        form.begin_anew(queries.notes_of([booking], current_user)[booking.id])
        form.refuse(None, refusal)
        return _page(booking, form, refusal.fields), 409
    except Refusal as refusal:
        field = refusal.facts.get("field")
        form.refuse(field if isinstance(field, str) else None, refusal)
        return _page(booking, form), refusal.status
    flash(_("Saved."), "success")
    return redirect(url_for(".show", booking_id=booking.id), code=303)


def _page(booking: Booking, form: NotesForm, edited: frozenset[str] = frozenset()) -> str:
    match = match_of(booking)
    return render_template(
        "notes/show.html",
        form=form,
        match=match,
        session=shown(booking, current_user, now()),
        stored=queries.notes_of([booking], current_user)[booking.id],
        writable=open_texts(booking, match, now()),
        edited=edited,
        all_optional=True,
    )
