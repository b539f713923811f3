"""Jobs are names in a queue; the work is what the database says is due."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from mentormatch.core import jobs
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import beat, job, nudge, worker_is_alive


@pytest.fixture
def ran(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two jobs of our own instead of the product's: one works, one always fails. The queue is empty."""
    app.extensions["jobs"].huey.flush()
    done: list[str] = []
    monkeypatch.setattr(jobs, "JOBS", {})

    @job("fails")
    def fails() -> None:
        raise LookupError("on purpose")

    @job("works")
    def works() -> None:
        done.append("works")

    return done


def take_one(app: Flask) -> object:
    """What the worker does with the next message."""
    huey = app.extensions["jobs"].huey
    task = huey.dequeue()
    return huey.execute(task) if task else None


def test_a_nudge_reaches_the_worker_after_commit_and_once(app: Flask, ran: list[str]) -> None:
    @transactional
    def act() -> None:
        nudge("works")
        nudge("works")
        assert len(app.extensions["jobs"].huey) == 0

    act()
    assert len(app.extensions["jobs"].huey) == 1
    take_one(app)
    assert ran == ["works"]
    act()
    take_one(app)
    assert ran == ["works", "works"]


def test_a_deed_that_fails_nudges_nobody(app: Flask, ran: list[str]) -> None:
    @transactional
    def act() -> None:
        nudge("works")
        raise LookupError

    with pytest.raises(LookupError):
        act()
    assert len(app.extensions["jobs"].huey) == 0


def test_a_job_that_fails_does_not_stop_the_others(app: Flask, ran: list[str]) -> None:
    app.extensions["jobs"].sweep()
    assert ran == ["works"]


def test_the_sweep_says_that_the_worker_lives(app: Flask, ran: list[str]) -> None:
    assert not worker_is_alive(timedelta(minutes=2))
    app.extensions["jobs"].sweep()
    db.session.rollback()  # the worker wrote beside us: look again
    assert worker_is_alive(timedelta(minutes=2))
    with time_machine.travel(now() + timedelta(minutes=3), tick=False):
        assert not worker_is_alive(timedelta(minutes=2))
        beat()
        assert worker_is_alive(timedelta(minutes=2))


def test_messages_are_json_and_nothing_else(app: Flask) -> None:
    serializer = jobs.JsonSerializer()
    assert serializer.deserialize(serializer.serialize({"any": 1})) == {"any": 1}
    with pytest.raises(ValueError):
        serializer.deserialize(b"\x80\x04\x95")


def test_a_nudge_can_come_later(app: Flask, ran: list[str]) -> None:
    @transactional
    def deed() -> None:
        nudge("works", after=timedelta(minutes=1))

    deed()
    huey = app.extensions["jobs"].huey
    (waiting,) = (huey.storage.dequeue(),)
    task = huey.deserialize_task(waiting)
    assert task.eta > now().replace(tzinfo=None) + timedelta(seconds=50)
    assert not huey.ready_to_run(task)
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert huey.ready_to_run(task)
