"""A coach takes an audit, writes it in drafts, publishes it, and withdraws it."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.documents import queries, telling
from mentormatch.documents.drafting import Draft, differing, ensure_fits, ensure_whole
from mentormatch.documents.errors import (
    AuditOver,
    Edited,
    NoCoach,
    NothingSaid,
    NotYourAudit,
    TakenByAnother,
    TooLong,
)
from mentormatch.documents.models import (
    HELD,
    OVERALL_MOST,
    POINTS_MOST,
    WORDS_MOST,
    Audit,
    AuditDraft,
    AuditMark,
    AuditPoint,
    AuditStatus,
    CoachNote,
    PointCheck,
)
from mentormatch.documents.policy import holds, may_audit
from mentormatch.documents.sections import Section, sections
from mentormatch.documents.service.holding import hold


@transactional
def take(asked: Audit, *, by: Person) -> None:
    """Take an audit that waits; again changes nothing. Refuses NotYourAudit, TakenByAnother, AuditOver."""
    if not may_audit(by, asked):
        raise NotYourAudit
    if advance(asked, frm={AuditStatus.WAITING}, to=AuditStatus.TAKEN, coach_id=by.id, taken_at=now()):
        audit.record(by, "document_audit.taken", asked)
    elif asked.coach is None or asked.status not in HELD:
        raise AuditOver
    elif asked.coach_id != by.id:
        raise TakenByAnother(asked.coach.name)


@transactional
def give_back(asked: Audit, *, by: Person) -> None:
    """Let it wait for another coach, who finds the draft. Refuses NotYourAudit."""
    _hold(asked, by)
    asked.status, asked.coach_id, asked.taken_at = AuditStatus.WAITING, None, None
    audit.record(by, "document_audit.given_back", asked)


@transactional
def hand_over(asked: Audit, to: Person, *, by: Person) -> None:
    """Hand it to another coach with its draft, or take it over from one. Refuses NoCoach, NotYourAudit, AuditOver."""
    hold(asked)
    if not may_audit(by, asked) or (not holds(by, asked) and to.id != by.id):
        raise NotYourAudit
    if not may_audit(to, asked) or not to.active:
        raise NoCoach
    if asked.status not in HELD:
        raise AuditOver
    if asked.coach_id == to.id:
        return
    asked.coach_id, asked.taken_at = to.id, now()
    db.session.flush()
    db.session.expire(asked, ["coach"])
    audit.record(by, "document_audit.handed_over", asked, coach=to.id)
    if to.id != by.id:
        telling.handed_over(asked, to, by)


@transactional
def ask_for_file(asked: Audit, words: str, *, by: Person) -> None:
    """Ask the student for another file, and say why. Refuses NotYourAudit, NothingSaid, TooLong."""
    _hold(asked, by)
    asked.file_words = _said("words", words)
    asked.status = AuditStatus.NEEDS_FILE
    db.session.flush()
    audit.record(by, "document_audit.file_wanted", asked)
    telling.needs_file(asked)


@transactional
def save(asked: Audit, draft: Draft, version: int, *, note: tuple[str, int] | None = None, by: Person) -> int:
    """Save the draft that was begun on ``version``, and the note for coaches with its own version.

    Returns the version that is stored now. Refuses NotYourAudit, Edited when words that differ were saved since,
    TooLong, TooManyPoints; then nothing is saved.
    """
    _hold(asked, by)
    ensure_fits(draft)
    stored = queries.draft_of(asked.id)
    before, kept = (Draft.of(stored.content), stored.version) if stored else (Draft(), 0)
    behind = differing(draft, before)
    stale = behind if version != kept else set[str]()
    if note is not None:
        try:
            _note(asked, *note, by)
        except Edited as refusal:
            stale |= refusal.fields
    if stale:
        raise Edited(stale)
    if not behind:
        return kept
    db.session.merge(AuditDraft(audit_id=asked.id, version=kept + 1, content=draft.flat(), by_id=by.id, saved_at=now()))
    audit.record(by, "document_audit.saved", asked)
    return kept + 1


@transactional
def publish(asked: Audit, version: int, *, by: Person) -> None:
    """Tell the student what is saved as ``version``: from now on nobody changes it.

    Refuses NotYourAudit, NotReady, and Edited when another version was saved meanwhile.
    """
    _hold(asked, by)
    stored = queries.draft_of(asked.id)
    draft, kept = (Draft.of(stored.content), stored.version) if stored else (Draft(), 0)
    asks = sections()
    ensure_whole(draft, [section.key for section in asks])
    if kept != version:
        raise Edited({"overall"})
    _write_down(asked, draft, asks)
    asked.overall, asked.steps = draft.overall, draft.steps
    asked.status, asked.published_at = AuditStatus.PUBLISHED, now()
    db.session.flush()
    db.session.execute(sa.delete(AuditDraft).where(AuditDraft.audit_id == asked.id))
    db.session.expire(asked)
    audit.record(by, "document_audit.published", asked)
    telling.published(asked)


def _write_down(asked: Audit, draft: Draft, asks: list[Section]) -> None:
    for place, section in enumerate(asks, 1):
        mark, name = draft.marks[section.key], section.name if section.own else ""
        assert mark.rating is not None
        db.session.add(AuditMark(audit_id=asked.id, section=section.key, place=place, name=name, rating=mark.rating,
                                 comment=mark.comment))  # fmt: skip
    before = queries.last_points_of(asked.document_id, before=asked.id)
    for place, text in enumerate(_checklist(draft, before), 1):
        db.session.add(AuditPoint(audit_id=asked.id, place=place, text=text))
    for point in before:
        if point.id in draft.checks:
            db.session.add(PointCheck(audit_id=asked.id, point_id=point.id, done=draft.checks[point.id]))


def _checklist(draft: Draft, before: list[AuditPoint]) -> list[str]:
    """What the coach asks for now, then what is not done yet: it stays on the list until it is."""
    not_yet = [point.text for point in before if draft.checks.get(point.id) is False]
    return list(dict.fromkeys([*draft.points, *not_yet]))[:POINTS_MOST]


@transactional
def withdraw(asked: Audit, reason: str, *, by: Person) -> None:
    """Withdraw a published audit and say why; the student no longer reads it, and may ask anew.

    Refuses NotYourAudit, AuditOver, NothingSaid, TooLong.
    """
    if not may_audit(by, asked) or asked.coach_id != by.id:
        raise NotYourAudit
    reason = _said("reason", reason)
    if not advance(
        asked, frm={AuditStatus.PUBLISHED}, to=AuditStatus.WITHDRAWN, withdrawn_at=now(), withdrawn_reason=reason
    ):
        raise AuditOver
    audit.record(by, "document_audit.withdrawn", asked)
    telling.withdrawn(asked)


@transactional
def note(asked: Audit, text: str, version: int, *, by: Person) -> None:
    """Save what coaches note for each other, any of them and at any time. Refuses NotYourAudit, Edited, TooLong."""
    hold(asked)
    if not may_audit(by, asked):
        raise NotYourAudit
    _note(asked, text, version, by)


def _hold(asked: Audit, by: Person) -> None:
    """The row is held, so what is read now is the newest; only whoever has the audit goes on."""
    hold(asked)
    if not holds(by, asked):
        raise NotYourAudit


def _note(asked: Audit, text: str, version: int, by: Person) -> None:
    text = text.strip()
    if len(text) > OVERALL_MOST:
        raise TooLong("note", OVERALL_MOST)
    stored = queries.note_of(asked.id)
    if text == (stored.text if stored else ""):
        return
    if version != (stored.version if stored else 0):
        raise Edited({"note"})
    db.session.merge(CoachNote(audit_id=asked.id, text=text, version=version + 1, by_id=by.id, changed_at=now()))
    audit.record(by, "document_audit.noted", asked)


def _said(name: str, words: str) -> str:
    words = words.strip()
    if not words:
        raise NothingSaid(name)
    if len(words) > WORDS_MOST:
        raise TooLong(name, WORDS_MOST)
    return words
