"""Events of the demo: one that is over, with its recording; one that is full; a workshop next week; a draft."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now, travel
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import as_utc, zone
from mentormatch.events import queries, service
from mentormatch.events.models import Event, EventKind, QuestionKind, Waiting
from mentormatch.seed import people

#: Students who go to events. The first did not come to the past one, and gave back a place in the full one.
CROWD = (
    "lena.hoffmann", "maya", "timo.kruger", "camila.fuentes", "ben.carter", "sofia.lindqvist", "nuria.pons",
    "emre.kaya",
)  # fmt: skip
SATURDAY = 5
SERIES = "Evenings with alumni"
PAST_TEXT = (
    "Three alumni tell how they found their first job with data: which applications were answered, and which were not."
    "\n\nBring your questions. Background reading: https://example.org/first-data-job"
)
CV_TEXT = (
    "Bring your CV on paper or as a file. In small groups we shorten it to one page that a recruiter reads to the end."
    "\n\nPlaces are few, since everybody gets an answer."
)
INTERVIEW_TEXT = (
    "You practise the first ten minutes of an interview with somebody you have never met, and hear what they noticed."
    "\n\nOmar Haddad, who interviews analysts every month, opens with what he listens for."
)


def plan(omar: Person, *, by: Person) -> None:
    """A month of events, as if organisers and students had made them."""
    crowd = [people.find(who) for who in CROWD]
    _first_job(crowd, by=by)
    _cv_clinic(crowd, by=by)
    _interviews(crowd, omar, by=by)
    _event(by, 24, (10, 16), kind=EventKind.FAIR, title="Spring career fair", place="Main hall", capacity=None,
           text="Draft: twenty companies so far. To be checked with the faculty.", mentors_too=True)  # fmt: skip
    service.sweep()


def _first_job(crowd: list[Person], *, by: Person) -> None:
    """Two weeks ago: Maya and some others came, one did not."""
    with travel(-timedelta(days=30)):
        event = _event(by, 16, (18, 19), title="My first job with data", text=PAST_TEXT, capacity=40,
                       place="Room 2.1", series=SERIES, online_link="https://meet.example.org/jobs")  # fmt: skip
        service.speakers.add(event, by=by, name="Dana Whitfield", words="Analyst at a hospital since 2023.",
                             link="https://example.org/dana")  # fmt: skip
        service.publish(event, by=by)
        _register(event, crowd)
    with travel(event.starts_at - now()):
        for person in crowd[1:]:
            place = queries.place_of(person.id, event.id)
            if place is not None and place.booking_id is not None:
                service.tick(place, came=True, by=by)
    with travel(event.ends_at - now() + timedelta(hours=1)):
        service.sweep()
        links = {"recording": "https://video.example.org/first-data-job", "slides": ""}
        service.keep_links(event, by=by, shown_to_all=False, **links)
        for person, rating, words in zip(crowd[1:3], (3, 2), ("The honest numbers helped.", ""), strict=False):
            place = queries.place_of(person.id, event.id)
            if place is not None and place.booking_id is not None:
                service.give_feedback(place, rating=rating, words=words, by=person)


def _cv_clinic(crowd: list[Person], *, by: Person) -> None:
    """Full, with people in line and one place that is kept for the first of them."""
    with travel(-timedelta(days=4)):
        event = _event(by, 9, (12, 13), title="CV clinic", kind=EventKind.WORKSHOP, text=CV_TEXT, capacity=4,
                       place="Career office, room 0.12")  # fmt: skip
        service.publish(event, by=by)
        _register(event, crowd, waits=True)
    with travel(-timedelta(hours=3)):
        first = queries.place_of(crowd[0].id, event.id)
        if first is not None and first.booking_id is not None:
            service.leave(first, by=crowd[0])


def _interviews(crowd: list[Person], omar: Person, *, by: Person) -> None:
    """Next week, with questions; Omar speaks."""
    with travel(-timedelta(days=2)):
        asked = [
            service.Asked(QuestionKind.SHORT, "Which role do you apply for?", needed=True),
            service.Asked(QuestionKind.CHOICE, "How many interviews have you had?", ("None", "One or two", "More")),
        ]
        event = _event(by, 8, (16, 18), title="Interview practice", kind=EventKind.WORKSHOP, text=INTERVIEW_TEXT,
                       capacity=12, place="Room 3.4", series=SERIES, mentors_too=True,
                       questions=asked, online_link="https://meet.example.org/interviews")  # fmt: skip
        speaker = service.speakers.add(
            event, by=by, name=omar.name, words="Leads a team of analysts.", email=omar.email
        )
        service.publish(event, by=by)
        _try(partial(service.speakers.agree, speaker, by=omar))
        answers = {1: "Junior analyst", 2: "One or two"}
        for person in crowd[1:4]:
            _try(partial(service.register, event, by=person, answers=answers))


def _event(by: Person, days: int, hours: tuple[int, int], **facts: Any) -> Event:
    """A draft, so many days after the present of the story or on the Monday after, on the clock of its maker."""
    day = (now() + timedelta(days=days)).astimezone(zone(by.time_zone)).date()
    if day.weekday() >= SATURDAY:
        day += timedelta(days=7 - day.weekday())
    starts_at, ends_at = (as_utc(datetime.combine(day, time(hour)), by.time_zone) for hour in hours)
    usual = {"kind": EventKind.TALK, "waiting": Waiting.AUTOMATIC, "language": "en"}
    return service.make(by=by, starts_at=starts_at, ends_at=ends_at, **usual | facts)


def _register(event: Event, crowd: list[Person], *, waits: bool = False) -> None:
    for person in crowd:
        _try(partial(service.register, event, by=person, answers={}, waits=waits))


def _try(act: Callable[[], object]) -> None:
    """Somebody who has a session at that time, as the story of the day has it, does not come."""
    try:
        act()
    except Refusal:
        return
