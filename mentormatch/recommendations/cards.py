"""What a card says about a mentor, in the reader's language and zone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date
from babel.lists import format_list

from mentormatch.core.clock import now
from mentormatch.core.i18n import _, _n, clock_time, locale_code, short_day, zone
from mentormatch.matching import MenteeFacts
from mentormatch.profiles.labels import topic_label
from mentormatch.profiles.models import Offer, Profile
from mentormatch.recommendations.ranking import Shown, line_of
from mentormatch.recommendations.reasons import Line, lines
from mentormatch.web.context import language_name

#: Reasons on a card: the rest is one click away.
MOST_FOR, MOST_AGAINST = 3, 2
#: Free times on a card, one a day.
MOST_TIMES = 3
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
            times=time_items(times.get(one.mentor_id, ()), zone_name, most=MOST_TIMES),
            note=places_note(one.places),
        )
        for place, one in enumerate(shown, start=1)
    ]


def lead(mentee: MenteeFacts) -> str:
    """``Ordered by what you told us: from marketing into data analyst, in Italian or English.``"""
    told = []
    if mentee.previous_field and mentee.target_roles:
        told.append(_("from %(start)s into %(aim)s", start=mentee.previous_field, aim=mentee.target_roles[0]))
    elif mentee.target_roles:
        told.append(_("towards %(aim)s", aim=mentee.target_roles[0]))
    elif mentee.previous_field:
        told.append(_("from %(start)s", start=mentee.previous_field))
    if mentee.languages:
        names = [language_name(tag) for tag in mentee.languages]
        told.append(_("in %(languages)s", languages=format_list(names, style="or", locale=locale_code())))
    return (
        _("Ordered by what you told us: %(told)s.", told=", ".join(told)) if told else _("Ordered by what you told us.")
    )


def offer_line(offer: Offer, profile: Profile | None) -> str:
    """The same line as on a card, for the mentor's own page."""
    return line_of(
        offer.role_title or offer.headline,
        offer.organisation,
        profile.degree if profile else "",
        profile.graduation_year if profile else None,
    )


def offer_facts(offer: Offer, profile: Profile | None) -> list[tuple[str, str]]:
    """What a mentor tells, as pairs of word and value; empty values are left out by the macro."""
    years = profile.years_experience if profile else None
    return [
        (_("Helps with"), ", ".join(map(topic_label, offer.help_topics))),
        (_("Skills"), ", ".join(profile.skills) if profile else ""),
        (_("Industries"), ", ".join(offer.industries)),
        (_("Languages"), ", ".join(map(language_name, profile.languages)) if profile else ""),
        (_("Came from"), profile.previous_field if profile else ""),
        (_("Experience"), _n("%(num)d year", "%(num)d years", years) if years is not None else ""),
    ]


def places_note(places: int) -> str:
    return _n("Open for %(num)d more mentee.", "Open for %(num)d more mentees.", places)


def time_items(times: Iterable[datetime], zone_name: str, *, most: int) -> list[dict[str, str]]:
    """The first free time of each day for the macro ``times``: a weekday and the time, with the date when it is far."""
    first_of_day: dict[date, datetime] = {}
    for at in times:
        first_of_day.setdefault(at.astimezone(zone(zone_name)).date(), at)
    first = list(first_of_day.values())[:most]
    return [{"text": f"{_day(at, zone_name)} {clock_time(at, zone_name)}"} for at in first]


def _day(at: datetime, zone_name: str) -> str:
    if at - now() < SAME_WEEK:
        return format_date(at.astimezone(zone(zone_name)).date(), "EEE", locale=locale_code())
    return short_day(at, zone_name)
