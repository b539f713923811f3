"""Who is in a part of a cohort, and what became of an announcement."""

from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.announcements.models import Announcement, AnnouncementReader, Segment
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.mentoring.queries.waiting import without_match
from mentormatch.notifications.models import Letter, LetterPreference, LetterStatus
from mentormatch.notifications.service import NOWHERE, key_for
from mentormatch.profiles.models import Aim, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.queue.reading import people_in_view

PAGE_SIZE = 25
#: A pair that has not met for so long may be stuck.
NOT_MET_FOR = timedelta(days=21)
#: Names that a preview lists.
NAMED = 20


class Results(NamedTuple):
    """How many letters of an announcement stand where."""

    sent: int
    waiting: int
    failed: int
    opted_out: int


def announcement_for(coordinator: Person, announcement_id: int) -> Announcement | None:
    """An announcement to a cohort this coordinator looks after, or None."""
    found = db.session.get(Announcement, announcement_id)
    return found if found and programmes.cohort_for(coordinator, found.cohort_id) else None


def page_of(coordinator: Person, *, offset: int) -> tuple[list[Announcement], int]:
    """The announcements to one's own cohorts, the latest first, and how many there are."""
    own = [cohort.id for cohort in programmes.cohorts_of(coordinator)]
    mine = sa.select(Announcement).where(Announcement.cohort_id.in_(own))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(mine.subquery())) or 0
    return list(db.session.scalars(mine.order_by(Announcement.id.desc()).limit(PAGE_SIZE).offset(offset))), total


def readers(announcement: Announcement) -> sa.Select[Person]:
    """The people of its part of the cohort as they are now, in a fixed order."""
    people = sa.select(Person).where(
        Person.active, Person.email.not_like(f"%{NOWHERE}"), Person.id.in_(_members(announcement))
    )
    if announcement.degree:
        people = people.where(
            Person.id.in_(
                sa.select(Profile.person_id).where(sa.func.lower(Profile.degree) == sa.func.lower(announcement.degree))
            )
        )
    if announcement.view_address:
        people = people.where(Person.id.in_(people_in_view(announcement.view_address, announcement.by)))
    return people.order_by(Person.id)


def _members(announcement: Announcement) -> sa.SelectBase:
    cohort_id = announcement.cohort_id
    mentees = programmes.members_of(cohort_id, EnrolledAs.MENTEE)
    mentors = programmes.members_of(cohort_id, EnrolledAs.MENTOR)
    match announcement.segment:
        case Segment.EVERYBODY:
            return sa.union(mentees, mentors)
        case Segment.STUDENTS:
            return mentees
        case Segment.MENTORS:
            return mentors
        case Segment.NO_PROFILE:
            with_goal = sa.select(Aim.person_id).where(Aim.goal != "")
            return mentees.where(Enrolment.person_id.not_in(with_goal))
        case Segment.NO_MATCH:
            return mentees.where(Enrolment.id.in_(without_match((cohort_id,))))
        case Segment.NOT_MET:
            return mentees.where(Enrolment.person_id.in_(_not_met(cohort_id)))


def _not_met(cohort_id: int) -> sa.Select[*tuple[Any, ...]]:
    """Mentees of matches that began a while ago, without a session since that was held or is still to come."""
    since = now() - NOT_MET_FOR
    met = sa.select(Booking.match_id).where(
        Booking.match_id.is_not(None),
        Booking.status.in_([BookingStatus.HELD, BookingStatus.BOOKED]),
        Booking.starts_at >= since,
    )
    return sa.select(Match.mentee_id).where(
        Match.cohort_id == cohort_id,
        Match.status == MatchStatus.ACTIVE,
        Match.activated_at < since,
        Match.id.not_in(met),
    )


def wants_none(person_ids: list[int]) -> set[int]:
    """Who of them has said that they want no announcements."""
    out = sa.select(LetterPreference.person_id).where(
        LetterPreference.person_id.in_(person_ids), LetterPreference.announcements.is_(False)
    )
    return set(db.session.scalars(out))


def count(announcement: Announcement) -> tuple[int, list[str], int]:
    """How many are in its part of the cohort, the first names, and how many of them want no announcements."""
    people = readers(announcement)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(people.order_by(None).subquery())) or 0
    names = [person.name for person in db.session.scalars(people.limit(NAMED))]
    out = sa.select(sa.func.count(LetterPreference.person_id)).where(
        LetterPreference.announcements.is_(False),
        LetterPreference.person_id.in_(people.order_by(None).with_only_columns(Person.id)),
    )
    return total, names, db.session.scalar(out) or 0


def results(announcement: Announcement) -> Results:
    """What became of the letters so far."""
    out = sa.select(sa.func.count()).where(
        AnnouncementReader.announcement_id == announcement.id, AnnouncementReader.opted_out
    )
    first = key_for(f"announcement:{announcement.id}", 0)[:-1]
    letters = sa.select(Letter.status, sa.func.count()).where(Letter.dedupe_key.startswith(first, autoescape=True))
    found = {row[0]: row[1] for row in db.session.execute(letters.group_by(Letter.status))}
    sent = found.pop(LetterStatus.SENT, 0) + found.pop(LetterStatus.DIGESTED, 0)
    failed, obsolete = found.pop(LetterStatus.FAILED, 0), found.pop(LetterStatus.OBSOLETE, 0)
    return Results(sent, sum(found.values()), failed, (db.session.scalar(out) or 0) + obsolete)
