"""Letters about requests: what has happened, who acts next, until when. Written in the transaction of the deed."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.mentoring.models import Request
from mentormatch.mentoring.queries import asked_before
from mentormatch.notifications import service as letters
from mentormatch.programmes import queries as programmes
from mentormatch.recommendations import service as recommendations


def received(request: Request) -> None:
    """To the mentor: somebody asks you."""
    _to_mentor(request, "received", note=request.note, coordinator_chose=request.replaces_id is not None)


def asked(request: Request) -> None:
    """To the mentee: your request is on its way, and what happens next."""
    _to_mentee(request, "asked", reviewed_first=request.opened_at is None)


def let_through(request: Request) -> None:
    """To the mentee: a coordinator has looked, and the mentor sees it now."""
    _to_mentee(request, "let_through")


def not_let_through(request: Request) -> None:
    """To the mentee: a coordinator does not pass the request on."""
    _to_mentee(request, "not_let_through", reason=request.review_reason, others=other_mentors(request))


def to_review(request: Request, *, match_id: int | None = None) -> None:
    """To the coordinators of the cohort: a pair waits for a look."""
    facts = _facts(request) | {"match": match_id}
    for coordinator in programmes.coordinators_of(request.cohort_id):
        if coordinator.id not in {request.mentee_id, request.mentor_id}:
            letters.write(coordinator, _template("to_review"), key=f"request:{request.id}:review:{match_id}", **facts)


def question(request: Request, text: str, message_id: int) -> None:
    """To the mentee: the mentor asks something first."""
    _to_mentee(request, "question", key=f"question:{message_id}", text=text)


def answer(request: Request, text: str, message_id: int) -> None:
    """To the mentor: the mentee has answered."""
    _to_mentor(request, "answer", key=f"answer:{message_id}", text=text)


def withdrawn(request: Request) -> None:
    """To the mentor, when they have seen it: nothing is left to decide."""
    if request.opened_at is not None:
        _to_mentor(request, "withdrawn")


def declined(request: Request) -> None:
    """To the mentee: the mentor says no, why, and who else there is."""
    _to_mentee(
        request, "declined", because=request.decline_reason, words=request.decline_words, others=other_mentors(request)
    )


def passed_on(request: Request) -> None:
    """To the mentee: the mentor suggests a colleague, whom the mentee may ask."""
    colleague = request.passed_to.name if request.passed_to else ""
    _to_mentee(request, "passed_on", words=request.decline_words, colleague=colleague)


def reminder(request: Request, *, to_mentee: bool) -> None:
    """To whoever must act, once for each time the clock was started."""
    tell = _to_mentee if to_mentee else _to_mentor
    started = request.closes_at.isoformat() if request.closes_at else ""
    tell(request, "reminder_mentee" if to_mentee else "reminder", key=f"reminder:{started}")


def expired(request: Request, *, unanswered_by_mentee: bool) -> None:
    """To both: the request has closed because nobody answered in time."""
    _to_mentee(request, "expired", own=unanswered_by_mentee, others=other_mentors(request))
    _to_mentor(request, "expired_mentor", own=not unanswered_by_mentee)


def mentor_is_full(request: Request) -> None:
    """To the mentee: the mentor's places are taken, and who else there is."""
    _to_mentee(request, "mentor_full", others=other_mentors(request))


def mentee_found_another(request: Request) -> None:
    """To the mentor, when they have seen it: the mentee has a mentor now."""
    if request.opened_at is not None:
        _to_mentor(request, "found_another")


def matched_already(request: Request) -> None:
    """To the mentor, when they have seen it: the two are a match in another cohort."""
    if request.opened_at is not None:
        _to_mentor(request, "matched_already")


def changed(request: Request, new: Request) -> None:
    """To the mentee: a coordinator asks another mentor for you. To the first mentor, when they have seen it."""
    _to_mentee(new, "changed", before=request.mentor.name, reason=new.review_reason)
    if request.opened_at is not None:
        _to_mentor(request, "changed_mentor", reason=new.review_reason)


def other_mentors(request: Request) -> list[dict[str, Any]]:
    """The three next-best mentors whom this mentee has not asked yet, as a letter or page lists them."""
    exclude = asked_before(request.mentee_id) | {request.mentor_id}
    found = recommendations.alternatives(request.mentee, cohort=request.cohort, exclude=exclude)
    return [
        {
            "id": shown.mentor.id,
            "name": shown.mentor.name,
            "role": shown.facts.role_title,
            "band": shown.recommendation.band,
        }
        for shown in found
    ]


def _to_mentee(request: Request, name: str, *, key: str = "", **context: Any) -> None:
    _write(request.mentee, request, name, key, context)


def _to_mentor(request: Request, name: str, *, key: str = "", **context: Any) -> None:
    _write(request.mentor, request, name, key, context)


def _write(to: Person, request: Request, name: str, key: str, context: dict[str, Any]) -> None:
    for written in ("note", "text", "words", "reason"):
        if context.get(written):
            context[written] = letters.quoted(context[written])
    letters.write(to, _template(name), key=f"request:{request.id}:{key or name}", **_facts(request), **context)


def _facts(request: Request) -> dict[str, Any]:
    """What every letter about a request may use: numbers for links, names, and times as ISO text."""
    return {
        "request": request.id,
        "mentee": request.mentee.name,
        "mentor": request.mentor.name,
        "mentor_id": request.mentor_id,
        "cohort_id": request.cohort_id,
        "cohort": request.cohort.name,
        "remind_at": request.remind_at.isoformat() if request.remind_at else None,
        "closes_at": request.closes_at.isoformat() if request.closes_at else None,
    }


def _template(name: str) -> str:
    return f"mentoring/email/{name}.txt"
