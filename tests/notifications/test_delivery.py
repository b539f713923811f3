"""Letters over a real SMTP server: never lost, claimed once, in doubt once."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from aiosmtpd.controller import Controller
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.notifications import delivery, queries
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import IN_DOUBT, Letter, LetterStatus
from tests.make import Make
from tests.ports import free_port


class Mailbox:
    """What arrived, and what the server is told to answer."""

    def __init__(self) -> None:
        self.arrived: list[Message] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.arrived.append(message_from_bytes(envelope.content, policy=default))
        return self.answer


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings = app.extensions["settings"]
    settings.smtp_host, settings.smtp_port = "127.0.0.1", controller.port
    yield box
    settings.smtp_host, settings.smtp_port = "", 25
    controller.stop()


@transactional
def tell(person: Person, key: str = "event:1") -> None:
    letters.write(person, "accounts/email/password_changed.txt", key=key, at=now().isoformat())


def only_letter() -> Letter:
    return db.session.scalars(sa.select(Letter)).one()


def test_a_letter_arrives_once_in_text_and_html(make: Make, mailbox: Mailbox) -> None:
    tell(make.person("Maya Rossi", email="maya@example.org"))
    assert delivery.deliver_due() == 1
    assert delivery.deliver_due() == 0
    (mail,) = mailbox.arrived
    assert mail["To"] == "Maya Rossi <maya@example.org>"
    assert {part.get_content_type() for part in mail.walk()} >= {"text/plain", "text/html"}
    assert only_letter().status == LetterStatus.SENT


def test_the_same_event_is_told_once(make: Make, mailbox: Mailbox) -> None:
    person = make.person()
    tell(person)
    tell(person)
    assert delivery.deliver_due() == 1


def test_a_deed_that_fails_tells_nobody(make: Make, mailbox: Mailbox) -> None:
    person = make.person()

    @transactional
    def fail() -> None:
        tell(person)
        raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert delivery.deliver_due() == 0


def test_letters_are_in_the_readers_language(make: Make, mailbox: Mailbox) -> None:
    tell(make.person(locale="it"))
    delivery.deliver_due()
    assert "Ricevi questa lettera" in mailbox.arrived[0].get_body(("plain",)).get_content()  # type: ignore[attr-defined]


def test_a_name_cannot_begin_another_header(make: Make, mailbox: Mailbox) -> None:
    tell(make.person("Eve\r\nBcc: everybody@example.org"))
    delivery.deliver_due()
    assert mailbox.arrived[0]["Bcc"] is None


def test_a_refusing_server_makes_the_letter_wait_longer_and_longer(make: Make, mailbox: Mailbox) -> None:
    mailbox.answer = "451 try later"
    tell(make.person())
    started = now()
    with time_machine.travel(started, tick=False) as clock:
        assert delivery.deliver_due() == 0
        assert only_letter().status == LetterStatus.QUEUED
        first = only_letter().due_at - started
        clock.move_to(only_letter().due_at)
        delivery.deliver_due()
        assert only_letter().due_at - now() == 2 * first
        mailbox.answer = "250 OK"
        clock.move_to(only_letter().due_at)
        assert delivery.deliver_due() == 1


def test_a_server_that_is_down_loses_nothing(app: Flask, make: Make) -> None:
    settings = app.extensions["settings"]
    settings.smtp_host, settings.smtp_port = "127.0.0.1", 1
    try:
        tell(make.person())
        assert delivery.deliver_due() == 0
    finally:
        settings.smtp_host, settings.smtp_port = "", 25
    assert only_letter().status == LetterStatus.QUEUED
    assert only_letter().last_error


def test_a_letter_is_given_up_after_a_day_and_can_be_sent_again(make: Make, mailbox: Mailbox) -> None:
    mailbox.answer = "451 try later"
    tell(make.person())
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        delivery.deliver_due()
        assert only_letter().status == LetterStatus.FAILED
        mailbox.answer = "250 OK"
        letters.send_again(only_letter())
        assert delivery.deliver_due() == 1


def test_after_a_crash_in_the_last_moment_the_letter_goes_once_more_with_the_same_id(
    make: Make, mailbox: Mailbox
) -> None:
    tell(make.person())
    delivery.deliver_due()

    @transactional
    def as_if_the_worker_died_before_it_could_note_the_answer() -> None:
        letter = only_letter()
        letter.status, letter.leased_until = LetterStatus.HANDING_OVER, now() - timedelta(seconds=1)

    as_if_the_worker_died_before_it_could_note_the_answer()
    assert delivery.deliver_due() == 1
    assert len({mail["Message-ID"] for mail in mailbox.arrived}) == 1
    assert len(mailbox.arrived) == 2


def test_a_claimed_letter_is_left_alone_while_its_lease_lasts(make: Make, mailbox: Mailbox) -> None:
    tell(make.person())
    assert delivery._claim() is not None
    assert delivery.deliver_due() == 0


def test_a_letter_in_trouble_can_be_given_up(make: Make, mailbox: Mailbox) -> None:
    mailbox.answer = "451 try later"
    tell(make.person())
    delivery.deliver_due()
    assert queries.in_trouble() == [only_letter()]
    letters.give_up(only_letter())
    assert queries.in_trouble() == []
    mailbox.answer = "250 OK"
    with time_machine.travel(now() + timedelta(hours=2), tick=False):
        assert delivery.deliver_due() == 0


def test_a_letter_in_doubt_is_listed_until_somebody_has_seen_it(make: Make, mailbox: Mailbox) -> None:
    tell(make.person())
    delivery.deliver_due()

    @transactional
    def doubt() -> None:
        only_letter().last_error = IN_DOUBT

    doubt()
    assert queries.in_trouble() == [only_letter()]
    letters.give_up(only_letter())
    assert queries.in_trouble() == []
    assert only_letter().status == LetterStatus.SENT
