"""The words of a posting without their marks."""

from mentormatch.internships.models import Posting
from mentormatch.web.markdown import plain


def words_of(posting: Posting) -> str:
    """What it says, for searches; nothing of what is for who has applied."""
    firm = posting.organisation
    return f"{firm.name} · {firm.sector} · {posting.place}\n{plain(posting.text)}"
