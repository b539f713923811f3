"""What students applied with, the contacts of that organisation may read while the application is open."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.documents.given import gives
from mentormatch.internships import queries
from mentormatch.office.queries import is_on


@gives
def _applied_with(person: Person) -> sa.Select[int | None]:
    found = queries.given_versions(person)
    return found if is_on("internships") else found.where(sa.false())
