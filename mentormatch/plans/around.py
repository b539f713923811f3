"""What other pages say of plans to who helps with them: what waits, whom a coach knows, and the way to a plan."""

from collections.abc import Iterator

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.i18n import _
from mentormatch.office.about import Door, Task
from mentormatch.office.queries import is_known
from mentormatch.plans import queries
from mentormatch.plans.models import ActionPlan
from mentormatch.plans.policy import local_day


def tasks(person: Person) -> Iterator[Task]:
    """Steps that are overdue in plans this person helps with."""
    if person.is_(RoleName.COACH) or person.is_(RoleName.MENTOR):
        late = queries.late_steps_helped(person, local_day(now(), person.time_zone))
        yield Task(_("Overdue steps in plans you help with"), len(late), url_for("plan_help.index"))


def knows(reader: Person, person_id: int) -> bool:
    """A coach knows whose plan they were let into. A mentor has the page of the match."""
    if not reader.is_(RoleName.COACH):
        return False
    plan = queries.plan_of_number(person_id)
    return plan is not None and queries.helper_of(plan, reader) is not None


def doors(student: Person, reader: Person) -> Iterator[Door]:
    """The plan, for a coach who is in it; else a way to ask. That there is a plan is in the record, which they read."""
    plan = queries.plan_of(student)
    if plan is None or not reader.is_(RoleName.COACH):
        return
    if queries.helper_of(plan, reader) is not None:
        yield Door(_("Action plan"), url_for("plan_help.show", plan_id=plan.id))
    elif plan.finished_at is not None:
        return
    elif queries.row_of(plan.id, reader.id) is not None:
        yield Door(_("You have asked to see the action plan"))
    else:
        yield Door(_("Ask to see the action plan"), url_for("plan_help.ask_student", student_id=student.id), asks=True)


def plan_to_ask_for(coach: Person, student_id: int) -> ActionPlan | None:
    """The plan of a student whom this coach knows from a service of the office, while it goes on; else None."""
    plan = queries.plan_of_number(student_id) if coach.id != student_id and is_known(coach, student_id) else None
    return plan if plan is not None and plan.finished_at is None else None
