"""The line of a cohort: who stands where, what is kept for whom, and which places could be offered."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from mentormatch.accounts.models import Person
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, Match
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingOffer, WaitingPlace

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a student stands: in line, with what is kept for them, or outside and free to join."""

    place: WaitingPlace | None = None
    position: int = 0
    left_out: bool = False
    offer: WaitingOffer | None = None
    may_join: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in a line as coordinators see it; ``offered`` is the mentor whose place is kept, until ``closes_at``."""

    place: WaitingPlace
    position: int
    left_out: bool
    offer: WaitingOffer | None


def place_of(mentee_id: int) -> WaitingPlace | None:
    """The place on which a student waits in the line of their newest cohort, or None."""
    return db.session.scalar(
        waiting().where(WaitingPlace.mentee_id == mentee_id).order_by(WaitingPlace.id.desc()).limit(1)
    )


def place_in(mentee_id: int, cohort_id: int) -> WaitingPlace | None:
    mine = waiting().where(WaitingPlace.mentee_id == mentee_id, WaitingPlace.cohort_id == cohort_id)
    return db.session.scalar(mine)


def place_for_coordinator(coordinator: Person, place_id: int) -> WaitingPlace | None:
    """A place in the line of a cohort this coordinator looks after, or None."""
    place = db.session.get(WaitingPlace, place_id)
    return place if place and programmes.cohort_for(coordinator, place.cohort_id) else None


def offer_for_mentee(mentee: Person, kept_id: int) -> WaitingOffer | None:
    """What was kept for this student, open or not, or None."""
    return db.session.scalar(
        sa.select(WaitingOffer).where(WaitingOffer.id == kept_id, WaitingOffer.mentee_id == mentee.id)
    )


def offers_of(place: WaitingPlace) -> list[WaitingOffer]:
    """Everything this place in line was offered, the newest first."""
    mine = sa.select(WaitingOffer).where(WaitingOffer.place_id == place.id).order_by(WaitingOffer.id.desc())
    return list(db.session.scalars(mine.options(joinedload(WaitingOffer.mentor))))


def open_offer_of(place: WaitingPlace) -> WaitingOffer | None:
    """What is kept for this place at present."""
    mine = sa.select(WaitingOffer).where(WaitingOffer.place_id == place.id, WaitingOffer.status == OfferStatus.OPEN)
    return db.session.scalar(mine)


def lapsed_in_a_row(place: WaitingPlace) -> int:
    """How many of the latest offers of a place lapsed without a word."""
    mine = sa.select(WaitingOffer.status).where(WaitingOffer.place_id == place.id).order_by(WaitingOffer.id.desc())
    counted = 0
    for status in db.session.scalars(mine):
        if status != OfferStatus.LAPSED:
            break
        counted += 1
    return counted


def waiting() -> sa.Select[WaitingPlace]:
    """Everybody who stands in a line."""
    return sa.select(WaitingPlace).where(WaitingPlace.status == PlaceStatus.WAITING)


def _left_out() -> sa.ColumnElement[int]:
    """0 for whom the last published assignment of the cohort left without a mentor, 1 for everybody else."""
    last = (
        sa.select(sa.func.max(Draft.id))
        .where(Draft.cohort_id == WaitingPlace.cohort_id, Draft.status == DraftStatus.PUBLISHED)
        .correlate(WaitingPlace)
        .scalar_subquery()
    )
    row = sa.exists().where(
        DraftRow.draft_id == last, DraftRow.mentee_id == WaitingPlace.mentee_id, DraftRow.match_id.is_(None)
    )
    return sa.case((row, 0), else_=1)


def order() -> tuple[Any, ...]:
    """By what a line stands."""
    return _left_out(), WaitingPlace.joined_at, WaitingPlace.id


def position_of(place: WaitingPlace) -> int:
    """1 for whoever is offered the next place first."""
    line = sa.select(WaitingPlace.id, sa.func.row_number().over(order_by=order()).label("position"))
    line = line.where(WaitingPlace.status == PlaceStatus.WAITING, WaitingPlace.cohort_id == place.cohort_id)
    found = line.subquery()
    return db.session.scalar(sa.select(found.c.position).where(found.c.id == place.id)) or 0


def is_left_out(place: WaitingPlace) -> bool:
    return db.session.scalar(sa.select(_left_out()).where(WaitingPlace.id == place.id)) == 0


def standing_of(mentee_id: int) -> Standing:
    """Where a student stands: one statement outside the line, two in it, since every page of mentors asks."""
    mine = sa.select(sa.func.max(WaitingPlace.id)).where(
        WaitingPlace.mentee_id == mentee_id, WaitingPlace.status == PlaceStatus.WAITING
    )
    enrolled = sa.exists().where(Enrolment.person_id == mentee_id, Enrolment.enrolled_as == EnrolledAs.MENTEE)
    matched = sa.exists().where(Match.mentee_id == mentee_id, Match.status.in_(CURRENT))
    place_id, is_enrolled, is_matched = db.session.execute(sa.select(mine.scalar_subquery(), enrolled, matched)).one()
    if place_id is None:
        return Standing(may_join=is_enrolled and not is_matched)
    one, two = aliased(WaitingPlace), WaitingPlace
    position = sa.func.row_number().over(order_by=order()).label("position")
    line = sa.select(two.id, position, _left_out().label("rank"))
    cohort = sa.select(one.cohort_id).where(one.id == place_id).scalar_subquery()
    found = line.where(two.status == PlaceStatus.WAITING, two.cohort_id == cohort).subquery()
    kept = sa.and_(WaitingOffer.place_id == one.id, WaitingOffer.status == OfferStatus.OPEN)
    rows = sa.select(one, found.c.position, found.c.rank, WaitingOffer).join(found, found.c.id == one.id)
    rows = rows.outerjoin(WaitingOffer, kept).options(joinedload(WaitingOffer.mentor)).where(one.id == place_id)
    place, at, rank, offer = db.session.execute(rows).one()
    return Standing(place, at, rank == 0, offer)


def page_of(cohort_ids: Collection[int], *, text: str = "", offset: int = 0) -> tuple[list[Row], int]:
    """A page of the lines of these cohorts, the newest cohort first, each in order, and how long they are together."""
    place = sa.func.row_number().over(partition_by=WaitingPlace.cohort_id, order_by=order()).label("position")
    line = sa.select(WaitingPlace.id, WaitingPlace.cohort_id, place, _left_out().label("rank")).where(
        WaitingPlace.status == PlaceStatus.WAITING, WaitingPlace.cohort_id.in_(cohort_ids)
    )
    found = line.subquery()
    kept = sa.and_(WaitingOffer.place_id == WaitingPlace.id, WaitingOffer.status == OfferStatus.OPEN)
    rows = sa.select(WaitingPlace, found.c.position, found.c.rank, WaitingOffer)
    rows = rows.join(found, found.c.id == WaitingPlace.id).outerjoin(WaitingOffer, kept)
    for word in text.split():
        rows = rows.where(WaitingPlace.mentee.has(Person.name.icontains(word, autoescape=True)))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
    rows = rows.options(
        joinedload(WaitingPlace.mentee), joinedload(WaitingPlace.cohort), joinedload(WaitingOffer.mentor)
    )
    rows = rows.order_by(found.c.cohort_id.desc(), found.c.position).limit(PAGE_SIZE).offset(offset)
    return [Row(one, at, rank == 0, offer) for one, at, rank, offer in db.session.execute(rows)], total


def open_offers_with(person_id: int) -> list[WaitingOffer]:
    """Open offers to or of somebody."""
    theirs = sa.or_(WaitingOffer.mentee_id == person_id, WaitingOffer.mentor_id == person_id)
    found = sa.select(WaitingOffer).where(WaitingOffer.status == OfferStatus.OPEN, theirs)
    return list(db.session.scalars(found.order_by(WaitingOffer.id)))


def places_of(mentee_id: int) -> list[WaitingPlace]:
    """Every place on which a student waits at present."""
    return list(db.session.scalars(waiting().where(WaitingPlace.mentee_id == mentee_id).order_by(WaitingPlace.id)))
