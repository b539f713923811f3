"""A coach with hours and a type, a student, at a time that does not depend on the day on which the tests run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.coaching import service
from mentormatch.coaching.models import Appointment, AppointmentType
from mentormatch.coaching.queries import times
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.notifications.models import Letter
from mentormatch.scheduling import parse_hours
from tests.make import Make

#: A Monday, far from clock changes; in Rome it is noon.
MONDAY = datetime(2026, 9, 7, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: When coaches can first be booked with a day's notice: Tuesday, 9:00 in Rome.
TUESDAY = datetime(2026, 9, 8, 12, tzinfo=UTC)
HOURS = "Tue 14:00-17:00; Thu 14:00-17:00"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@dataclass
class Office:
    """Clara gives audits; Cora is the coordinator; Maya is a student."""

    make: Make
    maya: Person
    clara: Person
    cora: Person
    audit: AppointmentType
    others: list[Person] = field(default_factory=list)

    def coach(self, name: str, *, hours: str = HOURS) -> Person:
        coach = self.make.person(name, roles=[RoleName.COACH])
        calendar.set_weekly_hours(coach, parse_hours(hours), by=coach)
        service.give(coach, self.audit, by=self.cora)
        return coach

    def student(self, name: str) -> Person:
        return self.make.person(name, roles=[RoleName.MENTEE])

    def change(self, **values: Any) -> None:
        service.change_type(self.audit, by=self.cora, **values)

    def book(self, at: datetime = TUESDAY, *, by: Person | None = None, **more: Any) -> Appointment:
        return service.book(self.audit, at, by=by or self.maya, **more)

    def free(self, student: Person | None = None, **more: Any) -> list[datetime]:
        return [one.starts_at for one in times.free_times(self.audit, student or self.maya, **more)]


@pytest.fixture
def office(make: Make) -> Office:
    cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    audit = service.add_type(by=cora, name="CV audit", session_minutes=45, notice_hours=24, window_days=14)
    clara = make.person("Clara Neri", roles=[RoleName.COACH])
    calendar.set_weekly_hours(clara, parse_hours(HOURS), by=clara)
    service.give(clara, audit, by=cora, link="https://meet.example.org/clara")
    return Office(make, make.person("Maya Rossi", roles=[RoleName.MENTEE]), clara, cora, audit)


def letters(name: str) -> list[Letter]:
    """Letters of coaching with this name, in order."""
    db.session.rollback()
    found = sa.select(Letter).where(Letter.template == f"coaching/email/{name}.txt").order_by(Letter.id)
    return list(db.session.scalars(found))


def sweep() -> int:
    """Let the worker keep what is free."""
    kept = JOBS["coaching.keep"]()
    assert isinstance(kept, int)
    return kept


def at(moment: datetime) -> Any:
    return time_machine.travel(moment, tick=False)
