"""Mentors of a cohort: how many students each got, what room is left, how often each is shown."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.mentoring.models import Match
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.reports.models import ExposurePlace
from mentormatch.reports.rows.sql import yes
from mentormatch.reports.scope import Scope

Rows = sa.Select[*tuple[Any, ...]]


def approved(scope: Scope, *measured: Any) -> Rows:
    """Approved mentors of the cohort."""
    columns = (Person.id.label("id"), Person.id.label("person_id"), Person.name.label("mentor"))
    return (
        sa.select(*columns, *measured)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Offer, Offer.person_id == Person.id)
        .where(
            Enrolment.cohort_id == scope.cohort.id,
            Enrolment.enrolled_as == EnrolledAs.MENTOR,
            Offer.status == OfferStatus.APPROVED,
        )
    )


def with_matches(scope: Scope) -> Rows:
    """With the number of matches of this cohort that began in these days."""
    found = sa.select(sa.func.count(Match.id)).where(
        Match.mentor_id == Person.id, Match.cohort_id == scope.cohort.id,
        Match.activated_at.is_not(None), scope.holds(Match.activated_at),
    )  # fmt: skip
    number = found.correlate(Person).scalar_subquery()
    return approved(scope, number.label("number"), yes(number > 0))


def with_room(scope: Scope) -> Rows:
    """With the places that are taken now, in every cohort together, and all there are."""
    return approved(scope, Offer.load.label("part"), Offer.capacity.label("of"))


def with_exposure(scope: Scope) -> Rows:
    """With the number of lists in which each stood among the first when it was last counted."""
    joined = approved(scope, ExposurePlace.places.label("number"), yes(ExposurePlace.places > 0))
    here = sa.and_(ExposurePlace.mentor_id == Person.id, ExposurePlace.cohort_id == scope.cohort.id)
    return joined.join(ExposurePlace, here)
