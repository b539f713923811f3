"""Letters of coaching besides those of the calendar, and what decides whether one is still true."""

import sqlalchemy as sa

from mentormatch.coaching.models import Appointment, AppointmentNote, InterviewRubric
from mentormatch.coaching.waiting_models import CoachingWait, KeptStatus, KeptTime
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.notifications.truth import true_while

OFFERED, ENDED, NOTES = (f"coaching/email/{name}.txt" for name in ("offered", "ended", "notes"))
#: Statuses of a letter that nobody has read.
UNREAD = frozenset({LetterStatus.QUEUED, LetterStatus.COLLECTED, LetterStatus.OBSOLETE})


def offered(kept: KeptTime) -> None:
    """To the student who waits: a time is kept for you, until when. It waits for no quiet hours."""
    letters.write(
        kept.wait.student,
        OFFERED,
        key=_key(kept, "offered"),
        urgent=True,
        kept=kept.id,
        what=kept.wait.type.name,
        coach=kept.booking.host.name,
        starts_at=kept.booking.starts_at.isoformat(),
        closes_at=kept.closes_at.isoformat(),
    )


@true_while(OFFERED)
def _is_still_kept(letter: Letter) -> bool:
    kept = db.session.get(KeptTime, letter.context["kept"], populate_existing=True)
    return kept is not None and kept.status == KeptStatus.OPEN and kept.closes_at > now()


def take_back(kept: KeptTime) -> None:
    """The offer has ended: its letter does not leave any more."""
    letters.take_back(f"{_key(kept, 'offered')}:")


def offer_ended(kept: KeptTime, why: str) -> None:
    """To the student who was told: ``lapsed``, ``silent`` (and they are out of the line), or ``withdrawn``."""
    key = letters.key_for(_key(kept, "offered"), kept.student_id)
    unread = sa.select(Letter.id).where(Letter.dedupe_key == key, Letter.status.in_(UNREAD))
    if why != "withdrawn" or db.session.scalar(unread) is None:
        at = kept.booking.starts_at.isoformat()
        letters.write(kept.wait.student, ENDED, key=_key(kept, why), why=why, what=kept.wait.type.name, starts_at=at)


def line_closed(wait: CoachingWait) -> None:
    """To whoever waits: the office offers this no more."""
    key = f"coaching-wait:{wait.id}:closed"
    letters.write(wait.student, ENDED, key=key, why="closed", what=wait.type.name, starts_at=wait.joined_at.isoformat())


def notes_shared(appointment: Appointment) -> None:
    """To the student: your coach has written down what you said. Once a day, however often words are changed."""
    letters.write(
        appointment.student,
        NOTES,
        key=f"appointment:{appointment.id}:notes:{now():%Y%m%d}",
        appointment=appointment.id,
        what=appointment.type.name,
        coach=appointment.coach.name,
        starts_at=appointment.booking.starts_at.isoformat(),
    )


@true_while(NOTES)
def _has_notes(letter: Letter) -> bool:
    number = letter.context["appointment"]
    note = db.session.get(AppointmentNote, number, populate_existing=True)
    return bool(note and (note.said or note.steps)) or db.session.get(InterviewRubric, number) is not None


def _key(kept: KeptTime, name: str) -> str:
    return f"kept-time:{kept.id}:{name}"
