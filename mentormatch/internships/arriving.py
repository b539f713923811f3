"""When a call reached us: read as the first thing that happens to it, before it waits for its turn behind others."""

from datetime import datetime

from flask import g

from mentormatch.accounts.models import Person
from mentormatch.core.moment import database_moment
from mentormatch.internships import queries
from mentormatch.internships.models import Posting


def posting_to_apply(reader: Person, posting_id: int) -> Posting | None:
    """The posting to which somebody applies with this request; the guard asks for it before it takes anything else."""
    g.internship_arrived = database_moment()
    return queries.posting_to_apply(reader, posting_id)


def arrived() -> datetime:
    at: datetime = g.internship_arrived
    return at
