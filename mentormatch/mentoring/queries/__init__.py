"""Reading requests and matches: by the people in them here, by coordinators in ``coordinator`` and ``waiting``."""

from mentormatch.mentoring.queries.asked import (
    asked_before,
    current_match_of,
    is_matched,
    replacement_of,
    waiting_request_of,
)
from mentormatch.mentoring.queries.colleagues import is_colleague_for, taken_up
from mentormatch.mentoring.queries.coordinator import match_for_coordinator, mentor_in, request_for_coordinator
from mentormatch.mentoring.queries.decisions import decisions_about
from mentormatch.mentoring.queries.people import (
    match_for,
    match_of_request,
    matches_of_mentor,
    request_for_mentee,
    request_for_mentor,
    requests_of_mentee,
    requests_to_mentor,
)

__all__ = [
    "asked_before",
    "current_match_of",
    "decisions_about",
    "is_colleague_for",
    "is_matched",
    "match_for",
    "match_for_coordinator",
    "match_of_request",
    "matches_of_mentor",
    "mentor_in",
    "replacement_of",
    "request_for_coordinator",
    "request_for_mentee",
    "request_for_mentor",
    "requests_of_mentee",
    "requests_to_mentor",
    "taken_up",
    "waiting_request_of",
]
