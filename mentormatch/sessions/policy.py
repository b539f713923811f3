"""What a session is at a moment, in one word, and when a match can have one."""

import enum
from datetime import datetime

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.mentoring.models import Match, MatchStatus


class Stage(enum.StrEnum):
    """``kept``: a coordinator looks at the match first."""

    KEPT = "kept"
    COMING = "coming"
    NOW = "now"
    PAST = "past"
    CANCELLED = "cancelled"


def stage_of(booking: Booking, at: datetime) -> Stage:
    if booking.status == BookingStatus.CANCELLED:
        return Stage.CANCELLED
    if booking.status == BookingStatus.RESERVED:
        return Stage.KEPT
    if booking.ends_at <= at:
        return Stage.PAST
    return Stage.NOW if booking.starts_at <= at else Stage.COMING


def can_book(match: Match) -> bool:
    return match.status == MatchStatus.ACTIVE
