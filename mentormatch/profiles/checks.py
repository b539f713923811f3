"""Checks of applicants: what the office does before it approves a mentor, and what of it is done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _l
from mentormatch.profiles import policy
from mentormatch.profiles.models import MentorCheck, MentorCheckTick, Offer, OfferStatus

LABEL_MOST, CHECKS_MOST = 120, 20


class ChecksMissing(Conflict):
    sentence = _l("Not all checks are ticked yet.")


@dataclass(frozen=True)
class Check:
    """A check of the list, and who has ticked it for an applicant when; None for one that is still to be done."""

    id: int
    label: str
    by: str | None = None
    at: datetime | None = None


def current() -> list[MentorCheck]:
    """The checks of the office, in the order of making."""
    return list(
        db.session.scalars(sa.select(MentorCheck).where(MentorCheck.retired_at.is_(None)).order_by(MentorCheck.id))
    )


def of(offer: Offer) -> list[Check]:
    """The checks, and which are done for this applicant."""
    done = sa.and_(MentorCheckTick.check_id == MentorCheck.id, MentorCheckTick.person_id == offer.person_id)
    found = sa.select(MentorCheck.id, MentorCheck.label, Person.name, MentorCheckTick.ticked_at)
    found = found.outerjoin(MentorCheckTick, done).outerjoin(Person, Person.id == MentorCheckTick.ticked_by_id)
    rows = db.session.execute(found.where(MentorCheck.retired_at.is_(None)).order_by(MentorCheck.id))
    return [Check(*row) for row in rows]


def ensure_all(offer: Offer) -> None:
    """ChecksMissing unless every check of an applicant is done."""
    if any(check.at is None for check in of(offer)):
        raise ChecksMissing


@transactional
def tick(offer: Offer, check_ids: Collection[int], *, by: Person) -> None:
    """Say which checks of an applicant are done; one that is not named any more is undone. Raises NotAllowed."""
    if not policy.may_decide(by, offer):
        raise NotAllowed
    if offer.status != OfferStatus.APPLIED:
        return
    for check in of(offer):
        if check.id in check_ids and check.at is None:
            db.session.add(MentorCheckTick(check_id=check.id, person_id=offer.person_id, ticked_by_id=by.id))
            audit.record(by, "offer.check_ticked", offer, check=check.id)
        if check.id not in check_ids and check.at is not None:
            db.session.delete(db.session.get_one(MentorCheckTick, (check.id, offer.person_id)))
            audit.record(by, "offer.check_unticked", offer, check=check.id)
    db.session.flush()


@transactional
def add(label: str, *, by: Person) -> MentorCheck:
    """Add a check to the list of the office. Raises Invalid for no words, too many words, or too many checks."""
    label = label.strip()
    if not 0 < len(label) <= LABEL_MOST:
        raise Invalid(_l("Please give it one to %(n)d characters.", n=LABEL_MOST), field="label")
    if len(current()) >= CHECKS_MOST:
        raise Invalid(_l("Please keep to %(n)d checks.", n=CHECKS_MOST), field="label")
    check = MentorCheck(label=label)
    db.session.add(check)
    db.session.flush()
    audit.record(by, "check.added", check)
    return check


@transactional
def retire(check: MentorCheck, *, by: Person) -> None:
    """Ask for a check no more; what was ticked is kept. Retiring twice is once."""
    there = sa.update(MentorCheck).where(MentorCheck.id == check.id, MentorCheck.retired_at.is_(None))
    if changed(there.values(retired_at=now())):
        audit.record(by, "check.retired", check)


def find(_staff: Person, check_id: int) -> MentorCheck | None:
    return db.session.get(MentorCheck, check_id)
