"""Who helps with a plan: the student lets somebody in, or says yes to who asks, and takes it back at any time."""

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring.models import MatchStatus
from mentormatch.mentoring.service import lock as lock_match
from mentormatch.plans import queries
from mentormatch.plans.errors import AskOver, CannotHelp, PlanFinished
from mentormatch.plans.models import ActionPlan, HandOver, HandOverStatus, HelperKind, PlanHelper
from mentormatch.plans.service import telling
from mentormatch.plans.service.holding import hold, hold_as_student
from mentormatch.plans.service.steps import give_to_student


@transactional
def let_in(plan: ActionPlan, person: Person, *, by: Person) -> PlanHelper:
    """Let a mentor of an active match, or a coach, into one's plan; twice is once. They are told.

    Refuses NotYourPlan, CannotHelp.
    """
    hold_as_student(plan, by)
    return open_to(plan, person, by=by)


def open_to(plan: ActionPlan, person: Person, *, by: Person) -> PlanHelper:
    """The same inside the transaction of whoever holds the plan."""
    helper = _standing(plan, person) or _new(plan, person)
    if helper.since is None:
        helper.since = now()
        _keep(helper)
        telling.let_in(helper)
        audit.record(by, "plan.opened", plan, other=person.id)
    return helper


@transactional
def ask(plan: ActionPlan, *, by: Person) -> PlanHelper:
    """Ask to be let into a plan as a mentor of an active match, or as a coach; twice is once.

    Refuses PlanFinished, CannotHelp.
    """
    hold(plan)
    if plan.finished_at is not None:
        raise PlanFinished
    helper = _standing(plan, by)
    if helper is None:
        helper = _new(plan, by)
        helper.asked_at = now()
        _keep(helper)
        telling.asked(helper)
        audit.record(by, "plan.asked", plan)
    return helper


@transactional
def admit(helper: PlanHelper, *, by: Person) -> None:
    """Say yes to somebody who asks; twice is once. Refuses NotYourPlan, AskOver, CannotHelp."""
    hold_as_student(helper.plan, by)
    if helper.ended_at is not None:
        raise AskOver
    open_to(helper.plan, helper.person, by=by)


@transactional
def end_help(helper: PlanHelper, *, by: Person) -> None:
    """Take it back, or say no to somebody who asks; twice is once. Refuses NotYourPlan."""
    hold_as_student(helper.plan, by)
    close(helper, by=by)


@transactional
def leave(helper: PlanHelper, *, by: Person) -> None:
    """Leave a plan, or take one's question back; twice is once. Refuses CannotHelp for somebody else."""
    hold(helper.plan)
    if helper.person_id != by.id:
        raise CannotHelp
    close(helper, by=by)


@transactional
def close_over(helper_id: int) -> bool:
    """Note that a match has ended, or that somebody is no coach any more: since then the plan was closed to them."""
    helper = db.session.get(PlanHelper, helper_id)
    if helper is None:
        return False
    hold(helper.plan)
    if helper.ended_at is not None or _still_can(helper):
        return False
    close(helper, by=None)
    return True


def close(helper: PlanHelper, *, by: Person | None) -> None:
    """End somebody's place in a plan that is held; what they were to do is the student's."""
    if helper.ended_at is not None:
        return
    helper.ended_at = now()
    db.session.flush()
    telling.take_back_helper(helper)
    give_to_student(helper.plan, helper.person_id)
    _close_hand_over(helper, by)
    audit.record(by, "plan.closed", helper.plan, other=helper.person_id)


def _close_hand_over(helper: PlanHelper, by: Person | None) -> None:
    """What a mentor proposed goes with them."""
    found = queries.open_hand_over(helper.plan)
    if found is not None and found.from_id == helper.person_id:
        end_hand_over(found, HandOverStatus.WITHDRAWN, by=by)


def end_hand_over(found: HandOver, status: HandOverStatus, *, by: Person | None) -> None:
    found.status, found.answered_at = status, now()
    db.session.flush()
    telling.take_back_hand_over(found)
    audit.record(by, f"plan.hand_over_{status}", found.plan, other=found.from_id)


def _standing(plan: ActionPlan, person: Person) -> PlanHelper | None:
    """The present row of this person; one that rests on nothing any more is closed."""
    present = queries.row_of(plan.id, person.id)
    if present is not None and not _still_can(present):
        close(present, by=None)
        return None
    return present


def _new(plan: ActionPlan, person: Person) -> PlanHelper:
    """A row by what this person is now, not stored yet. Refuses CannotHelp."""
    match = queries.active_match(plan.person_id, person.id)
    if match is not None:
        lock_match(match)
    if match is not None and match.status == MatchStatus.ACTIVE:
        return PlanHelper(plan_id=plan.id, person_id=person.id, kind=HelperKind.MENTOR, match_id=match.id)
    if person.id != plan.person_id and queries.is_coach(person.id):
        return PlanHelper(plan_id=plan.id, person_id=person.id, kind=HelperKind.COACH)
    raise CannotHelp


def _keep(helper: PlanHelper) -> None:
    db.session.add(helper)
    db.session.flush()


def _still_can(helper: PlanHelper) -> bool:
    if helper.kind == HelperKind.COACH:
        return helper.person.is_(RoleName.COACH)
    return helper.match is not None and helper.match.status == MatchStatus.ACTIVE
