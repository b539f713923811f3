"""Coaching for programs: types, their times, and a student's appointments."""

from collections.abc import Callable
from datetime import timedelta

from flask import url_for
from flask_login import current_user
from pydantic import BaseModel

from mentormatch.calendar.errors import NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.letters import where
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.coaching import service
from mentormatch.coaching.api_shapes import (
    AnswerRead,
    AppointmentCancellation,
    AppointmentPage,
    AppointmentQuestion,
    AppointmentRead,
    BroughtChange,
    BroughtRead,
    FreeTimeRead,
    NewAppointment,
    NewAppointmentTime,
    TimeList,
    TimesQuery,
    TypeList,
    TypeRead,
)
from mentormatch.coaching.models import Appointment, AppointmentType
from mentormatch.coaching.policy import Brought
from mentormatch.coaching.queries import appointments, times, types
from mentormatch.core.errors import NotFound
from mentormatch.office.queries import is_on
from mentormatch.web.access import Who, access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import newest
from mentormatch.web.rest.schema import KeyHeader, PageQuery, PersonName, SlotRead

rest = rest_blueprint("coaching_api", "mentormatch.coaching", at="/coaching")

ONE = "/appointments/<int:appointment_id>"
#: How many free times a refusal offers instead, and a call answers at most.
FRESH, MOST_TIMES = 10, 500


@rest.get("/types")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, TypeList))
def all_types() -> TypeList:
    """What one can book, and the next free times of each."""
    return TypeList(items=[_type(kind) for kind in types.types_for(current_user)])


@rest.get("/types/<int:coaching_type_id>/times")
@access(Who.MENTEE, load=types.type_for_student)
@spec.validate(resp=answers(200, TimeList, 404))
def free_times(kind: AppointmentType, query: TimesQuery) -> TimeList:
    """Free times of one coach or of any, soonest first."""
    return TimeList(items=_times(kind, query.coach_id)[:MOST_TIMES])


@rest.get("/appointments")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, AppointmentPage))
def mine(query: PageQuery) -> AppointmentPage:
    """One's appointments, the latest booked first."""
    rows = appointments.mine(current_user)
    found, cursor = newest(rows, Appointment.booking_id, query.cursor, query.limit)
    return AppointmentPage(items=[_appointment(one) for one in found], next_cursor=cursor)


@rest.get(ONE)
@access(Who.MENTEE, load=appointments.appointment_of_student)
@spec.validate(resp=answers(200, AppointmentRead, 404))
def one(appointment: Appointment) -> AppointmentRead:
    """One appointment."""
    return _appointment(appointment)


@rest.post("/appointments")
@access(Who.MENTEE)
@spec.validate(headers=KeyHeader, resp=answers(201, AppointmentRead, 404, 409, 415))
def book(json: NewAppointment) -> Reply:
    """Book an appointment; a time that is gone is answered with fresh ones."""
    kind = types.type_for_student(current_user, json.type_id)
    if kind is None:
        raise NotFound

    def act() -> tuple[BaseModel, int, str]:
        made = service.book(
            kind,
            json.starts_at,
            coach_id=json.coach_id,
            answers=json.answers,
            brought=Brought(json.document_version_id, json.document_link),
            by=current_user,
        )
        return _appointment(made), 201, url_for(".one", appointment_id=made.id)

    return _or_fresh_times(lambda: done_once(act), kind, json.coach_id)


@rest.post(f"{ONE}/move")
@access(Who.MENTEE, load=appointments.appointment_of_student)
@spec.validate(headers=KeyHeader, resp=answers(200, AppointmentRead, 404, 409, 415))
def move(appointment: Appointment, json: NewAppointmentTime) -> Reply:
    """Move an appointment that has not begun: with the same coach, another one, or whose turn it is."""

    def act() -> tuple[BaseModel, int, None]:
        service.move(appointment, json.starts_at, coach_id=json.coach_id, any_coach=json.any_coach, by=current_user)
        return _appointment(appointment), 200, None

    booking = appointment.booking
    coach_id = None if json.any_coach else json.coach_id or booking.host_id
    return _or_fresh_times(lambda: done_once(act), appointment.type, coach_id, moving=booking)


@rest.post(f"{ONE}/document")
@access(Who.MENTEE, load=appointments.appointment_of_student)
@spec.validate(headers=KeyHeader, resp=answers(200, AppointmentRead, 404, 409, 415))
def change_document(appointment: Appointment, json: BroughtChange) -> Reply:
    """Bring another document; the coach may read that one and no other."""

    def act() -> tuple[BaseModel, int, None]:
        brought = Brought(json.document_version_id, json.document_link)
        service.change_document(appointment, brought, by=current_user)
        return _appointment(appointment), 200, None

    return done_once(act)


@rest.post(f"{ONE}/cancel")
@access(Who.MENTEE, load=appointments.appointment_of_student)
@spec.validate(headers=KeyHeader, resp=answers(200, AppointmentRead, 404, 409, 415))
def cancel(appointment: Appointment, json: AppointmentCancellation) -> Reply:
    """Cancel an appointment that has not begun, with a word to the coach."""

    def act() -> tuple[BaseModel, int, None]:
        service.cancel(appointment, reason=json.reason, by=current_user)
        return _appointment(appointment), 200, None

    return done_once(act)


def _type(kind: AppointmentType) -> TypeRead:
    return TypeRead(
        id=kind.id,
        name=kind.name,
        text=kind.text,
        minutes=kind.session_minutes,
        coaches=[PersonName(id=offer.coach_id, name=offer.coach.name) for offer in types.offers_of(kind)],
        questions=[AppointmentQuestion(**question) for question in kind.questions],
        document=kind.document,
        cancel_hours=kind.cancel_hours,
        next_times=times.next_times(kind),
    )


def _times(kind: AppointmentType, coach_id: int | None, moving: Booking | None = None) -> list[FreeTimeRead]:
    found = times.free_times(kind, current_user, coach_id=coach_id, moving=moving or times.held_by(current_user))
    return [
        FreeTimeRead(
            starts_at=free.starts_at,
            ends_at=free.starts_at + timedelta(minutes=kind.session_minutes),
            coaches=[PersonName(id=coach.id, name=coach.name) for coach in free.coaches],
        )
        for free in found
    ]


def _appointment(appointment: Appointment) -> AppointmentRead:
    booking = appointment.booking
    link, place = where(booking)
    return AppointmentRead(
        id=appointment.id,
        type_id=appointment.type_id,
        title=booking.title,
        coach=PersonName(id=booking.host_id, name=booking.host.name),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        status=booking.status,
        outcome=appointment.outcome,
        meeting_link=link,
        place=place,
        answers=[AnswerRead(**answer) for answer in appointment.answers],
        document=_brought(appointment),
        document_link=appointment.document_link,
    )


def _brought(appointment: Appointment) -> BroughtRead | None:
    version = appointment.document_version
    if version is None or not is_on("documents"):
        return None
    can_be_read = version.stored_as is not None and appointment.booking.status != BookingStatus.CANCELLED
    return BroughtRead(
        version_id=version.id,
        title=version.document.title,
        number=version.number,
        name=version.name,
        download=url_for("documents.download", version_id=version.id) if can_be_read else None,
    )


def _or_fresh_times(
    deed: Callable[[], Reply], kind: AppointmentType, coach_id: int | None, *, moving: Booking | None = None
) -> Reply:
    """What ``deed`` answers; its refusal of a time with the times that are free now."""
    try:
        return deed()
    except (SlotTaken, WeekFull, NotOpen) as refusal:
        fresh = [
            SlotRead(starts_at=one.starts_at, ends_at=one.ends_at) for one in _times(kind, coach_id, moving)[:FRESH]
        ]
        slots = [slot.model_dump(mode="json") for slot in fresh]
        raise type(refusal)(slots=slots, field="starts_at") from refusal
