"""Every deed that the trail records, in one sentence, and who of those concerned may read it.

A test fails for an action that the code records and that has no sentence here.
"""

import enum
from dataclasses import dataclass

from mentormatch.core.i18n import Lazy, _l


class Told(enum.StrEnum):
    """Who reads of a deed on the page about themselves: everybody it concerns, whoever did it, or nobody there.

    Coordinators and admins read of all, but not of what concerns themselves and is not told to everybody.
    """

    ALL = "all"
    DOER = "doer"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Deed:
    sentence: Lazy
    told: Told = Told.ALL


def _done(sentence: Lazy) -> Deed:
    """A deed that only whoever did it reads about."""
    return Deed(sentence, Told.DOER)


def _hidden(sentence: Lazy) -> Deed:
    """A deed that no page tells those whom it concerns."""
    return Deed(sentence, Told.NOBODY)


DEEDS: dict[str, Deed] = {
    # Accounts
    "person.registered": Deed(_l("Somebody registered.")),
    "person.confirmed": Deed(_l("Somebody confirmed their address.")),
    "person.updated": Deed(_l("Somebody changed their name, language or time zone.")),
    "person.password_changed": Deed(_l("Somebody changed their password.")),
    "person.password_reset": Deed(_l("Somebody set their password by a letter.")),
    "person.role_granted": Deed(_l("An admin, or the service by rule, gave somebody a role.")),
    "person.role_revoked": Deed(_l("An admin took a role away.")),
    "person.disabled": Deed(_l("An admin disabled an account.")),
    "person.enabled": Deed(_l("An admin enabled an account.")),
    "person.left": Deed(_l("Somebody deleted their account.")),
    "person.downloaded": Deed(_l("Somebody downloaded everything about themselves.")),
    "person.second_factor_added": Deed(_l("Somebody added a second factor.")),
    "person.second_factor_removed": Deed(_l("Somebody removed their second factor.")),
    "person.second_factor_reset": Deed(_l("An admin removed somebody's second factor.")),
    "person.recovery_code_used": Deed(_l("Somebody signed in with a recovery code.")),
    "person.recovery_codes_renewed": Deed(_l("Somebody drew new recovery codes.")),
    "person.token_created": Deed(_l("Somebody made a token for a program of their own.")),
    "person.token_revoked": Deed(_l("Somebody revoked a token of their own.")),
    "person.imported": Deed(_l("A coordinator imported somebody from a file.")),
    "people.imported": Deed(_l("A coordinator imported a file of people.")),
    "people.exported": Deed(_l("A coordinator took a file of people.")),
    "people_upload.corrected": _done(_l("A coordinator corrected a row before its import.")),
    "people_upload.confirmed": _done(_l("A coordinator confirmed an import.")),
    "people_upload.discarded": _done(_l("A coordinator threw an import away.")),
    "people_upload.imported": Deed(_l("A coordinator carried out an import.")),
    # Profiles
    "profile.saved": Deed(_l("Somebody changed their background.")),
    "aim.saved": Deed(_l("Somebody changed what they look for.")),
    "offer.saved": Deed(_l("Somebody changed what they offer as a mentor.")),
    "offer.applied": Deed(_l("Somebody applied to be a mentor.")),
    "offer.approved": Deed(_l("A coordinator approved a mentor.")),
    "offer.refused": Deed(_l("A coordinator did not approve a mentor.")),
    "offer.admitted": Deed(_l("Somebody became a mentor by an import.")),
    "offer.check_ticked": Deed(_l("A coordinator ticked a check of an applicant.")),
    "offer.check_unticked": Deed(_l("A coordinator took the tick of a check away.")),
    "check.added": _done(_l("The office added a check of mentors.")),
    "check.retired": _done(_l("The office asks for a check no longer.")),
    "training.added": _done(_l("The office added something for mentors to read.")),
    "training.changed": _done(_l("The office changed what mentors have to read.")),
    "training.retired": _done(_l("The office took something away that mentors had to read.")),
    "training.ticked": Deed(_l("A mentor has read what the office asks for.")),
    "term.merged": _done(_l("A coordinator made two spellings one word.")),
    "term.merge_undone": _done(_l("A coordinator undid the merge of two words.")),
    "term.respelt": _done(_l("A coordinator spelt a shared word otherwise.")),
    "term.hidden": _done(_l("A coordinator had a shared word offered no more.")),
    "term.shown": _done(_l("A coordinator had a shared word offered again.")),
    # Programme
    "programme.changed": Deed(_l("An admin changed the programme.")),
    "cohort.opened": Deed(_l("An admin opened a cohort.")),
    "cohort.changed": Deed(_l("A coordinator changed the limits of a cohort.")),
    "cohort.takes_newcomers": Deed(_l("An admin chose the cohort that takes newcomers.")),
    "cohort.copied": Deed(_l("A cohort was copied for the next term.")),
    "cohort.archived": Deed(_l("A cohort was archived.")),
    "cohort.brought_back": Deed(_l("A cohort was brought back from the archive.")),
    "letter_words.set": _done(_l("A coordinator changed the words of a letter.")),
    "invitation.made": _done(_l("A coordinator made an invitation link.")),
    "invitation.revoked": _done(_l("A coordinator revoked an invitation link.")),
    "invitation.used": Deed(_l("Somebody joined by an invitation link.")),
    "join.asked": Deed(_l("Somebody asked to join a cohort.")),
    "join.withdrawn": Deed(_l("Somebody no longer asks to join a cohort.")),
    "join.approved": Deed(_l("A coordinator let somebody join a cohort.")),
    "join.declined": Deed(_l("A coordinator did not let somebody join a cohort.")),
    "progress.reminded": _done(_l("A coordinator reminded people of what is missing.")),
    "certificates.asked": _done(_l("A coordinator asked for the certificates of a cohort.")),
    "announcement.written": _done(_l("A coordinator wrote an announcement.")),
    "announcement.changed": _done(_l("A coordinator changed an announcement.")),
    "announcement.tested": _done(_l("A coordinator sent an announcement to themselves.")),
    "announcement.scheduled": _done(_l("A coordinator scheduled an announcement.")),
    "announcement.sending": _done(_l("A coordinator had an announcement sent.")),
    "announcement.cancelled": _done(_l("A coordinator cancelled an announcement.")),
    "announcement.sent": _done(_l("An announcement was sent.")),
    "announcements.stopped": Deed(_l("Somebody wants no more announcements.")),
    "enrolment.made": Deed(_l("Somebody joined a cohort.")),
    "report.exposure_asked": Deed(_l("A coordinator had it counted how often mentors are shown.")),
    # Requests and matches
    "request.asked": Deed(_l("A student asked a mentor.")),
    "request.let_through": Deed(_l("A coordinator let a request through to the mentor.")),
    "request.turned_down": Deed(_l("A coordinator turned a request down.")),
    "request.question_asked": Deed(_l("A mentor asked something before deciding.")),
    "request.question_answered": Deed(_l("A student answered a mentor's question.")),
    "request.accepted": Deed(_l("A mentor accepted a request, or a match answered it.")),
    "request.declined": Deed(_l("A mentor declined a request.")),
    "request.passed_on": Deed(_l("A mentor passed a request on to a colleague.")),
    "request.withdrawn": Deed(_l("A request was withdrawn.")),
    "request.reminded": Deed(_l("The service reminded a mentor of a request.")),
    "request.expired": Deed(_l("The service closed a request that nobody answered.")),
    "request.superseded": Deed(_l("A request was answered by something else.")),
    "request.mentor_changed": Deed(_l("A coordinator changed the mentor of a request.")),
    "match.began": Deed(_l("A match began.")),
    "match.approved": Deed(_l("A coordinator approved a match.")),
    "match.rejected": Deed(_l("A coordinator did not approve a match.")),
    "match.assigned": Deed(_l("A coordinator put two people together.")),
    "match.ended": Deed(_l("A match was ended.")),
    "match.farewell": _done(_l("Somebody said farewell after a match.")),
    # The waiting list
    "waiting_place.joined": Deed(_l("A student joined the waiting list.")),
    "waiting_place.left": Deed(_l("A student left the waiting list.")),
    "waiting_place.matched": Deed(_l("A student of the waiting list has a mentor.")),
    "waiting_place.removed": Deed(_l("A coordinator took a student off the waiting list.")),
    "waiting_place.silent": Deed(_l("The service took a student off the waiting list who did not answer.")),
    "waiting_offer.accepted": Deed(_l("A student took the place that the waiting list offered.")),
    "waiting_offer.passed_on": Deed(_l("A student let the place go to the next one.")),
    "waiting_offer.lapsed": Deed(_l("A place was kept for a student and not taken.")),
    "waiting_offer.withdrawn": Deed(_l("A place could no longer be kept for a student.")),
    "waiting_offer.made": Deed(_l("The waiting list offered a place to a student.")),
    # The queue
    "queue.assigned": _hidden(_l("A coordinator decided who looks after a case.")),
    "queue.bulk_asked": _hidden(_l("A coordinator decided about many cases at once.")),
    "queue.bulk_now": _hidden(_l("A coordinator had many cases decided at once.")),
    "queue.bulk_undone": _hidden(_l("A coordinator undid a decision about many cases.")),
    "letter.sent_again": _hidden(_l("A coordinator had a letter sent again.")),
    "letter.given_up": _hidden(_l("A coordinator gave a letter up.")),
    # Drafts: nobody in them hears of them before one is published, and then of the match
    "draft.asked": _hidden(_l("A coordinator asked for a draft of an assignment.")),
    "draft.stopped": _hidden(_l("A coordinator stopped a draft.")),
    "draft.discarded": _hidden(_l("A coordinator threw a draft away.")),
    "draft.corrected": _hidden(_l("A coordinator corrected a draft.")),
    "draft.swapped": _hidden(_l("A coordinator exchanged two students in a draft.")),
    "draft.publishing": _hidden(_l("A coordinator decided to publish a draft.")),
    "draft.published": _hidden(_l("A draft was published.")),
    "pair_rule.together": _hidden(_l("A coordinator decided to keep two people together.")),
    "pair_rule.apart": _hidden(_l("A coordinator decided to keep two people apart.")),
    "pair_rule.removed": _hidden(_l("A coordinator removed a rule about two people.")),
    # Time and sessions
    "hours.set": Deed(_l("Somebody changed their weekly hours.")),
    "hours.limits_set": Deed(_l("Somebody changed their own limits for sessions.")),
    "hours.exception_added": Deed(_l("Somebody added days that differ.")),
    "hours.exception_removed": Deed(_l("Somebody removed days that differ.")),
    "busy_times.read": Deed(_l("Somebody had the service read their busy times.")),
    "busy_times.forgotten": Deed(_l("Somebody had their busy times forgotten.")),
    "calendar_feed.made": Deed(_l("Somebody made a calendar address.")),
    "calendar_feed.revoked": Deed(_l("Somebody revoked their calendar address.")),
    "booking.booked": Deed(_l("A session was booked.")),
    "booking.reserved": Deed(_l("A time was reserved until a coordinator decides.")),
    "booking.moved": Deed(_l("A session was moved.")),
    "booking.cancelled": Deed(_l("A session was cancelled.")),
    "session.cancelled_late": Deed(_l("A session was cancelled late.")),
    "session.marked": Deed(_l("One of two people said what became of a session.")),
    "session.disputed": Deed(_l("The other one said otherwise.")),
    "session.decided": Deed(_l("A coordinator decided what became of a session.")),
    "session.counted_as_held": Deed(_l("The service counted a session as held.")),
    "session.feedback": _done(_l("Somebody said how useful a session was.")),
    "pause.ended": Deed(_l("A coordinator ended somebody's pause of booking.")),
    # Words between two people: that they were written, never what
    "message.written": Deed(_l("Somebody wrote a message.")),
    "message.taken_back": Deed(_l("Somebody took a message back.")),
    "file.shared": Deed(_l("Somebody shared a file.")),
    "file.taken_away": Deed(_l("Somebody took a file away.")),
    "notes.saved": _done(_l("Somebody wrote notes of a session.")),
    "goal.added": Deed(_l("A goal was set.")),
    "goal.changed": Deed(_l("A goal was changed.")),
    "goal.done": Deed(_l("A goal was reached.")),
    "goal.dropped": Deed(_l("A goal was dropped.")),
    "goal.reopened": Deed(_l("A goal was taken up again.")),
    "goal.step_added": Deed(_l("A step was added to a goal.")),
    "goal.step_changed": Deed(_l("A step of a goal was changed.")),
    "goal.step_removed": Deed(_l("A step of a goal was removed.")),
    "goal.step_done": Deed(_l("A step of a goal was done.")),
    "goal.step_undone": Deed(_l("A step of a goal was not done after all.")),
    # Concerns: for coordinators alone, and on nobody's own page, which may be left open beside the other one
    "concern.raised": _hidden(_l("Somebody told the coordinators about a concern.")),
    "concern.read": _hidden(_l("A coordinator opened a concern.")),
    "concern.noted": _hidden(_l("A coordinator noted something about a concern.")),
    "concern.closed": _hidden(_l("A coordinator closed a concern.")),
}
#: What entries are about, in words; a table without a word is told by its own name.
KINDS: dict[str, Lazy] = {
    "person": _l("Account"),
    "profile": _l("Profile"),
    "aim": _l("Goal of a student"),
    "offer": _l("Offer of a mentor"),
    "programme": _l("Programme"),
    "cohort": _l("Cohort"),
    "enrolment": _l("Enrolment"),
    "people_upload": _l("Import"),
    "request": _l("Request"),
    "match": _l("Match"),
    "booking": _l("Session"),
    "goal": _l("Goal of a match"),
    "message": _l("Message"),
    "match_file": _l("File"),
    "concern": _l("Concern"),
    "waiting_place": _l("Place on the waiting list"),
    "waiting_offer": _l("Kept place"),
    "invitation": _l("Invitation link"),
    "join_request": _l("Request to join"),
    "training_item": _l("Text for mentors"),
    "mentor_check": _l("Check of mentors"),
    "term": _l("Shared word"),
    "term_merge": _l("Merge of words"),
    "announcement": _l("Announcement"),
    "letter": _l("Letter"),
    "letter_words": _l("Words of a letter"),
    "certificate_job": _l("Certificates"),
    "queue_assignment": _l("Assigned case"),
    "queue_bulk": _l("Decision about many cases"),
    "attendance": _l("Attendance"),
    "session_feedback": _l("Feedback"),
    "assignment_draft": _l("Draft"),
    "pair_rule": _l("Rule about a pair"),
}


def sentence(action: str) -> str:
    """What was done; the action's own code where nobody has written a sentence."""
    return str(DEEDS[action].sentence) if action in DEEDS else action


def not_for_all(told: frozenset[Told]) -> list[str]:
    """Actions that are told to these only."""
    return [action for action, deed in DEEDS.items() if deed.told in told]
