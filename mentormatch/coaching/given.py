"""What students brought to an appointment, its coach may read."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.coaching.queries.appointments import brought_to
from mentormatch.documents.given import gives


@gives
def _brought(person: Person) -> sa.Select[int | None]:
    return brought_to(person)
