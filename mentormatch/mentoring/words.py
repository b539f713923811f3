"""The letters about requests and matches that a cohort may add words to."""

from mentormatch.core.i18n import _l
from mentormatch.notifications.words import can_have_words

#: Links in previews lead nowhere.
_REQUEST = {"request": 0, "closes_at": "2026-12-04T09:00:00+00:00", "remind_at": "2026-11-27T09:00:00+00:00"}
_MATCH = {"match": 0}
_NAMES = "name mentor student cohort"

can_have_words(
    "asked", "mentoring/email/asked.txt", _l("Request sent, to the student"), _NAMES, reviewed_first=False, **_REQUEST
)
can_have_words(
    "received",
    "mentoring/email/received.txt",
    _l("Request received, to the mentor"),
    _NAMES,
    note="“…”",
    coordinator_chose=False,
    **_REQUEST,
)
can_have_words(
    "reminder", "mentoring/email/reminder.txt", _l("Reminder of a request, to the mentor"), _NAMES, **_REQUEST
)
can_have_words(
    "began", "mentoring/email/began.txt", _l("Match made, to the student"), _NAMES, booked_at=None, others=0, **_MATCH
)
can_have_words(
    "began_mentor",
    "mentoring/email/began_mentor.txt",
    _l("Match made, to the mentor"),
    _NAMES,
    booked_at=None,
    **_MATCH,
)
can_have_words(
    "assigned", "mentoring/email/assigned.txt", _l("Match made by you, to the student"), _NAMES, reasons=(), **_MATCH
)
can_have_words(
    "assigned_mentor", "mentoring/email/assigned_mentor.txt", _l("Match made by you, to the mentor"), _NAMES, **_MATCH
)
can_have_words(
    "ended",
    "mentoring/email/ended.txt",
    _l("Match ended"),
    _NAMES,
    other="Omar Haddad",
    by="Omar Haddad",
    because="reached",
    reason="",
    to_mentee=True,
    **_MATCH,
)
