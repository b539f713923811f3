"""Up to three mentors side by side: the same questions, answered for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mentormatch.calendar import queries as calendar
from mentormatch.core.i18n import _, locale_code
from mentormatch.mentoring.queries.record import expectation_of
from mentormatch.mentoring.story import in_words
from mentormatch.profiles.queries import offer_of, profile_of
from mentormatch.programmes.models import Cohort
from mentormatch.recommendations import cards
from mentormatch.recommendations.ranking import Shown
from mentormatch.recommendations.reasons import Line, lines

#: More columns cannot be read side by side.
SIDE_BY_SIDE = 3
#: Reasons and free times of one column.
MOST_REASONS, MOST_AGAINST, MOST_DAYS, TIMES = 5, 3, 4, 200


@dataclass(frozen=True, slots=True)
class Column:
    """One mentor of a comparison. ``facts`` answer the same questions in every column, "–" where nothing is known."""

    mentor: Shown
    reasons: list[Line]
    facts: list[tuple[str, str]]


def compare(shown: Sequence[Shown], cohort: Cohort, zone_name: str) -> list[Column]:
    """One column for each mentor, in the order of the ranking."""
    times = calendar.next_open_times([one.mentor_id for one in shown], cohort, per_host=TIMES)
    return [
        Column(
            mentor=one,
            reasons=lines(one.recommendation.reasons, locale_code(), most=MOST_REASONS, against=MOST_AGAINST),
            facts=[(word, value or "–") for word, value in _facts(one, times.get(one.mentor_id, ()), zone_name)],
        )
        for one in shown
    ]


def _facts(one: Shown, times: Sequence[datetime], zone_name: str) -> list[tuple[str, str]]:
    offer, expected = offer_of(one.mentor_id), expectation_of(one.mentor_id)
    free = cards.time_items(times, zone_name, most=MOST_DAYS)
    return [
        *(cards.offer_facts(offer, profile_of(one.mentor_id)) if offer else ()),
        (_("Next free"), ", ".join(time["text"] for time in free)),
        (_("Places"), cards.places_note(one.places)),
        (_("Usually answers in"), in_words(expected.time) if expected else _("Not known yet")),
    ]
