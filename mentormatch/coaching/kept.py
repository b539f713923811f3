"""What coaching keeps about people, table by table."""

from typing import Any

from mentormatch.core.i18n import _l
from mentormatch.office.kept import ALONE, Entry, Erased, Kept, Seen, Theme, Why, ours

_STAFF = (Seen.YOU, Seen.STAFF)


def _of_student(what: object, seen: tuple[Seen, ...], **more: Any) -> Entry:
    """Something about a student, which goes with their account."""
    more = {"mine": "student_id"} | more
    return Entry(Theme.SERVICES, what, Why.SERVICE, seen, Kept.ACCOUNT, Erased.DELETED, **more)


KEPT: dict[str, Entry] = {
    "appointment_type": ours(
        _l("Types of appointments with coaches, and their limits"),
        "id name text position active session_minutes meeting place affiliations cohorts degrees graduation_years"
        " questions document most_in_term most_open notice_hours window_days buffer_minutes sessions_per_week"
        " cancel_hours interview",
    ),
    "coach_offer": Entry(
        Theme.SERVICES, _l("Which appointments you give as a coach, and where you meet"), Why.SERVICE,
        (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT, Erased.DELETED, mine="coach_id",
        exported="type_id link paused_until", withheld="coach_id",
    ),
    "appointment": Entry(
        Theme.SERVICES, _l("Your appointments with coaches: what you answered before, and what became of them"),
        Why.SERVICE, _STAFF, Kept.ACCOUNT, Erased.EMPTIED, mine="student_id",
        exported="booking_id type_id answers document_version_id document_link outcome outcome_at recording_agreed_at"
        " recording_link",
        withheld="student_id outcome_by_id",
        neutral={"student_id": {
            "answers": [], "document_version_id": None, "document_link": "", "recording_link": "",
            "recording_agreed_at": None,
        }},
    ),
    "appointment_note": _of_student(
        _l("What a coach wrote for you about an appointment"), _STAFF,
        exported="booking_id said steps changed_at", withheld="student_id version by_id",
    ),
    "coach_note": _of_student(
        _l("What coaches keep among themselves about your appointments"), (Seen.STAFF,),
        withheld="booking_id student_id text version by_id changed_at",
    ),
    "interview_question": ours(_l("Questions of the office for interview practice"), "id role text kind active"),
    "picked_question": ours(_l("Which of these questions were picked for an appointment"), "booking_id question_id"),
    "interview_rubric": _of_student(
        _l("How your interview practice went, as your coach saw it"), _STAFF,
        exported="booking_id structure content examples clarity asked comments changed_at",
        withheld="student_id version by_id",
    ),
    "appointment_feedback": _of_student(
        _l("How useful you found an appointment; coordinators see figures, and words without your name"), ALONE,
        exported="booking_id useful words given_at", withheld="student_id",
    ),
    "coaching_wait": _of_student(
        _l("For which appointments you wait"), _STAFF,
        exported="type_id status joined_at closed_at", withheld="id student_id coach_id",
    ),
    "kept_time": _of_student(
        _l("Times that were kept for you while you waited"), ALONE,
        exported="status offered_at closes_at answered_at", withheld="id wait_id student_id booking_id",
    ),
}  # fmt: skip
