"""Many people at the same moment: last places and limits are exact, and everybody gets a clear answer."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.errors import Conflict
from mentormatch.mentoring import service
from mentormatch.mentoring.models import CURRENT, DeclineReason, Match, Request, RequestStatus
from mentormatch.mentoring.service import pairing
from mentormatch.profiles.models import Offer
from mentormatch.programmes.models import EnrolledAs, Enrolment, ReviewMode
from tests.make import Make
from tests.mentoring.conftest import NOTE, Ask, load, open_requests
from tests.personas import Personas

Act = Callable[[], Any]


def at_once(app: Flask, acts: Iterable[Act]) -> Counter[str]:
    """Do all of it in threads that start together; counts what came of it by "done" or the name of the refusal."""
    acts = list(acts)
    start, outcomes = threading.Barrier(len(acts)), Counter[str]()

    def run(act: Act) -> None:
        with app.app_context():
            start.wait()
            try:
                act()
            except Conflict as refusal:
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


def accepting(request: Request) -> Act:
    number = request.id

    def act() -> None:
        mine = db.session.get_one(Request, number)
        service.accept(mine, by=mine.mentor)

    return act


def asking(mentee: Person, mentor: Person) -> Act:
    mentee_id, mentor_id = mentee.id, mentor.id
    return lambda: service.ask(db.session.get_one(Person, mentee_id), mentor_id, note=NOTE)


def faults(outcomes: Counter[str]) -> list[str]:
    return [name for name in outcomes if name.startswith("fault")]


def test_the_last_places_of_two_mentors_are_given_once(
    app: Flask, personas: Personas, make: Make, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentors = [make.mentor(f"Mentor {number}", cohort=personas.cohort, capacity=1) for number in range(2)]
    mentees = [make.mentee(f"Mentee {number}", cohort=personas.cohort) for number in range(4)]
    requests = [ask(mentee, mentor) for mentor in mentors for mentee in mentees]
    made = pairing.make_match

    def slow(request: Request) -> Match:
        threading.Event().wait(0.05)  # widens the gap between taking the place and making the match
        return made(request)

    monkeypatch.setattr(pairing, "make_match", slow)
    outcomes = at_once(app, map(accepting, requests))
    assert not faults(outcomes)
    assert outcomes["done"] == 2
    assert [load(mentor) for mentor in mentors] == [1, 1]
    current = sa.select(Match.mentor_id, sa.func.count()).where(Match.status.in_(CURRENT)).group_by(Match.mentor_id)
    assert sorted(map(tuple, db.session.execute(current))) == sorted((mentor.id, 1) for mentor in mentors)
    waiting = sa.select(sa.func.count()).select_from(Request).where(Request.status == RequestStatus.OPEN)
    assert db.session.scalar(waiting) == 0
    assert all(open_requests(mentee) == 0 for mentee in mentees)


def test_places_hold_even_across_cohorts(app: Flask, personas: Personas, make: Make, ask: Ask) -> None:
    """Turns are taken in a cohort; between cohorts the database alone decides."""
    both = make.mentor("Bo Both", cohort=personas.cohort, capacity=1)
    make.enrol(both, personas.other_cohort, EnrolledAs.MENTOR)
    for _round in range(3):
        mentees = [make.mentee(cohort=cohort) for cohort in (personas.cohort, personas.other_cohort)]
        outcomes = at_once(app, [accepting(ask(mentee, both)) for mentee in mentees])
        assert not faults(outcomes)
        assert outcomes["done"] == 1
        assert load(both) == 1
        match = db.session.scalars(sa.select(Match).where(Match.status.in_(CURRENT), Match.mentor_id == both.id)).one()
        service.end_match(match, by=both, reason="Next round.")


def test_two_mentors_who_say_yes_to_one_another_s_mentees_do_not_wait_for_each_other(
    app: Flask, make: Make, ask: Ask
) -> None:
    cohort = make.cohort("Crossing", review_mode=ReviewMode.NONE)
    mentors = [make.mentor(f"Mentor {number}", cohort=cohort, capacity=1) for number in range(3)]
    mentees = [make.mentee(f"Mentee {number}", cohort=cohort) for number in range(3)]
    requests = [ask(mentee, mentor) for mentee in mentees for mentor in mentors]
    outcomes = at_once(app, map(accepting, requests))
    assert not faults(outcomes)
    assert outcomes["done"] == 3
    assert [load(mentor) for mentor in mentors] == [1, 1, 1]
    assert all(open_requests(mentee) == 0 for mentee in mentees)


def test_the_limit_of_open_requests_is_exact(app: Flask, personas: Personas, make: Make) -> None:
    mentors = [make.mentor(f"Mentor {number}", cohort=personas.cohort) for number in range(8)]
    outcomes = at_once(app, [asking(personas.maya, mentor) for mentor in mentors])
    assert not faults(outcomes)
    assert outcomes == {"done": 3, "LimitReached": 5}
    assert open_requests(personas.maya) == 3


def test_a_double_click_is_one_request(app: Flask, personas: Personas) -> None:
    outcomes = at_once(app, [asking(personas.maya, personas.omar) for _click in range(5)])
    assert outcomes == {"done": 5}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Request)) == 1
    assert open_requests(personas.maya) == 1


def test_yes_no_and_withdrawn_at_the_same_moment_are_one_answer(
    app: Flask, personas: Personas, make: Make, ask: Ask
) -> None:
    for _round in range(4):
        mentee = make.mentee(cohort=personas.cohort)
        request_id = ask(mentee, personas.omar).id

        def find(number: int = request_id) -> Request:
            return db.session.get_one(Request, number)

        outcomes = at_once(
            app,
            [
                lambda find=find: service.accept(find(), by=find().mentor),
                lambda find=find: service.decline(find(), by=find().mentor, reason=DeclineReason.OTHER),
                lambda find=find: service.withdraw(find(), by=find().mentee),
            ],
        )
        assert not faults(outcomes)
        assert outcomes["done"] == 1
        assert open_requests(mentee) == 0
        match = db.session.scalar(sa.select(Match).where(Match.mentee_id == mentee.id))
        assert load(personas.omar) == (1 if match else 0)
        if match:
            service.end_match(match, by=personas.omar, reason="Next round.")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE offer SET load = capacity + 1",
        "UPDATE enrolment SET open_requests = -1",
    ],
)
def test_the_database_itself_refuses_what_must_never_be(app: Flask, personas: Personas, statement: str) -> None:
    assert db.session.get_one(Offer, personas.omar.id).load == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Enrolment)) or 0
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.text(statement))
    db.session.rollback()
