"""The pages about one's time, side by side."""

from flask import request, url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _
from mentormatch.profiles import queries as profiles


def can_be_booked(person: Person) -> bool:
    """Whether others book this person: coaches, mentors, and those who apply to be one."""
    return person.is_(RoleName.MENTOR) or person.is_(RoleName.COACH) or profiles.offer_of(person.id) is not None


def hours_tabs(person: Person) -> list[dict[str, object]]:
    """Links for the row of tabs; what others see of one's hours is for those who can be booked."""
    pages = [("calendar.hours_form", _("Weekly hours")), ("calendar_busy.page", _("Busy times"))]
    if can_be_booked(person):
        pages.insert(1, ("calendar.preview", _("What others see")))
    pages.append(("calendar_feed.page", _("Calendar address")))
    return [{"label": label, "url": url_for(name), "current": name == _shown()} for name, label in pages]


def _shown() -> str:
    """The page of the present endpoint: a form that was refused shows the page it was sent from."""
    endpoint = request.endpoint or ""
    if endpoint == "calendar.preview" or not endpoint.startswith("calendar."):
        return endpoint if endpoint == "calendar.preview" else f"{endpoint.split('.')[0]}.page"
    return "calendar.hours_form"
