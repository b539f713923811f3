"""Switching a service on and off. Off, it is nowhere: no page, no place in a menu, no call, no job, no letter."""

from collections.abc import Callable

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import after_commit, changed, db, transactional
from mentormatch.core.jobs import job
from mentormatch.notifications.models import Letter
from mentormatch.notifications.optional import OptionalLetter, offered_while
from mentormatch.notifications.truth import true_while_all
from mentormatch.office.about import SERVICES
from mentormatch.office.errors import NoSuchService
from mentormatch.office.models import SwitchedOff
from mentormatch.office.queries import forget_what_is_off, is_on


@transactional
def switch_off(name: str, *, by: Person) -> None:
    """Switch a service off and call off what is ahead of it, with letters; what it has kept stays. Twice is once.

    Refuses NoSuchService.
    """
    service = SERVICES.get(name)
    if service is None:
        raise NoSuchService
    if db.session.get(SwitchedOff, name) is not None:
        return
    service.wind_down(by)
    off = SwitchedOff(name=name)
    db.session.add(off)
    db.session.flush()
    after_commit(forget_what_is_off)
    audit.record(by, "service.switched_off", off, service=name)


@transactional
def switch_on(name: str, *, by: Person) -> None:
    """Switch a service on again; nothing when it is on. Refuses NoSuchService."""
    if name not in SERVICES:
        raise NoSuchService
    off = db.session.get(SwitchedOff, name)
    if off is not None and changed(sa.delete(SwitchedOff).where(SwitchedOff.name == name)):
        after_commit(forget_what_is_off)
        audit.record(by, "service.switched_on", off, service=name)


def service_job(service: str, name: str) -> Callable[[Callable[[], int]], Callable[[], object]]:
    """Declare a sweep of a service, which does nothing while the service is off."""

    def declare(sweep: Callable[[], int]) -> Callable[[], object]:
        return job(f"{service}.{name}")(lambda: sweep() if is_on(service, fresh=True) else 0)

    return declare


@true_while_all
def is_not_of_a_service_that_is_off(letter: Letter) -> bool:
    """Letters of a service leave while it is on; those that say it is called off leave all the same."""
    name = letter.template.split("/")[0]
    service = SERVICES.get(name)
    return service is None or letter.template in service.last_letters or is_on(name, fresh=True)


@offered_while
def is_letter_of_a_service_that_is_on(letter: OptionalLetter) -> bool:
    """Among letters of a service one chooses while it is on; what was chosen stays."""
    name = letter.key.split(".")[0]
    return name not in SERVICES or is_on(name)
