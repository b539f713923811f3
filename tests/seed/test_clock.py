"""The clock of the demo programme can stand in the past, and comes back."""

from datetime import timedelta

import pytest

from mentormatch.core.clock import now, travel

MOMENT = timedelta(minutes=1)


def test_the_clock_stands_elsewhere_inside_the_block_and_comes_back() -> None:
    before = now()
    with travel(-timedelta(days=30)):
        assert abs(before - timedelta(days=30) - now()) < MOMENT
        with travel(timedelta(0)):
            assert abs(before - now()) < MOMENT
        assert now() < before - timedelta(days=29)
    assert abs(before - now()) < MOMENT


def test_the_clock_comes_back_after_a_failure() -> None:
    before = now()
    with pytest.raises(ZeroDivisionError), travel(timedelta(days=1)):
        raise ZeroDivisionError
    assert abs(before - now()) < MOMENT
