"""A letter tells of what waits: late enough to be needed, once until it is read, and never with the words."""

from datetime import timedelta

import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.messages import service
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import message as mail_of
from mentormatch.notifications.rendering import render
from tests.calendar.conftest import MONDAY, Pair
from tests.calendar.racing import race

UNREAD = "messages/email/unread.txt"


def letters() -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Letter).where(Letter.template == UNREAD).order_by(Letter.id)))


def sweep(minutes: float) -> int:
    with time_machine.travel(MONDAY + timedelta(minutes=minutes), tick=False):
        return service.tell_unread()


def say(pair: Pair, text: str, minutes: float = 0) -> int:
    with time_machine.travel(MONDAY + timedelta(minutes=minutes), tick=False):
        return service.write(pair.match, text, by=pair.mentee).id


def test_a_letter_comes_after_a_quarter_of_an_hour_and_not_before(pair: Pair) -> None:
    say(pair, "CANARY in a message")
    assert sweep(14.9) == 0
    assert sweep(15) == 1
    assert sweep(16) == 0
    [letter] = letters()
    assert letter.person_id == pair.mentor.id
    mail = mail_of(letter).as_string()
    assert "Maya Rossi" in mail
    assert "CANARY" not in mail + str(letter.context)
    assert f"/matches/{pair.match.id}/messages" in render(letter).text


def test_many_messages_are_one_letter_until_they_are_read(pair: Pair) -> None:
    say(pair, "One")
    say(pair, "Two", 1)
    assert sweep(15) == 1
    say(pair, "Three", 30)
    assert sweep(60) == 0
    newest = say(pair, "Four", 61)
    service.mark_read(pair.match, newest, by=pair.mentor)
    assert sweep(120) == 0
    say(pair, "Five", 130)
    assert sweep(145) == 1
    assert [letter.context["count"] for letter in letters()] == [2, 1]


def test_what_was_read_in_time_needs_no_letter(pair: Pair) -> None:
    service.mark_read(pair.match, say(pair, "One"), by=pair.mentor)
    assert sweep(60) == 0


def test_what_was_taken_back_needs_no_letter(pair: Pair) -> None:
    with time_machine.travel(MONDAY, tick=False):
        message = service.write(pair.match, "Sorry", by=pair.mentee)
        service.take_back(message, by=pair.mentee)
    assert sweep(60) == 0


def test_a_muted_thread_sends_none_until_it_speaks_again(pair: Pair) -> None:
    service.set_muted(pair.match, True, by=pair.mentor)
    say(pair, "One")
    assert sweep(60) == 0
    service.set_muted(pair.match, False, by=pair.mentor)
    assert sweep(61) == 1


def test_muting_is_for_one_thread_and_one_person(pair: Pair, lena: Pair) -> None:
    service.set_muted(pair.match, True, by=pair.mentor)
    say(lena, "From Lena")
    with time_machine.travel(MONDAY, tick=False):
        service.write(pair.match, "From Omar", by=pair.mentor)
    assert sweep(60) == 2
    assert {letter.person_id for letter in letters()} == {pair.mentor.id, pair.mentee.id}


def test_somebody_who_has_left_gets_none(pair: Pair) -> None:
    @transactional
    def leave() -> None:
        pair.mentor.active = False

    say(pair, "One")
    leave()
    assert sweep(60) == 0


def test_two_workers_at_once_write_one_letter(app: Flask, pair: Pair) -> None:
    say(pair, "One")
    with time_machine.travel(MONDAY + timedelta(minutes=20), tick=False):
        assert sorted(race(app, service.tell_unread, service.tell_unread)) in ([0, 1], [1, 1])
    assert len(letters()) == 1
    assert db.session.get_one(Person, pair.mentor.id).active
