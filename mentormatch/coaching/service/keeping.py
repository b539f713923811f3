"""A time that is free is kept for who waits the longest of those it fits, who takes it or lets it pass on.

Each step of the sweep is a transaction of its own that looks again inside, so a sweep that is killed or runs twice
harms nobody: the type's row gives the turn, and a place in line has one open offer.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from mentormatch.accounts import queries as accounts
from mentormatch.accounts.models import Person
from mentormatch.calendar import queries as calendar_queries
from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.models import BookingStatus
from mentormatch.coaching import policy, telling
from mentormatch.coaching.errors import OfferOver
from mentormatch.coaching.models import Appointment, AppointmentType, CoachOffer
from mentormatch.coaching.policy import NOTHING, Brought
from mentormatch.coaching.queries import times, types, waiting
from mentormatch.coaching.service.booking import ensure_may_book, make_appointment
from mentormatch.coaching.service.bringing import ensure_document
from mentormatch.coaching.service.lines import end_kept, end_place
from mentormatch.coaching.waiting_models import CoachingWait, KeptStatus, KeptTime, WaitStatus
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Refusal
from mentormatch.scheduling import Interval


def keep_due() -> int:
    """Close kept times that lapsed or cannot stand, then keep what is free; returns how many were kept."""
    for kept_id in waiting.due_to_lapse():
        _lapse(kept_id)
    for kept in waiting.open_offers():
        if not _can_stand(kept):
            _withdraw(kept.id)
    return sum(_keep_for(wait_id) for type_id in waiting.types_with_a_line() for wait_id in _line(type_id))


@transactional
def accept(kept: KeptTime, *, by: Person, answers: list[str], brought: Brought = NOTHING) -> Appointment:
    """Take the time that is kept. Accepting twice is once.

    Refuses OfferOver, TooManyOpen, TermFull, AnswerNeeded, WrongLength, and what ``ensure_document`` refuses.
    """
    kind = kept.wait.type
    accounts.held(by)
    db.session.refresh(kept)
    if kept.status == KeptStatus.ACCEPTED:
        return db.session.get_one(Appointment, kept.booking_id)
    ensure_open(kept)
    ensure_may_book(kind, by)
    words, brought = policy.ensure_answers(kind, answers), ensure_document(kind, by, brought)
    if not end_kept(kept, KeptStatus.ACCEPTED, by=by):
        raise OfferOver(status=kept.status)
    if not calendar.confirm_reserved(kept.booking, by=by):
        raise OfferOver(status=KeptStatus.LAPSED)
    return make_appointment(kept.booking, kind, by, words, brought)


@transactional
def pass_on(kept: KeptTime, *, by: Person) -> None:
    """Let the time go to the next in line and keep one's position. Twice is once. Refuses OfferOver."""
    accounts.held(by)
    db.session.refresh(kept)
    if kept.status != KeptStatus.PASSED_ON and not end_kept(kept, KeptStatus.PASSED_ON, by=by):
        raise OfferOver(status=kept.status)


def ensure_open(kept: KeptTime) -> None:
    """That a kept time can still be taken; OfferOver otherwise, also when no sweep has noticed yet."""
    if kept.status != KeptStatus.OPEN:
        raise OfferOver(status=kept.status)
    if kept.closes_at <= now() or kept.booking.status != BookingStatus.RESERVED:
        raise OfferOver(status=KeptStatus.LAPSED)
    if not _can_stand(kept):
        raise OfferOver(status=KeptStatus.WITHDRAWN)


def _line(type_id: int) -> list[int]:
    return [wait.id for wait in waiting.line_of(type_id)]


def _can_stand(kept: KeptTime) -> bool:
    """Whether the coach still gives the type, and the student may still book it."""
    kind = kept.wait.type
    gives = kept.booking.host_id in {offer.coach_id for offer in types.offers_of(kind)}
    return gives and kept.wait.student.active and policy.may_book(kind, types.facts_of(kept.wait.student))


@transactional
def _lapse(kept_id: int) -> None:
    kept = _in_turn(kept_id)
    if kept.closes_at > now() or not end_kept(kept, KeptStatus.LAPSED, by=None):
        return
    out = waiting.lapsed_in_a_row(kept.wait) >= policy.MOST_LAPSED and end_place(kept.wait, WaitStatus.SILENT, by=None)
    telling.offer_ended(kept, "silent" if out else "lapsed")


@transactional
def _withdraw(kept_id: int) -> None:
    kept = _in_turn(kept_id)
    if not _can_stand(kept) and end_kept(kept, KeptStatus.WITHDRAWN, by=None):
        telling.offer_ended(kept, "withdrawn")


@transactional
def _keep_for(wait_id: int) -> int:
    """Keep a time for this place in line, if there is one it was not offered before; returns how many."""
    wait = db.session.get_one(CoachingWait, wait_id)
    _take_turn(wait.type_id)
    accounts.held(wait.student)
    db.session.refresh(wait)
    if wait.status != WaitStatus.WAITING or waiting.open_for(wait) is not None or not wait.student.active:
        return 0
    try:
        ensure_may_book(wait.type, wait.student)
    except Refusal:  # they keep their position, and are asked again when they may
        return 0
    for offer, starts_at, until in _fitting(wait):
        if _reserve(wait, offer, starts_at, until):
            return 1
    return 0


def _fitting(wait: CoachingWait) -> list[tuple[CoachOffer, datetime, datetime]]:
    """Times for a place in line, soonest first, each with its coaches in the order of fairness."""
    kind, at, seen = wait.type, now(), _seen(wait)
    length = timedelta(minutes=kind.session_minutes)
    offers = {offer.coach_id: offer for offer in types.offers_of(kind)}
    found = []
    for free in times.free_times(kind, wait.student, coach_id=wait.coach_id):
        meets = [
            coach_id for coach_id, time in seen if time.start < free.starts_at + length and free.starts_at < time.end
        ]
        fresh = [offers[coach.id] for coach in free.coaches if coach.id not in meets]
        for offer in times.by_fairness(fresh, free.starts_at) if fresh else []:
            notice = calendar_queries.host_limits(offer.coach_id, kind).notice
            if until := policy.kept_until(kind, notice, free.starts_at, at):
                found.append((offer, free.starts_at, until))
        if found:
            break
    return found


def _seen(wait: CoachingWait) -> list[tuple[int, Interval]]:
    """Coach and time of everything that this place was offered: nobody is asked twice, not even a quarter later."""
    before = [kept.booking for kept in waiting.kept_before(wait)]
    return [(booking.host_id, Interval(booking.starts_at, booking.ends_at)) for booking in before]


def _reserve(wait: CoachingWait, offer: CoachOffer, starts_at: datetime, until: datetime) -> bool:
    kind, student = wait.type, wait.student
    try:
        booking = calendar.reserve(
            offer.coach, student, kind, starts_at, purpose=policy.purpose_of(kind, offer), until=until
        )
    except (SlotTaken, WeekFull, NotOpen):
        return False
    kept = KeptTime(wait_id=wait.id, student_id=student.id, booking_id=booking.id, offered_at=now(), closes_at=until)
    db.session.add(kept)
    db.session.flush()
    audit.record(None, "kept_time.made", kept, student=student.id, type=kind.id)
    telling.offered(kept)
    return True


def _in_turn(kept_id: int) -> KeptTime:
    kept = db.session.get_one(KeptTime, kept_id)
    _take_turn(kept.wait.type_id)
    db.session.refresh(kept)
    return kept


def _take_turn(type_id: int) -> None:
    """Let one at a time keep times of a type; what was read before the wait is forgotten."""
    row = sa.select(AppointmentType.id).where(AppointmentType.id == type_id)
    db.session.execute(row.with_for_update(key_share=True))
    db.session.expire_all()
