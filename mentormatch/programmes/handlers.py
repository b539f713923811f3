"""What happens here when something happens in a feature below."""

from mentormatch.accounts.errors import RegistrationClosed
from mentormatch.accounts.models import Person
from mentormatch.accounts.signals import confirmed, registering
from mentormatch.programmes import queries, service
from mentormatch.programmes.models import EnrolledAs


@confirmed.connect
def _enrol_newcomer(person: Person) -> None:
    """Who confirms an address joins the cohort that takes newcomers; who was imported into a cohort stays there."""
    cohort = queries.default_cohort()
    if cohort is not None and not queries.is_enrolled(person):
        service.enrol(person, cohort, EnrolledAs.MENTEE, by=person)


@registering.connect
def _refuse_while_closed(_sender: None) -> None:
    """Nobody registers while the programme takes no newcomers; before there is a programme, anybody may."""
    programme = queries.programme()
    if programme is not None and not programme.registration_open:
        raise RegistrationClosed(contact_name=programme.contact_name, contact_email=programme.contact_email)
