"""Reading the record of a student."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.kinds import page_of
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.core.i18n import _
from mentormatch.mentoring.models import Match, Request
from mentormatch.office.about import Happening
from mentormatch.office.queries import is_known, services_on
from mentormatch.profiles.models import Aim, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from mentormatch.relationship.queries import took_place


@dataclass(frozen=True, slots=True)
class Sheet:
    """Who somebody is, as far as staff needs it."""

    cohorts: list[str]
    degree: str
    goal: str
    languages: tuple[str, ...]


def student_for(reader: Person, person_id: int) -> Person | None:
    """Somebody whose record this member of staff may read, or None.

    Coordinators: mentees of their cohorts. Staff of a service: whom that service says that they have to do with.
    """
    person = db.session.get(Person, person_id)
    if person is None or person.left_at is not None or person.id == reader.id:
        return None
    known = _coordinates(reader, person) or is_known(reader, person.id)
    return person if known else None


def _coordinates(reader: Person, person: Person) -> bool:
    return any(programmes.takes_part(person, one.id, EnrolledAs.MENTEE) for one in programmes.cohorts_of(reader))


def record_of(student: Person, reader: Person) -> list[Happening]:
    """What happened, newest first. Names of mentors are for the student and for coordinators of their cohorts."""
    names = reader.id == student.id or _coordinates(reader, student)
    found = [*_mentoring(student, names=names, own=reader.id == student.id)]
    for service in services_on():
        found += service.record(student, reader)
    return sorted(found, key=lambda one: one.at, reverse=True)


def sheet_of(student: Person) -> Sheet:
    profile, aim = db.session.get(Profile, student.id), db.session.get(Aim, student.id)
    mine = sa.select(Cohort.name).join(Enrolment, Enrolment.cohort_id == Cohort.id)
    mine = mine.where(Enrolment.person_id == student.id, Enrolment.enrolled_as == EnrolledAs.MENTEE)
    return Sheet(
        cohorts=list(db.session.scalars(mine.order_by(Cohort.id.desc()))),
        degree=profile.degree if profile else "",
        goal=aim.goal if aim else "",
        languages=profile.languages if profile else (),
    )


def _mentoring(student: Person, *, names: bool, own: bool) -> Iterable[Happening]:
    asked = sa.select(Request).where(Request.mentee_id == student.id).options(joinedload(Request.mentor))
    for request in db.session.scalars(asked):
        title = _("Asked %(name)s to be their mentor", name=request.mentor.name) if names else _("Asked a mentor")
        yield Happening(request.created_at, title)
    matches = sa.select(Match).where(Match.mentee_id == student.id).options(joinedload(Match.mentor))
    for match in db.session.scalars(matches):
        name = match.mentor.name
        if match.activated_at:
            began = _("Match with %(name)s began", name=name) if names else _("A match began")
            yield Happening(match.activated_at, began)
        if match.ended_at:
            ended = _("Match with %(name)s ended", name=name) if names else _("A match ended")
            yield Happening(match.ended_at, ended)
    held = sa.select(Booking).join(Match, Match.id == Booking.match_id).where(Match.mentee_id == student.id)
    for session in db.session.scalars(held.where(took_place()).options(joinedload(Booking.host))):
        met = _("Session with %(name)s", name=session.host.name) if names else _("Session with a mentor")
        yield Happening(session.starts_at, met, url=page_of(session) if own else "")
