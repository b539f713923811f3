"""What a card says about a mentor, in the reader's language and zone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_date

from mentormatch.core.clock import now
from mentormatch.core.i18n import _n, clock_time, locale_code, short_day, zone
from mentormatch.recommendations.ranking import Shown
from mentormatch.recommendations.reasons import Line, lines

#: Reasons on a card: the rest is one click away.
MOST_FOR, MOST_AGAINST = 3, 2
#: Within this time a weekday alone says which day is meant.
SAME_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Card:
    id: int
    #: Place in the list, from 1.
    place: int
    name: str
    first_name: str
    line: str
    band: str
    reasons: list[Line]
    times: list[dict[str, str]]
    note: str


def cards(shown: Sequence[Shown], times: Mapping[int, Sequence[datetime]], zone_name: str) -> list[Card]:
    """One card for each mentor, in the same order."""
    locale = locale_code()
    return [
        Card(
            id=one.mentor_id,
            place=place,
            name=one.name,
            first_name=one.mentor.first_name,
            line=one.line,
            band=one.band,
            reasons=lines(one.recommendation.reasons, locale, most=MOST_FOR, against=MOST_AGAINST),
            times=time_items(times.get(one.mentor_id, ()), zone_name),
            note=places_note(one.places),
        )
        for place, one in enumerate(shown, start=1)
    ]


def places_note(places: int) -> str:
    return _n("Open for %(num)d more mentee.", "Open for %(num)d more mentees.", places)


def time_items(times: Iterable[datetime], zone_name: str) -> list[dict[str, str]]:
    """Free times for the macro ``times``: a weekday and the time, with the date when it is further away."""
    return [{"text": f"{_day(at, zone_name)} {clock_time(at, zone_name)}"} for at in times]


def _day(at: datetime, zone_name: str) -> str:
    if at - now() < SAME_WEEK:
        return format_date(at.astimezone(zone(zone_name)).date(), "EEE", locale=locale_code())
    return short_day(at, zone_name)
