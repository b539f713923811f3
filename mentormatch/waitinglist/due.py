"""What the worker asks of the lines: who could be offered which place, and which offers and places end."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person, Role, RoleName
from mentormatch.assignments import queries as assignments
from mentormatch.assignments.models import RuleKind
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, WAITING, Match, MatchStatus, Request
from mentormatch.mentoring.queries.coordinator import mentors_in
from mentormatch.profiles.models import Offer
from mentormatch.profiles.models import OfferStatus as Listed
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingOffer, WaitingPlace
from mentormatch.waitinglist.queries import order, waiting


def cohorts_with_a_line() -> list[int]:
    """The cohorts that run and in which somebody waits."""
    lines = sa.select(WaitingPlace.cohort_id).join(Cohort, Cohort.id == WaitingPlace.cohort_id).distinct()
    lines = lines.where(WaitingPlace.status == PlaceStatus.WAITING, Cohort.archived_at.is_(None))
    return list(db.session.scalars(lines.order_by(WaitingPlace.cohort_id)))


def in_line(cohort_id: int, *, place_id: int | None = None) -> list[tuple[int, int]]:
    """Who could be offered a place now, in order: (place, student).

    Whoever has an offer, a kept place behind a request, a match, an account that is disabled, or a newer cohort that
    runs is passed by and keeps their position. In an archived cohort nobody is offered anything.
    """
    newer, running = aliased(Enrolment), aliased(Cohort)
    matched = sa.select(Match.mentee_id).where(Match.status.in_(CURRENT))
    kept = sa.select(Request.mentee_id).where(Request.status.in_(WAITING), Request.place_kept)
    offered = sa.select(WaitingOffer.place_id).where(WaitingOffer.status == OfferStatus.OPEN)
    newest = (
        sa.select(newer.cohort_id)
        .join(running, running.id == newer.cohort_id)
        .where(newer.person_id == WaitingPlace.mentee_id, newer.enrolled_as == EnrolledAs.MENTEE)
        .where(running.archived_at.is_(None))
        .order_by(newer.id.desc())
        .limit(1)
        .correlate(WaitingPlace)
        .scalar_subquery()
    )
    line = sa.select(WaitingPlace.id, WaitingPlace.mentee_id).join(Person, Person.id == WaitingPlace.mentee_id)
    line = line.where(
        WaitingPlace.status == PlaceStatus.WAITING,
        WaitingPlace.cohort_id == cohort_id,
        WaitingPlace.id.not_in(offered),
        WaitingPlace.mentee_id.not_in(matched),
        WaitingPlace.mentee_id.not_in(kept),
        Person.active,
        newest == cohort_id,
    )
    if place_id is not None:
        line = line.where(WaitingPlace.id == place_id)
    return [(row.id, row.mentee_id) for row in db.session.execute(line.order_by(*order()))]


def is_in_line(place: WaitingPlace) -> bool:
    """Whether a place could be offered to whoever waits here."""
    return bool(in_line(place.cohort_id, place_id=place.id))


def places_to_offer(cohort_id: int) -> dict[int, int]:
    """How many places each mentor of a cohort could be offered for, by id.

    A place for which somebody has asked already is not free: only what is left beside open requests is offered.
    """
    waiting = (
        sa.select(sa.func.count(Request.id))
        .where(Request.mentor_id == Offer.person_id, Request.status.in_(WAITING), sa.not_(Request.place_kept))
        .correlate(Offer)
        .scalar_subquery()
    )
    left = Offer.capacity - Offer.load - waiting
    free = mentors_in(cohort_id).where(sa.not_(Offer.paused), left > 0)
    rows = free.with_only_columns(Offer.person_id, left.label("left"))
    return {row.person_id: row.left for row in db.session.execute(rows)}


def never_for(mentee_ids: Collection[int], cohort_id: int) -> dict[int, set[int]]:
    """Mentors that each of these students is not offered: asked or offered before, kept apart by a rule, themselves."""
    found = {number: {number} for number in mentee_ids}
    for pair in (WaitingOffer, Request):
        before = sa.select(pair.mentee_id, pair.mentor_id).where(pair.mentee_id.in_(mentee_ids)).distinct()
        for mentee_id, mentor_id in db.session.execute(before):
            found[mentee_id].add(mentor_id)
    for mentee_id, mentor_id in assignments.pairs_by_rule(cohort_id, RuleKind.APART):
        if mentee_id in found:
            found[mentee_id].add(mentor_id)
    return found


def matched_in_line() -> list[int]:
    """Places of students who have found a mentor."""
    matched = sa.select(Match.mentee_id).where(Match.status == MatchStatus.ACTIVE)
    places = waiting().with_only_columns(WaitingPlace.id).where(WaitingPlace.mentee_id.in_(matched))
    return list(db.session.scalars(places))


def to_lapse(at: datetime) -> list[int]:
    due = sa.select(WaitingOffer.id).where(WaitingOffer.status == OfferStatus.OPEN, WaitingOffer.closes_at <= at)
    return list(db.session.scalars(due.order_by(WaitingOffer.id)))


def cannot_stand() -> list[int]:
    """Open offers that cannot be kept up: the mentor pauses or has gone, the student has gone, has a mentor, or has
    asked this one already, the cohort is archived."""
    return list(db.session.scalars(_cannot_stand().order_by(WaitingOffer.id)))


def can_stand(offer: WaitingOffer) -> bool:
    return db.session.scalar(_cannot_stand().where(WaitingOffer.id == offer.id)) is None


def _cannot_stand() -> sa.Select[int]:
    mentee, place = aliased(Person), aliased(WaitingPlace)
    matched = sa.select(Match.mentee_id).where(Match.status.in_(CURRENT))
    offers = sa.select(WaitingOffer.id).join(place, place.id == WaitingOffer.place_id)
    offers = offers.join(mentee, mentee.id == WaitingOffer.mentee_id).where(WaitingOffer.status == OfferStatus.OPEN)
    listed = sa.select(Offer.person_id).join(Person, Person.id == Offer.person_id)
    listed = listed.where(Offer.status == Listed.APPROVED, sa.not_(Offer.paused), Person.active)
    listed = listed.where(Person.roles.any(Role.name == RoleName.MENTOR))
    asked = sa.exists().where(
        Request.mentee_id == WaitingOffer.mentee_id,
        Request.mentor_id == WaitingOffer.mentor_id,
        Request.status.in_(WAITING),
    )
    return offers.where(
        sa.or_(
            WaitingOffer.mentor_id.not_in(listed),
            asked,
            sa.not_(mentee.active),
            place.status != PlaceStatus.WAITING,
            place.cohort_id.in_(sa.select(Cohort.id).where(Cohort.archived_at.is_not(None))),
            WaitingOffer.mentee_id.in_(matched),
        )
    )
