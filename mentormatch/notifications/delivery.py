"""The worker's side of the outbox: claim a letter, hand it to the mail server, and know what is in doubt.

Exactly once over SMTP is impossible. A letter is claimed by one UPDATE with a lease and marked just before it is
handed over; a crash in that moment leaves a doubt, and the letter goes once more with the same Message-ID.
"""

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

import sqlalchemy as sa
from flask import current_app

from config import Config
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import job
from mentormatch.notifications import queries, service
from mentormatch.notifications.models import IN_DOUBT, Letter, LetterStatus
from mentormatch.notifications.policy import end_of_quiet
from mentormatch.notifications.rendering import message
from mentormatch.notifications.truth import is_true

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
#: A server that does not answer must not hold the worker for longer than a few letters.
TIMEOUT = 20
BATCH = 200
GIVE_UP_AFTER = timedelta(hours=24)
#: Refusals that speak of one letter; the next may well be taken.
OF_ONE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused)
Deliver = Callable[[Letter, EmailMessage], None]


@job("letters.deliver")
def deliver_due() -> int:
    """Send what is due; returns how many letters left."""
    sent = 0
    with _transport() as hand_over:
        for _turn in range(BATCH):
            letter = _claim()
            if letter is None:
                break
            if _has_to_wait(letter):
                continue
            mail = _rendered(letter)
            if mail is None:
                continue
            try:
                hand_over(letter, mail)
            except (OSError, smtplib.SMTPException) as error:
                _failed(letter, error)
                if not isinstance(error, OF_ONE_LETTER):
                    break  # the server is in trouble, not this letter: the others wait for the next sweep
            else:
                _mark(letter, LetterStatus.SENT, sent_at=now(), leased_until=None)
                sent += 1
    return sent


job("letters.empty_old")(service.empty_old)


def _has_to_wait(letter: Letter) -> bool:
    """Put back a letter whose turn comes in its reader's quiet hours, as after a failure or a worker's long sleep."""
    at = now()
    wanted = None if letter.urgent else queries.preference_of(letter.person_id)
    until = end_of_quiet(at, wanted, letter.time_zone)
    if until > at:
        _mark(letter, LetterStatus.QUEUED, leased_until=None, due_at=until, attempts=letter.attempts - 1)
    return until > at


def _rendered(letter: Letter) -> EmailMessage | None:
    """The mail, or None for a letter that is no longer true, such as a reminder of a session that was moved, or that
    cannot be rendered: it is set aside, so that it does not hold up others."""
    try:
        if is_true(letter):
            return message(letter)
        _mark(letter, LetterStatus.OBSOLETE, leased_until=None)
        return None
    except Exception as error:
        log.exception("letter_not_rendered", extra={"letter": letter.id})
        _mark(letter, LetterStatus.FAILED, leased_until=None, last_error=type(error).__name__)
        return None


@transactional
def _claim() -> Letter | None:
    """Take the oldest due letter, or one whose lease ran out, by one UPDATE: two workers never take the same."""
    at = now()
    due = (
        sa.select(Letter.id)
        .where(
            sa.or_(
                sa.and_(Letter.status == LetterStatus.QUEUED, Letter.due_at <= at),
                sa.and_(Letter.status.in_([LetterStatus.SENDING, LetterStatus.HANDING_OVER]), Letter.leased_until < at),
            )
        )
        .order_by(Letter.due_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = db.session.scalar(
        sa.update(Letter)
        .where(Letter.id == due.scalar_subquery())
        .values(
            last_error=sa.case(
                (Letter.status == LetterStatus.HANDING_OVER, IN_DOUBT),
                else_=Letter.last_error,
            ),
            status=LetterStatus.SENDING,
            leased_until=at + LEASE,
            attempts=Letter.attempts + 1,
        )
        .returning(Letter.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.get(Letter, found) if found else None


def _mark(letter: Letter, status: LetterStatus, **changes: object) -> None:
    """Note what became of a letter; a worker whose lease ran out meanwhile has no say any more."""
    _mark_as_holder(letter.id, letter.attempts, {"status": status, **changes})


@transactional
def _mark_as_holder(letter_id: int, attempt: int, values: dict[str, object]) -> None:
    mine = sa.update(Letter).where(Letter.id == letter_id, Letter.attempts == attempt)
    db.session.execute(mine.values(**values).execution_options(synchronize_session=False))


def _failed(letter: Letter, error: Exception) -> None:
    """Back off 1, 2, 4 ... 60 minutes; give up after a day, listed for the admin."""
    log.warning("letter_failed", extra={"letter": letter.id, "error": type(error).__name__})
    if now() - letter.created_at > GIVE_UP_AFTER:
        _mark(letter, LetterStatus.FAILED, leased_until=None, last_error=type(error).__name__)
        return
    wait = timedelta(minutes=min(2 ** min(letter.attempts - 1, 6), 60))
    _mark(letter, LetterStatus.QUEUED, leased_until=None, due_at=now() + wait, last_error=type(error).__name__)


@contextmanager
def _transport() -> Iterator[Deliver]:
    """One connection for the whole batch, opened when the first letter needs it."""
    settings: Config = current_app.extensions["settings"]
    if not settings.smtp_host:
        yield lambda letter, mail: None  # development: the letter is kept and readable at /dev/mail
        return
    server: list[smtplib.SMTP] = []

    def hand_over(letter: Letter, mail: EmailMessage) -> None:
        if not server:
            server.append(_connect(settings))
        _mark(letter, LetterStatus.HANDING_OVER)
        server[0].send_message(mail)

    try:
        yield hand_over
    finally:
        for open_server in server:
            open_server.close()


def _connect(settings: Config) -> smtplib.SMTP:
    if settings.smtp_security == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=TIMEOUT, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)
    if settings.smtp_security == "starttls":
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)
    return server
