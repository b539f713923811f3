"""Writing, reading, taking back: what the service keeps, whoever asks and however often."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import TooMany
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.messages import queries, service
from mentormatch.messages.errors import NothingWritten, ThreadClosed, TooLateToTakeBack
from mentormatch.messages.models import TEXT_MOST, Message, Reading
from tests.calendar.conftest import MONDAY, Pair
from tests.calendar.racing import race
from tests.calendar.reading import count


def test_a_message_waits_for_the_other_until_they_have_read_it(pair: Pair) -> None:
    message = service.write(pair.match, " Hello Omar \n", by=pair.mentee)
    assert message.text == "Hello Omar"
    assert queries.unread_by_match(pair.mentor) == {pair.match.id: 1}
    assert queries.unread_by_match(pair.mentee) == {}
    service.mark_read(pair.match, message.id, by=pair.mentor)
    assert queries.unread_by_match(pair.mentor) == {}
    assert queries.reading_of(pair.match, pair.mentor.id).read_up_to == message.id


def test_reading_never_goes_backwards_nor_beyond_what_is_written(pair: Pair) -> None:
    first = service.write(pair.match, "One", by=pair.mentee)
    service.mark_read(pair.match, 2**31 - 1, by=pair.mentor)
    assert queries.reading_of(pair.match, pair.mentor.id).read_up_to == first.id
    service.mark_read(pair.match, 0, by=pair.mentor)
    assert queries.reading_of(pair.match, pair.mentor.id).read_up_to == first.id
    service.write(pair.match, "Two", by=pair.mentee)
    assert queries.unread_by_match(pair.mentor) == {pair.match.id: 1}


def test_an_answer_reads_what_its_page_showed_and_nothing_newer(pair: Pair) -> None:
    shown = service.write(pair.match, "Shown", by=pair.mentee)
    service.write(pair.match, "Came meanwhile", by=pair.mentee)
    service.write(pair.match, "Answer", seen=shown.id, by=pair.mentor)
    assert queries.unread_by_match(pair.mentor) == {pair.match.id: 1}


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (TEXT_MOST + 1)])
def test_a_message_has_words_and_not_too_many(pair: Pair, text: str) -> None:
    with pytest.raises(NothingWritten):
        service.write(pair.match, text, by=pair.mentee)
    assert count(Message) == 0


@pytest.mark.parametrize("values", [{"text": "x" * (TEXT_MOST + 1)}, {"text": ""}])
def test_the_database_keeps_the_length_as_well(pair: Pair, values: dict[str, str]) -> None:
    @transactional
    def slip_in() -> None:
        db.session.add(Message(match_id=pair.match.id, author_id=pair.mentee.id, **values))

    with pytest.raises(sa.exc.IntegrityError):
        slip_in()


def test_nobody_else_writes_reads_mutes_or_takes_back(pair: Pair, lena: Pair) -> None:
    message = service.write(pair.match, "Ours", by=pair.mentee)
    stranger = lena.mentee
    with pytest.raises(NotYours):
        service.write(pair.match, "Mine", by=stranger)
    with pytest.raises(NotYours):
        service.mark_read(pair.match, message.id, by=stranger)
    with pytest.raises(NotYours):
        service.set_muted(pair.match, True, by=stranger)
    with pytest.raises(NotYours):
        service.take_back(message, by=pair.mentor)
    assert message.text == "Ours"


def test_a_message_is_taken_back_within_five_minutes_and_leaves_a_mark(pair: Pair) -> None:
    message = service.write(pair.match, "Sorry", by=pair.mentee)
    with time_machine.travel(MONDAY + timedelta(minutes=4, seconds=59)):
        service.take_back(message, by=pair.mentee)
        service.take_back(message, by=pair.mentee)
    assert message.text == ""
    assert message.taken_back_at is not None
    assert queries.unread_by_match(pair.mentor) == {}


def test_after_five_minutes_a_message_stays(pair: Pair) -> None:
    message = service.write(pair.match, "Stays", by=pair.mentee)
    with time_machine.travel(MONDAY + timedelta(minutes=5)), pytest.raises(TooLateToTakeBack):
        service.take_back(message, by=pair.mentee)
    assert message.text == "Stays"


@transactional
def set_status(match: Match, status: MatchStatus) -> None:
    match.status = status
    match.ended_at = MONDAY if status == MatchStatus.ENDED else None


@pytest.mark.parametrize("status", [MatchStatus.AWAITING_REVIEW, MatchStatus.REJECTED])
def test_a_match_that_is_none_has_no_words(pair: Pair, status: MatchStatus) -> None:
    set_status(pair.match, status)
    with pytest.raises(ThreadClosed):
        service.write(pair.match, "Hello", by=pair.mentee)


def test_two_people_can_say_goodbye_for_two_weeks(pair: Pair) -> None:
    set_status(pair.match, MatchStatus.ENDED)
    with time_machine.travel(MONDAY + timedelta(days=14, seconds=-1)):
        service.write(pair.match, "Thank you", by=pair.mentee)
    with time_machine.travel(MONDAY + timedelta(days=14)), pytest.raises(ThreadClosed):
        service.write(pair.match, "One more", by=pair.mentee)
    assert [message.text for message in queries.page_of(pair.match)[0]] == ["Thank you"]


def test_nobody_floods_a_thread(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MESSAGES_AN_HOUR", 2)
    for number in range(2):
        service.write(pair.match, f"{number}", by=pair.mentee)
    with pytest.raises(TooMany):
        service.write(pair.match, "three", by=pair.mentee)
    service.write(pair.match, "mine", by=pair.mentor)
    assert count(Message) == 3


def test_two_who_open_a_thread_at_once_both_have_read(app: Flask, pair: Pair) -> None:
    message = service.write(pair.match, "Hello", by=pair.mentor).id
    match, mentee = pair.match.id, pair.mentee.id

    def read() -> None:
        service.mark_read(db.session.get_one(Match, match), message, by=db.session.get_one(Person, mentee))

    assert race(app, *[read] * 6) == [None] * 6
    assert count(Reading) == 2
