"""Where a request stands, in words: who must act, what happens next, and what has happened so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mentormatch.core.clock import now
from mentormatch.core.i18n import Lazy, _, ago, day, moment
from mentormatch.mentoring.labels import MATCH_CHIPS, REQUEST_CHIPS, REQUEST_CHIPS_OF_MENTOR, Chip, end_words
from mentormatch.mentoring.models import DeclineReason, Match, MatchStatus, Request, RequestStatus, Superseded


@dataclass(frozen=True, slots=True)
class Standing:
    """A state as shape and word, and the sentences that say what it means for the reader."""

    kind: str
    word: Lazy
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline, as the macro ``timeline`` draws it."""

    title: str
    when: str = ""
    text: str = ""
    state: str = "done"


def for_mentee(request: Request, match: Match | None, zone: str, *, usual_time: timedelta | None = None) -> Standing:
    """Where a request stands for the one who asked, and how long the mentor usually takes where that is known."""
    kind, word = _chip(request, match, REQUEST_CHIPS)
    if request.status == RequestStatus.DECLINED and request.opened_at is None:
        kind, word = "bad", MATCH_CHIPS[MatchStatus.REJECTED][1]
    return Standing(kind, word, _sentence_for_mentee(request, match, zone, usual_time))


def for_mentor(request: Request, match: Match | None, zone: str) -> Standing:
    """Where a request stands for the one who was asked."""
    kind, word = _chip(request, match, REQUEST_CHIPS_OF_MENTOR)
    return Standing(kind, word, _sentence_for_mentor(request, match, zone))


def _chip(request: Request, match: Match | None, chips: dict[RequestStatus, Chip]) -> Chip:
    return chips[request.status] if match is None else MATCH_CHIPS[match.status]


def _sentence_for_mentee(request: Request, match: Match | None, zone: str, usual_time: timedelta | None) -> str:
    name = request.mentor.first_name
    if match is not None:
        return _match_sentence(match, name)
    if request.status == RequestStatus.OPEN:
        return f"{_waiting_for(name, usual_time)} {_what_comes(request, name, zone)}"
    closes = _on(request.closes_at, zone)
    sentences = {
        RequestStatus.AWAITING_REVIEW: _(
            "A coordinator looks at your request first. Then %(name)s gets it, and you get a letter.", name=name
        ),
        RequestStatus.QUESTION: _(
            "%(name)s asks you something before deciding. Answer until %(day)s; the request closes then.",
            name=name,
            day=closes,
        ),
        RequestStatus.DECLINED: _declined(request, name),
        RequestStatus.WITHDRAWN: _("This request has been withdrawn."),
        RequestStatus.EXPIRED: _("There was no answer in time, so this request has closed."),
        RequestStatus.SUPERSEDED: _superseded_for_mentee(request, name),
        RequestStatus.PASSED_ON: _passed_on(request, name),
    }
    return sentences.get(request.status, "")


def in_words(length: timedelta | None) -> str:
    """A length of time as ``2 days``, in the reader's language; "" for none."""
    at = now()
    return ago(at - length, at) if length is not None else ""


def _waiting_for(name: str, usual_time: timedelta | None) -> str:
    if usual_time is None:
        return _("Waiting for %(name)s.", name=name)
    return _("Waiting for %(name)s, who usually answers in %(time)s.", name=name, time=in_words(usual_time))


def _what_comes(request: Request, name: str, zone: str) -> str:
    closes = _on(request.closes_at, zone)
    if request.reminded_at is not None:
        return _(
            "We reminded %(name)s on %(reminded)s and close the request on %(close)s.",
            name=name,
            reminded=_on(request.reminded_at, zone),
            close=closes,
        )
    return _(
        "We remind %(name)s on %(remind)s and close the request on %(close)s.",
        name=name,
        remind=_on(request.remind_at, zone),
        close=closes,
    )


def _declined(request: Request, name: str) -> str:
    if request.opened_at is None:
        return _("A coordinator did not pass this request on. %(name)s has not seen it.", name=name)
    sentences = {
        DeclineReason.NO_TIME: _("%(name)s has no time at the moment.", name=name),
        DeclineReason.NOT_MY_FIELD: _("%(name)s thinks that somebody from another field can help better.", name=name),
        DeclineReason.CONFLICT_OF_INTEREST: _("%(name)s is too close to be a good mentor here.", name=name),
    }
    return sentences.get(request.decline_reason or DeclineReason.OTHER, _("%(name)s cannot take it.", name=name))


def _passed_on(request: Request, name: str) -> str:
    colleague = request.passed_to
    if colleague is None:
        return ""
    return _(
        "%(name)s suggests that you ask %(colleague)s instead. %(first)s has not seen your request: you decide.",
        name=name,
        colleague=colleague.name,
        first=colleague.first_name,
    )


def _superseded_for_mentee(request: Request, name: str) -> str:
    if request.superseded_because == Superseded.MENTEE_MATCHED:
        return _("You found a mentor, so this request has closed and %(name)s has been told.", name=name)
    if request.superseded_because == Superseded.MENTOR_CHANGED:
        return _("A coordinator asks another mentor for you instead of %(name)s.", name=name)
    return _("%(name)s has no free place any more, so this request has closed.", name=name)


def _match_sentence(match: Match, name: str) -> str:
    """``name`` is the other person's, so that it reads the same from both sides."""
    return {
        MatchStatus.AWAITING_REVIEW: _("You both agreed. A coordinator looks next, and then you both get a letter."),
        MatchStatus.ACTIVE: _("%(name)s and you are a match.", name=name),
        MatchStatus.ENDED: _("This match has ended."),
        MatchStatus.REJECTED: _("A coordinator did not approve this match."),
    }[match.status]


def _sentence_for_mentor(request: Request, match: Match | None, zone: str) -> str:
    name, closes = request.mentee.first_name, _on(request.closes_at, zone)
    if match is not None:
        return _match_sentence(match, name)
    sentences = {
        RequestStatus.OPEN: _("%(name)s waits for you. The request closes on %(day)s.", name=name, day=closes),
        RequestStatus.QUESTION: _(
            "You asked %(name)s something. Without an answer the request closes on %(day)s.", name=name, day=closes
        ),
        RequestStatus.DECLINED: _("You said no, and %(name)s was shown others.", name=name),
        RequestStatus.PASSED_ON: _(
            "You suggested %(colleague)s. %(name)s decides whether to ask.", colleague=_colleague(request), name=name
        ),
        RequestStatus.WITHDRAWN: _("%(name)s has withdrawn the request.", name=name),
        RequestStatus.EXPIRED: _("This request has closed without an answer in time."),
        RequestStatus.SUPERSEDED: _superseded_for_mentor(request, name),
    }
    return sentences.get(request.status, "")


def _colleague(request: Request) -> str:
    return request.passed_to.name if request.passed_to else ""


def _superseded_for_mentor(request: Request, name: str) -> str:
    if request.superseded_because == Superseded.MENTOR_CHANGED:
        return _("A coordinator asks another mentor for %(name)s.", name=name)
    if request.superseded_because == Superseded.MENTOR_FULL:
        return _("Your places are taken, so %(name)s was told and shown others.", name=name)
    return _("%(name)s has found a mentor.", name=name)


def timeline(request: Request, match: Match | None, zone: str) -> list[Event]:
    """What has happened with a request and what comes, for everybody who may read it."""
    mentor, mentee = request.mentor.first_name, request.mentee.first_name
    asked = _("A coordinator asked for %(name)s", name=mentee) if request.replaces_id else _("Request sent")
    events = [Event(asked, moment(request.created_at, zone))]
    if request.reviewed_at and not request.replaces_id and request.opened_at:
        events.append(Event(_("A coordinator let it through"), moment(request.reviewed_at, zone)))
    for message in request.messages:
        from_mentor = message.author_id == request.mentor_id
        title = _("%(name)s asked", name=mentor) if from_mentor else _("%(name)s answered", name=mentee)
        events.append(Event(title, moment(message.created_at, zone), f"“{message.text}”"))
    if request.reminded_at:
        events.append(Event(_("Reminder sent"), moment(request.reminded_at, zone)))
    return [*events, *_last(request, match, zone)]


def _last(request: Request, match: Match | None, zone: str) -> list[Event]:
    """The present or last state, and what comes after it."""
    if request.answered_at is None:
        return _ahead(request, zone)
    if request.passed_to is not None:
        title = _("%(name)s suggested %(colleague)s", name=request.mentor.first_name, colleague=request.passed_to.name)
        return [Event(title, moment(request.answered_at, zone))]
    good = request.status == RequestStatus.ACCEPTED
    word = str(_chip(request, None, REQUEST_CHIPS)[1])
    events = [Event(word, moment(request.answered_at, zone), state="done" if good else "bad")]
    if match is None:
        return events
    if match.status == MatchStatus.AWAITING_REVIEW:
        return [*events, Event(_("A coordinator looks at the pair"), state="now"), Event(_("Match"), state="next")]
    if match.activated_at:
        events.append(Event(_("Match began"), moment(match.activated_at, zone)))
    if match.status == MatchStatus.REJECTED and match.reviewed_at:
        events.append(Event(_("Not approved"), moment(match.reviewed_at, zone), f"“{match.review_reason}”", "bad"))
    if match.ended_at:
        events.append(Event(_("Match ended"), moment(match.ended_at, zone), end_words(match)))
    return events


def _ahead(request: Request, zone: str) -> list[Event]:
    mentor, mentee = request.mentor.first_name, request.mentee.first_name
    if request.status == RequestStatus.AWAITING_REVIEW:
        return [
            Event(_("A coordinator looks at it"), state="now"),
            Event(_("%(name)s decides", name=mentor), state="next"),
        ]
    waits_for = mentee if request.status == RequestStatus.QUESTION else mentor
    events = [Event(_("Waiting for %(name)s", name=waits_for), state="now")]
    if request.reminded_at is None:
        events.append(Event(_("Reminder for %(name)s", name=waits_for), _on(request.remind_at, zone), state="next"))
    return [*events, Event(_("Closes by itself"), _on(request.closes_at, zone), state="next")]


def _on(at: datetime | None, zone: str) -> str:
    return day(at, zone) if at is not None else ""
