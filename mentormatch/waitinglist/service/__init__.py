"""What happens in a line: ``standing`` (join, leave), ``offering`` (a place is kept for somebody), ``answering`` (what
becomes of it), ``sweeping`` (what time and others make due), ``telling`` (letters). One deed, one transaction."""

from mentormatch.waitinglist.service.answering import accept, pass_on
from mentormatch.waitinglist.service.offering import offer_by_hand
from mentormatch.waitinglist.service.standing import join, leave, leave_line, remove
from mentormatch.waitinglist.service.sweeping import sweep

__all__ = ["accept", "join", "leave", "leave_line", "offer_by_hand", "pass_on", "remove", "sweep"]
