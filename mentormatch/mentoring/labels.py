"""The words of mentoring as people read them: states, reasons, and the parts of a recommendation."""

from mentormatch.core.i18n import Lazy, _l
from mentormatch.mentoring.models import (
    Decided,
    DeclineReason,
    EndReason,
    Match,
    MatchStatus,
    RequestStatus,
    ReviewReason,
)
from mentormatch.programmes.models import ReviewMode

Chip = tuple[str, Lazy]

#: Shape and word of a request's state as its mentee reads it.
REQUEST_CHIPS: dict[RequestStatus, Chip] = {
    RequestStatus.AWAITING_REVIEW: ("wait", _l("A coordinator looks first")),
    RequestStatus.OPEN: ("wait", _l("Waiting for an answer")),
    RequestStatus.QUESTION: ("info", _l("A question for you")),
    RequestStatus.ACCEPTED: ("good", _l("Accepted")),
    RequestStatus.DECLINED: ("bad", _l("Declined")),
    RequestStatus.PASSED_ON: ("info", _l("Passed on")),
    RequestStatus.WITHDRAWN: ("plain", _l("Withdrawn")),
    RequestStatus.EXPIRED: ("plain", _l("Closed")),
    RequestStatus.SUPERSEDED: ("plain", _l("Closed")),
}
#: The same where the mentor reads it otherwise.
REQUEST_CHIPS_OF_MENTOR: dict[RequestStatus, Chip] = {
    **REQUEST_CHIPS,
    RequestStatus.OPEN: ("wait", _l("Waiting for you")),
    RequestStatus.QUESTION: ("info", _l("You asked a question")),
}
#: And where coordinators read it.
REQUEST_CHIPS_OF_STAFF: dict[RequestStatus, Chip] = {
    **REQUEST_CHIPS,
    RequestStatus.AWAITING_REVIEW: ("wait", _l("Waiting for you")),
    RequestStatus.OPEN: ("wait", _l("Waiting for the mentor")),
    RequestStatus.QUESTION: ("info", _l("Waiting for the student")),
}
MATCH_CHIPS: dict[MatchStatus, Chip] = {
    MatchStatus.AWAITING_REVIEW: ("wait", _l("A coordinator looks first")),
    MatchStatus.ACTIVE: ("good", _l("Active")),
    MatchStatus.ENDED: ("plain", _l("Ended")),
    MatchStatus.REJECTED: ("bad", _l("Not approved")),
}

#: What a mentor chooses from.
DECLINE_REASONS: dict[DeclineReason, Lazy] = {
    DeclineReason.NO_TIME: _l("I have no time at the moment"),
    DeclineReason.NOT_MY_FIELD: _l("Somebody from another field can help better"),
    DeclineReason.CONFLICT_OF_INTEREST: _l("I am too close to be a good mentor here"),
    DeclineReason.OTHER: _l("Another reason"),
}

#: What either of the two chooses from when they end a match.
END_REASONS: dict[EndReason, Lazy] = {
    EndReason.REACHED: _l("We reached what we set out for"),
    EndReason.TERM_OVER: _l("The term is over"),
    EndReason.NO_TIME: _l("There is no time for it at the moment"),
    EndReason.NOT_FITTING: _l("It was not the right pair"),
    EndReason.OTHER: _l("Another reason"),
}

#: What a coordinator can decide about a pair, and from which reasons they choose.
DECISION_CHIPS: dict[Decided, Chip] = {
    Decided.APPROVED: ("good", _l("Approved")),
    Decided.CHANGED: ("info", _l("Changed")),
    Decided.REFUSED: ("bad", _l("Refused")),
}
REVIEW_REASONS: dict[ReviewReason, Lazy] = {
    ReviewReason.REASONS_HOLD: _l("The reasons hold"),
    ReviewReason.BEST_AVAILABLE: _l("Nobody better has a place"),
    ReviewReason.KNOWN_TO_US: _l("We know both and expect it to go well"),
    ReviewReason.BETTER_ELSEWHERE: _l("Somebody else fits better"),
    ReviewReason.TOO_LITTLE_IN_COMMON: _l("They have too little in common"),
    ReviewReason.TOO_CLOSE: _l("They are too close to each other"),
    ReviewReason.MENTOR_BUSY: _l("The mentor has enough to do"),
    ReviewReason.MENTOR_AWAY: _l("The mentor is away or does not answer"),
    ReviewReason.NOT_READY: _l("The student should tell more first"),
    ReviewReason.CONCERN: _l("There is a concern"),
    ReviewReason.OTHER: _l("Another reason"),
}

REVIEW_RULES: dict[ReviewMode, Lazy] = {
    ReviewMode.NONE: _l("Cohort rule: nobody needs to review."),
    ReviewMode.BEFORE_MENTOR: _l("Cohort rule: reviewed before the mentor sees it."),
    ReviewMode.AFTER_BOTH: _l("Cohort rule: reviewed after both agree."),
}

#: The parts of a score, named for somebody who is neither of the two.
PARTS: dict[str, Lazy] = {
    "base": _l("Where every pair starts"),
    "whole": _l("Goal and profile"),
    "role": _l("Goal and present role"),
    "sentences": _l("Goal and the mentor’s story"),
    "words": _l("Words in common"),
    "skills": _l("Skills wanted"),
    "path": _l("Path walked"),
    "degree": _l("Degree"),
    "industries": _l("Industries"),
    "topics": _l("Help wanted"),
    "hours": _l("Hours in common"),
    "languages": _l("Languages"),
    "years": _l("Years of work ahead"),
    "unknown": _l("Not known"),
    "load": _l("Places already taken"),
    "acceptance": _l("How often the mentor accepts"),
    "hub": _l("Close to many goals, or few"),
    "neighbours": _l("Fit of mentors with similar work"),
    "text_language": _l("Language of the profile"),
    "goal_not_encoded": _l("Goal not encoded yet"),
    "exploration": _l("Shown by turns"),
    "variety": _l("Variety"),
}


def end_words(match: Match) -> str:
    """Why a match ended, in one sentence: what was chosen, then what was written."""
    chosen = str(END_REASONS[match.ended_because]) if match.ended_because else ""
    written = f"“{match.end_reason}”" if match.end_reason else ""
    return ". ".join(part for part in (chosen, written) if part)
