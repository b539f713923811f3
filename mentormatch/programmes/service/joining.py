"""Somebody asks to join a cohort; a coordinator says yes, or no with a reason."""

from typing import Any

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.errors import Invalid, NotAllowed
from mentormatch.core.i18n import _l
from mentormatch.core.limits import spend
from mentormatch.notifications import service as letters
from mentormatch.programmes import policy, queries
from mentormatch.programmes.errors import AlreadyAnswered, DoesNotFit
from mentormatch.programmes.models import Cohort, EnrolledAs, JoinRequest, JoinStatus
from mentormatch.programmes.service.enrolling import enrol, ensure_not_archived
from mentormatch.programmes.signals import degree_of

WORDS_MOST = 600
ASKED_A_DAY = 10


@transactional
def ask_to_join(person: Person, cohort: Cohort, words: str) -> JoinRequest:
    """Ask the coordinators of a cohort to be let in as a mentee; asking twice is asking once.

    Raises DoesNotFit, with the rule that speaks against it, CohortArchived, TooMany for somebody who asks again and
    again, and Invalid for words that are too long.
    """
    waiting = queries.waiting_join(person.id, cohort.id)
    if waiting is not None:
        return waiting
    if len(words) > WORDS_MOST:
        raise Invalid(_l("At most %(n)d characters, please.", n=WORDS_MOST), field="words")
    spend("join.ask", person.id, limit=ASKED_A_DAY, seconds=24 * 3600)  # each is a letter to every coordinator
    ensure_not_archived(cohort.id)
    if queries.takes_part(person, cohort.id, EnrolledAs.MENTEE):
        raise DoesNotFit(_l("You take part in this cohort already."))
    if against := policy.reason_against(cohort, person, degree_of(person), now().date()):
        raise DoesNotFit(against)
    asked = JoinRequest(person_id=person.id, cohort_id=cohort.id, words=words.strip())
    db.session.add(asked)
    db.session.flush()
    audit.record(person, "join.asked", asked, cohort=cohort.id)
    for coordinator in queries.coordinators_of(cohort.id):
        if coordinator.id != person.id:
            _write(coordinator, asked, "asked_to_join", person=person.name)
    return asked


@transactional
def withdraw_join(asked: JoinRequest, *, by: Person) -> None:
    """Take one's request back while nobody has decided."""
    if asked.person_id != by.id:
        raise NotAllowed
    if advance(asked, frm={JoinStatus.WAITING}, to=JoinStatus.WITHDRAWN):
        audit.record(by, "join.withdrawn", asked)


@transactional
def approve_join(asked: JoinRequest, *, by: Person) -> None:
    """Let somebody in. Raises CohortArchived, AlreadyAnswered when another coordinator was faster."""
    _ensure_may(asked, by)
    ensure_not_archived(asked.cohort_id)
    if not _decide(asked, JoinStatus.APPROVED, "", by=by):
        return
    enrol(asked.person, asked.cohort, EnrolledAs.MENTEE, by=by)
    accounts.grant(asked.person, RoleName.MENTEE, by=by)
    audit.record(by, "join.approved", asked)
    _write(asked.person, asked, "joined")


@transactional
def decline_join(asked: JoinRequest, reason: str, *, by: Person) -> None:
    """Say no with a reason that the person reads; they may ask again. Raises AlreadyAnswered."""
    _ensure_may(asked, by)
    if asked.status == JoinStatus.WAITING and not reason.strip():
        raise Invalid(_l("Please give a reason: the person reads it."), field="reason")
    if not _decide(asked, JoinStatus.DECLINED, reason.strip()[:WORDS_MOST], by=by):
        return
    audit.record(by, "join.declined", asked)
    _write(asked.person, asked, "not_joined", reason=letters.quoted(reason))


def _ensure_may(asked: JoinRequest, by: Person) -> None:
    if by.id == asked.person_id or queries.cohort_for(by, asked.cohort_id) is None:
        raise NotAllowed


def _decide(asked: JoinRequest, to: JoinStatus, reason: str, *, by: Person) -> bool:
    """Decide once. False when ``by`` has decided just the same before, as a double click does."""
    values = {"decided_at": now(), "decided_by_id": by.id, "reason": reason}
    if advance(asked, frm={JoinStatus.WAITING}, to=to, **values):
        return True
    if asked.status == to and asked.decided_by_id == by.id:
        return False
    raise AlreadyAnswered


def _write(to: Person, asked: JoinRequest, name: str, **context: Any) -> None:
    letters.write(
        to,
        f"programmes/email/{name}.txt",
        key=f"join:{asked.id}:{name}",
        cohort_id=asked.cohort_id,
        cohort=asked.cohort.name,
        **context,
    )
