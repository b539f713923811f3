"""Five people, a few words, and ways to look at what came of them."""

import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts.models import Person
from mentormatch.core import clock
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.mentoring import service
from mentormatch.mentoring.models import Match, Request
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import Rendered, render
from mentormatch.profiles.models import Offer
from mentormatch.programmes.models import EnrolledAs, Enrolment

NOTE = "I want to move from marketing into data. I tried a course in SQL. How did you find your first project?"
Ask = Callable[..., Request]
As = Callable[[Person], FlaskClient]


@pytest.fixture
def ask() -> Ask:
    """``ask(maya, omar)``: a request, as the page would make it."""

    def asked(mentee: Person, mentor: Person, *, note: str = NOTE, times: Any = ()) -> Request:
        return service.ask(mentee, mentor.id, note=note, proposed_times=times)

    return asked


@pytest.fixture
def agreed(ask: Ask) -> Callable[..., Match]:
    """``agreed(maya, omar)``: asked and accepted."""

    def accepted(mentee: Person, mentor: Person, **changes: Any) -> Match:
        return service.accept(ask(mentee, mentor, **changes), by=mentor)

    return accepted


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """``later(timedelta(days=8))``: every clock of the product stands that much further on."""
    real = clock.now
    reading = [
        module for name, module in sys.modules.items() if name.startswith("mentormatch.") and hasattr(module, "now")
    ]

    def move(by: timedelta) -> None:
        for module in reading:
            monkeypatch.setattr(module, "now", lambda: real() + by)

    return move


def letters_to(person: Person) -> list[str]:
    """The letters that wait for a person, by the name of their template, oldest first."""
    db.session.rollback()
    found = db.session.scalars(sa.select(Letter).where(Letter.person_id == person.id).order_by(Letter.id))
    return [letter.template.removeprefix("mentoring/email/").removesuffix(".txt") for letter in found]


def last_letter(person: Person) -> Rendered:
    letter = db.session.scalars(
        sa.select(Letter).where(Letter.person_id == person.id).order_by(Letter.id.desc())
    ).first()
    assert letter is not None
    return render(letter)


def open_requests(person: Person) -> int:
    db.session.rollback()
    mine = sa.select(Enrolment.open_requests).where(
        Enrolment.person_id == person.id, Enrolment.enrolled_as == EnrolledAs.MENTEE
    )
    return db.session.scalars(mine).one()


def load(person: Person) -> int:
    db.session.rollback()
    return db.session.get_one(Offer, person.id).load


def deeds(row: Any) -> list[str]:
    """What the audit trail says about a request or match."""
    about = sa.select(AuditEntry.action).where(
        AuditEntry.subject_kind == row.__tablename__, AuditEntry.subject_id == row.id
    )
    return list(db.session.scalars(about.order_by(AuditEntry.id)))


def text(answer: Any) -> str:
    """A page on one line, so that a test reads sentences."""
    return " ".join(answer.get_data(as_text=True).split())


@pytest.fixture
def statements(app: Flask) -> Any:
    """``with statements() as seen``: what the block asks of the database."""

    @contextmanager
    def watch() -> Any:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)

    return watch
