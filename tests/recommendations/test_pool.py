"""The pool of mentors follows the database, and reads no more of it than has changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.stamps import Stamp
from mentormatch.profiles import service as profiles
from mentormatch.profiles.models import Offer
from mentormatch.recommendations.pool import LivePool, live_pool
from mentormatch.recommendations.service import recommend


def _ids(pool: LivePool) -> set[int]:
    with pool.fresh() as mentors:
        return {int(mentor.id) for mentor in mentors.facts}


def test_a_new_mentor_is_there_at_the_next_look(make):
    one = make.mentor("Omar")
    assert _ids(live_pool()) == {one.id}
    other = make.mentor("Lena")
    assert _ids(live_pool()) == {one.id, other.id}


def test_who_pauses_is_gone_and_who_returns_is_back(make):
    omar = make.mentor("Omar")
    assert _ids(live_pool()) == {omar.id}
    profiles.set_paused(omar, True, by=omar)
    assert _ids(live_pool()) == set()
    profiles.set_paused(omar, False, by=omar)
    assert _ids(live_pool()) == {omar.id}


def test_only_approved_mentors_are_listed(make):
    applicant = make.person("Lena")
    profiles.save_mentor(applicant, by=applicant, background={"bio": "I teach."}, offer={"role_title": "Teacher"})
    assert _ids(live_pool()) == set()


def test_a_changed_profile_is_read_again_and_the_others_are_not(make, counted):
    omar = make.mentor("Omar")
    make.mentor("Lena")
    _ids(live_pool())
    profiles.save_background(omar, by=omar, bio="I moved into research.")
    with counted() as statements, live_pool().fresh() as mentors:
        assert "I moved into research." in [mentor.bio for mentor in mentors.facts]
        assert len(mentors) == 2
    assert len(statements) == 3  # the stamp, the changed mentor, the hours


def test_a_look_at_an_unchanged_pool_costs_one_statement(make, counted):
    make.mentor("Omar")
    _ids(live_pool())
    with counted() as statements:
        _ids(live_pool())
    assert len(statements) == 1


def test_places_taken_are_known_at_once(make):
    omar = make.mentor("Omar", capacity=1)
    _ids(live_pool())
    profiles.take_place(omar.id)
    with live_pool().fresh() as mentors:
        assert mentors.get(str(omar.id)).load == 1


def test_what_a_failed_transaction_had_changed_is_not_believed(make):
    omar = make.mentor("Omar")
    _ids(live_pool())

    @transactional
    def change_and_fail() -> None:
        profiles.save_background(omar, by=omar, bio="Never said.")
        with live_pool().fresh() as mentors:
            assert mentors.get(str(omar.id)).bio == "Never said."
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    profiles.save_offer(omar, by=omar, headline="Draws the same stamp that was rolled back")
    with live_pool().fresh() as mentors:
        assert mentors.get(str(omar.id)).bio != "Never said."


def test_a_mentor_who_was_made_in_a_failed_transaction_does_not_stay(make):
    _ids(live_pool())

    @transactional
    def make_and_fail() -> None:
        make.mentor("Ghost")
        assert _ids(live_pool())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        make_and_fail()
    assert _ids(live_pool()) == set()


def test_a_restored_backup_begins_anew(make):
    omar = make.mentor("Omar")
    make.mentor("Lena")
    _ids(live_pool())
    with db.engine.begin() as connection:
        connection.execute(sa.delete(Offer).where(Offer.person_id != omar.id))
        connection.execute(sa.update(Stamp).where(Stamp.name == "facts").values(value=1))
    db.session.rollback()
    assert _ids(live_pool()) == {omar.id}


def test_a_mentor_whose_facts_cannot_be_read_does_not_break_the_list(make, caplog):
    omar = make.mentor("Omar")
    broken = make.mentor("Lena", time_zone="Mars/Olympus")
    assert _ids(live_pool()) == {omar.id}
    assert any(getattr(record, "person", None) == broken.id for record in caplog.records)


def test_the_hours_of_a_mentor_reach_the_pool_as_wall_clock_times(make):
    omar = make.mentor("Omar", hours=[(6, 22 * 60, 24 * 60)])
    with live_pool().fresh() as mentors:
        assert mentors.get(str(omar.id)).availability == ((6, "22:00", "24:00"),)


def test_who_is_disabled_is_in_no_list(make, personas):
    _ids(live_pool())
    accounts.set_active(personas.omar, False, by=personas.ada)
    assert recommend(personas.maya, top=5) == []


def test_threads_that_rank_and_refresh_at_once_do_not_disturb_each_other(app, make, personas):
    for _ in range(5):
        make.mentor(cohort=personas.cohort)
    maya_id, omar_id = personas.maya.id, personas.omar.id
    db.session.remove()  # no transaction of the test may stand in the way of the threads

    def rank() -> None:
        for one in recommend(db.session.get_one(Person, maya_id), top=5):
            said = one.recommendation
            assert sum(reason.contribution for reason in said.reasons) == pytest.approx(said.score, abs=1e-9)

    def change() -> None:
        omar = db.session.get_one(Person, omar_id)
        profiles.save_background(omar, by=omar, bio=f"I have changed my mind {now().isoformat()}.")

    with ThreadPoolExecutor(3) as threads:
        running = [threads.submit(_repeat, app, act) for act in (rank, change, rank)]
    assert [one.exception() for one in running] == [None, None, None]


def _repeat(app: Flask, act: Callable[[], None]) -> None:
    with app.app_context():
        for _ in range(8):
            act()
        db.session.remove()
