"""A cohort of made-up people with stored vectors: whoever waits and whoever has places, written a table at a time."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, Role, RoleName, person_role
from mentormatch.calendar.models import AvailabilityRule
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.stamps import next_stamp
from mentormatch.matching import Encoder, MenteeFacts, MentorFacts
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from mentormatch.recommendations.models import StoredVector, VectorKind
from tests.campaigns.made_up_pool import MadeUp

PROFILE = ("degree", "previous_field", "years_experience", "skills", "languages", "bio")
AIM = ("goal", "target_roles", "industries", "skills_wanted", "help_topics")
OFFER = ("headline", "role_title", "organisation", "industries", "help_topics", "capacity")


@transactional
def make_cohort(mentees: int, mentors: int) -> tuple[Cohort, Person]:
    """A cohort with so many who wait and so many who have places, and its coordinator."""
    people = MadeUp()
    cohort = programmes.open_cohort("Autumn", by=None)
    coordinator = Person(name="Cora", email="cora@example.org", time_zone="Europe/Rome", fs_uniquifier="cora")
    db.session.add(coordinator)
    db.session.flush()
    first = coordinator.id + 1
    waiting = people.mentees(mentees)
    able = list(people.mentors(mentors))
    _insert([facts for facts, _vectors in waiting], first, cohort, EnrolledAs.MENTEE)
    _insert([facts for facts, _vectors in able], first + mentees, cohort, EnrolledAs.MENTOR)
    _vectors([vectors for _facts, vectors in waiting], first, VectorKind.GOAL)
    _vectors([vectors for _facts, vectors in able], first + mentees, VectorKind.MENTOR)
    return cohort, coordinator


def _insert(facts: list[Any], first: int, cohort: Cohort, enrolled_as: EnrolledAs) -> None:
    role = db.session.scalars(sa.select(Role).where(Role.name == RoleName(enrolled_as.value))).one()
    stamp = next_stamp("facts")
    numbered = list(enumerate(facts, start=first))
    known = {"active": True, "facts_stamp": stamp, "confirmed_at": now()}
    _rows(Person, [
        {"id": number, "name": f"Person {number}", "email": f"p{number}@example.org", "fs_uniquifier": f"u{number}",
         "time_zone": one.time_zone or "UTC", **known}
        for number, one in numbered
    ])  # fmt: skip
    db.session.execute(sa.insert(person_role), [{"person_id": number, "role_id": role.id} for number, _one in numbered])
    _rows(
        Enrolment, [{"person_id": number, "cohort_id": cohort.id, "enrolled_as": enrolled_as} for number, _ in numbered]
    )
    _rows(Profile, [{"person_id": number, "texts_stamp": 1, **_named(one, PROFILE)} for number, one in numbered])
    if enrolled_as is EnrolledAs.MENTEE:
        _rows(Aim, [{"person_id": number, **_named(one, AIM)} for number, one in numbered])
    else:
        approved = {"status": OfferStatus.APPROVED, "decided_at": now(), "load": 0}
        _rows(Offer, [{"person_id": number, **approved, **_named(one, OFFER)} for number, one in numbered])
    _rows(AvailabilityRule, [
        {"person_id": number, "weekday": weekday, "start_minute": _minute(start), "end_minute": _minute(end)}
        for number, one in numbered
        for weekday, start, end in one.availability
    ])  # fmt: skip


def _vectors(vectors: list[Any], first: int, kind: VectorKind) -> None:
    _rows(StoredVector, [
        {"person_id": number, "kind": kind, "encoder_id": Encoder.default().id, "texts_stamp": 1,
         "vectors": one.to_bytes(), "encoded_at": now()}
        for number, one in enumerate(vectors, start=first)
    ])  # fmt: skip


def _rows(table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(sa.insert(table), rows)


def _named(facts: MenteeFacts | MentorFacts, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in names}


def _minute(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
