"""What stands between a mentee and a mentor already."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, WAITING, Match, Request


def waiting_request_of(mentee_id: int, mentor_id: int) -> Request | None:
    """The request of this mentee to this mentor that still waits, or None."""
    return db.session.scalar(
        sa.select(Request).where(
            Request.mentee_id == mentee_id, Request.mentor_id == mentor_id, Request.status.in_(WAITING)
        )
    )


def current_match_of(mentee_id: int, mentor_id: int) -> Match | None:
    """The match of these two that is active or under review, or None."""
    return db.session.scalar(
        sa.select(Match).where(Match.mentee_id == mentee_id, Match.mentor_id == mentor_id, Match.status.in_(CURRENT))
    )


def is_matched(mentee_id: int) -> bool:
    """Whether a mentee has a match that is active or under review."""
    matched = sa.exists().where(Match.mentee_id == mentee_id, Match.status.in_(CURRENT))
    return bool(db.session.scalar(sa.select(matched)))


def underway(mentee_id: int) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """What a mentee has with mentors now, in one statement: rows (what, id, status, mentor_id, mentor, closes_at).

    ``what`` is "request" or "match", ``mentor`` the name.
    """
    requests = _underway(Request, "request", Request.closes_at).where(Request.status.in_(WAITING))
    matches = _underway(Match, "match", sa.cast(sa.null(), sa.DateTime(timezone=True))).where(Match.status.in_(CURRENT))
    both = requests.where(Request.mentee_id == mentee_id).union_all(matches.where(Match.mentee_id == mentee_id))
    return db.session.execute(both.order_by("id")).all()


def _underway(pair: type[Request] | type[Match], what: str, closes_at: Any) -> sa.Select[*tuple[Any, ...]]:
    told = sa.select(
        sa.literal(what).label("what"),
        pair.id.label("id"),
        sa.cast(pair.status, sa.String).label("status"),
        pair.mentor_id,
        Person.name.label("mentor"),
        sa.type_coerce(closes_at, Request.closes_at.type).label("closes_at"),
    )
    return told.join(Person, Person.id == pair.mentor_id)


def replacement_of(request: Request) -> Request | None:
    """The request to another mentor with which a coordinator replaced this one, or None."""
    return db.session.scalar(sa.select(Request).where(Request.replaces_id == request.id))


def asked_before(mentee_id: int) -> set[int]:
    """The mentors a mentee has ever asked: nobody is suggested again after a no."""
    return set(db.session.scalars(sa.select(Request.mentor_id).where(Request.mentee_id == mentee_id).distinct()))


def waiting_of_mentee(mentee_id: int) -> list[Request]:
    """Requests of a mentee that still wait, oldest first."""
    mine = sa.select(Request).where(Request.mentee_id == mentee_id, Request.status.in_(WAITING))
    return list(db.session.scalars(mine.order_by(Request.id)))


def waiting_for_mentor(mentor_id: int, *, place_kept: bool | None = None) -> list[Request]:
    """Requests to a mentor that still wait, oldest first, also those a coordinator has not let through yet.

    ``place_kept`` narrows them to those for which a place is kept, or is not.
    """
    theirs = sa.select(Request).where(Request.mentor_id == mentor_id, Request.status.in_(WAITING))
    if place_kept is not None:
        theirs = theirs.where(Request.place_kept.is_(place_kept))
    return list(db.session.scalars(theirs.order_by(Request.id)))
