"""What somebody had before them when they typed: a short sign of it, which is another one when it has changed."""

import json
from collections.abc import Iterable
from hashlib import sha256

from mentormatch.events.models import Event, Question

#: What an organiser types of an event, beside its questions.
TYPED = (
    "kind", "title", "text", "language", "series_id", "starts_at", "ends_at", "place", "online_link", "capacity",
    "registration", "waiting", "opens_at", "closes_at", "cancel_until", "affiliations", "cohorts", "degrees", "years",
    "mentors_too",
)  # fmt: skip


def edition_of(event: Event) -> str:
    """For whoever changes an event: another tab, or a colleague, may have changed it meanwhile."""
    return _sign([*(getattr(event, name) for name in TYPED), asked(event.questions)])


def asked(questions: Iterable[Question]) -> str:
    """For whoever answers: an answer belongs to the question that was read."""
    return _sign([(one.number, one.kind, one.text, one.choices, one.needed) for one in questions])


def _sign(facts: list[object]) -> str:
    return sha256(json.dumps(facts, default=str).encode()).hexdigest()[:16]
