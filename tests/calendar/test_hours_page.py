"""The page on which people say when they can usually meet, with plain form controls only."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from mentormatch.calendar import queries
from mentormatch.scheduling import WeeklyRule
from tests.calendar.conftest import TUESDAY_EVENING, Pair

STRETCH = re.compile(r'name="stretches-(\d+)-weekday" value="(\d)"')


@pytest.fixture
def omar(as_person: Any, pair: Pair) -> FlaskClient:
    return as_person(pair.mentor)


@pytest.fixture
def maya(as_person: Any, pair: Pair) -> FlaskClient:
    return as_person(pair.mentee)


def week(*stretches: tuple[int, int, int], **pressed: str) -> dict[str, str]:
    """What a browser posts: each stretch as (weekday, start, end) in minutes."""
    typed = {}
    for number, (weekday, start, end) in enumerate(stretches):
        name = f"stretches-{number}"
        typed |= {f"{name}-weekday": str(weekday), f"{name}-start": str(start), f"{name}-end": str(end)}
    return {"csrf_token": "any"} | typed | pressed


def days_of(page: str) -> list[int]:
    return [int(weekday) for _number, weekday in STRETCH.findall(page)]


def test_the_page_shows_the_hours_in_fields_in_a_picture_and_in_words(omar: FlaskClient) -> None:
    page = omar.get("/hours").text
    assert days_of(page) == [0, 1, 2, 3, 4]
    assert "17:00 to 21:00" in page
    assert page.count('class="week-free"') == 5


def test_saving_replaces_the_hours(omar: FlaskClient, pair: Pair) -> None:
    answer = omar.post("/hours", data=week((5, 600, 720), (5, 840, 1440)))
    assert (answer.status_code, answer.location) == (303, "/hours")
    assert queries.weekly_rules(pair.mentor.id) == (WeeklyRule(5, 600, 720), WeeklyRule(5, 840, 1440))


def test_taking_everything_away_leaves_no_hours(omar: FlaskClient, pair: Pair) -> None:
    assert omar.post("/hours", data=week()).status_code == 303
    assert queries.weekly_rules(pair.mentor.id) == ()


def test_a_mentee_has_hours_too_and_goes_on_where_the_profile_waits(maya: FlaskClient, pair: Pair) -> None:
    page = maya.get("/hours?next=/profile").text
    assert "Step 6 of 6" in page
    assert "Days that differ" not in page
    answer = maya.post("/hours?next=/profile", data=week((6, 600, 720)))
    assert answer.location == "/profile"
    assert queries.weekly_rules(pair.mentee.id) == (WeeklyRule(6, 600, 720),)


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_the_way_on_never_leads_elsewhere(maya: FlaskClient, target: str) -> None:
    assert maya.post("/hours", query_string={"next": target}, data=week()).location == "/hours"


def test_adding_offers_an_evening_then_a_later_hour_and_saves_nothing(maya: FlaskClient, pair: Pair) -> None:
    first = maya.post("/hours", data=week(add="3"))
    assert first.status_code == 200
    assert days_of(first.text) == [3]
    second = maya.post("/hours", data=week((3, 1080, 1200), add="3")).text
    assert days_of(second) == [3, 3]
    assert "18:00 to 20:00, 21:00 to 22:00" in second
    assert queries.weekly_rules(pair.mentee.id) == ()


def test_removing_takes_one_stretch_and_keeps_what_else_was_chosen(maya: FlaskClient) -> None:
    page = maya.post("/hours", data=week((1, 600, 720), (1, 780, 840), (4, 0, 60), remove="stretches-0")).text
    assert days_of(page) == [1, 4]
    assert "13:00 to 14:00" in page
    assert "10:00 to 12:00" not in page


def test_mondays_hours_are_copied_to_friday(maya: FlaskClient) -> None:
    page = maya.post("/hours", data=week((0, 600, 720), (2, 0, 60), (6, 60, 120), copy="monday")).text
    assert sorted(days_of(page)) == [0, 1, 2, 3, 4, 6]


def test_the_picture_follows_what_is_chosen_and_saves_nothing(maya: FlaskClient, pair: Pair) -> None:
    page = maya.post("/hours", data=week((1, 600, 720), look="on"))
    assert page.status_code == 200
    assert "10:00 to 12:00" in page.text
    assert queries.weekly_rules(pair.mentee.id) == ()


def test_hours_that_end_before_they_begin_are_marked_and_nothing_is_lost(maya: FlaskClient, pair: Pair) -> None:
    answer = maya.post("/hours", data=week((1, 720, 600), (4, 600, 720)))
    assert answer.status_code == 422
    assert "It ends before it begins" in answer.text
    assert days_of(answer.text) == [1, 4]
    assert queries.weekly_rules(pair.mentee.id) == ()


@pytest.mark.parametrize(
    "typed",
    [
        {"stretches-0-weekday": "9", "stretches-0-start": "600", "stretches-0-end": "720"},
        {"stretches-0-weekday": "x", "stretches-0-start": "601", "stretches-0-end": "720"},
        {"stretches-0-weekday": "1", "stretches-0-start": "600"},
        {"stretches-0-weekday": "1", "stretches-0-start": "-15", "stretches-0-end": "99999999999999999999"},
        {"stretches-0-weekday": "²", "stretches-0-start": "", "stretches-0-end": ""},
        {"add": "12"},
        {"add": "-1"},
    ],
)
def test_what_no_browser_posts_is_refused_or_ignored(maya: FlaskClient, pair: Pair, typed: dict[str, str]) -> None:
    assert maya.post("/hours", data=typed).status_code in {200, 303, 422}
    assert queries.weekly_rules(pair.mentee.id) == ()


def test_a_week_cannot_grow_without_end(maya: FlaskClient) -> None:
    page = maya.post("/hours", data=week(*[(1, 600, 720)] * 60, add="1"))
    assert page.status_code == 200
    assert len(days_of(page.text)) == 42


def test_a_day_off_is_added_listed_and_removed(omar: FlaskClient, pair: Pair) -> None:
    typed = {"first": "2026-09-14", "last": "2026-09-16"}
    assert omar.post("/hours/exceptions", data=typed).location == "/hours#days"
    page = omar.get("/hours").text
    assert "Monday 14 September – Wednesday 16 September" in page
    remove = re.search(r'action="(/hours/exceptions/\d+/remove[^"]*)"', page)
    assert remove is not None
    assert omar.post(remove[1]).status_code == 303
    assert queries.exceptions_of(pair.mentor.id) == []


def test_other_hours_of_a_day_are_added(omar: FlaskClient, pair: Pair) -> None:
    typed = {"on_date": "2026-09-14", "start": "480", "end": "600"}
    omar.post("/hours/exceptions", data=typed)
    (entry,) = queries.days_that_differ(pair.mentor.id)
    assert entry.hours == ((480, 600),)


def test_a_day_with_sessions_says_that_they_stay(omar: FlaskClient, pair: Pair) -> None:
    pair.book(TUESDAY_EVENING)
    typed = {"first": "2026-09-08", "last": ""}
    omar.post("/hours/exceptions", data=typed)
    page = omar.get("/hours").text
    assert "You have 1 session on these days. It stays until you move or cancel it." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first": ""}, "Choose a day."),
        ({"first": "2026-09-01"}, "Choose a day from today on."),
        ({"first": "2026-09-14", "last": "2026-09-10"}, "The last day is before the first."),
        ({"first": "2026-09-14", "last": "2027-09-10"}, "Choose at most 62 days at once."),
        ({"on_date": "2026-09-14", "start": "720", "end": "600"}, "It ends before it begins"),
        ({"on_date": "2026-09-01", "start": "480", "end": "600"}, "Choose a day from today on."),
        ({"on_date": "2026-09-14"}, "It ends before it begins|Not a valid|This field is required"),
        ({"first": "the day after tomorrow"}, "Not a valid date value."),
    ],
)
def test_a_day_that_cannot_be_is_explained_at_its_field(
    omar: FlaskClient, pair: Pair, typed: dict[str, str], sentence: str
) -> None:
    answer = omar.post("/hours/exceptions", data=typed)
    assert answer.status_code == 422
    assert re.search(sentence, answer.text)
    assert days_of(answer.text) == [0, 1, 2, 3, 4]  # the week above is untouched
    assert queries.exceptions_of(pair.mentor.id) == []


def test_nobody_removes_another_ones_day(omar: FlaskClient, maya: FlaskClient, pair: Pair) -> None:
    omar.post("/hours/exceptions", data={"first": "2026-09-14"})
    (row,) = queries.exceptions_of(pair.mentor.id)
    assert maya.post(f"/hours/exceptions/{row.id}/remove").status_code == 404
    assert len(queries.exceptions_of(pair.mentor.id)) == 1


def test_days_at_the_end_of_all_days_are_refused(omar: Any) -> None:
    for first in ("9999-12-31", "0001-01-01"):
        assert omar.post("/hours/exceptions", data={"first": first}).status_code == 422
