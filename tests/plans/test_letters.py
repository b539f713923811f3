"""Reminders come once, in the morning, while they are true; what is overdue is told once a week."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.notifications.rendering import render
from mentormatch.plans import service
from mentormatch.plans.models import ActionPlan, PlanOutcome, PlanStep
from mentormatch.plans.policy import remind_at
from mentormatch.plans.service.steps import Said
from tests.calendar.conftest import MONDAY, Pair

DUE = date(2026, 9, 15)
#: Three days before, at eight in Rome.
MORNING = datetime(2026, 9, 12, 6, tzinfo=UTC)


def letters_to(person: Person, name: str = "") -> list[Letter]:
    db.session.rollback()
    mine = sa.select(Letter).where(Letter.person_id == person.id, Letter.template.startswith("plans/"))
    return [letter for letter in db.session.scalars(mine.order_by(Letter.id)) if name in letter.template]


def sweep(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        JOBS["plans.sweep"]()
    db.session.rollback()


def deliver(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        JOBS["letters.deliver"]()
    db.session.rollback()


@pytest.fixture
def step(plan: ActionPlan) -> PlanStep:
    return service.add_step(plan, Said("Write a CV", due_on=DUE), by=plan.person)


def test_a_step_reminds_once_in_the_owners_morning(plan: ActionPlan, step: PlanStep) -> None:
    sweep(MORNING - timedelta(minutes=1))
    assert not letters_to(plan.person)
    sweep(MORNING)
    sweep(MORNING + timedelta(hours=5))
    (letter,) = letters_to(plan.person)
    assert "“Write a CV”" in render(letter).text
    assert "15 September" in render(letter).subject
    service.tick(step, by=plan.person)
    service.untick(step, by=plan.person)
    sweep(MORNING + timedelta(days=2))
    assert len(letters_to(plan.person)) == 1


def test_the_zone_of_the_owner_decides(pair: Pair, plan: ActionPlan) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    service.add_step(plan, Said("Call Ada", due_on=DUE, owner_id=pair.mentor.id), by=pair.mentor)
    assert remind_at(DUE, 3, "America/New_York", MONDAY) == datetime(2026, 9, 12, 12, tzinfo=UTC)
    assert remind_at(DUE, 0, "Asia/Tokyo", MONDAY) == datetime(2026, 9, 14, 23, tzinfo=UTC)
    sweep(MORNING)
    assert len(letters_to(pair.mentor, "reminder")) == 1
    assert not letters_to(pair.mentee, "reminder")


def test_what_is_said_late_reminds_the_next_morning_or_not_at_all() -> None:
    assert remind_at(date(2026, 9, 8), 3, "Europe/Rome", MONDAY) == datetime(2026, 9, 8, 6, tzinfo=UTC)
    assert remind_at(date(2026, 9, 7), 3, "Europe/Rome", MONDAY) is None
    assert remind_at(None, 3, "Europe/Rome", MONDAY) is None
    assert remind_at(DUE, None, "Europe/Rome", MONDAY) is None


def test_a_reminder_is_taken_back_when_the_step_is_done_meanwhile(plan: ActionPlan, step: PlanStep) -> None:
    sweep(MORNING)
    service.tick(step, by=plan.person)
    assert [letter.status for letter in letters_to(plan.person)] == [LetterStatus.OBSOLETE]


def test_a_reminder_that_a_worker_holds_is_asked_once_more(plan: ActionPlan, step: PlanStep) -> None:
    sweep(MORNING)
    db.session.execute(sa.text("UPDATE plan_step SET status = 'done', place = NULL, ended_at = created_at"))
    db.session.commit()
    deliver(MORNING)
    assert [letter.status for letter in letters_to(plan.person)] == [LetterStatus.OBSOLETE]


def test_a_step_that_is_moved_reminds_anew_and_one_of_a_finished_plan_does_not(
    plan: ActionPlan, step: PlanStep
) -> None:
    sweep(MORNING)
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        moved = Said("Write a CV", due_on=DUE + timedelta(days=10))
        service.change_step(step, moved, version=1, by=plan.person)
    assert [letter.status for letter in letters_to(plan.person)] == [LetterStatus.OBSOLETE]
    sweep(MORNING + timedelta(days=10))
    assert len(letters_to(plan.person)) == 2
    service.add_step(plan, Said("Later", due_on=DUE + timedelta(days=30)), by=plan.person)
    service.finish(plan, outcome=PlanOutcome.JOB, words="", by=plan.person)
    sweep(MORNING + timedelta(days=30))
    assert {letter.status for letter in letters_to(plan.person)} == {LetterStatus.OBSOLETE}
    assert len(letters_to(plan.person)) == 2


def test_a_reminder_waits_for_the_end_of_quiet_hours(plan: ActionPlan, step: PlanStep) -> None:
    letters.set_preference(plan.person, quiet_from=22 * 60, quiet_to=9 * 60)
    sweep(MORNING)
    deliver(MORNING)
    (letter,) = letters_to(plan.person)
    assert (letter.status, letter.due_at) == (LetterStatus.QUEUED, MORNING + timedelta(hours=1))


def test_what_is_overdue_is_told_once_a_week_and_can_be_switched_off(plan: ActionPlan, step: PlanStep) -> None:
    after = datetime(2026, 9, 16, 6, tzinfo=UTC)
    sweep(after - timedelta(minutes=1))
    assert not letters_to(plan.person, "overdue")
    for hours in (0, 1, 24, 6 * 24, 7 * 24 - 1):
        sweep(after + timedelta(hours=hours))
    (letter,) = letters_to(plan.person, "overdue")
    assert "Write a CV" in render(letter).text
    sweep(after + timedelta(days=7))
    assert len(letters_to(plan.person, "overdue")) == 2
    letters.set_preference(plan.person, optional_letters={"plans.overdue": False})
    assert letters_to(plan.person, "overdue")[-1].status == LetterStatus.OBSOLETE
    sweep(after + timedelta(days=20))
    assert len(letters_to(plan.person, "overdue")) == 2


def test_a_letter_about_what_is_overdue_does_not_leave_when_it_is_done(plan: ActionPlan, step: PlanStep) -> None:
    after = datetime(2026, 9, 16, 6, tzinfo=UTC)
    sweep(after)
    with time_machine.travel(after, tick=False):
        service.tick(step, by=plan.person)
    deliver(after)
    assert [letter.status for letter in letters_to(plan.person, "overdue")] == [LetterStatus.OBSOLETE]


def test_every_letter_can_be_read(pair: Pair, clara: Person, plan: ActionPlan, step: PlanStep) -> None:
    service.ask(plan, by=pair.mentor)
    service.let_in(plan, pair.mentor, by=pair.mentee)
    service.decline(service.propose(plan, clara, "First.", by=pair.mentor), by=pair.mentee)
    found = service.propose(plan, clara, "[Click] https://evil.example", by=pair.mentor)
    service.agree(found, stays=True, by=pair.mentee)
    sweep(datetime(2026, 9, 16, 6, tzinfo=UTC))
    written = list(db.session.scalars(sa.select(Letter).where(Letter.template.startswith("plans/"))))
    assert {letter.template.split("/")[-1] for letter in written} >= {
        "asked.txt", "let_in.txt", "declined.txt", "hand_over.txt", "handed_over.txt", "taken_over.txt", "overdue.txt",
    }  # fmt: skip
    assert all(render(letter).url and "evil" not in render(letter).url for letter in written)
    assert now() == MONDAY
