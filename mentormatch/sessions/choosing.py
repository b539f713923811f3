"""How a time is chosen, for booking and for moving: the strip of free times, and what was chosen in it."""

from datetime import date, datetime

from flask import render_template, request
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.errors import NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import of_match
from mentormatch.core.clock import now
from mentormatch.core.errors import TooMany
from mentormatch.core.i18n import _, zone, zone_city
from mentormatch.mentoring.models import Match
from mentormatch.scheduling import local_date
from mentormatch.sessions.forms import BookForm, TimeForm
from mentormatch.sessions.shown import shown
from mentormatch.sessions.strip import strip_of

#: Refusals after which the same form with fresh times is the best answer.
TRY_ANOTHER = (SlotTaken, WeekFull, NotOpen, TooMany)


def chosen(form: TimeForm) -> datetime | None:
    """The time that was chosen, or None with the reason in the form."""
    if not form.validate():
        for error in form.slot.errors:
            form.refuse(None, error)
        return None
    if form.is_of_another_day(zone(current_user.time_zone)):
        form.refuse(
            None, _("The time you had chosen is on another day than the one you looked at. Is it the one you mean?")
        )
        return None
    return form.starts_at


def words_page(form: BookForm, match: Match, held: Booking) -> str:
    """The held time and until when, and what there is to say."""
    return render_template(
        "sessions/words.html", form=form, match=match, other=_other(match), session=shown(held, current_user, now())
    )


def times_page(form: TimeForm, match: Match, *, moving: Booking | None = None, to_hold: bool = False) -> str:
    """The strip from the day that was asked for, else from the day of the time that is chosen.

    What the reader holds already is one of the times. ``to_hold``: the first of two steps, without the words.
    """
    held = None if moving else calendar.hold_of(of_match(match.id), current_user.id)
    times = calendar.open_times(match.mentor, match.cohort, guest=match.mentee, moving=moving or held)
    other = _other(match)
    asked = _date(request.values.get("from"))
    if asked is None and form.starts_at in times:
        asked = local_date(form.starts_at, zone(current_user.time_zone))
    free = [at for at in times if moving is None or at != moving.starts_at]
    strip = strip_of(free, current_user.time_zone, other.time_zone, asked)
    return render_template(
        "sessions/move.html" if moving else "sessions/book.html",
        form=form,
        match=match,
        other=other,
        their_city=zone_city(other.time_zone) if strip.has_other_clock else "",
        moving=shown(moving, current_user, now()) if moving else None,
        strip=strip,
        chosen=form.starts_at.isoformat() if form.starts_at in free else None,
        to_hold=to_hold,
        as_list=request.values.get("view") == "list",
    )


def _other(match: Match) -> Person:
    return match.mentor if current_user.id == match.mentee_id else match.mentee


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
