"""The door of a session: open from ten minutes before the start to the end, with a room nobody can guess."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from config import Config
from tests.calendar.conftest import MONDAY, TUESDAY_EVENING, Pair, make_pair
from tests.make import Make

LINK = "https://meet.example.org/omar"
ROOM = re.compile(r'href="(https://rooms\.example\.edu/[a-z2-7]{26})"')


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def rooms(app: Flask) -> Iterator[None]:
    settings = app.extensions["settings"]
    settings.room_url = "https://rooms.example.edu/{room}"
    yield
    settings.room_url = ""


@pytest.mark.parametrize(("minutes", "is_open"), [(-11, False), (-10, True), (0, True), (44, True), (45, False)])
def test_the_door_opens_ten_minutes_before(make: Make, as_person: Any, clock: Any, minutes: int, is_open: bool) -> None:
    pair = make_pair(make, mentor={"meeting_link": LINK})
    number = pair.book().id
    clock.move_to(TUESDAY_EVENING + timedelta(minutes=minutes))
    for address in (f"/sessions/{number}", "/"):
        assert (f'href="{LINK}"' in as_person(pair.mentee).get(address).text) == is_open, address


def test_both_meet_in_a_room_of_their_own(rooms: None, make: Make, pair: Pair, as_person: Any, clock: Any) -> None:
    first, second = pair.book().id, pair.book(TUESDAY_EVENING + timedelta(days=2)).id
    page = as_person(pair.mentee).get(f"/sessions/{first}").text
    assert not ROOM.search(page)
    assert "In a room of your own, online." in page
    clock.move_to(TUESDAY_EVENING)
    doors = {ROOM.search(as_person(who).get(f"/sessions/{first}").text)[1] for who in (pair.mentee, pair.mentor)}  # type: ignore[index]
    clock.move_to(TUESDAY_EVENING + timedelta(days=2))
    doors.add(ROOM.search(as_person(pair.mentee).get(f"/sessions/{second}").text)[1])  # type: ignore[index]
    assert len(doors) == 2


def test_without_a_setting_there_is_no_room(pair: Pair, as_person: Any, clock: Any) -> None:
    number = pair.book().id
    clock.move_to(TUESDAY_EVENING)
    assert "Join the meeting" not in as_person(pair.mentee).get(f"/sessions/{number}").text


@pytest.mark.parametrize("address", ["http://meet.example/{room}", "https://meet.example/", "https://x/{room}/{room}"])
def test_a_setting_that_makes_no_rooms_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="room"):
        Config(_env_file=None, room_url=address)
