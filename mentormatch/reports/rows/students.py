"""Students of a cohort: how far each has come, and how long it took."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestMessage
from mentormatch.mentoring.queries.record import DECIDED
from mentormatch.profiles.models import Aim
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.relationship.queries import took_place
from mentormatch.reports.rows.sql import seconds_between, yes
from mentormatch.reports.scope import Scope

Rows = sa.Select[*tuple[Any, ...]]
Condition = Callable[[Scope], sa.ColumnElement[bool]]


def registered(scope: Scope) -> Rows:
    """Everybody who joined the cohort as a mentee in these days."""
    return sa.select(
        Person.id.label("id"), Person.id.label("person_id"), Person.name.label("student"),
        Enrolment.created_at.label("joined_at"),
    ).join(Enrolment, Enrolment.person_id == Person.id).where(
        Enrolment.cohort_id == scope.cohort.id, Enrolment.enrolled_as == EnrolledAs.MENTEE,
        scope.holds(Enrolment.created_at),
    )  # fmt: skip


def who(condition: Condition) -> Callable[[Scope], Rows]:
    """The same people with a column that says of whom ``condition`` holds."""
    return lambda scope: registered(scope).add_columns(yes(condition(scope)))


def has_goal(_scope: Scope) -> sa.ColumnElement[bool]:
    return Person.id.in_(sa.select(Aim.person_id).where(Aim.goal != ""))


def has_asked(scope: Scope) -> sa.ColumnElement[bool]:
    return Person.id.in_(sa.select(Request.mentee_id).where(Request.cohort_id == scope.cohort.id))


def has_match(scope: Scope) -> sa.ColumnElement[bool]:
    return Person.id.in_(_matched(scope))


def has_met(scope: Scope) -> sa.ColumnElement[bool]:
    return Person.id.in_(_matched(scope).where(Match.id.in_(_met())))


def has_finished(scope: Scope) -> sa.ColumnElement[bool]:
    return Person.id.in_(_matched(scope).where(Match.status == MatchStatus.ENDED, Match.id.in_(_met())))


def _matched(scope: Scope) -> sa.Select[int]:
    """The mentees of the cohort's matches that have begun. Lists of numbers, which a database looks up once."""
    return sa.select(Match.mentee_id).where(Match.cohort_id == scope.cohort.id, Match.activated_at.is_not(None))


def _met() -> sa.Select[int | None]:
    return sa.select(Booking.match_id).where(took_place(), Booking.match_id.is_not(None))


def first_answers(scope: Scope) -> Rows:
    """Students whose first request reached a mentor in these days, and the first answer of any mentor."""
    of_cohort = Request.cohort_id == scope.cohort.id
    decided = sa.select(Request.mentee_id, Request.answered_at.label("at"))
    decided = decided.where(of_cohort, Request.status.in_(DECIDED), Request.answered_at.is_not(None))
    questions = sa.select(Request.mentee_id, RequestMessage.created_at.label("at")).join(
        RequestMessage, RequestMessage.request_id == Request.id
    )
    questions = questions.where(of_cohort, RequestMessage.author_id == Request.mentor_id)
    reactions = sa.union_all(decided, questions).subquery()
    answered = sa.select(reactions.c.mentee_id, sa.func.min(reactions.c.at).label("at"))
    first = answered.group_by(reactions.c.mentee_id).subquery()
    opened = sa.func.min(Request.opened_at).label("opened_at")
    begun = sa.select(Request.mentee_id, opened).where(of_cohort, Request.opened_at.is_not(None))
    return _durations(begun.group_by(Request.mentee_id).subquery(), first, scope)


def first_sessions(scope: Scope) -> Rows:
    """Students whose first match began in these days, and the start of their first session that took place."""
    of_cohort = Match.cohort_id == scope.cohort.id
    opened = sa.func.min(Match.activated_at).label("opened_at")
    begun = sa.select(Match.mentee_id, opened).where(of_cohort, Match.activated_at.is_not(None))
    met = sa.select(Match.mentee_id, sa.func.min(Booking.starts_at).label("at")).join(
        Booking, Booking.match_id == Match.id
    )
    met = met.where(of_cohort, Match.activated_at.is_not(None), took_place())
    return _durations(begun.group_by(Match.mentee_id).subquery(), met.group_by(Match.mentee_id).subquery(), scope)


def _durations(begun: sa.Subquery, ended: sa.Subquery, scope: Scope) -> Rows:
    seconds = seconds_between(begun.c.opened_at, ended.c.at)
    return (
        sa.select(
            Person.id.label("id"), Person.id.label("person_id"), Person.name.label("student"),
            begun.c.opened_at.label("began_at"), ended.c.at.label("ended_at"), seconds.label("seconds"),
        )
        .join(begun, begun.c.mentee_id == Person.id)
        .outerjoin(ended, ended.c.mentee_id == Person.id)
        .where(scope.holds(begun.c.opened_at))
    )  # fmt: skip
