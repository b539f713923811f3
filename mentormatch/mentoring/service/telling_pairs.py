"""Letters about matches."""

from datetime import datetime
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.service.telling import other_mentors, to_review
from mentormatch.notifications import service as letters
from mentormatch.recommendations.reasons import lines, stored_reasons


def agreed(match: Match, *, kept_at: datetime | None) -> None:
    """Both have said yes and a coordinator looks next: to the mentee, and to the coordinators."""
    _write(match.mentee, match, "agreed", kept_at=kept_at.isoformat() if kept_at else None)
    to_review(match.asked, match_id=match.id)


def began(match: Match, *, booked_at: datetime | None, others: int) -> None:
    """To both: you are a match. Without a session the mentee chooses a time next; ``others`` had been asked too."""
    at = booked_at.isoformat() if booked_at else None
    _write(match.mentee, match, "began", booked_at=at, others=others)
    _write(match.mentor, match, "began_mentor", booked_at=at)


def assigned(match: Match) -> None:
    """To both: the career office has brought you together, and why."""
    reasons = lines(stored_reasons(match.recommendation), match.mentee.locale, most=3, against=0)
    told = [f"{reason.head}: {reason.text}" if reason.text else reason.head for reason in reasons]
    _write(match.mentee, match, "assigned", reasons=told)
    _write(match.mentor, match, "assigned_mentor")


def rejected(match: Match) -> None:
    """To both: a coordinator does not approve, with the reason; to the mentee also who else there is."""
    reason = letters.quoted(match.review_reason)
    _write(match.mentee, match, "rejected", reason=reason, others=other_mentors(match.asked))
    _write(match.mentor, match, "rejected_mentor", reason=reason)


def ended(match: Match, *, by: Person) -> None:
    """To the one or two who did not end it."""
    reason = letters.quoted(match.end_reason) if match.end_reason else ""
    for person, other in ((match.mentee, match.mentor), (match.mentor, match.mentee)):
        if person.id != by.id:
            to_mentee = person.id == match.mentee_id
            because = match.ended_because.value if match.ended_because else ""
            facts = {"by": by.name, "reason": reason, "because": because, "to_mentee": to_mentee}
            _write(person, match, "ended", other=other.name, **facts)


def _write(to: Person, match: Match, name: str, **context: Any) -> None:
    letters.write(
        to,
        f"mentoring/email/{name}.txt",
        key=f"match:{match.id}:{name}",
        match=match.id,
        mentee=match.mentee.name,
        mentor=match.mentor.name,
        cohort_id=match.cohort_id,
        cohort=match.cohort.name,
        **context,
    )
