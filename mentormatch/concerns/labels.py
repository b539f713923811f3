"""The words of concerns as people read them."""

from mentormatch.concerns.models import ConcernKind, ConcernStatus
from mentormatch.core.i18n import Lazy, _l

KINDS: dict[ConcernKind, Lazy] = {
    ConcernKind.NO_ANSWER: _l("The other one does not answer"),
    ConcernKind.BEHAVIOUR: _l("How the other one behaves"),
    ConcernKind.SAFETY: _l("Boundaries, or my safety"),
    ConcernKind.WRONG_MATCH: _l("We do not fit"),
    ConcernKind.OTHER: _l("Something else"),
}
#: Shape and word of a state, for the person who raised the concern and for coordinators.
CHIPS: dict[ConcernStatus, tuple[str, Lazy]] = {
    ConcernStatus.OPEN: ("wait", _l("Received")),
    ConcernStatus.HANDLING: ("info", _l("Being handled")),
    ConcernStatus.CLOSED: ("plain", _l("Closed")),
}
