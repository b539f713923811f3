"""The words of the queue."""

from mentormatch.core.i18n import Lazy, _l
from mentormatch.mentoring.labels import REVIEW_REASONS
from mentormatch.mentoring.models import AGAINST, FOR, ReviewReason
from mentormatch.queue.models import Act, BulkStatus, Kind, RowStatus
from mentormatch.queue.policy import Assigned

#: On tabs and tiles.
KINDS: dict[Kind, Lazy] = {
    Kind.CONCERN: _l("Concerns"),
    Kind.REQUEST: _l("Requests to review"),
    Kind.MATCH: _l("Matches to review"),
    Kind.APPLICATION: _l("Mentor applications"),
    Kind.JOIN: _l("Asking to join"),
    Kind.EXPIRING: _l("Expiring requests"),
    Kind.SILENT: _l("Silent mentors"),
    Kind.STUCK: _l("Stuck matches"),
    Kind.DISPUTE: _l("Disputed sessions"),
    Kind.WAITING: _l("Without a match"),
    Kind.LETTER: _l("Failed letters"),
}
#: Shape and word of one row.
CHIPS: dict[Kind, tuple[str, Lazy]] = {
    Kind.CONCERN: ("bad", _l("Concern")),
    Kind.REQUEST: ("info", _l("Request to review")),
    Kind.MATCH: ("info", _l("Match to review")),
    Kind.APPLICATION: ("info", _l("Mentor application")),
    Kind.JOIN: ("info", _l("Asks to join")),
    Kind.EXPIRING: ("wait", _l("Expiring request")),
    Kind.SILENT: ("wait", _l("Silent mentor")),
    Kind.STUCK: ("wait", _l("Stuck match")),
    Kind.DISPUTE: ("bad", _l("Disputed session")),
    Kind.WAITING: ("plain", _l("Without a match")),
    Kind.LETTER: ("bad", _l("Failed letter")),
}
#: What a kind holds, under the tabs.
MEANS: dict[Kind, Lazy] = {
    Kind.CONCERN: _l("What one of the two of a match told you. Only its page shows the words."),
    Kind.REQUEST: _l("The mentor sees the request when you let it through."),
    Kind.MATCH: _l("Both agreed. The match begins when you approve it."),
    Kind.APPLICATION: _l("They become mentors when you approve them. They belong to no cohort yet."),
    Kind.JOIN: _l("People who want to take part in your cohorts as students. They get a letter with your answer."),
    Kind.EXPIRING: _l("Open requests that close within three days."),
    Kind.SILENT: _l("Open requests whose mentor was reminded and has not answered."),
    Kind.STUCK: _l("Active matches whose two people may need a word from you. Looked at every minute."),
    Kind.DISPUTE: _l("Sessions about which the two say different things."),
    Kind.WAITING: _l("Students with neither a match nor an open request."),
    Kind.LETTER: _l("Letters to people of your cohorts that could not be delivered."),
}
ASSIGNED: dict[Assigned, Lazy] = {Assigned.ME: _l("Me"), Assigned.NOBODY: _l("Nobody yet")}
ACTS: dict[Act, Lazy] = {Act.APPROVE: _l("Approve"), Act.REFUSE: _l("Refuse"), Act.ASSIGN: _l("Assign")}
ROW_CHIPS: dict[RowStatus, tuple[str, Lazy]] = {
    RowStatus.PENDING: ("wait", _l("Waits")),
    RowStatus.DONE: ("good", _l("Done")),
    RowStatus.GONE: ("plain", _l("No longer waits")),
    RowStatus.REFUSED: ("bad", _l("Not possible")),
}
BULK_CHIPS: dict[BulkStatus, tuple[str, Lazy]] = {
    BulkStatus.WAITING: ("wait", _l("Can still be undone")),
    BulkStatus.RUNNING: ("info", _l("Being carried out")),
    BulkStatus.DONE: ("good", _l("Carried out")),
    BulkStatus.UNDONE: ("plain", _l("Undone")),
}
#: Reasons for a yes and for a no, those of a single case. A bare "other" says nothing about many.
REASONS_FOR: dict[str, Lazy] = {one.value: REVIEW_REASONS[one] for one in FOR if one != ReviewReason.OTHER}
REASONS_AGAINST: dict[str, Lazy] = {one.value: REVIEW_REASONS[one] for one in AGAINST}
