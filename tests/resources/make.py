"""Guides for tests."""

from typing import Any

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.resources import service
from mentormatch.resources.content import Content
from mentormatch.resources.models import Guide, GuideKind
from mentormatch.resources.policy import LOOK_AGAIN
from tests.make import Make

TEXT = "# Before you write\n\nRead the posting **twice**.\n\n# What to write\n\nOne page, the newest job first."
LIST = "Before you send it:\n\n- [ ] Read it aloud\n- [ ] Check the dates\n\nOn the day:\n\n- Send it as PDF"


def editors(make: Make) -> tuple[Person, Person]:
    """Edda writes, Erik looks at what she wrote."""
    edda = make.person("Edda Lind", roles=[RoleName.EDITOR])
    return edda, make.person("Erik Sand", roles=[RoleName.EDITOR])


def content(**changes: Any) -> Content:
    facts: dict[str, Any] = {"kind": GuideKind.GUIDE, "title": "Your first CV", "lead": "One page.", "text": TEXT}
    return Content(**{**facts, **changes})


def draft(by: Person, *, language: str = "en", translates: Guide | None = None, **changes: Any) -> Guide:
    return service.make(content(**changes), language=language, by=by, translates=translates)


def published(by: Person, reviewer: Person, **changes: Any) -> Guide:
    """Written by one and published by another."""
    guide = draft(by, **changes)
    service.submit(guide, version=1, by=by)
    service.publish(guide, version=1, by=reviewer)
    return guide


@transactional
def make_due(guide: Guide) -> None:
    """As if a year had passed since somebody looked at it."""
    guide = db.session.get_one(Guide, guide.id)
    guide.review_on, guide.looked_at = now().date(), now() - LOOK_AGAIN
