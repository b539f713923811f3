"""Action plans of the demo: paths of the office, and the plan of Maya, into which Omar is let."""

from datetime import timedelta

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now, travel
from mentormatch.plans import queries
from mentormatch.plans import service as plans
from mentormatch.plans.models import ActionPlan
from mentormatch.plans.service import templates
from mentormatch.plans.service.steps import Said

#: When Maya's plan began: two of its six steps are done since, one is overdue.
BEGUN = timedelta(days=24)
PATH = "Change of career"
AIM = (
    "From communication to data analysis. I would like a first position in Milan or remote by spring, and to explain"
    " my change without excusing myself for it."
)


def make_plans(student: Person, mentor: Person, *, by: Person) -> None:
    """The office's paths, a plan from one of them, and a mentor of an active match in it."""
    with travel(-BEGUN - timedelta(days=10)):
        templates.add_examples(by=by)
    path = next(template for template in queries.templates() if template.title == PATH)
    with travel(-BEGUN):
        plan = plans.begin(
            title="From communication to data", aim=AIM, template=path, starts_on=now().date(), by=student
        )
    if queries.active_match(student.id, mentor.id) is not None:
        with travel(timedelta(days=2) - BEGUN):
            plans.let_in(plan, mentor, by=student)
    _walk(plan, student, mentor)


def _walk(plan: ActionPlan, student: Person, mentor: Person) -> None:
    first, second, third, *_rest = queries.steps_of(plan)
    with travel(timedelta(days=6) - BEGUN):
        plans.tick(first, words="Eleven points; three of them surprised me.", by=student)
    with travel(timedelta(days=13) - BEGUN):
        plans.tick(second, words="Marketing analyst and reporting analyst. Both ask for SQL.", by=student)
    said = Said(third.text, third.why, (now() - timedelta(days=3)).date(), student.id)
    with travel(timedelta(days=14) - BEGUN):
        plans.change_step(third, said, version=third.version, by=student)
    if queries.helper_of(plan, mentor) is not None:
        with travel(-timedelta(days=4)):
            plans.comment(third, "I know somebody who did this two years ago. Shall I introduce you?", by=mentor)
