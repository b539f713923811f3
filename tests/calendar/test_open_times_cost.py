"""The campaign of ``make trial`` in short: what the free times of sixty days cost."""

from flask import Flask

from tests.campaigns import open_times


def test_the_campaign_finds_times_in_few_statements(app: Flask) -> None:
    # How long it takes is the campaign's word: a test run on a shared machine cannot judge milliseconds.
    figures = open_times.measure(mentors=2, rounds=2)
    assert figures.times > 500
    assert figures.statements <= open_times.MOST_STATEMENTS
