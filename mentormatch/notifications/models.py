"""The outbox, and which letters a person wants when."""

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column


class LetterStatus(enum.StrEnum):
    """``handing_over`` stands between the last byte and the server's yes; a crash there leaves a doubt."""

    QUEUED = "queued"
    SENDING = "sending"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    FAILED = "failed"
    #: Waits for the digest of its reader; ``digested`` when that has told it.
    COLLECTED = "collected"
    DIGESTED = "digested"
    #: Taken back, or no longer true when its turn came: it never leaves.
    OBSOLETE = "obsolete"


#: Statuses in which a letter is still on its way by itself.
ON_ITS_WAY = frozenset({LetterStatus.QUEUED, LetterStatus.SENDING, LetterStatus.HANDING_OVER})


#: What stands at a letter that went twice, or may have.
IN_DOUBT = "in doubt: handed over before a crash"


class Letter(Base):
    """A message waiting to go. Rendered when it is sent, in the reader's language and zone."""

    __tablename__ = "letter"
    __table_args__ = (sa.Index(None, "status", "due_at"), sa.Index("ix_letter_status_since", "status", "created_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    #: One letter for one event and reader, however often the event is told: "booking:7:booked:0:person:3".
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    #: The same at every try, so that a repeat is recognised by mail programs.
    message_id: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    to_address: Mapped[str]
    to_name: Mapped[str]
    locale: Mapped[str]
    time_zone: Mapped[str]
    #: Template below ``templates/``, such as "mentoring/email/accepted.txt".
    template: Mapped[str]
    context: Mapped[dict[str, Any]]
    #: A calendar file, when the letter carries one, and its iTIP method.
    calendar: Mapped[str | None]
    status: Mapped[LetterStatus] = mapped_column(
        enum_column(LetterStatus, "letter_status"), default=LetterStatus.QUEUED
    )
    #: Neither quiet hours nor a digest hold it back: security, or a session that is near.
    urgent: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=now)
    leased_until: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]


class LetterPreference(Base):
    """What one person wants of letters; who never said anything has no row and the defaults."""

    __tablename__ = "letter_preference"
    __table_args__ = (
        sa.CheckConstraint("(quiet_from is null) = (quiet_to is null)", name="both_ends_or_neither"),
        sa.CheckConstraint(
            "quiet_from is null or (quiet_from between 0 and 1439 and quiet_to between 0 and 1439"
            " and quiet_from <> quiet_to)",
            name="quiet_within_a_day",
        ),
        sa.CheckConstraint("digest_hour is null or digest_hour between 0 and 23", name="digest_at_an_hour"),
    )

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    #: Minutes of the day in the person's own zone; over midnight when ``quiet_from`` is the later one.
    quiet_from: Mapped[int | None]
    quiet_to: Mapped[int | None]
    remind_day_before: Mapped[bool] = mapped_column(default=True)
    remind_hour_before: Mapped[bool] = mapped_column(default=True)
    #: What coordinators write to many.
    announcements: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    #: The hour of the day at which one letter tells what is new, instead of one letter each; None: one each.
    digest_hour: Mapped[int | None]
    #: The person's own day that the last digest was about.
    digested_on: Mapped[date | None]


class UnwantedLetter(Base):
    """An optional letter (``optional``) that somebody has switched off; without a row they get it."""

    __tablename__ = "unwanted_letter"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    #: A key of ``optional.OptionalLetter``.
    kind: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(default=now)


class LetterWords(Base):
    """What a cohort adds to one letter in one language: words before and after the product's own."""

    __tablename__ = "letter_words"
    __table_args__ = (
        sa.CheckConstraint("length(opening) <= 1500 and length(closing) <= 1500", name="words_fit"),
        sa.CheckConstraint("opening <> '' or closing <> ''", name="some_words"),
    )

    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), primary_key=True, autoincrement=False)
    #: Which letter: a key of ``notifications.words``.
    letter: Mapped[str] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    opening: Mapped[str]
    closing: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
