"""The menu of each role."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from flask import request, url_for
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.concerns import queries as concerns
from mentormatch.core.i18n import _l
from mentormatch.messages.unread import unread_in_all
from mentormatch.office.about import SERVICES, Place
from mentormatch.office.queries import services_on
from mentormatch.search.queries import kinds_for

HOME = Place("dashboard.home", _l("Home"), "home")
SESSIONS = Place("sessions.index", _l("Sessions"), "calendar")
MESSAGES = Place("messages.threads", _l("Messages"), "speech")
CONCERNS = Place("coordinator_concerns.index", _l("Concerns"), "shield")
#: In the order of work; one person may have several roles, and a place is listed once.
PLACES: dict[RoleName, tuple[Place, ...]] = {
    RoleName.COORDINATOR: (
        Place("queue.index", _l("Queue"), "list"),
        Place("coordinator_matches.index", _l("Matches"), "heart"),
        Place("people.index", _l("People"), "person"),
        Place("coordinator_programmes.index", _l("Cohorts"), "cap"),
        Place("coordinator_mentoring.waiting", _l("Waiting"), "clock"),
        Place("coordinator_profiles.index", _l("Mentors"), "people"),
        Place("announcements.index", _l("Announcements"), "mail"),
        CONCERNS,
    ),
    RoleName.ADMIN: (
        Place("admin_accounts.index", _l("Accounts"), "people"),
        Place("admin_programmes.settings_form", _l("Settings"), "tune"),
        Place("admin_dashboard.health", _l("Health"), "heart"),
        Place("admin_trail.index", _l("Audit trail"), "shield"),
    ),
    RoleName.MENTOR: (
        Place("mentor_mentoring.index", _l("Requests"), "mail"),
        Place("mentor_mentoring.mentees", _l("Mentees"), "people"),
        SESSIONS,
        MESSAGES,
        Place("mentor_profiles.offer_form", _l("My offer"), "heart"),
    ),
    RoleName.MENTEE: (
        Place("recommendations.index", _l("Mentors"), "search"),
        Place("mentoring.index", _l("My requests"), "mail"),
        SESSIONS,
        MESSAGES,
        Place("profiles.start", _l("Profile"), "person"),
        Place("finding.for_you", _l("For you"), "star"),
    ),
}
#: In the order of work, also of those whose places are all of a service.
ROLES = (
    RoleName.COORDINATOR, RoleName.ADMIN, RoleName.COACH, RoleName.EDITOR, RoleName.PARTNER, RoleName.MENTOR,
    RoleName.MENTEE,
)  # fmt: skip
MATCHES = ("mentor_mentoring.mentees", "mentoring.index")
#: Features, and single pages, without a place of their own, and where one comes to them from. None is marked when the
#: reader has both.
FROM: dict[str, tuple[str, ...]] = {
    "relationship": MATCHES,
    "goals": MATCHES,
    "notes": MATCHES,
    "files": MATCHES,
    "concerns": MATCHES,
    "finding.start_here": ("finding.for_you",),
    "finding.index": (),
    "shortlist": ("recommendations.index",),
    "coordinator_mentoring.request_review": ("queue.index",),
    "coordinator_mentoring.match_review": ("queue.index",),
    "coordinator_mentoring.change_form": ("queue.index",),
    "coordinator_matches.certificates": ("coordinator_programmes.index",),
    "assignments": ("coordinator_programmes.index",),
    "mentor_impact": ("mentor_mentoring.mentees",),
    "training": ("mentor_profiles.offer_form",),
    "coordinator_training": ("coordinator_programmes.index",),
    "progress": ("coordinator_programmes.index",),
    "programmes": ("recommendations.index",),
    "coordinator_attendance": ("coordinator_programmes.index",),
    "overrides": ("coordinator_programmes.index",),
    "waitinglist": ("recommendations.index",),
    "coordinator_waitinglist": ("coordinator_mentoring.waiting",),
    "coordinator_feedback": ("coordinator_programmes.index",),
    "words": ("coordinator_profiles.index",),
    "reports": ("coordinator_programmes.index",),
    "record": ("people.index",),
    "office": ("admin_programmes.settings_form",),
    "trail": ("coordinator_programmes.index", "admin_trail.index"),
}
#: What waits at a place, as a number beside its name.
COUNTS: dict[str, Callable[[], int]] = {
    MESSAGES.endpoint: unread_in_all,
    CONCERNS.endpoint: lambda: concerns.waiting_for(current_user),
}


@dataclass(frozen=True)
class Link:
    """One entry as the layout draws it."""

    label: str
    url: str
    icon: str
    current: bool
    count: int | None = None


def navigation() -> list[Link]:
    """The places of the signed-in person's roles; empty for visitors."""
    if not current_user.is_authenticated:
        return []
    places = [HOME]
    services = services_on()
    for role in ROLES:
        if current_user.is_(role) and not _is_only_formally_mentee(role):
            mine = [*PLACES.get(role, ()), *(place for one in services for place in one.menu.get(role, ()))]
            places += [place for place in mine if place not in places]
    current = _current(places)
    return [
        Link(str(place.label), url_for(place.endpoint), place.icon, place is current, _count(place)) for place in places
    ]


def finds_anything() -> bool:
    """Whether there is anything that the signed-in person could search for: partners have their postings alone."""
    return current_user.is_authenticated and bool(kinds_for(current_user))


def _count(place: Place) -> int | None:
    count = COUNTS.get(place.endpoint)
    return count() if count else None


def _is_only_formally_mentee(role: RoleName) -> bool:
    """Everybody with a confirmed address may look for a mentor; staff who never began see no menu for it."""
    return role == RoleName.MENTEE and current_user.is_staff


def _current(places: list[Place]) -> Place | None:
    """Where the reader is: the place itself, or else the first whose pages the present one belongs to."""
    endpoint = request.endpoint or ""
    for place in places:
        if place.endpoint == endpoint:
            return place
    blueprint = endpoint.split(".")[0]
    belongs = reduce(or_, (dict(service.belongs) for service in SERVICES.values()), FROM)
    known = endpoint if endpoint in belongs else blueprint
    if known in belongs:
        found = [place for place in places if place.endpoint in belongs[known]]
        return found[0] if len(found) == 1 else None
    return next((place for place in places if place.endpoint.split(".")[0] == blueprint and place is not HOME), None)
