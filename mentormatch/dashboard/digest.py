"""The first page as a letter: once a day, for those who want that instead of one letter each."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.calendar.kinds import summary_of
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.i18n import zone
from mentormatch.core.jobs import job
from mentormatch.dashboard import queries
from mentormatch.notifications import queries as wishes
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterPreference
from mentormatch.notifications.policy import is_digest_due
from mentormatch.notifications.rendering import render
from mentormatch.notifications.truth import is_true

#: Letters about requests that wait: the digest lists these by themselves.
ABOUT_REQUESTS = {"mentoring/email/received.txt", "mentoring/email/reminder.txt"}
MOST = 20


@job("letters.digest")
def write_due() -> int:
    """Write the digests whose hour has struck; returns how many people had one to get."""
    return sum(_write(wanted.person_id) for wanted in wishes.with_digest())


@transactional
def _write(person_id: int) -> bool:
    """One person's digest of today, once. Nothing to tell is no letter."""
    person = db.session.get_one(Person, person_id)
    wanted = db.session.get_one(LetterPreference, person_id)
    at = now()
    if not person.active or not is_digest_due(at, wanted, person.time_zone):
        return False
    today = at.astimezone(zone(person.time_zone)).date()
    mine = sa.update(LetterPreference).where(
        LetterPreference.person_id == person_id,
        sa.or_(LetterPreference.digested_on.is_(None), LetterPreference.digested_on < today),
    )
    if db.session.scalar(mine.values(digested_on=today).returning(LetterPreference.person_id)) is None:
        return False
    collected = wishes.collected_for(person_id)
    with force_locale(person.locale):
        facts = _facts(person, collected, at)
    letters.digested(collected)
    if any(facts.values()):
        letters.write(person, "dashboard/email/digest.txt", key=f"digest:{today.isoformat()}", urgent=True, **facts)
    return any(facts.values())


def _facts(person: Person, collected: list[Letter], at: datetime) -> dict[str, Any]:
    own = zone(person.time_zone)
    today = at.astimezone(own).date()
    sessions = [
        booking
        for booking in queries.next_sessions(person, limit=MOST)
        if booking.starts_at.astimezone(own).date() == today
    ]
    others = [letter for letter in collected if letter.template not in ABOUT_REQUESTS and is_true(letter)]
    return {
        "requests": [
            {"id": request.id, "name": request.mentee.name, "closes_at": _iso(request.closes_at)}
            for request in queries.requests_to_answer(person)
        ],
        "sessions": [
            {"what": summary_of(booking, person, whole_name=True), "starts_at": booking.starts_at.isoformat()}
            for booking in sessions
        ],
        "others": [_told(letter) for letter in others[-MOST:]],
    }


def _told(letter: Letter) -> dict[str, str]:
    """A letter in one line: its subject, and where its button leads."""
    rendered = render(letter)
    return {"subject": rendered.subject, "url": rendered.url}


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
