"""The registry: every figure of a report once, with the sentence of its rule and the rows behind it.

The page, the PDF, CSV and JSON are made from it; a new figure is one entry here.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass

from mentormatch.core.i18n import Lazy, _l
from mentormatch.reports.rows import mentors, requests, sessions, students
from mentormatch.reports.scope import Scope
from mentormatch.reports.values import Kind, Rows, Value, value_of


class Part(enum.StrEnum):
    """The sections of a report."""

    WAY = "way"
    TIME = "time"
    SESSIONS = "sessions"
    SATISFACTION = "satisfaction"
    LOAD = "load"
    TOLD = "told"


PARTS: dict[Part, Lazy] = {
    Part.WAY: _l("How far students have come"),
    Part.TIME: _l("Answers and waiting"),
    Part.SESSIONS: _l("Sessions"),
    Part.SATISFACTION: _l("Satisfaction"),
    Part.LOAD: _l("Mentors"),
    Part.TOLD: _l("Whether what was told came true"),
}


@dataclass(frozen=True)
class Figure:
    """``shown`` are the columns that its page lists; ``whole``: over the whole cohort, whatever days are chosen."""

    key: str
    part: Part
    name: Lazy
    rule: Lazy
    kind: Kind
    rows: Callable[[Scope], Rows]
    shown: tuple[str, ...]
    whole: bool = False

    def rows_in(self, scope: Scope) -> Rows:
        """The rows behind the figure, as one statement."""
        return self.rows(scope.whole if self.whole else scope)

    def value_in(self, scope: Scope) -> Value:
        """The figure itself, counted from these rows."""
        return value_of(self.kind, self.rows_in(scope))


_STUDENT = ("student", "joined_at", "yes")
_REQUEST = ("student", "mentor", "began_at", "status", "yes")
_SESSION = ("student", "mentor", "began_at", "yes")
_WAIT = ("student", "began_at", "ended_at", "seconds")
_SAID = ("student", "mentor", "began_at")
_ALWAYS = _l("Over the whole time and from five answers on, so that nobody's answer can be found out by subtracting.")

_ALL = (
    Figure("registered", Part.WAY, _l("Registered"),
           _l("Students who joined the cohort in these days. The next figures are about the same people."),
           Kind.COUNT, students.registered, _STUDENT[:2]),
    Figure("profile", Part.WAY, _l("Wrote a goal"), _l("Of the registered: those who have written what they look for."),
           Kind.SHARE, students.who(students.has_goal), _STUDENT),
    Figure("asked", Part.WAY, _l("Asked a mentor"),
           _l("Of the registered: those who have sent a request in this cohort, whatever became of it."),
           Kind.SHARE, students.who(students.has_asked), _STUDENT),
    Figure("matched", Part.WAY, _l("Got a mentor"),
           _l("Of the registered: those with a match in this cohort that has begun, asked for or assigned."),
           Kind.SHARE, students.who(students.has_match), _STUDENT),
    Figure("met", Part.WAY, _l("Met"),
           _l("Of the registered: those with a session that took place in such a match. A session that is over and was "
              "not marked otherwise took place."),
           Kind.SHARE, students.who(students.has_met), _STUDENT),
    Figure("finished", Part.WAY, _l("Finished"),
           _l("Of the registered: those who met, and whose match has ended."),
           Kind.SHARE, students.who(students.has_finished), _STUDENT),
    Figure("first_answer", Part.TIME, _l("Time to the first answer"),
           _l("From the moment a student's first request reached a mentor, in these days, to the first answer of any "
              "mentor: yes, no, a question, or passing it on. Who has no answer yet is told beside it, not counted."),
           Kind.DURATION, students.first_answers, _WAIT),
    Figure("first_session", Part.TIME, _l("Time to the first session"),
           _l("From the beginning of a student's first match, in these days, to the start of the first session that "
              "took place. Who has not met yet is told beside it, not counted."),
           Kind.DURATION, students.first_sessions, _WAIT),
    Figure("accepted", Part.TIME, _l("Requests accepted"),
           _l("Of the requests that reached a mentor in these days and are over: accepted, against declined, passed "
              "on, or closed in silence. Withdrawn ones, and those answered by something else, do not count."),
           Kind.SHARE, requests.over, _REQUEST),
    Figure("held", Part.SESSIONS, _l("Sessions held"),
           _l("Of the sessions of these days that took place, were missed, or were cancelled late: those that took "
              "place."),
           Kind.SHARE, sessions.held, _SESSION),
    Figure("missed", Part.SESSIONS, _l("Sessions missed"), _l("Of the same sessions: those that somebody missed."),
           Kind.SHARE, sessions.missed, _SESSION),
    Figure("cancelled_late", Part.SESSIONS, _l("Sessions cancelled late"),
           _l("Of the same sessions: those that were cancelled later than the cohort's notice."),
           Kind.SHARE, sessions.cancelled_late, _SESSION),
    Figure("useful_mentee", Part.SATISFACTION, _l("Useful to students"), _ALWAYS,
           Kind.MEAN, sessions.useful_to("mentee"), _SAID, whole=True),
    Figure("useful_mentor", Part.SATISFACTION, _l("Useful to mentors"), _ALWAYS,
           Kind.MEAN, sessions.useful_to("mentor"), _SAID, whole=True),
    Figure("rating", Part.SATISFACTION, _l("Rating at the end"), _ALWAYS,
           Kind.MEAN, sessions.ratings, ("student", "mentor", "ended_at"), whole=True),
    Figure("load_spread", Part.LOAD, _l("How evenly students are spread"),
           _l("The Gini index of the matches of this cohort that began in these days, over its approved mentors: 0 "
              "when every mentor has as many, near 1 when one has all."),
           Kind.SPREAD, mentors.with_matches, ("mentor", "number")),
    Figure("with_student", Part.LOAD, _l("Mentors with a student"),
           _l("Of the approved mentors of the cohort: those with a match of this cohort that began in these days."),
           Kind.SHARE, mentors.with_matches, ("mentor", "number", "yes")),
    Figure("room", Part.LOAD, _l("Places taken"),
           _l("Of all places of the approved mentors: those that are taken today, in every cohort together."),
           Kind.ROOM, mentors.with_room, ("mentor", "part", "of"), whole=True),
    Figure("exposure", Part.LOAD, _l("How evenly mentors are shown"),
           _l("The Gini index of how many students see each mentor among their first ten, when it was last counted: 0 "
              "when everybody is shown as often."),
           Kind.SPREAD, mentors.with_exposure, ("mentor", "number"), whole=True),
    Figure("shown", Part.LOAD, _l("Mentors shown to somebody"),
           _l("Of the mentors whose places were counted: those among the first ten of at least one student."),
           Kind.SHARE, mentors.with_exposure, ("mentor", "number", "yes"), whole=True),
    Figure("told_share", Part.TOLD, _l("Accepted, where it was told how often"),
           _l("Of the requests that are over and whose student was told how often this mentor says yes: accepted. "
              "Beside it what they were told, on average."),
           Kind.SHARE, requests.with_told_share, (*_REQUEST[:3], "said", "yes")),
    Figure("told_time", Part.TOLD, _l("Answered within the told time"),
           _l("Of the decided requests whose student was told how long an answer takes: decided within that time. The "
              "told time is the one that half of the answers should keep."),
           Kind.SHARE, requests.with_told_time, (*_REQUEST[:3], "told_seconds", "seconds", "yes")),
)  # fmt: skip
FIGURES: dict[str, Figure] = {figure.key: figure for figure in _ALL}


def values_in(scope: Scope) -> list[tuple[Figure, Value]]:
    """Every figure with its value, in the order of the report."""
    return [(figure, figure.value_in(scope)) for figure in _ALL]
