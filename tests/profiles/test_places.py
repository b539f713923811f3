"""A mentor's places are counted by the database, so that the last one is given once."""

import threading

import pytest
from flask import Flask

from mentormatch.core.db import db, transactional
from mentormatch.core.stamps import latest_stamp
from mentormatch.profiles import queries, service
from mentormatch.profiles.errors import BelowLoad, MentorFull


def test_places_are_taken_until_none_is_left_and_can_be_given_back(make):
    omar = make.mentor("Omar", capacity=2)
    service.take_place(omar.id)
    service.take_place(omar.id)
    with pytest.raises(MentorFull):
        service.take_place(omar.id)
    service.give_back_place(omar.id)
    assert (queries.offer_of(omar.id).load, queries.offer_of(omar.id).places) == (1, 1)


def test_the_ranking_learns_of_every_place(make):
    omar = make.mentor("Omar", capacity=1)
    before = latest_stamp("facts")
    service.take_place(omar.id)
    assert latest_stamp("facts") == omar.facts_stamp > before
    service.give_back_place(omar.id)
    assert omar.facts_stamp > before + 1


def test_giving_back_more_than_was_taken_stays_at_nothing(make):
    omar = make.mentor("Omar")
    service.give_back_place(omar.id)
    assert queries.offer_of(omar.id).load == 0


def test_nobody_but_an_approved_mentor_has_places(make):
    draft = make.person("Draft")
    service.save_offer(draft, by=draft, capacity=3)
    for nobody in (draft.id, 4711):
        with pytest.raises(MentorFull):
            service.take_place(nobody)


def test_a_place_is_given_back_when_the_deed_around_it_fails(make):
    omar = make.mentor("Omar", capacity=1)

    @transactional
    def match_that_fails() -> None:
        service.take_place(omar.id)
        raise LookupError

    with pytest.raises(LookupError):
        match_that_fails()
    assert queries.offer_of(omar.id).load == 0


def together(app: Flask, *acts: object) -> list[str]:
    """Do all acts at once, each in its own session; the names of what came out, in the order of the acts."""
    start = threading.Barrier(len(acts))
    outcomes = [""] * len(acts)

    def run(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                acts[number]()  # type: ignore[operator]
                outcomes[number] = "done"
            except Exception as error:
                outcomes[number] = type(error).__name__
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_eight_who_want_the_last_two_places_at_once_get_two(app, make):
    omar = make.mentor("Omar", capacity=2)
    mentor_id = omar.id
    db.session.rollback()
    outcomes = together(app, *[lambda: service.take_place(mentor_id)] * 8)
    assert sorted(outcomes) == ["MentorFull"] * 6 + ["done"] * 2
    db.session.expire_all()
    assert queries.offer_of(mentor_id).load == 2


def test_a_place_taken_while_the_mentor_lowers_the_capacity_leaves_load_within_it(app, make):
    for _round in range(5):
        omar = make.mentor("Omar", capacity=2, load=1)
        mentor_id = omar.id
        db.session.rollback()

        def lower(mentor_id=mentor_id):
            service.set_capacity(queries.offer_of(mentor_id).person, 1, by=None)

        outcomes = together(app, lambda mentor_id=mentor_id: service.take_place(mentor_id), lower)
        assert outcomes in (["done", BelowLoad.__name__], [MentorFull.__name__, "done"])


def test_two_tabs_that_save_the_first_answers_at_once_both_succeed(app, make):
    person_id = make.person("New").id
    db.session.rollback()

    def save(**answers):
        from mentormatch.accounts.models import Person

        person = db.session.get(Person, person_id)
        service.save_background(person, by=person, **answers)

    outcomes = together(app, lambda: save(degree="MSc Responsible AI"), lambda: save(previous_field="law"))
    assert outcomes == ["done", "done"]
    db.session.expire_all()
    profile = queries.profile_of(person_id)
    assert (profile.degree, profile.previous_field) == ("MSc Responsible AI", "law")
