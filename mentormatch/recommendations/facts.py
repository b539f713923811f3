"""Rows become facts: what the matching engine may know about a mentee or a mentor, and the vectors stored for them."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import AvailabilityRule
from mentormatch.core.db import db
from mentormatch.matching import Encoder, GoalVectors, MatchingError, MenteeFacts, MentorFacts, MentorVectors
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from mentormatch.recommendations.models import StoredVector, VectorKind

log = logging.getLogger(__name__)

Row = sa.Row[*tuple[Any, ...]]
Columns = sa.Select[*tuple[Any, ...]]
Hours = tuple[tuple[int, str, str], ...]

#: What both sides tell about themselves. A person without a profile has written nothing yet.
BACKGROUND = (
    Profile.degree,
    Profile.previous_field,
    Profile.years_experience,
    Profile.skills,
    Profile.languages,
    Profile.bio,
)
WISH = (Aim.clarity, Aim.goal, Aim.target_roles, Aim.industries, Aim.skills_wanted, Aim.help_topics)
#: One of these must be told before a list of mentors means anything.
TELLING = ("goal", "target_roles", "skills_wanted", "help_topics", "industries", "previous_field", "degree")
OFFERED = (
    Offer.headline,
    Offer.role_title,
    Offer.organisation,
    Offer.industries,
    Offer.help_topics,
    Offer.capacity,
    Offer.load,
)
RULE = (AvailabilityRule.weekday, AvailabilityRule.start_minute, AvailabilityRule.end_minute)
#: The number of the texts that stored vectors must stand for.
TEXTS = sa.func.coalesce(Profile.texts_stamp, 0)
EVERYBODY = (Person.id, Person.time_zone, *BACKGROUND, TEXTS.label("texts_stamp"), StoredVector.vectors)

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class MenteeRecord:
    """A mentee as stored. ``goal`` is None while it is still to be encoded; without an aim nothing was asked yet."""

    facts: MenteeFacts
    goal: GoalVectors | None
    texts_stamp: int
    cohort: Cohort | None
    has_aim: bool

    @property
    def person_id(self) -> int:
        return int(self.facts.id)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to rank by; languages and hours alone would put everybody in the middle."""
        return any(getattr(self.facts, name) for name in TELLING)


@dataclass(frozen=True, slots=True)
class MentorRecord:
    """A mentor as stored. ``listed`` mentors may be ranked: approved, active and not paused."""

    facts: MentorFacts
    vectors: MentorVectors | None
    texts_stamp: int
    listed: bool

    @property
    def person_id(self) -> int:
        return int(self.facts.id)


def mentee_record(person_id: int) -> MenteeRecord | None:
    """What is known about a mentee, with the newest cohort; None when there is no such person."""
    return next(mentee_records([person_id]), None)


def mentee_records(person_ids: Collection[int]) -> Iterator[MenteeRecord]:
    """Mentees by their ids, in one statement, because a mentee's every page of mentors begins with it."""
    enrolment = sa.select(Enrolment.cohort_id).where(
        Enrolment.person_id == Person.id, Enrolment.enrolled_as == EnrolledAs.MENTEE
    )
    running = aliased(Cohort)
    enrolment = enrolment.join(running, running.id == Enrolment.cohort_id)
    newest = enrolment.order_by(running.archived_at.is_not(None), Enrolment.id.desc()).limit(1).scalar_subquery()
    known = sa.select(Cohort, *EVERYBODY, *WISH, Aim.person_id.label("aim_id"), *RULE).select_from(Person)
    known = known.outerjoin(Cohort, Cohort.id == newest).outerjoin(Aim, Aim.person_id == Person.id)
    known = known.outerjoin(AvailabilityRule, AvailabilityRule.person_id == Person.id).order_by(Person.id, *RULE)
    rows = db.session.execute(_with_texts(known, VectorKind.GOAL).where(Person.id.in_(person_ids))).all()
    hours = _hours((row.id, row.weekday, row.start_minute, row.end_minute) for row in rows if row.weekday is not None)
    return _readable({row.id: row for row in rows}.values(), hours, _mentee)


def mentor_records(*conditions: sa.ColumnElement[bool]) -> Iterator[MentorRecord]:
    """Mentors in whatever state that meet the conditions; two statements however many there are."""
    known = sa.select(*EVERYBODY, *OFFERED, Person.active, Offer.status, Offer.paused)
    known = known.select_from(Person).join(Offer, Offer.person_id == Person.id)
    rows = db.session.execute(_with_texts(known, VectorKind.MENTOR).where(*conditions)).all()
    if not rows:
        return iter(())
    # By the same conditions, not by a list of ids: databases bound how many values a statement may carry.
    rules = sa.select(AvailabilityRule.person_id, *RULE).join(Person, Person.id == AvailabilityRule.person_id)
    rules = rules.join(Offer, Offer.person_id == Person.id).where(*conditions).order_by(*RULE)
    return _readable(rows, _hours(db.session.execute(rules)), _mentor)


def ids_to_encode(kind: VectorKind) -> list[int]:
    """Active people whose vectors are missing, of older texts, or of another encoder."""
    side = Offer if kind is VectorKind.MENTOR else Aim
    people = sa.select(Person.id).join(side, side.person_id == Person.id)
    missing = _with_texts(people, kind).where(Person.active, StoredVector.person_id.is_(None))
    return list(db.session.scalars(missing.order_by(Person.id)))


def _hours(rules: Iterable[tuple[int, int, int, int]]) -> dict[int, Hours]:
    """Weekly hours by person, in each one's own zone, as the engine reads them."""
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for person_id, weekday, start, end in rules:
        found[person_id].append((weekday, _clock(start), _clock(end)))
    return {person_id: tuple(hours) for person_id, hours in found.items()}


def _readable(
    rows: Iterable[Row], hours: dict[int, Hours], read: Callable[[Row, dict[int, Hours]], Record]
) -> Iterator[Record]:
    """Records of the rows. One that the engine cannot read is logged and left out: it must not break every list."""
    for row in rows:
        try:
            yield read(row, hours)
        except MatchingError:
            log.exception("facts_unreadable", extra={"person": row.id})


def _mentee(row: Row, hours: dict[int, Hours]) -> MenteeRecord:
    facts = MenteeFacts(**_common(row, hours), **_written(row, WISH))
    goal = GoalVectors.from_bytes(row.vectors) if row.vectors else None
    return MenteeRecord(facts, goal, row.texts_stamp, cohort=row.Cohort, has_aim=row.aim_id is not None)


def _mentor(row: Row, hours: dict[int, Hours]) -> MentorRecord:
    facts = MentorFacts(**_common(row, hours), **_written(row, OFFERED))
    vectors = MentorVectors.from_bytes(row.vectors) if row.vectors else None
    listed = row.active and row.status == OfferStatus.APPROVED and not row.paused
    return MentorRecord(facts, vectors, row.texts_stamp, listed=listed)


def _with_texts(people: Columns, kind: VectorKind) -> Columns:
    """Join profiles and vectors. Those of older texts are left out: reasons quote the sentences they stand for."""
    return people.outerjoin(Profile, Profile.person_id == Person.id).outerjoin(
        StoredVector,
        sa.and_(
            StoredVector.person_id == Person.id,
            StoredVector.kind == kind,
            StoredVector.encoder_id == Encoder.default().id,
            StoredVector.texts_stamp == TEXTS,
        ),
    )


def _common(row: Row, hours: dict[int, Hours]) -> dict[str, Any]:
    background = _written(row, BACKGROUND)
    return {"id": str(row.id), "time_zone": row.time_zone, "availability": hours.get(row.id, ()), **background}


def _written(row: Row, columns: Iterable[Any]) -> dict[str, Any]:
    """The columns that hold something; for the others the engine's default means "unknown"."""
    values = {column.key: getattr(row, column.key) for column in columns}
    return {name: value for name, value in values.items() if value is not None}


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
