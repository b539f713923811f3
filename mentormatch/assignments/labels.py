"""Words and shapes for drafts."""

from mentormatch.assignments.models import DraftStatus, Failure, RuleKind
from mentormatch.core.i18n import Lazy, _l
from mentormatch.matching import Objective, Unmatched

OBJECTIVES: dict[Objective, tuple[Lazy, Lazy]] = {
    Objective.TOTAL: (_l("Best total"), _l("The sum of all scores is as high as it can be.")),
    Objective.PARTICIPATION: (_l("Most people"), _l("As many students as possible get a mentor; then the best total.")),
    Objective.WORST_OFF: (
        _l("Nobody left far behind"),
        _l("As many as possible, and the weakest pair is as good as it can be; then the best total."),
    ),
}
CHIPS: dict[DraftStatus, tuple[str, Lazy]] = {
    DraftStatus.QUEUED: ("wait", _l("Waits for the worker")),
    DraftStatus.RUNNING: ("wait", _l("Being made")),
    DraftStatus.READY: ("info", _l("Draft")),
    DraftStatus.FAILED: ("bad", _l("Could not be made")),
    DraftStatus.CANCELLED: ("plain", _l("Stopped")),
    DraftStatus.PUBLISHING: ("wait", _l("Being published")),
    DraftStatus.PUBLISHED: ("good", _l("Published")),
    DraftStatus.DISCARDED: ("plain", _l("Thrown away")),
}
FAILURES: dict[Failure, Lazy] = {
    Failure.NOBODY_WAITS: _l("Nobody in this cohort waits for a mentor."),
    Failure.NO_PLACES: _l("No mentor of this cohort has a free place."),
    Failure.RULES_CONTRADICT: _l(
        "The pairs to be kept together cannot be: a mentor has too few places, or a rule speaks against one of them."
    ),
    Failure.CRASHED: _l("Something went wrong while it was made. It has been written down for the admins; try again."),
}
KINDS: dict[RuleKind, Lazy] = {
    RuleKind.TOGETHER: _l("Keep together"),
    RuleKind.APART: _l("Keep apart"),
}
UNMATCHED: dict[str, Lazy] = {
    Unmatched.NO_ALLOWED_MENTOR.value: _l("No mentor is possible: no common language, no free place, or kept apart"),
    Unmatched.NO_PLACES_LEFT.value: _l("No possible mentor has a place left"),
    Unmatched.NEGATIVE_SCORES.value: _l("No possible mentor fits at all"),
    Unmatched.OTHERS_GAIN_MORE.value: _l("Too few places: they go to pairs that fit better"),
    "by_hand": _l("Left out by a coordinator"),
}
SKIPPED: dict[str, Lazy] = {
    "HasMentor": _l("Had found a mentor already"),
    "AlreadyMatched": _l("Were a match already"),
    "NotTaking": _l("The mentor or the student was no longer there"),
    "MentorFull": _l("The mentor had no place left"),
    "OwnPair": _l("Nobody decides about their own pair"),
}
