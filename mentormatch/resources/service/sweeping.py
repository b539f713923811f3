"""What time makes due: the weekly letter about guides that are to be looked at again."""

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.office.service import service_job
from mentormatch.resources import queries
from mentormatch.resources.found import find_missing
from mentormatch.resources.models import Guide
from mentormatch.resources.service import telling


@service_job("resources", "sweep")
def sweep() -> int:
    """Returns to how many editors there is a letter this week. What is published and cannot be found is put right."""
    find_missing()
    due = sa.select(Guide.id).where(Guide.live.is_not(None), Guide.review_on <= now().date()).limit(1)
    return _tell() if db.session.scalar(due) is not None else 0


@transactional
def _tell() -> int:
    guides, count = queries.listed("due", limit=telling.MOST_TOLD, offset=0)
    return sum(telling.due(editor, guides, count) for editor in queries.told_editors()) if count else 0
