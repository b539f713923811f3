"""A student reports a posting; it is hidden while the office looks at it, which then decides."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.limits import spend
from mentormatch.internships import queries
from mentormatch.internships.errors import ReasonNeeded
from mentormatch.internships.models import Alarm, AlarmStatus, Posting, Report
from mentormatch.internships.service import finding, posting, telling

REPORTS_A_DAY, DAY = 5, 24 * 3600


@transactional
def report(found: Posting, *, reason: Alarm, words: str, by: Person) -> Report:
    """Say that something is wrong. The first time, and again only once the office found nothing, it is hidden at once.

    Twice is once. Refuses ReasonNeeded of something else without words, TooMany.
    """
    posting.lock(found)
    before = queries.reports_on(found.id)
    mine = next((one for one in before if one.person_id == by.id), None)
    if mine is not None:
        return mine
    if reason == Alarm.OTHER and not words.strip():
        raise ReasonNeeded(field="words")
    spend("internship.report", by.id, limit=REPORTS_A_DAY, seconds=DAY)
    made = Report(posting_id=found.id, person_id=by.id, reason=reason, words=words.strip(), status=AlarmStatus.OPEN)
    db.session.add(made)
    looked_at = any(one.status == AlarmStatus.UNFOUNDED for one in before)
    if found.hidden_at is None and not looked_at:
        found.hidden_at = now()
    db.session.flush()
    audit.record(by, "internship_report.made", made, posting=found.id, reason=reason)
    finding.refresh(found)
    return made


@transactional
def decide(made: Report, *, confirmed: bool, words: str, by: Person) -> None:
    """The office has looked: the posting is taken down, or shown again when no other report waits. Twice is once."""
    found = made.posting
    posting.lock(found)
    to = AlarmStatus.CONFIRMED if confirmed else AlarmStatus.UNFOUNDED
    if confirmed:
        posting.take_down(found, words=words, by=by)
    if not advance(made, frm={AlarmStatus.OPEN}, to=to, decided_at=now()):
        return
    audit.record(by, f"internship_report.{to}", made, posting=found.id)
    if not any(one.status == AlarmStatus.OPEN for one in queries.reports_on(found.id)):
        found.hidden_at = None
        db.session.flush()
    finding.refresh(found)
    telling.report_decided(made)
