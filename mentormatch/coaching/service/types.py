"""What the office offers: types of appointments, and the bank of questions for interview practice."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.coaching import telling
from mentormatch.coaching.errors import NameTaken, NotALink, WrongLength
from mentormatch.coaching.models import AppointmentType, InterviewQuestion, Meeting, QuestionKind
from mentormatch.coaching.policy import ensure_questions
from mentormatch.coaching.queries import types, waiting
from mentormatch.coaching.service.finding import find_again
from mentormatch.coaching.service.lines import JOB, end_kept, end_place
from mentormatch.coaching.waiting_models import KeptStatus, WaitStatus
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid
from mentormatch.core.jobs import nudge
from mentormatch.profiles.policy import is_meeting_link

NAME_MOST, TEXT_MOST, PLACE_MOST, QUESTION_MOST = 120, 2000, 200, 500


@transactional
def add_type(*, by: Person, **values: Any) -> AppointmentType:
    """Offer a new type, at the end of the list. Refuses NameTaken, NotALink, WrongQuestions, WrongLength, Invalid."""
    kind = AppointmentType(position=len(types.all_types()) + 1)
    _fill(kind, values)
    db.session.add(kind)
    db.session.flush()
    audit.record(by, "appointment_type.added", kind)
    find_again(kind)
    return kind


@transactional
def change_type(kind: AppointmentType, *, by: Person, **values: Any) -> None:
    """Change a type; appointments that exist stay as they are. Refuses what ``add_type`` refuses."""
    _fill(kind, values)
    db.session.flush()
    audit.record(by, "appointment_type.changed", kind)
    find_again(kind)
    nudge(JOB)


@transactional
def put_before(kind: AppointmentType, *, by: Person) -> None:
    """Move a type one place up; the first one stays."""
    order = [one for one in types.all_types() if one.active]
    here = next((place for place, one in enumerate(order) if one.id == kind.id), 0)
    if here > 0:
        order.insert(here - 1, order.pop(here))
        for position, one in enumerate(order, 1):
            one.position = position
        audit.record(by, "appointment_type.ordered", kind)


@transactional
def retire(kind: AppointmentType, *, by: Person) -> None:
    """Offer a type no more: appointments that exist stay, and whoever waits is told. Twice is once."""
    if not kind.active:
        return
    kind.active = False
    db.session.flush()
    audit.record(by, "appointment_type.retired", kind)
    find_again(kind)
    for wait in waiting.line_of(kind.id):
        if kept := waiting.open_for(wait):
            end_kept(kept, KeptStatus.WITHDRAWN, by=by)
        if end_place(wait, WaitStatus.CLOSED, by=by):
            telling.line_closed(wait)


@transactional
def bring_back(kind: AppointmentType, *, by: Person) -> None:
    """Offer a retired type again. Twice is once."""
    if not kind.active:
        kind.active = True
        audit.record(by, "appointment_type.brought_back", kind)
        find_again(kind)


@transactional
def add_question(*, text: str, role: str, kind: QuestionKind, by: Person) -> InterviewQuestion:
    """Add a question to the bank. Refuses Invalid, WrongLength."""
    question = InterviewQuestion(**_question(text, role, kind))
    db.session.add(question)
    db.session.flush()
    audit.record(by, "interview_question.added", question)
    return question


@transactional
def change_question(
    question: InterviewQuestion, *, text: str, role: str, kind: QuestionKind, active: bool, by: Person
) -> None:
    """Change a question of the bank, or have it offered no more. Refuses Invalid, WrongLength."""
    for name, value in _question(text, role, kind).items():
        setattr(question, name, value)
    question.active = active
    audit.record(by, "interview_question.changed", question)


def _fill(kind: AppointmentType, values: dict[str, Any]) -> None:
    """Set what is given. Numbers out of bounds are refused by their form, and by the database."""
    for name, value in values.items():
        setattr(kind, name, ensure_questions(value) if name == "questions" else value)
    kind.name, kind.text, kind.place = kind.name.strip(), (kind.text or "").strip(), (kind.place or "").strip()
    for name, most in (("name", NAME_MOST), ("text", TEXT_MOST), ("place", PLACE_MOST)):
        if len(getattr(kind, name)) > most:
            raise WrongLength(field=name)
    if not kind.name or (kind.meeting == Meeting.ROOM and not kind.place):
        raise Invalid(field="place" if kind.name else "name")
    if kind.meeting == Meeting.FIXED_LINK and not is_meeting_link(kind.place):
        raise NotALink(field="place")
    with db.session.no_autoflush:
        same = sa.select(AppointmentType.id).where(sa.func.lower(AppointmentType.name) == kind.name.lower())
        if db.session.scalar(same.where(AppointmentType.id != (kind.id or 0))) is not None:
            raise NameTaken(field="name")


def _question(text: str, role: str, kind: QuestionKind) -> dict[str, Any]:
    text, role = text.strip(), " ".join(role.split())
    if not text:
        raise Invalid(field="text")
    if len(text) > QUESTION_MOST or len(role) > NAME_MOST:
        raise WrongLength(field="text" if len(text) > QUESTION_MOST else "role")
    return {"text": text, "role": role, "kind": kind}
