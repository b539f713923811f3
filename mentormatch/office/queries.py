"""Which services are on."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.office.about import SERVICES, Service, Task
from mentormatch.office.models import SwitchedOff

_OFF = "services_off"


def switched_off() -> frozenset[str]:
    """The names of services that are off; asked once in a request, or in a job of the worker."""
    known = db.session().info
    if _OFF not in known:
        known[_OFF] = frozenset(db.session.scalars(sa.select(SwitchedOff.name)))
    found: frozenset[str] = known[_OFF]
    return found


def forget_what_is_off() -> None:
    db.session().info.pop(_OFF, None)


def is_on(name: str) -> bool:
    return name not in switched_off()


def services_on() -> list[Service]:
    off = switched_off()
    return [service for service in SERVICES.values() if service.name not in off]


def tasks_of(person: Person) -> list[Task]:
    """What waits for somebody in the services that are on; nothing is left out."""
    return [task for service in services_on() for task in service.tasks(person) if task.count]
