"""Events for programs: what is coming, registering, waiting, giving back, what is kept."""

from collections.abc import Callable
from typing import Any

from flask_login import current_user
from pydantic import BaseModel

from mentormatch.core.db import db
from mentormatch.core.errors import NotFound
from mentormatch.events import queries, schema, service
from mentormatch.events.models import Event, Place
from mentormatch.events.shown import Standing, standing, standings
from mentormatch.web.access import Who, access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import KeyHeader, PageQuery

rest = rest_blueprint("events_api", "mentormatch.events", at="/events")
ONE = "/<int:event_id>"


@rest.get("")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(resp=answers(200, schema.EventPage))
def coming(query: schema.EventQuery) -> schema.EventPage:
    """Events that are not over, soonest first."""
    wanted = queries.Wanted(query.kind, query.language, query.online, query.for_me)
    found, cursor = part(queries.coming(current_user, wanted), query.cursor, query.limit)
    return schema.EventPage(items=[_read(row) for row in standings(current_user, found)], next_cursor=cursor)


@rest.get("/mine")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(resp=answers(200, schema.EventPage))
def mine(query: PageQuery) -> schema.EventPage:
    """Events one is registered for, waits for, or was at; by their time."""
    rows = standings(current_user, [place.event for place in queries.my_places(current_user)])
    found, cursor = part([row for row in rows if row.status], query.cursor, query.limit)
    return schema.EventPage(items=[_read(row) for row in found], next_cursor=cursor)


@rest.get(ONE)
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
@spec.validate(resp=answers(200, schema.EventRead, 404))
def one(event: Event) -> schema.EventRead:
    """One event, and what one has to do with it."""
    return _read(standing(current_user, event))


@rest.post(f"{ONE}/register")
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.EventRead, 404, 409, 415))
def register(event: Event, json: schema.Registration) -> Reply:
    """Register; with a place that is kept, this accepts it."""
    return _changed(event.id, lambda by: service.register(event, by=by, answers=_said(json)))


@rest.post(f"{ONE}/cancel")
@access(Who.MENTEE, Who.MENTOR, load=queries.my_place)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.EventRead, 404, 409, 415))
def cancel(place: Place) -> Reply:
    """Give one's place back."""
    return _changed(place.event_id, lambda by: service.leave(place, by=by))


@rest.post(f"{ONE}/waiting/join")
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.EventRead, 404, 409, 415))
def join(event: Event, json: schema.Registration) -> Reply:
    """Stand in line; when there is a place after all, register."""
    return _changed(event.id, lambda by: service.register(event, by=by, answers=_said(json), waits=True))


@rest.post(f"{ONE}/waiting/leave")
@access(Who.MENTEE, Who.MENTOR, load=queries.my_place)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.EventRead, 404, 409, 415))
def leave(place: Place) -> Reply:
    """Leave the line."""
    return _changed(place.event_id, lambda by: service.leave(place, by=by))


@rest.post(f"{ONE}/accept")
@access(Who.MENTEE, Who.MENTOR, load=queries.my_place)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.EventRead, 404, 409, 415))
def accept(place: Place) -> Reply:
    """Take the place that is kept."""
    return _changed(place.event_id, lambda by: service.accept(place, by=by))


@rest.post(f"{ONE}/pass-on")
@access(Who.MENTEE, Who.MENTOR, load=queries.my_place)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.EventRead, 404, 409, 415))
def pass_on(place: Place) -> Reply:
    """Let the place that is kept go to the next in line."""
    return _changed(place.event_id, lambda by: service.pass_on(place, by=by))


def _said(sent: schema.Registration) -> dict[int, str]:
    return {one.number: one.answer for one in sent.answers}


def _changed(event_id: int, deed: Callable[[Any], Any]) -> Reply:
    """The event as it is after ``deed``, which the caller does at most once."""

    def act() -> tuple[BaseModel, int, None]:
        deed(current_user)
        event = db.session.get(Event, event_id)
        if event is None:
            raise NotFound
        return _read(standing(current_user, event)), 200, None

    return done_once(act)


def _read(row: Standing) -> schema.EventRead:
    event, place = row.event, row.place
    free = None if event.capacity is None else max(event.capacity - event.taken, 0)
    speakers = [one for one in event.speakers if one.is_shown]
    return schema.EventRead(
        id=event.id, kind=event.kind, status=event.status, title=event.title, text=event.text,
        language=event.language, series=event.series.title if event.series else "", starts_at=event.starts_at,
        ends_at=event.ends_at, time_zone=event.zone, place=event.place, is_online=bool(event.online_link),
        online_link=row.link, capacity=event.capacity, places_free=free, for_me=row.is_for_me,
        can_register=row.can_register, can_wait=row.can_wait, can_cancel=row.can_cancel,
        questions=[_question(one) for one in event.questions],
        speakers=[schema.SpeakerRead(id=one.id, name=one.name, words=one.words, link=one.link) for one in speakers],
        my_status=row.status, position=row.position or None, kept_until=place.closes_at if place else None,
        came=row.came, recording=row.recording, slides=row.slides,
    )  # fmt: skip


def _question(one: Any) -> schema.QuestionRead:
    return schema.QuestionRead(
        number=one.number, kind=one.kind, text=one.text, choices=list(one.choices), needed=one.needed
    )
