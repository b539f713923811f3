"""A programme with 50,000 people and 55,000 rows in the queue, 5,000 of each kind, written without the services."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, Role, RoleName, person_role
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.concerns.models import Concern, ConcernKind
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment, JoinRequest
from mentormatch.queue.models import Kind

A_KIND = 5_000
MENTEES, MENTORS, APPLICANTS = 42_000, 8_000, A_KIND
PEOPLE = MENTEES + MENTORS
FIRST = ("Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kaia", "Luca", "Mina")
LAST = ("Rossi", "Weber", "Haddad", "Novak", "Silva", "Okafor", "Tanaka", "Laurent", "Bianchi", "Vogel", "Moreau")
#: As large as a stored recommendation usually is.
REASONS = [{"feature": f"feature {n}", "kind": "for", "contribution": 0.1, "evidence": "x" * 120} for n in range(8)]
CHUNK = 5_000


@transactional
def fill(coordinator: Person, cohorts: list[Cohort]) -> None:
    """Write everything; the cohorts are the coordinator's own."""
    chance, at = random.Random(1), now()
    start = (db.session.scalar(sa.select(sa.func.max(Person.id))) or 0) + 1
    numbers = range(start, start + PEOPLE + APPLICANTS)
    mentees, mentors, applicants = numbers[:MENTEES], numbers[MENTEES:PEOPLE], numbers[PEOPLE:]
    _people(chance, mentees, mentors, applicants, [cohort.id for cohort in cohorts], at)

    def pairs(first: int, status: Any, **more: Any) -> list[dict[str, Any]]:
        return [
            _pair(chance, mentee, mentors, cohorts, at) | {"status": status} | more
            for mentee in mentees[first : first + A_KIND]
        ]

    soon, later = at + timedelta(days=1), at + timedelta(days=6)
    waiting = pairs(0, RequestStatus.AWAITING_REVIEW, opened_at=None, closes_at=None)
    waiting += pairs(10_000, RequestStatus.OPEN, closes_at=soon) + pairs(15_000, RequestStatus.OPEN, closes_at=later)
    for one in waiting[A_KIND:]:
        one |= {"opened_at": one["created_at"], "reminded_at": at}
    fresh = pairs(35_000, RequestStatus.OPEN, closes_at=at + timedelta(days=13), opened_at=at)
    _insert(Request, [one | {"note": "I ask.", "told_share": None} for one in waiting])
    _insert(Request, [one | {"note": "I ask.", "told_share": None} for one in fresh])
    reviewed = pairs(5_000, MatchStatus.AWAITING_REVIEW, activated_at=None)
    active = pairs(20_000, MatchStatus.ACTIVE) + pairs(25_000, MatchStatus.ACTIVE)
    for one in active:
        one["activated_at"] = one["created_at"] - timedelta(days=30)
    _insert(Match, reviewed + active)
    matches = db.session.execute(
        sa.select(Match.id, Match.mentee_id, Match.mentor_id).where(Match.status == MatchStatus.ACTIVE)
    ).all()
    _around_matches(matches[A_KIND:], at)
    _letters(chance, mentees[:A_KIND], at)
    _insert(
        JoinRequest,
        [
            {
                "person_id": one, "cohort_id": cohorts[one % len(cohorts)].id,
                "created_at": at - timedelta(minutes=chance.randrange(200_000)),
            }
            for one in applicants
        ],
    )  # fmt: skip


def _people(
    chance: random.Random, mentees: range, mentors: range, applicants: range, cohorts: list[int], at: datetime
) -> None:
    everybody = [*mentees, *mentors, *applicants]
    _insert(
        Person,
        [
            {
                "id": number, "email": f"person{number}@example.org", "fs_uniquifier": f"u{number}", "confirmed_at": at,
                "name": f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}", "active": True,
            }
            for number in everybody
        ],
    )  # fmt: skip
    roles = {role.name: role.id for role in db.session.scalars(sa.select(Role))}
    held = {RoleName.MENTEE: mentees, RoleName.MENTOR: mentors}
    rows = [{"person_id": one, "role_id": roles[role]} for role, numbers in held.items() for one in numbers]
    db.session.execute(sa.insert(person_role), rows)
    asking = {*mentees[:5_000], *mentees[10_000:20_000], *mentees[35_000:]}
    taking_part = [(EnrolledAs.MENTEE, one) for one in mentees] + [(EnrolledAs.MENTOR, one) for one in mentors]
    _insert(
        Enrolment,
        [
            {
                "person_id": one, "cohort_id": cohorts[one % len(cohorts)], "enrolled_as": enrolled_as,
                "open_requests": int(one in asking), "created_at": at - timedelta(minutes=chance.randrange(200_000)),
            }
            for enrolled_as, one in taking_part
        ],
    )  # fmt: skip
    _insert(Profile, [{"person_id": one, "degree": f"BSc {one % 40}", "bio": "A few words."} for one in everybody])
    _insert(Aim, [{"person_id": one, "goal": "I want to become an analyst." if one % 3 else ""} for one in mentees])
    offers = [(one, OfferStatus.APPROVED, None) for one in mentors]
    offers += [(one, OfferStatus.APPLIED, at - timedelta(minutes=chance.randrange(200_000))) for one in applicants]
    _insert(
        Offer,
        [
            {
                "person_id": one, "status": status, "role_title": f"Analyst {one % 50}", "capacity": 5, "load": one % 5,
                "applied_at": applied_at, "organisation": f"Company {one % 90}",
            }
            for one, status, applied_at in offers
        ],
    )  # fmt: skip


def _pair(chance: random.Random, mentee: int, mentors: range, cohorts: list[Cohort], at: datetime) -> dict[str, Any]:
    band = chance.choices(("strong", "good", "possible"), (30, 60, 10))[0]
    return {
        "mentee_id": mentee,
        "mentor_id": chance.choice(mentors),
        "cohort_id": cohorts[mentee % len(cohorts)].id,
        "created_at": at - timedelta(minutes=chance.randrange(60_000)),
        "recommendation": {"band": band, "score": 0.5, "reasons": REASONS},
    }


def _around_matches(matches: Iterable[Any], at: datetime) -> None:
    """Each has a session about which the two disagree, another one ahead, and a concern."""
    sessions = []
    for match in matches:
        who = {"match_id": match.id, "host_id": match.mentor_id, "guest_id": match.mentee_id}
        kept = {"wall_start": "", "wall_zone": "UTC"}
        for days, status in ((-3, BookingStatus.MISSED), (5, BookingStatus.BOOKED)):
            start = at + timedelta(days=days, minutes=match.id)
            times = {"starts_at": start, "ends_at": start + timedelta(hours=1), "uid": f"{match.id}:{days}"}
            sessions.append({**who, **kept, **times, "status": status})
    _insert(Booking, sessions)
    missed = db.session.execute(sa.select(Booking).where(Booking.status == BookingStatus.MISSED)).scalars()
    _insert(
        Attendance,
        [
            {
                "booking_id": one.id, "outcome": Outcome.MISSED, "missed_by_id": one.guest_id, "asked_at": at,
                "marked_by_id": one.host_id, "marked_at": at, "other_outcome": Outcome.HELD,
                "disputed_at": at - timedelta(minutes=one.id),
            }
            for one in missed
        ],
    )  # fmt: skip
    _insert(
        Concern,
        [
            {
                "match_id": one.id, "raised_by_id": one.mentee_id, "kind": ConcernKind.OTHER, "words": "A worry.",
                "created_at": at - timedelta(minutes=one.id),
            }
            for one in matches
        ],
    )  # fmt: skip


def _letters(chance: random.Random, people: range, at: datetime) -> None:
    same = {"to_name": "", "locale": "en", "time_zone": "UTC", "template": "x", "context": {}, "last_error": "no"}
    _insert(
        Letter,
        [
            same | {
                "person_id": one, "dedupe_key": f"k{one}", "message_id": f"m{one}", "to_address": f"{one}@example.org",
                "status": LetterStatus.FAILED, "created_at": at - timedelta(minutes=chance.randrange(200_000)),
            }
            for one in people
        ],
    )  # fmt: skip


def _insert(table: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), CHUNK):
        db.session.execute(sa.insert(table), rows[start : start + CHUNK])


def expected() -> dict[Kind, int]:
    return dict.fromkeys(Kind, A_KIND)
