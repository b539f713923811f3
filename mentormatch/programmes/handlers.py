"""What happens here when something happens in a feature below."""

from mentormatch.accounts.models import Person
from mentormatch.accounts.signals import confirmed
from mentormatch.programmes import queries, service
from mentormatch.programmes.models import EnrolledAs


@confirmed.connect
def _enrol_newcomer(person: Person) -> None:
    """Who confirms an address takes part in the cohort that takes newcomers, if there is one."""
    cohort = queries.default_cohort()
    if cohort is not None:
        service.enrol(person, cohort, EnrolledAs.MENTEE, by=person)
