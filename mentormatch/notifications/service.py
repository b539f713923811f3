"""Writing letters. They enter the outbox in the transaction of the deed and leave later, or never if it fails."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa

from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.jobs import nudge
from mentormatch.core.limits import spend
from mentormatch.notifications import optional, queries, words
from mentormatch.notifications.models import (
    ON_ITS_WAY,
    Letter,
    LetterPreference,
    LetterStatus,
    LetterWords,
    UnwantedLetter,
)
from mentormatch.notifications.policy import end_of_quiet

#: Addresses that are nowhere (RFC 2606): somebody who has deleted their account has one.
NOWHERE = ".invalid"
#: For how long it is kept what a letter said; that it was written is kept longer, so that it is not written again.
KEPT_FOR = timedelta(days=30)
#: Statuses of a letter that no worker holds and that has not left.
_WAITING = (LetterStatus.QUEUED, LetterStatus.COLLECTED)
EMPTIED = "notifications/email/emptied.txt"
#: A test letter goes to oneself; more of them than this is a stuck key.
TESTS_AN_HOUR = 20


class Reader(Protocol):
    """Anybody a letter can go to; people are defined in a feature above."""

    id: Any
    email: Any
    name: Any
    locale: Any
    time_zone: Any


def write(
    to: Reader, template: str, *, key: str, calendar: str | None = None, urgent: bool = False, **context: Any
) -> None:
    """Put a letter to ``to`` into the outbox, once for each ``key`` and reader.

    ``template`` is a path such as ``mentoring/email/accepted.txt``; ``context`` holds JSON values only, times as ISO
    text in UTC, since the letter is rendered when it leaves. Unless it is ``urgent`` it waits for the end of the
    reader's quiet hours, or for their digest; one with a calendar file waits for no digest, which cannot carry it.
    Nothing is written that its reader has switched off (``optional``).
    """
    if to.email.endswith(NOWHERE) or not optional.wants(to.id, template):
        return
    dedupe = key_for(key, to.id)
    if db.session.scalar(sa.select(Letter.id).where(Letter.dedupe_key == dedupe)):
        return
    at, wanted = now(), None if urgent else queries.preference_of(to.id)
    digested = wanted is not None and wanted.digest_hour is not None and calendar is None
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
            urgent=urgent,
            status=LetterStatus.COLLECTED if digested else LetterStatus.QUEUED,
            due_at=end_of_quiet(at, wanted, to.time_zone),
            created_at=at,
        )
    )
    nudge("letters.deliver")


def key_for(key: str, person_id: int) -> str:
    """The dedupe key of a letter about ``key`` to a person."""
    return f"{key}:to:{person_id}"


def take_back(prefix: str) -> None:
    """Take back, inside a transaction, every letter whose key begins with ``prefix`` and which has not left yet.

    One that a worker holds at this moment is asked for its truth (``truth``) before it goes.
    """
    waiting = sa.update(Letter).where(
        Letter.status.in_(_WAITING),
        Letter.dedupe_key.startswith(prefix, autoescape=True),
    )
    db.session.execute(waiting.values(status=LetterStatus.OBSOLETE).execution_options(synchronize_session="fetch"))


@transactional
def set_preference(person: Reader, *, optional_letters: Mapping[str, bool] | None = None, **wanted: Any) -> None:
    """Keep what a person wants of letters, and let go what no longer has a reason to wait.

    ``optional_letters``: by its key, whether they want an optional letter; of others nothing changes.
    """
    _choose(person.id, optional_letters or {})
    preference = queries.preference_of(person.id) or LetterPreference(person_id=person.id)
    for name, value in wanted.items():
        setattr(preference, name, value)
    db.session.add(preference)
    db.session.flush()
    mine = sa.update(Letter).where(Letter.person_id == person.id).execution_options(synchronize_session="fetch")
    due = end_of_quiet(now(), preference, person.time_zone)
    if preference.digest_hour is None:
        freed = mine.where(Letter.status == LetterStatus.COLLECTED)
        db.session.execute(freed.values(status=LetterStatus.QUEUED, due_at=due))
    held = mine.where(Letter.status == LetterStatus.QUEUED, Letter.attempts == 0, Letter.due_at > due)
    db.session.execute(held.values(due_at=due))
    nudge("letters.deliver")


def _choose(person_id: int, chosen: Mapping[str, bool]) -> None:
    """Those that wait and are not wanted any more are taken back."""
    before = optional.unwanted_by(person_id)
    again = [key for key, is_wanted in chosen.items() if is_wanted and key in before]
    mine = sa.delete(UnwantedLetter).where(UnwantedLetter.person_id == person_id, UnwantedLetter.kind.in_(again))
    db.session.execute(mine.execution_options(synchronize_session="fetch"))
    off = [key for key, is_wanted in chosen.items() if not is_wanted and key not in before]
    db.session.add_all(UnwantedLetter(person_id=person_id, kind=key) for key in off)
    db.session.flush()
    waiting = sa.update(Letter).where(Letter.person_id == person_id, Letter.status.in_(_WAITING))
    waiting = waiting.where(Letter.template.in_(optional.templates_of(off)))
    db.session.execute(waiting.values(status=LetterStatus.OBSOLETE).execution_options(synchronize_session="fetch"))


def digested(letters: Iterable[Letter]) -> None:
    """Note, inside the transaction that writes a digest, that it tells these letters."""
    for letter in letters:
        letter.status = LetterStatus.DIGESTED


def quoted(text: str, most: int = 600) -> str:
    """``text`` on one line in quotation marks: what a person wrote must never become a button of a letter."""
    line = " ".join(text.split())
    if not line:
        return ""
    return f"“{line[:most].rstrip()} …”" if len(line) > most else f"“{line}”"


@transactional
def empty_old() -> None:
    """Empty what letters said that left long ago, or never will: names and words of others need not stay here."""
    over = Letter.status.not_in({*ON_ITS_WAY, LetterStatus.COLLECTED})
    old = sa.update(Letter).where(over, Letter.created_at < now() - KEPT_FOR, Letter.template != EMPTIED)
    given_up = sa.case((Letter.status == LetterStatus.FAILED, LetterStatus.OBSOLETE), else_=Letter.status)
    db.session.execute(old.values(template=EMPTIED, context={}, calendar=None, status=given_up))


@transactional
def send_again(letter: Letter) -> None:
    """Queue a letter that was given up."""
    advance(letter, frm={LetterStatus.FAILED}, to=LetterStatus.QUEUED, attempts=0, due_at=now(), last_error="")
    nudge("letters.deliver")


@transactional
def give_up(letter: Letter) -> None:
    """Send a letter in trouble no more; one that left in doubt has been looked at and is no longer listed."""
    if not advance(letter, frm={LetterStatus.FAILED, LetterStatus.QUEUED}, to=LetterStatus.OBSOLETE):
        letter.last_error = ""


@transactional
def set_words(cohort_id: int, kind: words.Kind, locale: str, *, opening: str, closing: str, by: Any) -> None:
    """Keep what a cohort adds to a letter in one language; nothing at all is the standard text again.

    Raises Invalid, with its field, for unknown placeholders and for words that are too long.
    """
    added = words.Added(opening.strip(), closing.strip())
    words.ensure(kind, added)
    kept = queries.words_of(cohort_id, kind.key, locale)
    if not (added.opening or added.closing):
        if kept is not None:
            db.session.delete(kept)
    else:
        kept = kept or LetterWords(cohort_id=cohort_id, letter=kind.key, locale=locale)
        kept.opening, kept.closing = added.opening, added.closing
        db.session.add(kept)
        db.session.flush()
    facts = {"letter": kind.key, "locale": locale, "standard": not (added.opening or added.closing)}
    audit.record(by, "letter_words.set", LetterWords(), cohort=cohort_id, **facts)


def copy_words(source: int, target: int) -> None:
    """Let a cohort add what another one adds, in the transaction of whoever copies it."""
    for kept in queries.words_in(source):
        texts = {"opening": kept.opening, "closing": kept.closing}
        db.session.add(LetterWords(cohort_id=target, letter=kept.letter, locale=kept.locale, **texts))


@dataclass
class _Tester:
    """A coordinator who reads a letter as somebody of another language would."""

    id: int
    email: str
    name: str
    locale: str
    time_zone: str


@transactional
def send_test(kind: words.Kind, added: words.Added, *, cohort_id: int, cohort: str, locale: str, by: Any) -> None:
    """Send a letter about made-up people to whoever writes its words. Raises Invalid, and TooMany for tests."""
    words.ensure(kind, added)
    spend("letter.test", by.id, limit=TESTS_AN_HOUR, seconds=3600)
    context = words.made_up(kind, added, cohort_id=cohort_id, cohort=cohort)
    reader = _Tester(by.id, by.email, by.name, locale, by.time_zone)
    write(reader, kind.template, key=f"test:{kind.key}:{now():%Y%m%d%H%M%S}", urgent=True, is_test=True, **context)
