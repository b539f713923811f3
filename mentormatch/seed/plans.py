"""Action plans of the demo: paths of the office, Maya's plan, and one into which Omar is let."""

from datetime import timedelta

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now, travel
from mentormatch.mentoring.models import MatchStatus
from mentormatch.mentoring.queries import matches_of_mentor
from mentormatch.plans import queries
from mentormatch.plans import service as plans
from mentormatch.plans.models import ActionPlan
from mentormatch.plans.service import templates
from mentormatch.plans.service.steps import Said

#: When Maya's plan began: two of its six steps are done since, one is overdue.
BEGUN = timedelta(days=24)
PATH, MENTEES_PATH = "Change of career", "First data job"
AIM = (
    "From communication to data analysis. I would like a first position in Milan or remote by spring, and to explain"
    " my change without excusing myself for it."
)


def make_plans(student: Person, mentor: Person, *, by: Person) -> None:
    """The office's paths, a student's plan from one of them, and one of a student of this mentor, who is let in."""
    with travel(-BEGUN - timedelta(days=10)):
        templates.add_examples(by=by)
    path = next(template for template in queries.templates() if template.title == PATH)
    with travel(-BEGUN):
        plan = plans.begin(
            title="From communication to data", aim=AIM, template=path, starts_on=now().date(), by=student
        )
    _walk(plan, student)
    mentees = [match.mentee for match in matches_of_mentor(mentor)[0] if match.status == MatchStatus.ACTIVE]
    for mentee in mentees[:1]:
        _share(mentee, mentor)


def _walk(plan: ActionPlan, student: Person) -> None:
    first, second, third, *_rest = queries.steps_of(plan)
    with travel(timedelta(days=6) - BEGUN):
        plans.tick(first, words="Eleven points; three of them surprised me.", by=student)
    with travel(timedelta(days=13) - BEGUN):
        plans.tick(second, words="Marketing analyst and reporting analyst. Both ask for SQL.", by=student)
    said = Said(third.text, third.why, (now() - timedelta(days=3)).date(), student.id)
    with travel(timedelta(days=14) - BEGUN):
        plans.change_step(third, said, version=third.version, by=student)


def _share(student: Person, mentor: Person) -> None:
    """The mentor is in this plan, takes a step of it, and has said something about another."""
    path = next(template for template in queries.templates() if template.title == MENTEES_PATH)
    with travel(-BEGUN / 2):
        plan = plans.begin(title=path.title, aim="", template=path, starts_on=now().date(), by=student)
        plans.let_in(plan, mentor, by=student)
    with travel(-BEGUN / 3):
        due = (now() + timedelta(days=21)).date()
        plans.add_step(plan, Said("Introduce you to a colleague", "", due, mentor.id), by=mentor)
        plans.comment(queries.steps_of(plan)[1], "Take the one with the maps: nobody else has that.", by=mentor)
