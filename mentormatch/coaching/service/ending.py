"""How coaching ends: for somebody who leaves, for a coach who is one no more, or when it is switched off."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import service as calendar
from mentormatch.calendar.models import Booking
from mentormatch.coaching import telling
from mentormatch.coaching.models import Appointment
from mentormatch.coaching.policy import COACHING
from mentormatch.coaching.queries import appointments, waiting
from mentormatch.coaching.service.booking import release_hold
from mentormatch.coaching.service.lines import JOB, end_kept, end_place
from mentormatch.coaching.waiting_models import KeptStatus, WaitStatus
from mentormatch.core import audit
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.jobs import nudge


def count_ahead() -> int:
    """How many appointments would be cancelled if coaching were switched off now."""
    return len(db.session.scalars(appointments.ahead()).all())


@transactional
def wind_down(by: Person) -> None:
    """Cancel everything ahead, with letters; kept times are given back, and whoever waits keeps their place."""
    _cancel(appointments.ahead(), by=by)
    for kept in waiting.open_offers():
        if end_kept(kept, KeptStatus.WITHDRAWN, by=by):
            telling.offer_ended(kept, "withdrawn")
    holds = sa.select(Booking).where(Booking.kind == COACHING, Booking.holder_id.is_not(None))
    for held in db.session.scalars(holds).all():
        calendar.free_reserved(held)


@transactional
def leave(person: Person) -> None:
    """Somebody deletes their account: what they have ahead is cancelled with letters, and they wait for nothing."""
    theirs = sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id)
    _cancel(appointments.ahead().where(theirs), by=person)
    release_hold(by=person)
    for kept in waiting.open_offers():
        if person.id in {kept.booking.host_id, kept.student_id} and end_kept(kept, KeptStatus.WITHDRAWN, by=person):
            telling.offer_ended(kept, "withdrawn")
    for wait in waiting.waits_of(person.id):
        end_place(wait, WaitStatus.LEFT, by=person)


@transactional
def stop_coaching(coach: Person, *, by: Person) -> None:
    """Somebody coaches no more: what they would give is called off, and students are asked to choose another time.

    Not handed to a colleague: a student chose whom to tell. Whoever waited for this coach waits for any.
    """
    _cancel(appointments.ahead().where(Booking.host_id == coach.id), by=by)
    for kept in waiting.open_offers():
        if kept.booking.host_id == coach.id and end_kept(kept, KeptStatus.WITHDRAWN, by=by):
            telling.offer_ended(kept, "withdrawn")
    for wait in waiting.waits_for(coach.id):
        if advance(wait, frm={WaitStatus.WAITING}, to=WaitStatus.WAITING, coach_id=None):
            audit.record(by, "coaching_wait.for_any", wait, student=wait.student_id, type=wait.type_id)
    holds = sa.select(Booking).where(Booking.kind == COACHING, Booking.host_id == coach.id)
    for held in db.session.scalars(holds.where(Booking.holder_id.is_not(None))).all():
        calendar.free_reserved(held)
    nudge(JOB)


def _cancel(found: sa.Select[Appointment], *, by: Person) -> None:
    """Cancel appointments ahead for everybody, as the office or a leaver does, never late."""
    for appointment in db.session.scalars(found.order_by(Booking.id)).unique().all():
        calendar.cancel(appointment.booking, by=by)
        facts = {"coach": appointment.booking.host_id, "student": appointment.student_id}
        audit.record(by, "appointment.cancelled", appointment, late=False, **facts)
