"""Plain functions that make things for tests. Defaults are valid; what a test is about is named."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import AvailabilityRule
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.profiles.models import Aim, HelpTopic, Offer, OfferStatus, Profile
from mentormatch.programmes import queries as programmes_queries
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs

#: Hours of a mentor who can meet on most evenings, so that there is always a free time ahead.
EVENINGS = [(weekday, 17 * 60, 21 * 60) for weekday in range(5)]


class Make:
    """``make.mentor("Omar")`` and the like; each call is its own transaction."""

    def __init__(self) -> None:
        #: How many numbers were given to names and addresses.
        self.drawn = 0

    def _number(self) -> int:
        self.drawn += 1
        return self.drawn

    @transactional
    def cohort(self, name: str = "", **limits: Any) -> Cohort:
        kind = {key: limits.pop(key) for key in ("default",) if key in limits}
        cohort = programmes.open_cohort(name or f"Cohort {self._number()}", by=None, **kind)
        for key, value in limits.items():  # as the database allows: campaigns want more than any coordinator may set
            setattr(cohort, key, value)
        db.session.flush()
        return cohort

    @transactional
    def person(
        self, name: str = "", *, roles: Iterable[RoleName] = (), time_zone: str = "Europe/Rome", **fields: Any
    ) -> Person:
        number = self._number()
        fields.setdefault("email", f"{(name or 'person').split()[0].lower()}{number}@example.org")
        person = accounts.make_person(name=name or f"Person {number}", time_zone=time_zone, **fields)
        person.confirmed_at = now()
        for role in roles:
            accounts.grant(person, role, by=None)
        return person

    @transactional
    def enrol(self, person: Person, cohort: Cohort, enrolled_as: EnrolledAs) -> None:
        programmes.enrol(person, cohort, enrolled_as, by=None)

    @transactional
    def mentee(
        self,
        name: str = "",
        *,
        cohort: Cohort | None = None,
        goal: str = "I would like to become a data analyst and explain what numbers mean.",
        languages: tuple[str, ...] = ("en",),
        time_zone: str = "Europe/Rome",
        **profile: Any,
    ) -> Person:
        person = self.person(name, roles=[RoleName.MENTEE], time_zone=time_zone)
        db.session.add(Profile(person_id=person.id, languages=languages, texts_stamp=1, **profile))
        db.session.add(Aim(person_id=person.id, goal=goal, help_topics=(HelpTopic.CV,)))
        programmes.enrol(person, cohort or self._cohort(), EnrolledAs.MENTEE, by=None)
        return person

    @transactional
    def mentor(
        self,
        name: str = "",
        *,
        cohort: Cohort | None = None,
        capacity: int = 2,
        role_title: str = "Data analyst",
        bio: str = "I analyse data for a logistics company and moved there from marketing.",
        languages: tuple[str, ...] = ("en",),
        time_zone: str = "Europe/Rome",
        hours: Iterable[tuple[int, int, int]] = EVENINGS,
        **offer: Any,
    ) -> Person:
        person = self.person(name, roles=[RoleName.MENTOR], time_zone=time_zone)
        db.session.add(Profile(person_id=person.id, languages=languages, bio=bio, texts_stamp=1))
        db.session.add(
            Offer(
                person_id=person.id,
                status=OfferStatus.APPROVED,
                role_title=role_title,
                headline=role_title,
                capacity=capacity,
                help_topics=(HelpTopic.CV, HelpTopic.INTERVIEW),
                **offer,
            )
        )
        for weekday, start, end in hours:
            db.session.add(AvailabilityRule(person_id=person.id, weekday=weekday, start_minute=start, end_minute=end))
        programmes.enrol(person, cohort or self._cohort(), EnrolledAs.MENTOR, by=None)
        accounts.touch_facts(person)
        return person

    def _cohort(self) -> Cohort:
        return programmes_queries.default_cohort() or self.cohort(default=True)


def soon(days: int = 3, hour: int = 17) -> datetime:
    """A whole hour some days ahead, in UTC."""
    return (now() + timedelta(days=days)).astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)
