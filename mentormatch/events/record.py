"""What a student's record tells of events: registered, came, missed."""

from collections.abc import Iterable

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _
from mentormatch.events import queries
from mentormatch.events.models import EventStatus, Place, PlaceStatus
from mentormatch.office.about import Happening

ORGANISERS = (RoleName.COORDINATOR, RoleName.COACH)


def happenings(student: Person, reader: Person) -> Iterable[Happening]:
    """Oldest first, at the time of registering and of the event."""
    for place in queries.my_places(student):
        if place.status not in {PlaceStatus.REGISTERED, PlaceStatus.DROPPED_IN}:
            continue
        title, url = place.event.title, _page(place, student, reader)
        if place.status == PlaceStatus.REGISTERED:
            yield Happening(place.joined_at, _("Registered for “%(event)s”", event=title), url=url)
        if place.came_at is not None:
            yield Happening(place.event.starts_at, _("Came to “%(event)s”", event=title), url=url)
        elif place.event.status == EventStatus.OVER and queries.has_attendance(place.event):
            yield Happening(place.event.starts_at, _("Missed “%(event)s”", event=title), url=url, state="bad")


def _page(place: Place, student: Person, reader: Person) -> str:
    if student.id == reader.id:
        return url_for("events.show", event_id=place.event_id)
    organises = any(reader.is_(role) for role in ORGANISERS)
    return url_for("organiser_events.show", event_id=place.event_id) if organises else ""
