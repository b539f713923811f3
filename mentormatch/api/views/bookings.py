"""Sessions of a match: book, move, cancel."""

from collections.abc import Callable

from flask import url_for
from flask_login import current_user
from pydantic import BaseModel

from mentormatch.api import queries, schema, shown
from mentormatch.api.views.blueprint import bp
from mentormatch.calendar.errors import NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.models import Booking
from mentormatch.calendar.queries import open_times
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.queries import match_for
from mentormatch.sessions import service
from mentormatch.sessions.queries import session_for
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import newest

#: How many free times a refusal offers instead.
FRESH = 10


@bp.get("/bookings")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(resp=answers(200, schema.BookingPage))
def bookings(query: schema.PageQuery) -> schema.BookingPage:
    """Sessions one is part of, the latest booked first."""
    found, cursor = newest(queries.bookings_of(current_user), Booking.id, query.cursor, query.limit)
    return schema.BookingPage(items=[shown.booking(one) for one in found], next_cursor=cursor)


@bp.get("/bookings/<int:booking_id>")
@access(Who.MENTEE, Who.MENTOR, load=session_for)
@spec.validate(resp=answers(200, schema.BookingRead, 404))
def booking(session: Booking) -> schema.BookingRead:
    """One session."""
    return shown.booking(session)


@bp.post("/bookings")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(headers=schema.KeyHeader, resp=answers(201, schema.BookingRead, 404, 409, 415))
def book(json: schema.NewBooking) -> Reply:
    """Book a session of a match; a time that is gone is answered with fresh ones."""
    match = match_for(current_user, json.match_id)
    if match is None:
        raise NotFound

    def act() -> tuple[BaseModel, int, str]:
        made = service.book(match, json.starts_at, topic=json.topic, by=current_user)
        return shown.booking(made), 201, url_for(".booking", booking_id=made.id)

    return _or_fresh_times(lambda: done_once(act), match)


@bp.post("/bookings/<int:booking_id>/move")
@access(Who.MENTEE, Who.MENTOR, load=session_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.BookingRead, 404, 409, 415))
def move(session: Booking, json: schema.NewTime) -> Reply:
    """Move a session that has not begun."""

    def act() -> tuple[BaseModel, int, None]:
        service.move(session, json.starts_at, by=current_user)
        return shown.booking(session), 200, None

    return _or_fresh_times(lambda: done_once(act), service.match_of(session), moving=session)


@bp.post("/bookings/<int:booking_id>/cancel")
@access(Who.MENTEE, Who.MENTOR, load=session_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.BookingRead, 404, 409, 415))
def cancel(session: Booking, json: schema.Cancellation) -> Reply:
    """Cancel a session that has not begun, with a word to the other one."""

    def act() -> tuple[BaseModel, int, None]:
        service.cancel(session, reason=json.reason, by=current_user)
        return shown.booking(session), 200, None

    return done_once(act)


def _or_fresh_times(deed: Callable[[], Reply], match: Match, *, moving: Booking | None = None) -> Reply:
    """What ``deed`` answers; its refusal of a time with the times that are free now."""
    try:
        return deed()
    except (SlotTaken, WeekFull, NotOpen) as refusal:
        times = open_times(match.mentor, match.cohort, guest=match.mentee, moving=moving)
        fresh = [shown.slot(at, match.cohort).model_dump(mode="json") for at in times[:FRESH]]
        raise type(refusal)(slots=fresh, field="starts_at") from refusal
