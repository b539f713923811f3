"""The campaigns of ``make trial`` in short: real servers and workers, some of which are killed."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.bench.rows import broken
from tests.campaigns import assignments, contention, import_rows, last_second, one_slot, outbox
from tests.campaigns.contended_server import Terms


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of an empty database: none for SQLite, else one of its own on the server of the tests."""
    if request.param == "sqlite":
        yield ""
        return
    server = request.getfixturevalue("postgres_url")
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("DROP DATABASE IF EXISTS campaign"))
        connection.execute(sa.text("CREATE DATABASE campaign"))
    engine.dispose()
    yield server.replace("/postgres?", "/campaign?")


def test_contended_bookings_under_kills_leave_nobody_in_two_places(url: str) -> None:
    scenario = contention.Scenario("short", "", acts=48, kills=2, terms=Terms(lost_after=2))
    found = contention.run(scenario, url)
    assert contention.is_as_expected(scenario, found), found


def test_of_twenty_who_want_one_time_one_gets_it_and_the_others_are_offered_others(url: str) -> None:
    found = one_slot.run(url, 20)
    assert all(one.holds for one in found), found


def test_who_applies_in_the_last_second_is_in_time_or_told_that_it_was_too_late(url: str) -> None:
    found = last_second.run(url, 20)
    assert found.holds, found


def test_killed_workers_lose_no_letter(url: str) -> None:
    rows = outbox.campaign("short", url, 30, 3)
    assert broken(rows) == []


def test_a_killed_worker_leaves_no_half_cohort(url: str) -> None:
    assert broken(assignments.campaign("short", url, 30, 15, 1)) == []


def test_an_import_is_exact_and_killed_workers_lose_nobody(url: str) -> None:
    """Its seconds and its memory are those of twenty thousand rows, in ``make trial``."""
    rows = import_rows.campaign("short", url, 80, 1)
    assert [row for row in broken(rows) if not row.unit] == []
