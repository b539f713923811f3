"""What is said here when something is asked in a feature below."""

from mentormatch.accounts.models import Person
from mentormatch.profiles import queries
from mentormatch.programmes.signals import degree_asked


@degree_asked.connect
def _degree_of(person: Person) -> str:
    """The degree of a person's profile, by which cohorts choose who may ask to join."""
    profile = queries.profile_of(person.id)
    return profile.degree if profile else ""
