"""A mentor hands a plan over to a coach, when its student says yes."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.plans import queries
from mentormatch.plans.errors import AskOver, CannotHelp, HandOverOpen
from mentormatch.plans.models import WORDS_MOST, ActionPlan, HandOver, HandOverStatus
from mentormatch.plans.service import telling
from mentormatch.plans.service.helping import close, end_hand_over, open_to
from mentormatch.plans.service.holding import fitting, hold, hold_as_student, hold_open


@transactional
def propose(plan: ActionPlan, coach: Person, words: str, *, by: Person) -> HandOver:
    """Ask the student to let ``coach`` go on with the plan. The same again gives what waits.

    Refuses NotFound, PlanFinished, CannotHelp, HandOverOpen, WrongText.
    """
    helper = hold_open(plan, by)
    if helper is None or not queries.is_coach(coach.id) or coach.id in {by.id, plan.person_id}:
        raise CannotHelp
    words = fitting("words", words, WORDS_MOST, least=0)
    waiting = queries.open_hand_over(plan)
    if waiting is not None:
        if (waiting.from_id, waiting.to_id, waiting.words) == (by.id, coach.id, words):
            return waiting
        raise HandOverOpen
    made = HandOver(plan_id=plan.id, from_id=by.id, to_id=coach.id, words=words)
    db.session.add(made)
    db.session.flush()
    telling.proposed(made)
    audit.record(by, "plan.hand_over_proposed", plan, other=coach.id)
    return made


@transactional
def agree(found: HandOver, *, stays: bool, by: Person) -> None:
    """Say yes: the coach is let in; the mentor stays inside or not. Both are told. Twice is once.

    Refuses NotYourPlan, AskOver, CannotHelp when the coach is none any more.
    """
    hold_as_student(found.plan, by)
    if found.status == HandOverStatus.AGREED:
        return
    if found.status != HandOverStatus.OPEN:
        raise AskOver
    end_hand_over(found, HandOverStatus.AGREED, by=by)
    open_to(found.plan, found.coach, by=by)
    telling.handed_over(found, stays=stays)
    helper = queries.row_of(found.plan_id, found.from_id)
    if helper is not None and not stays:
        close(helper, by=by)


@transactional
def decline(found: HandOver, *, by: Person) -> None:
    """Say no; the mentor is told. Twice is once. Refuses NotYourPlan, AskOver."""
    hold_as_student(found.plan, by)
    if found.status == HandOverStatus.DECLINED:
        return
    if found.status != HandOverStatus.OPEN:
        raise AskOver
    end_hand_over(found, HandOverStatus.DECLINED, by=by)
    telling.declined(found)


@transactional
def withdraw(found: HandOver, *, by: Person) -> None:
    """Take one's proposal back; twice is once. Refuses CannotHelp for somebody else, AskOver."""
    hold(found.plan)
    if found.from_id != by.id:
        raise CannotHelp
    if found.status == HandOverStatus.WITHDRAWN:
        return
    if found.status != HandOverStatus.OPEN:
        raise AskOver
    end_hand_over(found, HandOverStatus.WITHDRAWN, by=by)
