"""Which services are on."""

from time import monotonic

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.office.about import SERVICES, Door, Given, Service, Task
from mentormatch.office.models import SwitchedOff

#: For so many seconds a process shows what it knows. Whoever does something asks anew (``office.guard``).
KNOWN_FOR = 2.0
#: By database: when it was asked, and what was off.
_known: dict[str, tuple[float, frozenset[str]]] = {}


def switched_off(*, fresh: bool = False) -> frozenset[str]:
    """The names of services that are off, as they are or were a moment ago; ``fresh``: as they are."""
    asked, off = _known.get(_database(), (0.0, frozenset[str]()))
    if fresh or not asked or monotonic() - asked > KNOWN_FOR:
        off = frozenset(db.session.scalars(sa.select(SwitchedOff.name)))
        _known[_database()] = (monotonic(), off)
    return off


def forget_what_is_off() -> None:
    _known.pop(_database(), None)


def is_on(name: str, *, fresh: bool = False) -> bool:
    return name not in switched_off(fresh=fresh)


def services_on() -> list[Service]:
    off = switched_off()
    return [service for service in SERVICES.values() if service.name not in off]


def _database() -> str:
    return str(db.engine.url)


def tasks_of(person: Person) -> list[Task]:
    """What waits for somebody in the services that are on; nothing is left out."""
    return [task for service in services_on() for task in service.tasks(person) if task.count]


def given_by(person: Person) -> list[Given]:
    """What somebody lets others see or do in the services that are on."""
    return [one for service in services_on() for one in service.given(person)]


def is_known(reader: Person, person_id: int) -> bool:
    """Whether somebody has to do with a person in one of the services that are on."""
    return any(service.knows(reader, person_id) for service in services_on())


def doors_to(student: Person, reader: Person) -> list[Door]:
    """Ways from a page about a student, for somebody who works with them, into the services that are on."""
    return [door for service in services_on() for door in service.doors(student, reader)]
