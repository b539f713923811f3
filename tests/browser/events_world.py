"""Events to walk through: ahead, full, at the door, and over. Made by the services, some of it days ago."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db
from mentormatch.events import queries, service
from mentormatch.events.models import Event, EventKind, QuestionKind, Waiting
from tests.browser.conftest import Site
from tests.browser.world import on, strangers
from tests.events.make import published
from tests.make import Make

LINK = "https://meet.example.org/data-teams"
FACULTY = 11
CHOICE = service.Asked(QuestionKind.CHOICE, "Do you eat meat?", ("Yes", "No"), needed=True)
LINE = service.Asked(QuestionKind.SHORT, "Which question should be answered?")


@dataclass(frozen=True)
class Events:
    """Numbers of people and of events. ``talk`` is online and asks; ``full`` has one place, which is Nina's."""

    maya: int
    omar: int
    omar_email: str
    cora: int
    clara: int
    nina: int
    talk: int
    full: int
    door: int
    gone: int


def programme(site: Site) -> Events:
    people = strangers(site)
    with on(site) as make:
        cora, maya = _person(people.cora), _person(people.maya)
        clara = make.person("Clara Neri", roles=[RoleName.COACH])
        nina = make.mentee("Nina Weber", cohort=None, degree="Economics")
        series = {"series": "Data careers", "online_link": LINK, "questions": [CHOICE, LINE]}
        talk = published(cora, title="How data teams hire", text="What stands out, and what does not.", **series)
        published(cora, title="A day with an analyst", series="Data careers", days=17)
        full = published(cora, title="Write a cover letter", kind=EventKind.WORKSHOP, capacity=1, days=12)
        service.register(full, by=nina, answers={})
        door = published(cora, title="Career fair", kind=EventKind.FAIR, **_soon())
        for person in (maya, nina):
            service.register(door, by=person, answers={})
        gone = _gone(make, cora, maya, nina)
        email = _person(people.omar).email
        return Events(
            people.maya, people.omar, email, people.cora, clara.id, nina.id, talk.id, full.id, door.id, gone
        )  # fmt: skip


def _gone(make: Make, cora: Person, maya: Person, nina: Person) -> int:
    """An event of yesterday, for which Maya, Nina and a whole faculty were registered; nobody is ticked yet."""
    with travel(timedelta(days=-3)):
        event = published(cora, title="Your first contract", days=2, online_link=LINK, waiting=Waiting.NONE)
        for person in (maya, nina, *(make.mentee(f"Student {one}", degree="Economics") for one in range(FACULTY))):
            service.register(event, by=person, answers={})
    return event.id


def _soon() -> dict[str, datetime]:
    """The next quarter of an hour, so that the door is open."""
    at = now().replace(second=0, microsecond=0)
    starts_at = at + timedelta(minutes=15 - at.minute % 15)
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}


@contextmanager
def acting(site: Site, person: int, event: int) -> Iterator[tuple[Person, Event, Any]]:
    """Somebody without a browser of their own, an event, and their place in it."""
    with on(site):
        yield _person(person), db.session.get_one(Event, event), queries.place_of(person, event)


def give_back(site: Site, person: int, event: int) -> None:
    with acting(site, person, event) as (who, _event, place):
        service.leave(place, by=who)


def door_code(site: Site, event: int) -> str:
    with acting(site, 0, event) as (_who, found, _place):
        return found.door_code


def sweep(site: Site) -> None:
    """What the worker does every few minutes."""
    with on(site):
        service.sweep()


def _person(number: int) -> Person:
    return db.session.get_one(Person, number)
