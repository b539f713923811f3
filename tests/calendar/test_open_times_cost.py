"""The campaign of ``make trial`` in short: what the free times of sixty days cost."""

from flask import Flask

from tests.campaigns import open_times


def test_open_times_stay_within_their_milliseconds_and_statements(app: Flask) -> None:
    figures = open_times.measure(mentors=2, rounds=15)
    assert figures.times > 500
    # The best of several rounds: in the test run two processes and their databases share two cores.
    assert min(figures.roomy) <= open_times.MOST_MILLISECONDS
    assert min(figures.tight) <= open_times.MOST_MILLISECONDS
    assert figures.statements <= open_times.MOST_STATEMENTS
