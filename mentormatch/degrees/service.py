"""Editors write degrees: make, change, publish, withdraw, say that they were looked at again."""

from datetime import date
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.degrees import queries
from mentormatch.degrees.errors import ChangedMeanwhile, KeyTaken, WrongFact
from mentormatch.degrees.found import tell
from mentormatch.degrees.models import Degree, DegreeStatus
from mentormatch.degrees.policy import FACTS, faults

WRITTEN = frozenset(DegreeStatus)


def today() -> date:
    return now().date()


@transactional
def make(*, by: Person | None, **facts: Any) -> Degree:
    """A draft that only editors see. Refuses WrongFact with its field."""
    check(facts)
    if facts["key"] in queries.all_by_key():
        raise KeyTaken(field="key")
    degree = Degree(status=DegreeStatus.DRAFT, version=1)
    fill(degree, facts)
    db.session.add(degree)
    db.session.flush()
    audit.record(by, "degree.made", degree)
    return degree


@transactional
def change(degree: Degree, *, by: Person | None, version: int, **facts: Any) -> bool:
    """Change facts; False when they are as they were. Refuses ChangedMeanwhile, WrongFact."""
    check(facts)
    db.session.refresh(degree, with_for_update=True)
    if degree.version != version:
        raise ChangedMeanwhile
    if facts["key"] != degree.key and facts["key"] in queries.all_by_key():
        raise KeyTaken(field="key")
    return store(degree, facts, by=by)


def store(degree: Degree, facts: dict[str, Any], *, by: Person | None) -> bool:
    """Within a deed: take these facts over and tell the search. False when they are as they were."""
    if not differs(degree, facts):
        return False
    fill(degree, facts)
    degree.version += 1
    db.session.flush()
    audit.record(by, "degree.changed", degree)
    tell(degree)
    return True


@transactional
def publish(degree: Degree, *, by: Person | None) -> None:
    """Let everybody see it. Twice is once."""
    if advance(degree, frm=WRITTEN - {DegreeStatus.PUBLISHED}, to=DegreeStatus.PUBLISHED):
        audit.record(by, "degree.published", degree)
        tell(degree)


@transactional
def withdraw(degree: Degree, *, by: Person) -> None:
    """Show it to nobody but editors any more. Twice is once."""
    if advance(degree, frm=WRITTEN - {DegreeStatus.WITHDRAWN}, to=DegreeStatus.WITHDRAWN):
        audit.record(by, "degree.withdrawn", degree)
        tell(degree)


@transactional
def checked(degree: Degree, *, by: Person) -> None:
    """Somebody has looked at the source today, and everything is as it is said here. Twice is once."""
    db.session.refresh(degree, with_for_update=True)
    if degree.checked_on != today():
        degree.checked_on = today()
        degree.version += 1
        audit.record(by, "degree.checked", degree)


def check(facts: dict[str, Any]) -> None:
    """Refuses WrongFact for the first fact that cannot be."""
    for wrong in faults(facts, today()):
        raise WrongFact(wrong.sentence, field=wrong.field)


def fill(degree: Degree, facts: dict[str, Any]) -> None:
    for name in FACTS:
        setattr(degree, name, facts[name])
    if degree.cost is None:
        degree.currency, degree.priced_on = "", None


def differs(degree: Degree, facts: dict[str, Any]) -> bool:
    told = facts if facts["cost"] is not None else facts | {"currency": "", "priced_on": None}
    return any(getattr(degree, name) != told[name] for name in FACTS)
