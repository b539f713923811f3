"""What time makes due: postings whose deadline has passed are over."""

from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.internships import queries
from mentormatch.internships.models import Posting, PostingStatus
from mentormatch.internships.policy import GRACE
from mentormatch.internships.service import finding
from mentormatch.internships.service.posting import lock
from mentormatch.office.service import service_job


@service_job("internships", "sweep")
def sweep() -> int:
    """Close what is over; returns how many."""
    return sum(_end(posting_id) for posting_id in queries.to_end(now() - GRACE))


@transactional
def _end(posting_id: int) -> bool:
    posting = db.session.get_one(Posting, posting_id)
    lock(posting)
    if posting.deadline_at > now() - GRACE or not advance(
        posting, frm={PostingStatus.PUBLISHED}, to=PostingStatus.OVER
    ):
        return False
    audit.record(None, "internship_posting.over", posting)
    finding.refresh(posting)
    return True
