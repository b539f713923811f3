"""Who is registered leaves the service as a file."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import transactional
from mentormatch.events import sheets
from mentormatch.events.models import Event


@transactional
def export(event: Event, *, by: Person, as_workbook: bool = False) -> bytes:
    """Everybody of an event as a file; the trail remembers who took it, and how many people are in it."""
    rows = sheets.rows_of(event)
    audit.record(by, "event.exported", event, people=len(rows) - 1)
    return sheets.as_workbook(rows) if as_workbook else sheets.as_csv(rows)
