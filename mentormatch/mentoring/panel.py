"""All that a coordinator's decision about one pair rests on, gathered for a panel or a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core.i18n import Lazy, _, day
from mentormatch.mentoring.forms import ApprovalForm, DecisionForm, RefusalForm
from mentormatch.mentoring.labels import MATCH_CHIPS, REQUEST_CHIPS_OF_STAFF, REVIEW_RULES
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.mentoring.opened import opened_now
from mentormatch.mentoring.parts import Told, told
from mentormatch.mentoring.people_of import Sheet, mentee_sheet, mentor_sheet
from mentormatch.mentoring.policy import Pair, may_review
from mentormatch.mentoring.queries import asked_before, coordinator
from mentormatch.mentoring.queries.people import next_booking_of
from mentormatch.mentoring.queries.record import MentorRecord, record_of
from mentormatch.profiles import queries as profiles
from mentormatch.profiles.models import Offer
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.ranking import Shown
from mentormatch.web.forms import Form

AnyForm = TypeVar("AnyForm", bound=Form)


@dataclass(frozen=True, slots=True)
class Forms:
    """The ways to decide about a pair; whoever posted one gets it back with what was wrong."""

    approval: ApprovalForm
    refusal: DecisionForm
    ending: RefusalForm


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair with both profiles, the reasons, the alternatives, and the mentor's load and history."""

    pair: Pair
    request: Request | None
    mentee: Sheet
    mentor: Sheet
    offer: Offer
    chip: tuple[str, Lazy]
    sentence: str
    told: Told
    reader: Person
    forms: Forms
    others: list[Shown]
    record: MentorRecord
    sessions: int
    other_matches: list[str]
    booking: Booking | None
    may_decide: bool

    @property
    def is_match(self) -> bool:
        return isinstance(self.pair, Match)

    @property
    def address(self) -> dict[str, int]:
        return address_of(self.pair)

    @property
    def is_to_review(self) -> bool:
        return self.pair.status in {RequestStatus.AWAITING_REVIEW, MatchStatus.AWAITING_REVIEW}

    @property
    def may_change(self) -> bool:
        """A waiting request can go to another mentor at any time, a match only while it is under review."""
        waits = {RequestStatus.AWAITING_REVIEW, RequestStatus.OPEN, RequestStatus.QUESTION, MatchStatus.AWAITING_REVIEW}
        return self.pair.status in waits


def address_of(pair: Pair) -> dict[str, int]:
    """What names this pair in the address of a decision about it."""
    return {"match_id" if isinstance(pair, Match) else "request_id": pair.id}


def pair_url(pair: Pair) -> str:
    """The page of this pair for coordinators."""
    if isinstance(pair, Match):
        return url_for("coordinator_mentoring.match_review", match_id=pair.id)
    return url_for("coordinator_mentoring.request_review", request_id=pair.id)


def forms_for(pair: Pair, posted: Form | None = None) -> Forms:
    """Empty forms but for the one that was posted, each knowing since when its pair is looked at."""

    def one(kind: type[AnyForm]) -> AnyForm:
        form = posted if type(posted) is kind else kind(formdata=None)
        if "opened" in form and not form["opened"].data:
            form["opened"].data = opened_now(pair)
        return form

    return Forms(one(ApprovalForm), one(DecisionForm), one(RefusalForm))


def panel_of(pair: Pair, reader: Person, posted: Form | None = None) -> Panel | None:
    """The panel for one of the coordinators of the pair's cohort; None when the mentor's offer is gone."""
    offer = profiles.offer_of(pair.mentor_id)
    if offer is None:
        return None
    match = pair if isinstance(pair, Match) else None
    request = pair.request if isinstance(pair, Match) else pair
    return Panel(
        pair=pair,
        request=request,
        mentee=mentee_sheet(pair.mentee),
        mentor=mentor_sheet(offer),
        offer=offer,
        chip=MATCH_CHIPS[pair.status] if isinstance(pair, Match) else REQUEST_CHIPS_OF_STAFF[pair.status],
        sentence=_sentence(pair, reader.time_zone),
        told=told(pair.recommendation),
        reader=reader,
        forms=forms_for(pair, posted),
        others=alternatives_to(pair),
        record=record_of(pair.mentor_id),
        sessions=coordinator.sessions_of(pair.mentor_id),
        other_matches=coordinator.other_matches_of(pair.mentee_id, but=match.id if match else None),
        booking=next_booking_of(match) if match else None,
        may_decide=may_review(reader, pair),
    )


def alternatives_to(pair: Pair, *, top: int = 3) -> list[Shown]:
    """The next-best mentors for this mentee, without those who were asked already."""
    exclude = asked_before(pair.mentee_id) | {pair.mentor_id}
    return recommendations.alternatives(pair.mentee, cohort=pair.cohort, exclude=exclude, top=top)


def _sentence(pair: Pair, zone: str) -> str:
    if isinstance(pair, Match):
        return _match_sentence(pair, zone)
    rule = str(REVIEW_RULES[pair.review_mode])
    if pair.opened_at is None:
        return _("Asked on %(day)s. %(rule)s", day=day(pair.created_at, zone), rule=rule)
    opened, closes = day(pair.opened_at, zone), _on(pair.closes_at, zone)
    if pair.status == RequestStatus.QUESTION:
        return _("With the mentor since %(day)s, who asked something. Closes on %(close)s.", day=opened, close=closes)
    if pair.status == RequestStatus.OPEN and pair.reminded_at:
        reminded = _on(pair.reminded_at, zone)
        return _(
            "With the mentor since %(day)s, reminded on %(remind)s. Closes on %(close)s.",
            day=opened,
            remind=reminded,
            close=closes,
        )
    if pair.status == RequestStatus.OPEN:
        return _("With the mentor since %(day)s. Closes on %(close)s.", day=opened, close=closes)
    if pair.passed_to is not None:
        said = _("Passed on to %(name)s on %(day)s.", name=pair.passed_to.name, day=_on(pair.answered_at, zone))
        return f"{said} “{pair.decline_words}”" if pair.decline_words else said
    return _("Answered on %(day)s.", day=_on(pair.answered_at, zone))


def _match_sentence(match: Match, zone: str) -> str:
    made = day(match.created_at, zone)
    agreed = _("Both agreed on %(day)s.", day=made) if match.request else _("Assigned on %(day)s.", day=made)
    rule = str(REVIEW_RULES[match.request.review_mode]) if match.request else ""
    said = {
        MatchStatus.AWAITING_REVIEW: rule,
        MatchStatus.ACTIVE: _("Active since %(day)s.", day=_on(match.activated_at, zone)),
        MatchStatus.ENDED: _("Ended on %(day)s.", day=_on(match.ended_at, zone)),
        MatchStatus.REJECTED: _("Not approved on %(day)s.", day=_on(match.reviewed_at, zone)),
    }
    return f"{agreed} {said[match.status]}"


def _on(at: datetime | None, zone: str) -> str:
    return day(at, zone) if at is not None else ""
