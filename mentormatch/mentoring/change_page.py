"""The page on which a coordinator chooses another mentor for a mentee."""

from dataclasses import dataclass

from flask import render_template, request
from flask_login import current_user

from mentormatch.core.i18n import locale_code
from mentormatch.mentoring.evidence import NEXT_BEST
from mentormatch.mentoring.forms import ChangeForm
from mentormatch.mentoring.panel import alternatives_to, pair_url
from mentormatch.mentoring.policy import Pair
from mentormatch.mentoring.queries.coordinator import mentors_with_places
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.ranking import Shown
from mentormatch.recommendations.reasons import Line, lines
from mentormatch.web.forms import clean_line

TEXT_MOST = 100
#: Reasons beside a name: enough to compare, the rest is on the mentor's page.
MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked instead; without a band where a rule of the ranker speaks against the pair."""

    id: int
    name: str
    line: str
    band: str | None
    reasons: list[Line]


def change_page(pair: Pair, form: ChangeForm) -> str:
    """The next-best mentors, or those whom a search finds, each with what speaks for them."""
    text = clean_line(request.args.get("q"))[:TEXT_MOST]
    return render_template(
        "mentoring/coordinator/change.html",
        pair=pair,
        back_to=pair_url(pair),
        form=form,
        text=text,
        candidates=_searched(pair, text)
        if text
        else [_candidate(shown) for shown in alternatives_to(pair, top=NEXT_BEST)],
    )


def _searched(pair: Pair, text: str) -> list[Candidate]:
    """Mentors found by name, role or organisation, ranked ones first."""
    offers = mentors_with_places(pair.cohort_id, text=text, but={pair.mentor_id, pair.mentee_id, current_user.id})
    ids = [offer.person_id for offer in offers]
    shown = recommendations.recommend(pair.mentee, top=len(ids), only=ids) if ids else []
    ranked = {one.mentor_id for one in shown}
    rest = [
        Candidate(offer.person_id, offer.person.name, offer.role_title, None, [])
        for offer in offers
        if offer.person_id not in ranked
    ]
    return [*map(_candidate, shown), *rest]


def _candidate(shown: Shown) -> Candidate:
    reasons = lines(shown.recommendation.reasons, locale_code(), most=MOST_REASONS, against=1)
    return Candidate(shown.mentor_id, shown.name, shown.line, shown.band, reasons)
