"""Who a row was about, also when it no longer waits."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance
from mentormatch.calendar.models import Booking
from mentormatch.concerns.models import Concern
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, Request
from mentormatch.notifications.models import Letter
from mentormatch.profiles.models import Offer
from mentormatch.programmes.models import Enrolment, JoinRequest
from mentormatch.queue.models import Kind
from mentormatch.queue.policy import Key

Who = aliased(Person, name="who")
Other = aliased(Person, name="other")


def names_of(keys: Iterable[Key]) -> dict[Key, tuple[str, str]]:
    """The names of the one and, where there is one, the other person of each row, in one statement."""
    wanted: dict[Kind, list[int]] = {}
    for key in keys:
        wanted.setdefault(key.kind, []).append(key.subject_id)
    if not wanted:
        return {}
    every = sa.union_all(*(_people(kind, numbers) for kind, numbers in wanted.items())).subquery()
    named = sa.select(every.c.kind, every.c.id, Who.name, sa.func.coalesce(Other.name, ""))
    named = named.join(Who, Who.id == every.c.who_id).outerjoin(Other, Other.id == every.c.other_id)
    return {Key(Kind(kind), number): (who, other) for kind, number, who, other in db.session.execute(named)}


def _people(kind: Kind, numbers: list[int]) -> sa.Select[*tuple[Any, ...]]:
    subject, number, who, other = _OF[kind]
    nobody = sa.cast(sa.null(), sa.Integer())
    found = sa.select(
        sa.literal_column(f"'{kind.value}'", sa.String()).label("kind"),
        number.label("id"),
        who.label("who_id"),
        (nobody if other is None else other).label("other_id"),
    ).select_from(subject)
    if kind is Kind.CONCERN:
        found = found.join(Match, Match.id == Concern.match_id)
    if kind is Kind.DISPUTE:
        found = found.join(Booking, Booking.id == Attendance.booking_id)
    return found.where(number.in_(numbers))


_REQUEST = (Request, Request.id, Request.mentee_id, Request.mentor_id)
_MATCH = (Match, Match.id, Match.mentee_id, Match.mentor_id)
_OF: dict[Kind, tuple[Any, Any, Any, Any]] = {
    Kind.REQUEST: _REQUEST,
    Kind.EXPIRING: _REQUEST,
    Kind.SILENT: _REQUEST,
    Kind.MATCH: _MATCH,
    Kind.STUCK: _MATCH,
    Kind.CONCERN: (Concern, Concern.id, Match.mentee_id, Match.mentor_id),
    Kind.DISPUTE: (Attendance, Attendance.id, Booking.guest_id, Booking.host_id),
    Kind.APPLICATION: (Offer, Offer.person_id, Offer.person_id, None),
    Kind.JOIN: (JoinRequest, JoinRequest.id, JoinRequest.person_id, None),
    Kind.WAITING: (Enrolment, Enrolment.id, Enrolment.person_id, None),
    Kind.LETTER: (Letter, Letter.id, Letter.person_id, None),
}
