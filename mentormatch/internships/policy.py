"""Rules of internships that need no database."""

from datetime import UTC, datetime, timedelta

from mentormatch.core.i18n import Lazy, _l
from mentormatch.internships.errors import NoSuchMoment, UnknownZone
from mentormatch.internships.models import (
    Alarm,
    Back,
    ExternalStage,
    Period,
    Posting,
    PostingKind,
    PostingStatus,
    Stage,
    Where,
)
from mentormatch.profiles.models import Profile
from mentormatch.scheduling.zones import get_zone, instants_at, zone_names

INTERVIEW = "interview"
#: Applications of a student under way at once, and sent in a day.
OPEN_MOST, A_DAY = 15, 20
QUESTIONS_MOST, QUESTION_MOST, ANSWER_MOST, NOTE_MOST = 5, 200, 2000, 2000
TIMES_MOST, OWN_MOST = 6, 100
#: How long after the deadline a posting is closed: what arrived before it and waits for its turn still counts.
GRACE = timedelta(minutes=2)
#: Fewer people than this are not shown as a group.
SMALLEST_GROUP = 10

#: Where an application may go from each stage, by the organisation or the office.
WAYS: dict[Stage, tuple[Stage, ...]] = {
    Stage.RECEIVED: (Stage.IN_CONVERSATION, Stage.INTERVIEW, Stage.DECLINED),
    Stage.IN_CONVERSATION: (Stage.INTERVIEW, Stage.OFFER, Stage.DECLINED),
    Stage.INTERVIEW: (Stage.IN_CONVERSATION, Stage.OFFER, Stage.DECLINED),
    Stage.OFFER: (Stage.ACCEPTED, Stage.DECLINED),
    Stage.ACCEPTED: (),
    Stage.DECLINED: (),
    Stage.WITHDRAWN: (),
}
#: What a student may withdraw: everything that was not answered with no.
WITHDRAWABLE = (Stage.RECEIVED, Stage.IN_CONVERSATION, Stage.INTERVIEW, Stage.OFFER, Stage.ACCEPTED)
#: Changing these after approval needs another one.
MATTERS = (
    "kind", "title", "text", "where", "place", "pay_amount", "pay_currency", "pay_period", "unpaid_reason", "degrees",
    "years", "cohorts", "questions", "contact",
)  # fmt: skip
EDITABLE = frozenset(PostingStatus) - {PostingStatus.TAKEN_DOWN}

KINDS: dict[PostingKind, Lazy] = {
    PostingKind.INTERNSHIP: _l("Internship"),
    PostingKind.PROJECT: _l("Project"),
    PostingKind.THESIS: _l("Thesis"),
    PostingKind.WORKING_STUDENT: _l("Working student"),
}
STATUSES: dict[PostingStatus, tuple[str, Lazy]] = {
    PostingStatus.DRAFT: ("plain", _l("Draft")),
    PostingStatus.WAITING: ("wait", _l("Waits for the career office")),
    PostingStatus.SENT_BACK: ("bad", _l("Sent back")),
    PostingStatus.PUBLISHED: ("good", _l("Published")),
    PostingStatus.OVER: ("info", _l("Deadline over")),
    PostingStatus.CLOSED: ("info", _l("Closed")),
    PostingStatus.TAKEN_DOWN: ("bad", _l("Taken down")),
}
WHERE: dict[Where, Lazy] = {
    Where.ON_SITE: _l("On site"),
    Where.MIXED: _l("Partly from home"),
    Where.REMOTE: _l("From anywhere"),
}
PERIODS: dict[Period, Lazy] = {
    Period.HOUR: _l("an hour"),
    Period.MONTH: _l("a month"),
    Period.TOTAL: _l("in total"),
}
BACK: dict[Back, Lazy] = {
    Back.UNCLEAR: _l("It is not clear what one does"),
    Back.PAY: _l("The pay is missing, or not as the university asks"),
    Back.NOT_FOR_STUDENTS: _l("It is not for students"),
    Back.CONTACT: _l("The contact is missing or cannot be checked"),
    Back.DEADLINE: _l("The deadline leaves too little time"),
    Back.OTHER: _l("Another reason"),
}
STAGES: dict[Stage, tuple[str, Lazy]] = {
    Stage.RECEIVED: ("info", _l("Received")),
    Stage.IN_CONVERSATION: ("info", _l("In conversation")),
    Stage.INTERVIEW: ("wait", _l("Interview")),
    Stage.OFFER: ("good", _l("Offer")),
    Stage.ACCEPTED: ("good", _l("Accepted")),
    Stage.DECLINED: ("plain", _l("Declined")),
    Stage.WITHDRAWN: ("plain", _l("Withdrawn")),
}
EXTERNAL: dict[ExternalStage, tuple[str, Lazy]] = {
    ExternalStage.PLANNED: ("plain", _l("Planned")),
    **{ExternalStage(stage): STAGES[stage] for stage in Stage if stage != Stage.WITHDRAWN},
}
ALARMS: dict[Alarm, Lazy] = {
    Alarm.ASKS_MONEY: _l("They ask for money"),
    Alarm.ASKS_DATA: _l("They ask for bank details or documents before a contract"),
    Alarm.NOT_REAL: _l("The organisation or the work is not real"),
    Alarm.UNFAIR: _l("The work or the pay is not what the posting says"),
    Alarm.OTHER: _l("Something else"),
}


def deadline_of(wall: datetime, zone_name: str) -> datetime:
    """The instant that a time on the wall means there. In an hour that comes twice it is the later one, so that
    nobody who reads the clock is late. Refuses UnknownZone, and NoSuchMoment of an hour that is left out."""
    if zone_name not in zone_names():
        raise UnknownZone(field="deadline_zone")
    found = instants_at(wall, get_zone(zone_name))
    if not found:
        raise NoSuchMoment(field="deadline")
    return found[-1].astimezone(UTC)


def takes_applications(posting: Posting, arrived: datetime) -> bool:
    """Whether what arrived at this moment is in time. A sweep closes a posting only after that."""
    shown = posting.status == PostingStatus.PUBLISHED and posting.hidden_at is None
    return shown and arrived < posting.deadline_at


def is_for(posting: Posting, profile: Profile | None, cohort_ids: set[int]) -> bool:
    """Whether each of the rules of a posting lets this student in."""
    year = str(profile.graduation_year) if profile and profile.graduation_year else ""
    degree = profile.degree.strip().casefold() if profile else ""
    return (
        (not posting.cohorts or bool({str(one) for one in cohort_ids} & set(posting.cohorts)))
        and (not posting.degrees or degree in {one.strip().casefold() for one in posting.degrees})
        and (not posting.years or year in posting.years)
    )
