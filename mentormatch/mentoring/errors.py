"""The refusals of mentoring, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import Lazy, _l


class NotEnrolled(NotAllowed):
    sentence = _l("You do not take part in a cohort yet. The career office can add you to one.")


class NoAimYet(Invalid):
    sentence = _l("Say first what you are looking for: a mentor decides by it.")


class NotTaking(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(_l("%(name)s takes no new requests at the moment.", name=name))


class JustFull(Conflict):
    """All places were taken between the page and the answer."""

    def __init__(self, name: str) -> None:
        super().__init__(_l("All places of %(name)s are taken now.", name=name))


class AlreadyAsked(Conflict):
    """``facts["request"]`` is the number of the request that waits."""

    def __init__(self, name: str, request_id: int) -> None:
        super().__init__(_l("You have asked %(name)s already, and that request still waits.", name=name))
        self.facts["request"] = request_id


class AlreadyMatched(Conflict):
    """Said to either of the two, with the other's name; ``facts["match"]`` is the number of the match that exists."""

    def __init__(self, name: str, match_id: int) -> None:
        super().__init__(_l("%(name)s and you are a match already.", name=name))
        self.facts["match"] = match_id


class HasMentor(Conflict):
    """Said to a coordinator: somebody who was waiting has found a mentor meanwhile."""

    def __init__(self, name: str) -> None:
        super().__init__(_l("%(name)s has a mentor already.", name=name))


class LimitReached(Conflict):
    def __init__(self, limit: int) -> None:
        sentence = _l(
            "All %(limit)d of your open requests wait for an answer. Withdraw one, or wait until one is answered.",
            limit=limit,
        )
        super().__init__(sentence)


class MenteeAtLimit(Conflict):
    """The same, said to a coordinator who wants to open a request for a mentee."""

    def __init__(self, name: str, limit: int) -> None:
        sentence = _l(
            "%(name)s has %(limit)d open requests with others already. Refuse this one, or wait for an answer.",
            name=name,
            limit=limit,
        )
        super().__init__(sentence)


class WrongLength(Invalid):
    def __init__(self, field: str, least: int, most: int) -> None:
        sentence = _l("Please write between %(least)d and %(most)d characters.", least=least, most=most)
        super().__init__(sentence, field=field)


class TooManyTimes(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("Please propose at most %(most)d times.", most=most), field="proposed_times")


class TimesGone(Conflict):
    def __init__(self) -> None:
        super().__init__(_l("A time you proposed is no longer free. Please choose again."), field="proposed_times")


class NotProposed(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("This time was not proposed. Please choose one of the list."), field="starts_at")


class TimeGone(Conflict):
    """The time a mentor picked was taken meanwhile, in one of the two calendars."""

    def __init__(self) -> None:
        sentence = _l("This time is no longer free. Choose another one, or accept without a time.")
        super().__init__(sentence, field="starts_at")


class ProposingPaused(Conflict):
    """The mentee who proposes times has missed too many sessions of late."""

    def __init__(self) -> None:
        sentence = _l(
            "You have missed several sessions, so you cannot propose times for now. Ask without a time, and talk to "
            "the career office: they can end this at once."
        )
        super().__init__(sentence, field="proposed_times")


class PickingPaused(Conflict):
    """The mentor who picks a time has missed too many sessions of late."""

    def __init__(self) -> None:
        sentence = _l(
            "You have missed several sessions, so you cannot agree on a time for now. Say yes without a time, and talk "
            "to the career office: they can end this at once."
        )
        super().__init__(sentence, field="starts_at")


class CannotMeetYet(Conflict):
    """The mentee cannot get new sessions now. Why is between them and the office."""

    def __init__(self, name: str) -> None:
        sentence = _l(
            "%(name)s cannot agree on a time just now. Say yes without one: you find a time together later.", name=name
        )
        super().__init__(sentence, field="starts_at")


class AskedAlready(Conflict):
    sentence = _l("A question of yours waits for an answer already. One at a time keeps it easy to answer.")


class CannotSuggest(Invalid):
    def __init__(self) -> None:
        sentence = _l("Please choose a colleague from the list: this one cannot be asked at the moment.")
        super().__init__(sentence, field="colleague")


class NotYours(NotAllowed):
    sentence = _l("Only the people of this request or match may do this.")


class OwnPair(NotAllowed):
    sentence = _l("You are one of these two. Another coordinator decides about this pair.")


#: What has become of a request or match, by its status.
REQUEST_NOW: dict[str, Lazy] = {
    "awaiting_review": _l("A coordinator looks at this request first."),
    "open": _l("This request is with the mentor now."),
    "question": _l("The mentor has asked a question, which waits for an answer."),
    "accepted": _l("This request has been accepted meanwhile."),
    "declined": _l("This request has been declined meanwhile."),
    "passed_on": _l("This request has been passed on meanwhile."),
    "withdrawn": _l("This request has been withdrawn meanwhile."),
    "expired": _l("This request has closed meanwhile, because there was no answer in time."),
    "superseded": _l("This request has been answered in another way meanwhile."),
}
MATCH_NOW: dict[str, Lazy] = {
    "awaiting_review": _l("A coordinator looks at this match first."),
    "active": _l("This match has been approved meanwhile."),
    "ended": _l("This match has ended meanwhile."),
    "rejected": _l("This match has been refused meanwhile."),
}


#: What was decided about a pair, for somebody who wanted to decide too.
DECIDED_NOW: dict[str, Lazy] = {
    "approved": _l("%(name)s has approved this already: %(when)s. Nothing has changed."),
    "changed": _l("%(name)s has asked another mentor already: %(when)s. Nothing has changed."),
    "refused": _l("%(name)s has refused this already: %(when)s. Nothing has changed."),
}


class Moved(Conflict):
    """Somebody was faster; the sentence says what has become of a request or match."""


class RequestMoved(Moved):
    def __init__(self, status: str) -> None:
        super().__init__(REQUEST_NOW[status], status=status)


class MatchMoved(Moved):
    def __init__(self, status: str) -> None:
        super().__init__(MATCH_NOW[status], status=status)


class DecidedBefore(Moved):
    """Said to the coordinator who comes second: who decided what, and when in the reader's own time."""

    def __init__(self, decision: str, name: str, when: str) -> None:
        super().__init__(str(DECIDED_NOW[decision]) % {"name": name, "when": when}, decision=decision)


class ReasonMissing(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("Please choose a reason from the list."), field="reason")
