"""Applications go from stage to stage along allowed ways; a student withdraws at any time."""

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, transactional
from mentormatch.internships.errors import NotThatWay, NotYours
from mentormatch.internships.models import OPEN, Application, Stage
from mentormatch.internships.policy import WAYS, WITHDRAWABLE
from mentormatch.internships.service import interviewing, telling
from mentormatch.partners import queries as partners


@transactional
def move(application: Application, to: Stage, *, by: Person) -> None:
    """The organisation or the office moves an application; the student is told. Twice is once.

    Refuses NotYours, NotThatWay.
    """
    ensure_handles(application, by)
    if application.status == to:
        return
    from_there = [stage for stage, ways in WAYS.items() if to in ways]
    _go(application, from_there, to, by=by)
    if to not in OPEN:
        interviewing.end_all(application, by=by)
    telling.moved(application)


@transactional
def accept_offer(application: Application, *, by: Person) -> None:
    """The student says yes to an offer; the organisation is told. Twice is once. Refuses NotThatWay."""
    if application.status == Stage.ACCEPTED:
        return
    _go(application, [Stage.OFFER], Stage.ACCEPTED, by=by)
    interviewing.end_all(application, by=by)
    telling.accepted(application)


@transactional
def withdraw(application: Application, *, by: Person | None) -> None:
    """A student takes an application back. The organisation learns that, and sees nothing of them any more: neither
    name nor words nor file. Twice is once. Refuses NotThatWay after a no."""
    if application.status == Stage.WITHDRAWN:
        return
    _go(application, WITHDRAWABLE, Stage.WITHDRAWN, by=by)
    interviewing.end_all(application, by=by)
    telling.withdrawn(application)


def end_with_posting(application: Application, *, by: Person) -> None:
    """The office takes the posting down: the organisation sees nothing of the student any more, who is told why. What
    was agreed stays agreed, and is told of, too."""
    if application.status in OPEN:
        changes = {"moved_at": now(), "withdrawn_at": now(), "turn": Application.turn + 1}
        if advance(application, frm=OPEN, to=Stage.WITHDRAWN, **changes):
            audit.record(by, "internship_application.ended", application, posting=application.posting_id)
            interviewing.end_all(application, by=by)
    telling.posting_gone(application)


def ensure_handles(application: Application, by: Person) -> None:
    if not by.is_(RoleName.COORDINATOR) and not partners.speaks_for(by, application.posting.organisation_id):
        raise NotYours


def _go(application: Application, frm: list[Stage] | tuple[Stage, ...], to: Stage, *, by: Person | None) -> None:
    at = now()
    changes: dict[str, object] = {"moved_at": at, "turn": Application.turn + 1}
    marks = {Stage.OFFER: "offered_at", Stage.ACCEPTED: "accepted_at", Stage.WITHDRAWN: "withdrawn_at"}
    if to in marks:
        changes[marks[to]] = at
    if not advance(application, frm=frm, to=to, **changes):
        raise NotThatWay
    audit.record(by, f"internship_application.{to}", application, posting=application.posting_id)
