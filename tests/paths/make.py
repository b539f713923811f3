"""Career paths for tests."""

from datetime import date
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.paths import service
from mentormatch.paths.models import CareerPath, Stage
from mentormatch.paths.service import Pay, Text

TEXT: dict[str, Any] = {
    "summary": "Finds out what numbers say.",
    "does": "Asks, counts and **tells**.",
    "skills": ("SQL", "Storytelling"),
    "ways_in": "By a project of one's own.",
    "progress": "Reports first, questions later.",
}
PAY: dict[str, Any] = {
    "stage": Stage.FIRST, "place": "Italy", "low": 24_000, "high": 30_000, "currency": "EUR",
    "source": "https://example.org/pay", "said_on": date(2026, 1, 31),
}  # fmt: skip


def draft(by: Person, title: str = "Data analyst", names: tuple[str, ...] = (), **text: Any) -> CareerPath:
    return service.make(title, by=by, names=names, text=Text(**TEXT | text))


def published(by: Person, title: str = "Data analyst", names: tuple[str, ...] = (), **text: Any) -> CareerPath:
    path = draft(by, title, names, **text)
    service.publish(path, by=by)
    return path


def pay(**facts: Any) -> Pay:
    return Pay(**PAY | facts)
