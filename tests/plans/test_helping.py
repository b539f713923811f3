"""Who is let into a plan, asks, leaves, and hands over; nobody else sees anything of it."""

from typing import Any

import pytest

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.mentoring import service as mentoring
from mentormatch.plans import queries, service
from mentormatch.plans.errors import AskOver, CannotHelp, HandOverOpen
from mentormatch.plans.models import ActionPlan, HandOverStatus
from mentormatch.plans.service.steps import Said
from mentormatch.privacy.service import delete_account
from tests.calendar.conftest import Pair, active_match
from tests.make import Make
from tests.plans.test_letters import letters_to


def sees(person: Person, plan: ActionPlan) -> bool:
    db.session.rollback()
    return queries.plan_for(person, plan.id) is not None


def test_only_a_mentor_of_an_active_match_or_a_coach_is_let_in(
    pair: Pair, lena: Pair, clara: Person, plan: ActionPlan
) -> None:
    with pytest.raises(CannotHelp):
        service.let_in(plan, lena.mentee, by=pair.mentee)
    with pytest.raises(CannotHelp):
        service.let_in(plan, pair.mentee, by=pair.mentee)
    assert not sees(pair.mentor, plan)
    first = service.let_in(plan, pair.mentor, by=pair.mentee)
    assert service.let_in(plan, pair.mentor, by=pair.mentee).id == first.id
    service.let_in(plan, clara, by=pair.mentee)
    assert [helper.person.name for helper in queries.helpers_of(plan)] == ["Omar Haddad", "Clara Neri"]
    assert sees(pair.mentor, plan)
    assert sees(clara, plan)
    assert not sees(lena.mentee, plan)
    assert len(letters_to(pair.mentor)) == 1


def test_whoever_asks_sees_nothing_before_the_yes(pair: Pair, clara: Person, plan: ActionPlan) -> None:
    helper = service.ask(plan, by=clara)
    assert service.ask(plan, by=clara).id == helper.id
    assert not sees(clara, plan)
    assert [letter.template for letter in letters_to(pair.mentee)] == ["plans/email/asked.txt"]
    service.admit(helper, by=pair.mentee)
    assert sees(clara, plan)
    service.end_help(helper, by=pair.mentee)
    assert not sees(clara, plan)
    with pytest.raises(AskOver):
        service.admit(helper, by=pair.mentee)


def test_what_a_helper_was_to_do_is_the_students_when_it_is_taken_back(pair: Pair, plan: ActionPlan) -> None:
    helper = service.let_in(plan, pair.mentor, by=pair.mentee)
    step = service.add_step(plan, Said("Introduce Maya", owner_id=pair.mentor.id), by=pair.mentor)
    service.end_help(helper, by=pair.mentee)
    assert step.owner_id == pair.mentee.id
    assert step.made_by_id == pair.mentor.id


def test_a_mentors_look_ends_with_the_match_and_does_not_come_back_with_another(pair: Pair, plan: ActionPlan) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    step = service.add_step(plan, Said("Introduce Maya", owner_id=pair.mentor.id), by=pair.mentor)
    mentoring.end_match(pair.match, by=pair.mentor, reason="The term is over.")
    assert not sees(pair.mentor, plan)
    assert not queries.plans_helped(pair.mentor, plan.created_at.date())
    again = active_match(pair.mentee, pair.mentor, pair.cohort)
    assert not sees(pair.mentor, plan)
    JOBS["plans.sweep"]()
    db.session.rollback()
    assert step.owner_id == pair.mentee.id
    assert not sees(pair.mentor, plan)
    helper = service.let_in(plan, pair.mentor, by=pair.mentee)
    assert helper.match_id == again.id
    assert sees(pair.mentor, plan)


def test_somebody_who_is_no_coach_any_more_sees_nothing(
    make: Make, pair: Pair, clara: Person, plan: ActionPlan
) -> None:
    service.let_in(plan, clara, by=pair.mentee)
    accounts.revoke(clara, RoleName.COACH, by=make.person("Ada", roles=[RoleName.ADMIN]))
    assert not sees(clara, plan)
    JOBS["plans.sweep"]()
    db.session.rollback()
    assert queries.row_of(plan.id, clara.id) is None


@pytest.mark.parametrize("stays", [True, False])
def test_a_mentor_hands_over_with_the_students_leave(pair: Pair, clara: Person, plan: ActionPlan, stays: bool) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    found = service.propose(plan, clara, "She knows the field.", by=pair.mentor)
    assert service.propose(plan, clara, "She knows the field.", by=pair.mentor).id == found.id
    with pytest.raises(HandOverOpen):
        service.propose(plan, clara, "Other words.", by=pair.mentor)
    assert not sees(clara, plan)
    service.agree(found, stays=stays, by=pair.mentee)
    service.agree(found, stays=stays, by=pair.mentee)
    assert sees(clara, plan)
    assert sees(pair.mentor, plan) is stays
    names = [letter.template.rpartition("/")[2] for who in (pair.mentor, clara) for letter in letters_to(who)]
    assert "handed_over.txt" in names
    assert "taken_over.txt" in names


def test_a_hand_over_is_declined_or_taken_back_or_goes_with_the_mentor(
    pair: Pair, clara: Person, plan: ActionPlan
) -> None:
    helper = service.let_in(plan, pair.mentor, by=pair.mentee)
    first = service.propose(plan, clara, "", by=pair.mentor)
    service.decline(first, by=pair.mentee)
    with pytest.raises(AskOver):
        service.agree(first, stays=True, by=pair.mentee)
    second = service.propose(plan, clara, "", by=pair.mentor)
    service.withdraw(second, by=pair.mentor)
    third = service.propose(plan, clara, "", by=pair.mentor)
    service.end_help(helper, by=pair.mentee)
    assert third.status == HandOverStatus.WITHDRAWN
    with pytest.raises(AskOver):
        service.agree(third, stays=False, by=pair.mentee)
    assert not sees(clara, plan)


def test_only_somebody_inside_hands_over_and_only_to_a_coach(
    pair: Pair, lena: Pair, clara: Person, plan: ActionPlan
) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    for coach in (lena.mentee, pair.mentor, pair.mentee):
        with pytest.raises(CannotHelp):
            service.propose(plan, coach, "", by=pair.mentor)
    with pytest.raises(CannotHelp):
        service.propose(plan, clara, "", by=pair.mentee)


def test_a_helper_who_deletes_their_account_leaves_their_steps_to_the_student(pair: Pair, plan: ActionPlan) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    step = service.add_step(plan, Said("Introduce Maya", owner_id=pair.mentor.id), by=pair.mentor)
    service.comment(step, "Next week.", by=pair.mentor)
    delete_account(pair.mentor)
    db.session.rollback()
    assert (step.text, step.owner_id) == ("Introduce Maya", pair.mentee.id)
    assert [one.text for one in queries.comments_of(step)] == ["Next week."]
    assert not queries.helpers_of(plan)


def test_a_student_who_deletes_the_account_takes_the_plan_along(pair: Pair, plan: ActionPlan) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    service.add_step(plan, Said("Write a CV"), by=pair.mentee)
    plan_id: Any = plan.id
    delete_account(pair.mentee)
    db.session.rollback()
    assert db.session.get(ActionPlan, plan_id) is None
