"""What happens here when something happens in a feature below."""

from mentormatch.accounts.models import Person
from mentormatch.accounts.signals import confirmed
from mentormatch.programmes import queries, service
from mentormatch.programmes.models import EnrolledAs


@confirmed.connect
def _enrol_newcomer(person: Person) -> None:
    """Who confirms an address joins the cohort that takes newcomers; who was imported into a cohort stays there."""
    cohort = queries.default_cohort()
    if cohort is not None and not queries.is_enrolled(person):
        service.enrol(person, cohort, EnrolledAs.MENTEE, by=person)
