"""What a student brings to an appointment: a version of a document, which the coach may read.

Until it is taken back or the appointment is cancelled, and at most for a year after it (``appointments.brought_to``).
"""

from mentormatch.accounts import queries as accounts
from mentormatch.accounts.models import Person
from mentormatch.calendar.errors import BookingOver
from mentormatch.calendar.models import BookingStatus
from mentormatch.coaching.errors import DocumentNeeded, LinkNeeded, NoLinks, NoSuchDocument
from mentormatch.coaching.models import Appointment, AppointmentType, Wanted
from mentormatch.coaching.policy import NOTHING, Brought, ensure_link
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.documents import queries as documents
from mentormatch.office.queries import is_on


def ensure_document(kind: AppointmentType, student: Person, brought: Brought, *, needed: bool = True) -> Brought:
    """What is stored of it; nothing for a type that wants no document.

    Refuses DocumentNeeded, NoSuchDocument, NoLinks, and while documents are switched off LinkNeeded, NotALink.
    """
    if kind.document == Wanted.NONE:
        return NOTHING
    needed = needed and kind.document == Wanted.NEEDED
    if not is_on("documents"):
        link = ensure_link(brought.link, "document_link")
        if needed and not link:
            raise LinkNeeded(field="document_link")
        return Brought(link=link)
    if brought.link.strip():
        raise NoLinks(field="document_version")
    if brought.version_id is None:
        if needed:
            raise DocumentNeeded(field="document_version")
        return NOTHING
    version = documents.version_for(student, brought.version_id)
    if version is None or version.stored_as is None:
        raise NoSuchDocument(field="document_version")
    return Brought(version.id)


@transactional
def change_document(appointment: Appointment, brought: Brought, *, by: Person) -> None:
    """Bring something else, or nothing: who coaches reads only what is brought now. The same again changes nothing.

    Once it is over everything can be taken back. Refuses BookingOver for what is cancelled, and what
    ``ensure_document`` refuses.
    """
    accounts.held(by)
    db.session.refresh(appointment)
    booking = appointment.booking
    if booking.status == BookingStatus.CANCELLED:
        raise BookingOver
    found = ensure_document(appointment.type, by, brought, needed=booking.ends_at > now())
    if (appointment.document_version_id, appointment.document_link) == (found.version_id, found.link):
        return
    appointment.document_version_id, appointment.document_link = found.version_id, found.link
    facts = {"coach": booking.host_id, "student": appointment.student_id}
    audit.record(by, "appointment.document_changed", appointment, given=found.version_id or 0, **facts)
