"""Applying. What decides about the deadline is the moment at which an application reached us, by the database's clock:
whoever was in time and then waited for their turn behind a hundred others was in time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.limits import spend
from mentormatch.core.moment import database_moment
from mentormatch.documents import queries as documents
from mentormatch.internships import queries
from mentormatch.internships.errors import (
    AnswerNeeded,
    AnswerTooLong,
    NoDocument,
    NotForYou,
    NotOpen,
    TooLate,
    TooManyOpen,
    Withdrew,
)
from mentormatch.internships.models import Application, Posting, PostingStatus, Stage
from mentormatch.internships.policy import A_DAY, ANSWER_MOST, NOTE_MOST, OPEN_MOST, takes_applications
from mentormatch.internships.service import telling
from mentormatch.internships.service.posting import lock

DAY = 24 * 3600


def apply(
    posting: Posting, *, by: Person, version_id: int | None, note: str, answers: Mapping[int, str],
    arrived: datetime | None = None,
) -> Application:  # fmt: skip
    """Apply with a version of one's CV; ``answers`` go by the question's place, from 1. Twice is once. ``arrived`` is
    when it reached us, by the database's clock; now when nothing is said.

    Refuses TooLate, NotOpen, NotForYou, NoDocument, AnswerNeeded, AnswerTooLong, Withdrew, TooManyOpen, TooMany.
    """
    return _apply(posting, arrived or database_moment(), by=by, version_id=version_id, note=note, answers=answers)


@transactional
def _apply(
    posting: Posting, arrived: datetime, *, by: Person, version_id: int | None, note: str, answers: Mapping[int, str]
) -> Application:
    lock(posting)
    before = queries.application_of(by.id, posting.id)
    if before is not None:
        if before.status == Stage.WITHDRAWN:
            raise Withdrew
        return before
    _ensure_open(posting, arrived)
    if queries.my_why_not(by, [posting]):
        raise NotForYou
    version = documents.version_for(by, version_id) if version_id else None
    if version is None or version.stored_as is None:
        raise NoDocument(field="version")
    said = _checked(posting, answers)
    if len(note) > NOTE_MOST:
        raise AnswerTooLong(field="note")
    db.session.execute(sa.select(Person.id).where(Person.id == by.id).with_for_update(key_share=True))
    if queries.count_open_of(by.id) >= OPEN_MOST:
        raise TooManyOpen
    spend("internship", by.id, limit=A_DAY, seconds=DAY)
    made = Application(
        posting_id=posting.id, person_id=by.id, status=Stage.RECEIVED, version_id=version.id, note=note, answers=said,
        sent_at=arrived, moved_at=arrived, turn=0,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(by, "internship_application.sent", made, posting=posting.id, version=version.id)
    telling.received(made)
    telling.new_application(made)
    return made


def _ensure_open(posting: Posting, arrived: datetime) -> None:
    if takes_applications(posting, arrived):
        return
    if posting.status in {PostingStatus.PUBLISHED, PostingStatus.OVER} and arrived >= posting.deadline_at:
        raise TooLate(posting.deadline_at, arrived, posting.deadline_zone)
    raise NotOpen


def _checked(posting: Posting, answers: Mapping[int, str]) -> list[dict[str, Any]]:
    """What is stored: ``question`` as it is asked today, and ``answer``."""
    said = []
    for number, question in enumerate(posting.questions, start=1):
        answer = answers.get(number, "").strip()
        if not answer:
            raise AnswerNeeded(field=f"answer_{number}")
        if len(answer) > ANSWER_MOST:
            raise AnswerTooLong(field=f"answer_{number}")
        said.append({"question": question, "answer": answer})
    return said
