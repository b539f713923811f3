"""What time, or somebody who left, has made due. Numbers only: each row is looked at again in its own transaction."""

from datetime import datetime

import sqlalchemy as sa

from mentormatch.accounts.models import Person, Role, RoleName
from mentormatch.core.db import db
from mentormatch.mentoring.models import ANSWERABLE, CURRENT, WAITING, Match, Request
from mentormatch.profiles.models import Offer, OfferStatus

#: Rows of one sweep; the next one, a minute later, does the rest.
BATCH = 200


def to_remind(at: datetime) -> list[int]:
    """Requests whose reminder is due and that have not closed meanwhile."""
    waiting = sa.select(Request.id).where(Request.status.in_(ANSWERABLE), Request.reminded_at.is_(None))
    return _ids(waiting.where(Request.remind_at <= at, Request.closes_at > at))


def to_expire(at: datetime) -> list[int]:
    """Requests whose time is up."""
    return _ids(sa.select(Request.id).where(Request.status.in_(ANSWERABLE), Request.closes_at <= at))


def stranded() -> list[int]:
    """Requests that wait for a mentor who has no place left, is no longer approved or a mentor, or has left."""
    return _ids(_stranded())


def is_stranded(request_id: int) -> bool:
    return db.session.scalar(_stranded().where(Request.id == request_id)) is not None


def _stranded() -> sa.Select[int]:
    waiting = sa.select(Request.id).join(Offer, Offer.person_id == Request.mentor_id)
    waiting = waiting.join(Person, Person.id == Request.mentor_id).where(Request.status.in_(WAITING))
    is_mentor = Person.roles.any(Role.name == RoleName.MENTOR)
    may_not = sa.or_(Offer.status != OfferStatus.APPROVED, sa.not_(is_mentor), sa.not_(Person.active))
    full = sa.and_(Offer.load >= Offer.capacity, Request.place_kept.is_(False))
    return waiting.where(sa.or_(full, may_not))


def abandoned() -> list[int]:
    """Requests that wait although the account of the mentee has been disabled."""
    return _ids(_abandoned())


def is_abandoned(request_id: int) -> bool:
    return db.session.scalar(_abandoned().where(Request.id == request_id)) is not None


def _abandoned() -> sa.Select[int]:
    waiting = sa.select(Request.id).join(Person, Person.id == Request.mentee_id)
    return waiting.where(Request.status.in_(WAITING), sa.not_(Person.active))


def met_elsewhere() -> list[int]:
    """Requests that wait although the two are a match: they were made while the match was, in another cohort."""
    return _ids(_met_elsewhere())


def is_met_elsewhere(request_id: int) -> bool:
    return db.session.scalar(_met_elsewhere().where(Request.id == request_id)) is not None


def _met_elsewhere() -> sa.Select[int]:
    same_pair = sa.and_(Match.mentee_id == Request.mentee_id, Match.mentor_id == Request.mentor_id)
    waiting = sa.select(Request.id).join(Match, same_pair)
    return waiting.where(Request.status.in_(WAITING), Match.status.in_(CURRENT))


def _ids(found: sa.Select[int]) -> list[int]:
    return list(db.session.scalars(found.order_by(Request.id).limit(BATCH)))
