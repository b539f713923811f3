"""The words of documents as people read them."""

from mentormatch.core.i18n import Lazy, _l
from mentormatch.documents.models import AuditStatus, DocumentKind, Rating

KINDS: dict[DocumentKind, Lazy] = {
    DocumentKind.CV: _l("CV"),
    DocumentKind.LETTER: _l("Application letter"),
    DocumentKind.OTHER: _l("Something else"),
}
#: Shape and word.
STATUS: dict[AuditStatus, tuple[str, Lazy]] = {
    AuditStatus.WAITING: ("wait", _l("Waiting for a coach")),
    AuditStatus.TAKEN: ("info", _l("A coach is reading")),
    AuditStatus.NEEDS_FILE: ("bad", _l("Another file is needed")),
    AuditStatus.PUBLISHED: ("good", _l("Audited")),
    AuditStatus.WITHDRAWN: ("plain", _l("Withdrawn")),
    AuditStatus.TAKEN_BACK: ("plain", _l("Taken back")),
    AuditStatus.CALLED_OFF: ("plain", _l("Called off")),
}
RATINGS: dict[Rating, tuple[str, Lazy]] = {
    Rating.STRONG: ("good", _l("Strong")),
    Rating.FINE: ("info", _l("Fine")),
    Rating.NEEDS_WORK: ("wait", _l("Needs work")),
    Rating.MISSING: ("bad", _l("Missing")),
}
