"""What happens here when something happens in a feature below."""

from mentormatch.accounts.models import Person, RoleName
from mentormatch.accounts.signals import stepped_down
from mentormatch.coaching.service import ending


@stepped_down.connect
def _coaches_no_more(person: Person, *, by: Person) -> None:
    """Appointments of whoever is no coach any more, or cannot sign in, are called off: nobody would come."""
    if not (person.active and person.is_(RoleName.COACH)):
        ending.stop_coaching(person, by=by)
