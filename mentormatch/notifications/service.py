"""Writing letters. They enter the outbox in the transaction of the deed and leave later, or never if it fails."""

from typing import Any, Protocol
from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.jobs import nudge
from mentormatch.notifications.models import Letter, LetterStatus


class Reader(Protocol):
    """Anybody a letter can go to; people are defined in a feature above."""

    id: Any
    email: Any
    name: Any
    locale: Any
    time_zone: Any


def write(to: Reader, template: str, *, key: str, calendar: str | None = None, **context: Any) -> None:
    """Put a letter to ``to`` into the outbox, once for each ``key`` and reader.

    ``template`` is a path such as ``mentoring/email/accepted.txt``; ``context`` holds JSON values only, times as ISO
    text in UTC, since the letter is rendered when it leaves.
    """
    dedupe = f"{key}:to:{to.id}"
    if db.session.scalar(sa.select(Letter.id).where(Letter.dedupe_key == dedupe)):
        return
    db.session.add(
        Letter(
            dedupe_key=dedupe,
            message_id=f"<{uuid5(NAMESPACE_URL, dedupe)}@mentormatch>",
            person_id=to.id,
            to_address=to.email,
            to_name=to.name,
            locale=to.locale,
            time_zone=to.time_zone,
            template=template,
            context=context,
            calendar=calendar,
        )
    )
    nudge("letters.deliver")


def quoted(text: str, most: int = 600) -> str:
    """``text`` on one line in quotation marks: what a person wrote must never become a button of a letter."""
    line = " ".join(text.split())
    if not line:
        return ""
    return f"“{line[:most].rstrip()} …”" if len(line) > most else f"“{line}”"


@transactional
def send_again(letter: Letter) -> None:
    """Queue a letter that was given up."""
    advance(letter, frm={LetterStatus.FAILED}, to=LetterStatus.QUEUED, attempts=0, due_at=now(), last_error="")
    nudge("letters.deliver")
