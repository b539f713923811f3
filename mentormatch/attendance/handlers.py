"""What is said here when something is asked in a feature below."""

from mentormatch.accounts.models import Person
from mentormatch.attendance.queries import pause_of
from mentormatch.mentoring.signals import agreeing
from mentormatch.programmes.models import Cohort


@agreeing.connect
def _is_paused(person: Person, *, cohort: Cohort) -> bool:
    """Who has missed too many sessions of late gets no new one by a proposed time either."""
    return pause_of(person, cohort) is not None
