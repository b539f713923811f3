"""Putting postings where they are found, and taking them away again, in the transaction in which they change."""

from mentormatch.internships import queries
from mentormatch.internships.models import Posting
from mentormatch.internships.wording import words_of
from mentormatch.search import service as search

KIND = "posting"


def refresh(posting: Posting) -> None:
    """Let it be found as it is now, or not at all. What is for who has applied is not in it."""
    if not queries.is_shown(posting):
        search.drop(KIND, posting.id)
        return
    search.put(
        search.Entry(
            kind=KIND,
            subject_id=posting.id,
            title=posting.title,
            text=words_of(posting),
            roles=posting.roles,
            skills=posting.skills,
            degrees=posting.degrees,
            industries=(posting.organisation.sector,) if posting.organisation.sector else (),
        )
    )
