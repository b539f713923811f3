"""What a coach writes about an appointment: for the student, or for coaches alone. The two never share a table.

Each text has a version; a save on an older one is refused, with both texts on the page.
"""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.coaching import telling
from mentormatch.coaching.errors import Edited, WrongLength
from mentormatch.coaching.models import TEXT_MOST, Appointment, AppointmentNote, CoachNote
from mentormatch.coaching.queries import appointments
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional


@transactional
def write_notes(
    appointment: Appointment, *, said: str, steps: str, version: int, private: str, private_version: int, by: Person
) -> None:
    """Save both texts of a page, or neither. Refuses Edited, WrongLength."""
    write_note(appointment, said=said, steps=steps, version=version, by=by)
    write_coach_note(appointment, text=private, version=private_version, by=by)


@transactional
def write_note(appointment: Appointment, *, said: str, steps: str, version: int, by: Person) -> None:
    """Write for the student what was said and what comes next; they get a letter, once a day. The same words again
    are saved once. Refuses Edited, WrongLength."""
    said, steps = said.strip(), steps.strip()
    _ensure_length(said=said, steps=steps)
    hold_appointment(appointment)
    note = appointments.note_of(appointment.id)
    if (note.said, note.steps) == (said, steps) if note else not (said or steps):
        return
    if (note.version if note else 0) != version:
        raise Edited
    texts = {"said": said, "steps": steps, "version": version + 1, "by_id": by.id, "changed_at": now()}
    db.session.merge(AppointmentNote(booking_id=appointment.id, student_id=appointment.student_id, **texts))
    audit.record(by, "appointment.noted", appointment, student=appointment.student_id)
    if said or steps:
        telling.notes_shared(appointment)


@transactional
def write_coach_note(appointment: Appointment, *, text: str, version: int, by: Person) -> None:
    """Keep a note among coaches. The same words again are saved once. Refuses Edited, WrongLength."""
    text = text.strip()
    _ensure_length(private=text)
    hold_appointment(appointment)
    note = appointments.coach_note_of(appointment.id)
    if text == (note.text if note else ""):
        return
    if (note.version if note else 0) != version:
        raise Edited
    texts = {"text": text, "version": version + 1, "by_id": by.id, "changed_at": now()}
    db.session.merge(CoachNote(booking_id=appointment.id, student_id=appointment.student_id, **texts))
    audit.record(by, "appointment.noted_apart", appointment)


def hold_appointment(appointment: Appointment) -> None:
    """Let one person at a time write about an appointment; what was read before the wait is forgotten."""
    row = sa.select(Appointment.booking_id).where(Appointment.booking_id == appointment.id)
    db.session.execute(row.with_for_update(key_share=True))
    db.session.expire_all()


def _ensure_length(**texts: str) -> None:
    for field, text in texts.items():
        if len(text) > TEXT_MOST:
            raise WrongLength(field=field)
