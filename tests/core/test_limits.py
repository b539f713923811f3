"""Tries are counted in the database."""

import pytest
import time_machine
from flask import Flask

from mentormatch.core.db import db
from mentormatch.core.errors import TooMany
from mentormatch.core.limits import Tries, forget_old_tries, spend


def test_the_try_after_the_last_is_refused_and_says_how_long_to_wait(app: Flask) -> None:
    with time_machine.travel("2026-03-01 10:01:00+00:00", tick=False):
        for _ in range(3):
            spend("sign-in", "maya@example.org", limit=3, seconds=300)
        with pytest.raises(TooMany) as refused:
            spend("sign-in", "maya@example.org", limit=3, seconds=300)
    assert 0 < int(str(refused.value.facts["retry_after"])) <= 300


def test_another_key_and_another_window_count_by_themselves(app: Flask) -> None:
    with time_machine.travel("2026-03-01 10:00:00+00:00", tick=False):
        spend("sign-in", "maya", limit=1, seconds=300)
        spend("sign-in", "omar", limit=1, seconds=300)
        spend("reset", "maya", limit=1, seconds=300)
    with time_machine.travel("2026-03-01 10:05:00+00:00", tick=False):
        spend("sign-in", "maya", limit=1, seconds=300)


def test_old_tries_are_forgotten(app: Flask) -> None:
    with time_machine.travel("2026-03-01 10:00:00+00:00", tick=False):
        spend("sign-in", "maya", limit=1, seconds=300)
    with time_machine.travel("2026-03-01 11:00:00+00:00", tick=False):
        forget_old_tries()
    assert db.session.query(Tries).count() == 0
