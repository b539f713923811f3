"""The numbers of a cohort: between which values each makes sense, and what it does, said in one sentence.

Forms show them, the service refuses what is outside, and the database keeps what would break the product.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import Lazy, _l


@dataclass(frozen=True)
class Setting:
    """A number that a coordinator sets. ``step``: it is a multiple of this."""

    label: Lazy
    effect: Lazy
    least: int
    most: int
    step: int = 1


@dataclass(frozen=True)
class Group:
    """Settings that belong together, and which rule is kept by what is under way when they change."""

    title: Lazy
    under_way: Lazy
    names: tuple[str, ...]


SETTINGS: dict[str, Setting] = {
    "open_requests_limit": Setting(
        _l("Open requests per student"), _l("So many mentors can a student ask at once; usually 3."), 1, 10
    ),
    "remind_after_days": Setting(
        _l("Remind the mentor after days"), _l("A mentor who has not answered gets one letter then; usually 7."), 1, 60
    ),
    "close_after_days": Setting(
        _l("Close a request after days"),
        _l("Without an answer the request closes, and the student sees who else fits; usually 14."),
        2,
        90,
    ),
    "offer_hold_hours": Setting(
        _l("Keep an offered place for hours"),
        _l("So long is a freed place kept for the first on the waiting list, then the next is offered it; usually 48."),
        1,
        336,
    ),
    "mentor_capacity": Setting(
        _l("Places of a new mentor"),
        _l("With so many mentees a new mentor begins, and may change it any time; usually 2."),
        1,
        20,
    ),
    "session_minutes": Setting(
        _l("Length of a session in minutes"), _l("Each booking takes so long, in quarters of an hour; usually 45."),
        15, 180, step=15,
    ),
    "buffer_minutes": Setting(
        _l("Pause after a session in minutes"),
        _l("After a session the mentor cannot be booked for so long; usually 15."),
        0, 60, step=15,
    ),
    "notice_hours": Setting(
        _l("Shortest notice in hours"), _l("Nobody books a time that begins sooner than this; usually 24."), 0, 168
    ),
    "window_days": Setting(
        _l("Book at most days ahead"), _l("Times later than this are not shown yet; usually 60."), 7, 180
    ),
    "sessions_per_week": Setting(
        _l("Sessions per mentor a week"), _l("More than this cannot be booked with one mentor in a week; usually 3."),
        1, 20,
    ),
    "no_shows_limit": Setting(
        _l("Missed sessions that pause booking"),
        _l("Whoever misses so many cannot book new ones until you have talked; usually 2."),
        1, 10,
    ),
    "no_shows_days": Setting(
        _l("Days for which a missed session counts"),
        _l("A session missed longer ago is forgotten; usually 90."),
        7, 365,
    ),
    "check_in_days": Setting(
        _l("Ask how it goes after days without a session"),
        _l("A match that did not meet for so long is listed as one that needs a check-in; usually 21."),
        7, 120,
    ),
}  # fmt: skip

GROUPS: tuple[Group, ...] = (
    Group(
        _l("Requests"),
        _l(
            "A request that is open keeps its own reminder, closing day and review; the number of open ones counts now."
        ),
        ("open_requests_limit", "remind_after_days", "close_after_days", "offer_hold_hours"),
    ),
    Group(
        _l("Mentors"),
        _l("Mentors who are here already keep the places they have."),
        ("mentor_capacity",),
    ),
    Group(
        _l("Sessions"),
        _l("A session that is booked keeps its time and its length; the rest holds from the next booking on."),
        ("session_minutes", "buffer_minutes", "notice_hours", "window_days", "sessions_per_week"),
    ),
    Group(
        _l("When it does not go well"),
        _l("These count at once, also for sessions and matches of before."),
        ("no_shows_limit", "no_shows_days", "check_in_days"),
    ),
)


def ensure(values: Mapping[str, Any]) -> None:
    """Refuse settings that make no sense, each at its field; ``values`` holds those of a whole cohort."""
    for name, setting in SETTINGS.items():
        value = values.get(name)
        if value is None:
            continue
        if not setting.least <= value <= setting.most:
            between = {"least": setting.least, "most": setting.most}
            raise Invalid(_l("Please give a number from %(least)s to %(most)s.", **between), field=name)
        if value % setting.step:
            raise Invalid(_l("Please give a multiple of %(step)s minutes.", step=setting.step), field=name)
    _ensure_order(values)


def _ensure_order(values: Mapping[str, Any]) -> None:
    remind, close = values.get("remind_after_days"), values.get("close_after_days")
    if remind is not None and close is not None and close <= remind:
        raise Invalid(_l("A request closes later than the reminder."), field="close_after_days")
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends <= starts:
        raise Invalid(_l("A cohort ends after it starts."), field="ends_on")
