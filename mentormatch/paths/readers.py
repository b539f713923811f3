"""Who reads career paths, and from which degrees they lead."""

from mentormatch.accounts.models import Person
from mentormatch.degrees import queries as degrees
from mentormatch.degrees.models import Degree
from mentormatch.office.queries import is_on
from mentormatch.web.access import Who

READERS = (Who.MENTEE, Who.MENTOR, Who.COACH, Who.COORDINATOR, Who.EDITOR)


def degree_for_reader(reader: Person, degree_id: int) -> Degree | None:
    """A degree of the catalogue, while there is one."""
    return degrees.degree_for_reader(reader, degree_id) if is_on("degrees") else None
