"""Degrees for tests. Defaults are valid; what a test is about is named."""

from datetime import date
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.degrees import service
from mentormatch.degrees.models import Degree, Level, Mode

FACTS: dict[str, Any] = {
    "name": "MSc Data", "provider": "Demo University", "level": Level.MASTER, "mode": Mode.ONLINE, "language": "en",
    "months": 18, "ects": 90, "cost": 6000, "currency": "EUR", "priced_on": date(2026, 5, 3),
    "content": "**Statistics**", "faculty": "Two professors.", "accreditation": "National", "assessment": "Projects",
    "source": "https://example.org/msc-data", "checked_on": date(2026, 5, 3), "invented": False,
    "roles": ("Data analyst",), "skills": ("SQL",),
}  # fmt: skip


def draft(by: Person | None, key: str = "msc-data", **facts: Any) -> Degree:
    return service.make(by=by, key=key, **FACTS | facts)


def published(by: Person | None, key: str = "msc-data", **facts: Any) -> Degree:
    degree = draft(by, key, **facts)
    service.publish(degree, by=by)
    return degree
