"""Events for tests. Defaults are valid; what a test is about is named."""

from datetime import timedelta
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.events import service
from mentormatch.events.models import Event, EventKind, Waiting


def draft(by: Person, *, days: float = 10, minutes: int = 60, **facts: Any) -> Event:
    """A draft, so many days ahead, on a whole hour."""
    starts_at = (now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    usual: dict[str, Any] = {
        "kind": EventKind.TALK, "title": "Talk", "language": "en", "place": "Room 1", "waiting": Waiting.AUTOMATIC,
        "starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=minutes),
    }  # fmt: skip
    return service.make(by=by, **usual | facts)


def published(by: Person, **facts: Any) -> Event:
    event = draft(by, **facts)
    service.publish(event, by=by)
    return event
