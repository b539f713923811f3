"""Applications and interviews: of a student, and for those who handle them. Always by time, never by anything else."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.internships.models import OPEN, Application, External, Interview, Posting, PostingStatus, Stage
from mentormatch.partners import queries as partners


def application_of(person_id: int, posting_id: int) -> Application | None:
    mine = sa.select(Application).where(Application.person_id == person_id, Application.posting_id == posting_id)
    return db.session.scalar(mine)


def application_for(person: Person, application_id: int) -> Application | None:
    """One's own."""
    found = db.session.get(Application, application_id)
    return found if found is not None and found.person_id == person.id else None


def applications_of(person: Person) -> list[Application]:
    """One's own, the newest first."""
    mine = sa.select(Application).where(Application.person_id == person.id)
    return list(db.session.scalars(mine.order_by(Application.sent_at.desc(), Application.id.desc())))


def count_open_of(person_id: int) -> int:
    mine = sa.select(sa.func.count()).select_from(Application).where(Application.person_id == person_id)
    return db.session.scalar(mine.where(Application.status.in_(OPEN))) or 0


def applications_in(posting_id: int) -> list[Application]:
    """In the order in which they were sent. This is the only order in which anybody sees them."""
    found = sa.select(Application).where(Application.posting_id == posting_id)
    found = found.options(joinedload(Application.person), joinedload(Application.version))
    return list(db.session.scalars(found.order_by(Application.sent_at, Application.id)))


def application_to_handle(person: Person, application_id: int) -> Application | None:
    """One to a posting of one's own organisation, or for the office any; nobody's once it is withdrawn, and the
    organisation's no more once it has said no, or the office has taken the posting down."""
    found = sa.select(Application).join(Posting, Posting.id == Application.posting_id)
    found = found.where(Application.id == application_id, Application.status != Stage.WITHDRAWN)
    if not person.is_(RoleName.COORDINATOR):
        mine = Posting.organisation_id.in_(partners.my_organisation_ids(person))
        found = found.where(mine, Application.status != Stage.DECLINED, Posting.status != PostingStatus.TAKEN_DOWN)
    return db.session.scalar(found)


def names_student(reader: Person, application: Application) -> bool:
    """Whether the list of a posting says to this reader whose application it is: the rule of the one above."""
    gone = application.status == Stage.DECLINED or application.posting.status == PostingStatus.TAKEN_DOWN
    return application.status != Stage.WITHDRAWN and (reader.is_(RoleName.COORDINATOR) or not gone)


def open_applications() -> list[Application]:
    return list(db.session.scalars(sa.select(Application).where(Application.status.in_(OPEN)).order_by(Application.id)))


def given_versions(person: Person) -> sa.Select[int | None]:
    """The versions that students sent to the organisations for which somebody speaks, while the application is open."""
    found = sa.select(Application.version_id).join(Posting, Posting.id == Application.posting_id)
    mine = Posting.organisation_id.in_(partners.my_organisation_ids(person))
    still = (Application.status.in_(OPEN), Posting.status != PostingStatus.TAKEN_DOWN)
    return found.where(*still, Application.version_id.is_not(None), mine)


def interviews_of(application_id: int) -> list[Interview]:
    """The newest first."""
    found = sa.select(Interview).where(Interview.application_id == application_id)
    return list(db.session.scalars(found.order_by(Interview.id.desc())))


def interview_for(person: Person, interview_id: int) -> Interview | None:
    """An interview in which one is to be asked."""
    found = db.session.get(Interview, interview_id)
    return found if found is not None and found.application.person_id == person.id else None


def interview_to_handle(person: Person, interview_id: int) -> Interview | None:
    """Of an application that one handles."""
    found = db.session.get(Interview, interview_id)
    handled = found is not None and application_to_handle(person, found.application_id) is not None
    return found if handled else None


def interview_of_booking(person: Person, booking_id: int) -> Interview | None:
    """The interview for which a time of this person's was taken."""
    booking = db.session.get(Booking, booking_id)
    if booking is None or booking.host_id != person.id:
        return None
    taken = sa.or_(Interview.student_booking_id == booking_id, Interview.host_booking_id == booking_id)
    return db.session.scalar(sa.select(Interview).where(taken))


def is_booked_by_another(booking_id: int, interview_id: int) -> bool:
    taken = sa.or_(Interview.student_booking_id == booking_id, Interview.host_booking_id == booking_id)
    return db.session.scalar(sa.select(Interview.id).where(taken, Interview.id != interview_id)) is not None


def externals_of(person: Person) -> list[External]:
    """Applications elsewhere: what is next first."""
    mine = sa.select(External).where(External.person_id == person.id)
    return list(db.session.scalars(mine.order_by(External.next_on.is_(None), External.next_on, External.id)))


def external_for(person: Person, external_id: int) -> External | None:
    found = db.session.get(External, external_id)
    return found if found is not None and found.person_id == person.id else None
