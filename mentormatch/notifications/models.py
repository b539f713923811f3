"""The outbox."""

import enum
from datetime import datetime
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


#: What stands at a letter that went twice, or may have.
IN_DOUBT = "in doubt: handed over before a crash"


class Letter(Base):
    """A message waiting to go. Rendered when it is sent, in the reader's language and zone."""

    __tablename__ = "letter"
    __table_args__ = (sa.Index(None, "status", "due_at"),)

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
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=now)
    leased_until: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
