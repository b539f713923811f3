"""What the page of one pair shows beside the panel: why it is here, who else there is, and what would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentormatch.core.i18n import _, day, locale_code
from mentormatch.matching import Reason
from mentormatch.mentoring.history import MenteeHistory, MentorHistory, history_of_mentee, history_of_mentor
from mentormatch.mentoring.labels import PARTS, REVIEW_RULES
from mentormatch.mentoring.models import MatchStatus, Request, RequestStatus, ReviewDecision
from mentormatch.mentoring.panel import Panel, alternatives_to
from mentormatch.mentoring.queries import decisions_about
from mentormatch.mentoring.queries.coordinator import earlier_of, passed_on_by
from mentormatch.programmes import queries as programmes
from mentormatch.recommendations import order
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.facts import mentee_record
from mentormatch.recommendations.ranking import Shown
from mentormatch.recommendations.reasons import Line, lines, stored_reasons
from mentormatch.recommendations.score_parts import TENTHS, points

#: Mentors beside the one who was asked, and reasons that are told of each.
NEXT_BEST, MOST_REASONS = 5, 3
#: A smaller difference, half a point of 100, is no difference; and so many are told.
SAME, MOST_DIFFERENCES = 0.005, 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another mentor: reasons as the student would read them, and by what the score differs from the pair's."""

    shown: Shown
    lines: list[Line]
    total: str
    more: list[str]
    less: list[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Beside a panel: everything else that a decision about its pair rests on."""

    why_here: list[str]
    alternatives: list[Alternative]
    hints: list[str]
    mentor: MentorHistory
    mentee: MenteeHistory
    decisions: list[ReviewDecision]


def evidence_for(panel: Panel) -> Evidence:
    pair, request = panel.pair, panel.request
    record = mentee_record(pair.mentee_id)
    mine = stored_reasons(pair.recommendation)
    return Evidence(
        why_here=why_here(panel),
        alternatives=[_alternative(shown, mine) for shown in alternatives_to(pair, top=NEXT_BEST)],
        hints=[hint.text for hint in order.hints(recommendations.advice(record))] if record else [],
        mentor=history_of_mentor(pair.mentor_id),
        mentee=history_of_mentee(
            pair.mentee_id,
            cohort_ids=[cohort.id for cohort in programmes.cohorts_of(panel.reader)],
            but=request.id if request else None,
        ),
        decisions=decisions_about(pair),
    )


def _alternative(shown: Shown, mine: list[Reason]) -> Alternative:
    locale = locale_code()
    found = shown.recommendation
    differences = difference(mine, found.reasons) if mine else {}
    told = sorted(differences.items(), key=lambda item: -abs(item[1]))
    words = [(_part(name), by) for name, by in told if name != "base"]
    return Alternative(
        shown=shown,
        lines=lines(found.reasons, locale, most=MOST_REASONS, against=1),
        total=points(round(found.score * TENTHS), locale),
        more=[_signed(word, by) for word, by in words if by > 0][:MOST_DIFFERENCES],
        less=[_signed(word, by) for word, by in words if by < 0][:MOST_DIFFERENCES],
    )


def difference(mine: Any, theirs: Any) -> Mapping[str, float]:
    """By how much each part of another score is higher than that of this one, without what is nearly the same."""
    sums: dict[str, float] = {}
    for reasons, sign in ((theirs, 1), (mine, -1)):
        for reason in reasons:
            sums[reason.feature] = sums.get(reason.feature, 0.0) + sign * reason.contribution
    return {name: by for name, by in sums.items() if abs(by) >= SAME}


def _part(feature: str) -> str:
    return str(PARTS.get(feature, feature))


def _signed(word: str, by: float) -> str:
    return f"{word} {points(round(by * TENTHS), locale_code(), signed=True)}"


def why_here(panel: Panel) -> list[str]:
    """Why a coordinator sees this pair, the rule first, then what is unusual about it."""
    request = panel.request
    said = [_rule(panel)]
    if request is not None:
        said += _how_it_came(request)
    said += _doubts(panel)
    return [sentence for sentence in said if sentence]


def _rule(panel: Panel) -> str:
    request = panel.request
    if panel.is_to_review and request is not None:
        return str(REVIEW_RULES[request.review_mode])
    if panel.pair.status == RequestStatus.QUESTION:
        return _("The mentor asked something and waits for the student.")
    if panel.pair.status == RequestStatus.OPEN and request is not None and request.reminded_at:
        return _("The mentor has been reminded and has not answered.")
    if panel.pair.status == RequestStatus.OPEN:
        return _("It is with the mentor. Nobody has to decide now; you can still ask somebody else.")
    if panel.pair.status == MatchStatus.ACTIVE:
        return _("It is an active match. There is nothing to review.")
    return _("It is over. There is nothing to decide any more.")


def _how_it_came(request: Request) -> list[str]:
    said = []
    if request.place_kept:
        said.append(_("It came from the waiting list: the student was next in line, and a place is kept for it."))
    if before := earlier_of(request):
        said.append(
            _("A coordinator changed the mentor: %(name)s had been asked first.", name=before.mentor.name)
            + (f" “{request.review_reason}”" if request.review_reason else "")
        )
    if passed := passed_on_by(request):
        said.append(_("%(name)s passed the student on to this mentor.", name=passed.mentor.name))
    return said


def _doubts(panel: Panel) -> list[str]:
    told, zone, request = panel.pair.recommendation, panel.reader.time_zone, panel.request
    said = []
    if told.get("refused"):
        said.append(_("A rule of the ranker spoke against this pair when it was asked."))
    elif told.get("band") == "possible":
        said.append(_("The ranker calls this pair possible, its lowest band."))
    if panel.offer.paused:
        said.append(_("%(name)s has paused since.", name=panel.mentor.person.first_name))
    if panel.other_matches:
        said.append(_("The student has another match already."))
    if request is not None and request.closes_at and request.status in {RequestStatus.OPEN, RequestStatus.QUESTION}:
        said.append(_("Without an answer it closes on %(day)s.", day=day(request.closes_at, zone)))
    return said
