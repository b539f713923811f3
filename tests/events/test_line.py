"""The waiting list: order, held places, lapses, by hand; and forty people at the same moment."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.events import errors, queries, service
from mentormatch.events.models import Event, Place, PlaceStatus, Waiting
from mentormatch.events.service import taking
from mentormatch.notifications.models import Letter
from mentormatch.notifications.service import key_for
from tests.events.conftest import check_books, letters_to, place_of, status_of
from tests.events.make import published
from tests.make import Make
from tests.personas import Personas

CLIENTS, PLACES = 40, 5


@pytest.fixture
def line(personas: Personas, make: Make) -> list[Person]:
    return [make.mentee(f"Student {number}", cohort=personas.cohort) for number in range(4)]


def full(personas: Personas, line: list[Person], **facts: Any) -> Event:
    """One place, taken by the first; the others wait in their order."""
    event = published(personas.cora, **{"capacity": 1} | facts)
    for person in line:
        service.register(event, by=person, answers={}, waits=True)
    return event


def states(line: list[Person], event: Event) -> list[str]:
    return [status_of(person, event) for person in line]


def test_a_freed_place_is_kept_for_the_first_in_line(personas: Personas, line: list[Person], as_person: Any) -> None:
    event = full(personas, line)
    with pytest.raises(errors.EventFull):
        service.register(event, by=personas.maya, answers={})
    assert queries.position_of(place_of(line[3], event)) == 3
    assert "Number 3 in line" in as_person(line[3]).get("/events").text
    service.leave(place_of(line[0], event), by=line[0])
    assert states(line, event) == ["left", "offered", "waiting", "waiting"]
    kept = place_of(line[1], event)
    assert kept.closes_at is not None
    assert timedelta(hours=47) < kept.closes_at - now() <= timedelta(hours=48)
    with pytest.raises(errors.EventFull):
        service.register(event, by=personas.maya, answers={})
    client = as_person(line[1])
    assert "kept for you" in client.get("/events/mine").text
    assert "A place is kept for you in an event" in client.get("/").text
    assert "A place is kept for you in an event" not in as_person(line[2]).get("/").text
    assert client.post(f"/events/{event.id}/accept").status_code == 303
    assert client.post(f"/events/{event.id}/accept").status_code == 303
    assert letters_to(line[1]) == ["offered", "registered"]
    check_books(event)


def test_a_place_passes_on_in_order_by_word_and_by_time(personas: Personas, line: list[Person]) -> None:
    event = full(personas, line)
    service.leave(place_of(line[0], event), by=line[0])
    for _twice in range(2):
        service.pass_on(place_of(line[1], event), by=line[1])
    assert states(line, event) == ["left", "passed_on", "offered", "waiting"]
    with time_machine.travel(now() + timedelta(hours=49)):
        with pytest.raises(errors.PlaceMoved):
            service.accept(place_of(line[2], event), by=line[2])
        service.sweep()
        service.sweep()
        assert states(line, event) == ["left", "passed_on", "lapsed", "offered"]
        assert letters_to(line[2]) == ["offered", "gone"]
        with pytest.raises(errors.PlaceMoved):
            service.pass_on(place_of(line[2], event), by=line[2])
        service.register(event, by=line[2], answers={}, waits=True)
        assert queries.position_of(place_of(line[2], event)) == 1
    check_books(event)


def test_nothing_is_kept_beyond_the_end_of_giving_back(personas: Personas, line: list[Person]) -> None:
    until = (now() + timedelta(days=2)).replace(microsecond=0)
    event = full(personas, line, days=3, cancel_until=until)
    with time_machine.travel(until - timedelta(hours=5)):
        service.leave(place_of(line[0], event), by=line[0])
        assert place_of(line[1], event).closes_at == until
    with time_machine.travel(until + timedelta(minutes=1)):
        service.sweep()
        assert states(line, event) == ["left", "lapsed", "waiting", "waiting"]
        assert event.taken == 0
        service.register(event, by=personas.maya, answers={})  # the line is over: first come, first served
    check_books(event)


def test_by_hand_organisers_choose_whom_they_like(personas: Personas, line: list[Person], as_person: Any) -> None:
    event = full(personas, line, waiting=Waiting.BY_HAND)
    client, chosen = as_person(personas.cora), place_of(line[3], event)
    give = f"/office/events/{event.id}/people/{chosen.id}/offer"
    assert "All places are taken" in client.post(give, follow_redirects=True).text
    service.leave(place_of(line[0], event), by=line[0])
    assert states(line, event) == ["left", "waiting", "waiting", "waiting"]
    with pytest.raises(errors.EventFull):
        service.register(event, by=personas.maya, answers={})
    for _twice in range(2):
        assert client.post(give).status_code == 303
    assert states(line, event) == ["left", "waiting", "waiting", "offered"]
    assert letters_to(line[3]) == ["offered"]
    assert client.post(f"/office/events/{event.id}/people/{chosen.id}/remove").status_code == 303
    assert letters_to(line[3]) == ["offered", "removed"]
    check_books(event)


def test_more_places_are_offered_at_once_and_fewer_than_taken_refused(personas: Personas, line: list[Person]) -> None:
    event = full(personas, line)
    names = ("kind", "title", "text", "language", "place", "starts_at", "ends_at")
    facts = {name: getattr(event, name) for name in names}
    service.change(event, by=personas.cora, capacity=3, **facts)
    assert states(line, event) == ["registered", "offered", "offered", "waiting"]
    with pytest.raises(errors.TooFewPlaces):
        service.change(event, by=personas.cora, capacity=2, **facts)
    assert event.capacity == 3


def test_who_has_something_else_then_keeps_the_offer(personas: Personas, line: list[Person]) -> None:
    event = full(personas, line)
    other = published(personas.cora, title="Other")
    service.register(other, by=line[1], answers={})
    service.leave(place_of(line[0], event), by=line[0])
    with pytest.raises(errors.TimeTaken):
        service.accept(place_of(line[1], event), by=line[1])
    assert status_of(line[1], event) == "offered"
    service.leave(place_of(line[1], other), by=line[1])
    service.accept(place_of(line[1], event), by=line[1])
    check_books(event)


def _at_once(app: Flask, acts: list[Callable[[], Any]]) -> Counter[str]:
    start, outcomes = threading.Barrier(len(acts)), Counter[str]()

    def run(act: Callable[[], Any]) -> None:
        with app.app_context():
            start.wait()
            try:
                act()
            except Refusal as refusal:
                outcomes[type(refusal).__name__] += 1
            except Exception as fault:
                outcomes[f"fault {fault!r}"] += 1
            else:
                outcomes["done"] += 1
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return outcomes


def test_forty_people_on_five_places_with_offers_that_lapse_while_they_are_accepted(
    app: Flask, personas: Personas, make: Make
) -> None:
    people = [make.mentee(f"Student {number}", cohort=personas.cohort).id for number in range(CLIENTS)]
    event_id = published(personas.cora, capacity=PLACES).id

    def register(person_id: int) -> None:
        event, person = db.session.get_one(Event, event_id), db.session.get_one(Person, person_id)
        service.register(event, by=person, answers={}, waits=True)

    def act(name: str, place_id: int) -> None:
        place = db.session.get_one(Place, place_id)
        getattr(service, name)(place, by=db.session.get_one(Person, place.person_id))

    outcomes = _at_once(app, [lambda person=person: register(person) for person in people])  # type: ignore[misc]
    assert outcomes == {"done": CLIENTS}
    event = db.session.get_one(Event, event_id)
    check_books(event)
    first = queries.places_in(event, [PlaceStatus.REGISTERED])
    order = [place.id for place in queries.places_in(event, [PlaceStatus.WAITING])]
    assert (len(first), len(order)) == (PLACES, CLIENTS - PLACES)

    leaving = [lambda place=place.id: act("leave", place) for place in first]  # type: ignore[misc]
    assert _at_once(app, leaving) == {"done": PLACES}
    for _round in range(3):  # what is kept is over at the moment at which it is accepted
        kept = [place.id for place in queries.places_in(event, [PlaceStatus.OFFERED])]
        if not kept:
            break
        over = sa.update(Place).where(Place.id.in_(kept[::2])).values(closes_at=now() + timedelta(milliseconds=30))
        db.session.execute(over)
        db.session.commit()
        acts = [lambda place=place: act("accept", place) for place in kept]  # type: ignore[misc]
        outcomes = _at_once(app, [*acts, *[lambda: service.sweep() for _sweep in range(3)]])
        assert not [name for name in outcomes if name.startswith("fault")], outcomes
        check_books(event)
    service.sweep()
    event = db.session.get_one(Event, event_id)
    check_books(event)
    assert event.taken == PLACES
    offered = sa.select(Place.id).where(Place.event_id == event_id, Place.offered_at.is_not(None))
    asked = list(db.session.scalars(offered.order_by(Place.offered_at, Place.id)))
    assert sorted(asked) == sorted(order[: len(asked)]), "the order of the line is kept"
    for place in db.session.scalars(sa.select(Place).where(Place.id.in_(order))):
        key = key_for(f"event-place:{place.id}:offered:1", place.person_id)
        told = db.session.scalar(sa.select(sa.func.count()).select_from(Letter).where(Letter.dedupe_key == key))
        assert told == (place.id in asked), "each is told once"


def test_without_the_database_the_last_place_would_be_given_twice(
    app: Flask, personas: Personas, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard is proved: with neither lock nor condition the count itself refuses, and nobody is let in too many."""
    people = [make.mentee(f"Student {number}", cohort=personas.cohort) for number in range(3)]
    event = published(personas.cora, capacity=1)
    service.register(event, by=people[0], answers={})

    def careless(event: Event) -> bool:
        db.session.execute(sa.update(Event).where(Event.id == event.id).values(taken=Event.taken + 1))
        return True

    monkeypatch.setattr(taking, "take_place", careless)
    with pytest.raises(sa.exc.IntegrityError):
        service.register(event, by=people[1], answers={})
    check_books(event)
