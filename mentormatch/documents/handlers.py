"""What happens here when something happens in a feature below."""

from mentormatch.accounts.models import Person, RoleName
from mentormatch.accounts.signals import stepped_down
from mentormatch.core.db import transactional
from mentormatch.documents.service.leaving import give_back_all


@stepped_down.connect
@transactional
def _audits_no_more(person: Person, *, by: Person) -> None:
    """Audits in the hands of whoever is no coach any more, or cannot sign in, wait for another one."""
    if not (person.active and person.is_(RoleName.COACH)):
        give_back_all(person, by=by)
