"""Postings: what students see, what the people of an organisation write, what the office looks at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.internships.models import (
    AlarmStatus,
    Application,
    InternshipSettings,
    Posting,
    PostingKind,
    PostingStatus,
    Report,
    Stage,
    Where,
)
from mentormatch.internships.policy import is_for
from mentormatch.partners import queries as partners
from mentormatch.partners.models import Organisation
from mentormatch.profiles import queries as profiles
from mentormatch.programmes.models import Enrolment

MOST_LISTED = 200
#: What its organisation says in it, the office has read.
APPROVED = (PostingStatus.PUBLISHED, PostingStatus.OVER, PostingStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the list of postings is narrowed; empty and False: not."""

    kind: str = ""
    where: str = ""
    language: str = ""
    words: str = ""
    paid: bool = False
    for_me: bool = False

    @property
    def is_narrow(self) -> bool:
        return bool(self.kind or self.where or self.language or self.words or self.paid or self.for_me)


def needs_agreement() -> bool:
    """Whether the office lets only organisations with a valid agreement publish."""
    return bool(db.session.scalar(sa.select(InternshipSettings.needs_agreement).where(InternshipSettings.id == 1)))


def _is_shown() -> tuple[Any, ...]:
    return Posting.status == PostingStatus.PUBLISHED, Posting.hidden_at.is_(None), Posting.deadline_at > now()


def is_shown(posting: Posting) -> bool:
    """Whether students find it."""
    return posting.status == PostingStatus.PUBLISHED and posting.hidden_at is None and posting.deadline_at > now()


def published(reader: Person, wanted: Wanted) -> list[Posting]:
    """What students find, by its deadline."""
    found = sa.select(Posting).where(*_is_shown())
    if wanted.kind in set(PostingKind):
        found = found.where(Posting.kind == wanted.kind)
    if wanted.where in set(Where):
        found = found.where(Posting.where == wanted.where)
    if wanted.paid:
        found = found.where(Posting.pay_amount.is_not(None))
    for word in wanted.words.split():
        inside = [column.icontains(word, autoescape=True) for column in (Posting.title, Posting.text, Posting.place)]
        theirs = Posting.organisation.has(Organisation.name.icontains(word, autoescape=True))
        found = found.where(sa.or_(*inside, theirs))
    postings = list(db.session.scalars(found.order_by(Posting.deadline_at, Posting.id).limit(MOST_LISTED)))
    if wanted.language:
        postings = [one for one in postings if wanted.language in one.languages]
    others = my_why_not(reader, postings) if wanted.for_me else set()
    return [one for one in postings if one.id not in others]


def my_why_not(reader: Person, postings: Iterable[Posting]) -> set[int]:
    """The numbers of those postings to which others may apply, not this reader."""
    profile = profiles.profile_of(reader.id)
    cohorts = set(db.session.scalars(sa.select(Enrolment.cohort_id).where(Enrolment.person_id == reader.id)))
    return {posting.id for posting in postings if not is_for(posting, profile, cohorts)}


def shown_to(reader: Person, ids: Collection[int]) -> list[Posting]:
    """Those of these postings that a student finds now."""
    if not ids or not reader.is_(RoleName.MENTEE):
        return []
    return list(db.session.scalars(sa.select(Posting).where(Posting.id.in_(ids), *_is_shown())))


def posting_for_student(reader: Person, posting_id: int) -> Posting | None:
    """What is shown, or what one has applied to."""
    mine = sa.exists().where(Application.posting_id == Posting.id, Application.person_id == reader.id)
    found = sa.select(Posting).where(Posting.id == posting_id, sa.or_(sa.and_(*_is_shown()), mine))
    return db.session.scalar(found)


def may_be_read(posting: Posting) -> bool:
    """Whether who applied may read it as it is now: what an organisation changed, only after the office has read it."""
    return posting.status in APPROVED and posting.hidden_at is None


def posting_to_apply(_reader: Person, posting_id: int) -> Posting | None:
    """What was published once, also when it is too late or taken away: then that is said, and no words are lost."""
    found = db.session.get(Posting, posting_id)
    return found if found is not None and found.published_at is not None else None


def posting_to_write(person: Person, posting_id: int) -> Posting | None:
    """A posting of an organisation for which somebody speaks; for the office any."""
    found = sa.select(Posting).where(Posting.id == posting_id)
    if not person.is_(RoleName.COORDINATOR):
        found = found.where(Posting.organisation_id.in_(partners.my_organisation_ids(person)))
    return db.session.scalar(found)


def organisation_to_write_for(person: Person, organisation_id: int) -> Organisation | None:
    """One's own organisation; for the office any."""
    if not person.is_(RoleName.COORDINATOR) and not partners.speaks_for(person, organisation_id):
        return None
    return db.session.get(Organisation, organisation_id)


def posting_to_manage(_coordinator: Person, posting_id: int) -> Posting | None:
    return db.session.get(Posting, posting_id)


def postings_of(organisation_ids: Collection[int]) -> list[Posting]:
    """Of these organisations, the newest first."""
    found = sa.select(Posting).where(Posting.organisation_id.in_(organisation_ids))
    return list(db.session.scalars(found.order_by(Posting.id.desc()).limit(MOST_LISTED)))


def to_review() -> list[Posting]:
    """What waits for the office, the longest first."""
    found = sa.select(Posting).where(Posting.status == PostingStatus.WAITING)
    return list(db.session.scalars(found.order_by(Posting.changed_at, Posting.id)))


def visible_postings(*, limit: int, offset: int) -> tuple[list[Posting], int]:
    """A page of everything, for the office: the newest first, and how many."""
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Posting)) or 0
    found = sa.select(Posting).order_by(Posting.id.desc()).limit(limit).offset(offset)
    return list(db.session.scalars(found)), total


def counts_of(posting_ids: Collection[int]) -> dict[int, int]:
    """How many applications each of these has that were not withdrawn."""
    counted = sa.select(Application.posting_id, sa.func.count()).where(Application.posting_id.in_(posting_ids))
    counted = counted.where(Application.status != Stage.WITHDRAWN).group_by(Application.posting_id)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def to_end(before: datetime) -> list[int]:
    over = sa.select(Posting.id).where(Posting.status == PostingStatus.PUBLISHED, Posting.deadline_at <= before)
    return list(db.session.scalars(over.order_by(Posting.id)))


def open_reports() -> list[Report]:
    """What students reported and nobody has decided, the oldest first."""
    found = sa.select(Report).where(Report.status == AlarmStatus.OPEN)
    return list(db.session.scalars(found.order_by(Report.made_at, Report.id)))


def reports_on(posting_id: int) -> list[Report]:
    return list(db.session.scalars(sa.select(Report).where(Report.posting_id == posting_id).order_by(Report.id)))


def report_to_decide(_coordinator: Person, alarm_id: int) -> Report | None:
    return db.session.get(Report, alarm_id)
