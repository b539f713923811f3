"""Words for parts of a cohort and for how an announcement stands."""

from mentormatch.announcements.models import AnnouncementStatus, Segment
from mentormatch.core.i18n import Lazy, _l

SEGMENTS: dict[Segment, Lazy] = {
    Segment.EVERYBODY: _l("Everybody: students and mentors"),
    Segment.STUDENTS: _l("Students"),
    Segment.MENTORS: _l("Mentors"),
    Segment.NO_PROFILE: _l("Students without a goal in their profile"),
    Segment.NO_MATCH: _l("Students without a match"),
    Segment.NOT_MET: _l("Students who have not met their mentor for 21 days"),
}
#: Kind of chip and word.
STATUSES: dict[AnnouncementStatus, tuple[str, Lazy]] = {
    AnnouncementStatus.DRAFT: ("plain", _l("Draft")),
    AnnouncementStatus.SCHEDULED: ("wait", _l("Scheduled")),
    AnnouncementStatus.SENDING: ("info", _l("Being sent")),
    AnnouncementStatus.SENT: ("good", _l("Sent")),
    AnnouncementStatus.CANCELLED: ("plain", _l("Cancelled")),
}
