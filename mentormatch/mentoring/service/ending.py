"""A match ends, by either of the two or by a coordinator."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, transactional
from mentormatch.mentoring.errors import MatchMoved, NotYours
from mentormatch.mentoring.models import CURRENT, EndReason, Match, MatchStatus
from mentormatch.mentoring.policy import is_one_of
from mentormatch.mentoring.service import pairing, telling_pairs
from mentormatch.mentoring.service.messages import ensure_words
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.programmes import queries as programmes


@transactional
def end_match(match: Match, *, by: Person, reason: str, because: EndReason | None = None) -> None:
    """End a match for a reason that the other person reads; before the review it takes one's yes back.

    Words may be left out when the list of reasons says it already.

    The mentor's place is free again and sessions ahead are cancelled. Ending twice is once.
    Refuses NotYours, WrongLength, MatchMoved.
    """
    if reason.strip() or because in {None, EndReason.OTHER}:
        ensure_words(reason, "reason")
    if not is_one_of(by, match) and programmes.cohort_for(by, match.cohort_id) is None:
        raise NotYours
    take_turn(match.cohort_id)
    if match.status == MatchStatus.ENDED:
        return
    changes = {"ended_at": now(), "ended_by_id": by.id, "end_reason": reason.strip(), "ended_because": because}
    if not advance(match, frm=CURRENT, to=MatchStatus.ENDED, **changes):
        raise MatchMoved(match.status)
    pairing.give_place_back(match, by=by, reason=reason.strip())
    audit.record(by, "match.ended", match)
    telling_pairs.ended(match, by=by)
