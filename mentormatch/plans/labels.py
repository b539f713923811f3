"""Words for what the database says in one."""

from mentormatch.core.i18n import Lazy, _l
from mentormatch.plans.models import HelperKind, PlanOutcome, Source

OUTCOMES: dict[PlanOutcome, Lazy] = {
    PlanOutcome.JOB: _l("Found a job"),
    PlanOutcome.INTERNSHIP: _l("Found an internship"),
    PlanOutcome.STUDY: _l("Found a place to study"),
    PlanOutcome.CHANGED_AIM: _l("The aim has changed"),
    PlanOutcome.OTHER: _l("Something else"),
}
KINDS: dict[HelperKind, Lazy] = {HelperKind.MENTOR: _l("Mentor"), HelperKind.COACH: _l("Coach")}
#: Nothing for what a student made alone.
SOURCES: dict[Source, Lazy] = {
    Source.MENTORING: _l("in mentoring"),
    Source.COACHING: _l("in coaching"),
}
