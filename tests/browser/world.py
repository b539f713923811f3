"""The people of the browser tests, and matches to begin from. Made before the browser comes, on the site's database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries as calendar_queries
from mentormatch.calendar import service as calendar
from mentormatch.calendar.policy import of_match
from mentormatch.core.clock import travel
from mentormatch.core.db import db
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import Match
from mentormatch.programmes.models import ReviewMode
from mentormatch.scheduling import WeeklyRule
from tests.browser.conftest import Site
from tests.make import Make
from tests.personas import make_personas

#: Hours of every day, so that there is a time whenever the tests run.
ALL_DAY = [WeeklyRule(weekday, 7 * 60, 22 * 60) for weekday in range(7)]
ZERO = timedelta(0)
NOTE = "I want to move from marketing into data. I took a course in SQL. How did you find your first project?"


@dataclass(frozen=True)
class People:
    """Numbers, not rows: the rows belong to the moment in which they were made."""

    maya: int
    omar: int
    cora: int
    match: int = 0
    #: A session that is over, and one to come.
    past: int = 0
    coming: int = 0


@contextmanager
def on(site: Site) -> Iterator[Make]:
    with site.app.app_context():
        yield Make()
        db.session.remove()


def strangers(
    site: Site, *, maya: str = "Maya Rossi", omar: str = "Omar Haddad", hours: Iterable[WeeklyRule] = ALL_DAY
) -> People:
    """Maya and Omar, who do not know each other yet, and Cora. Nobody reviews their match."""
    with on(site) as make:
        found = make_personas(make)
        found.cohort.review_mode = ReviewMode.NONE
        found.maya.name, found.omar.name = maya, omar
        db.session.commit()
        calendar.set_weekly_hours(found.omar, hours, by=found.omar)
        return People(found.maya.id, found.omar.id, found.cora.id)


def pair(site: Site, *, past: bool = False, coming: bool = False, **names: str) -> People:
    """Maya and Omar as a match, with a session two days ago and one ahead if asked for."""
    people = strangers(site, **names)
    with on(site):
        with travel(timedelta(days=-20)):
            request = mentoring.ask(_person(people.maya), people.omar, note=NOTE, proposed_times=[])
            match_id = mentoring.accept(request, by=_person(people.omar), starts_at=None).id
        over = _book(people, match_id, back=timedelta(days=4)) if past else 0
        ahead = _book(people, match_id) if coming else 0
    return People(people.maya, people.omar, people.cora, match_id, over, ahead)


def _book(people: People, match_id: int, back: timedelta = ZERO) -> int:
    """Book the first open time there was at the moment ``back`` ago."""
    mentor, mentee = _person(people.omar), _person(people.maya)
    match = db.session.get_one(Match, match_id)
    with travel(-back):
        at = calendar_queries.open_times(mentor, match.cohort, guest=mentee)[0]
        booking = calendar.book(
            mentor, mentee, match.cohort, at, purpose=of_match(match_id), topic="SQL or Python", by=mentee
        )
        return booking.id


def _person(number: int) -> Person:
    return db.session.get_one(Person, number)
