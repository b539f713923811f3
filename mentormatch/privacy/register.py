"""Every table and every column, said once. A test fails for one that is not said."""

from typing import Any

from mentormatch.core.i18n import _l
from mentormatch.office.kept import ALONE, NOBODY, Entry, Erased, Kept, Seen, Theme, Why, ours
from mentormatch.privacy.register_of_office import OFFICE

_BOTH = (Seen.YOU, Seen.OTHER)
_WORK = (Seen.YOU, Seen.OTHER, Seen.COORDINATORS)
_PROFILE = (Seen.YOU, Seen.OTHER, Seen.COHORT, Seen.COORDINATORS)


def _secret(what: object, columns: str, *, exported: str = "", seen: tuple[Seen, ...] = NOBODY) -> Entry:
    """A way in: kept as a hash, deleted with the account."""
    return Entry(Theme.ACCOUNT, what, Why.SIGN_IN, seen, Kept.ACCOUNT, Erased.DELETED,
                 exported=exported, withheld=columns, mine="person_id")  # fmt: skip


def _time(what: object, exported: str, withheld: str = "", seen: tuple[Seen, ...] = ALONE) -> Entry:
    return Entry(Theme.TIME, what, Why.MEETING, seen, Kept.ACCOUNT, Erased.DELETED,
                 exported=exported, withheld=withheld, mine="person_id")  # fmt: skip


def _shared(theme: Theme, what: object, why: Why, seen: tuple[Seen, ...], **more: Any) -> Entry:
    """Something of two people, which the other one keeps."""
    return Entry(theme, what, why, seen, Kept.OTHER, Erased.STAYS, **more)


REGISTER: dict[str, Entry] = {
    "person": Entry(
        Theme.ACCOUNT, _l("Your name, address, language and time zone"), Why.SIGN_IN,
        (Seen.YOU, Seen.OTHER, Seen.COORDINATORS, Seen.ADMINS), Kept.ACCOUNT, Erased.EMPTIED,
        exported="id email name active confirmed_at affiliation locale time_zone created_at",
        withheld="password fs_uniquifier facts_stamp left_at", mine="id",
    ),
    "person_role": Entry(Theme.ACCOUNT, _l("Your roles"), Why.SIGN_IN, (Seen.YOU, Seen.ADMINS), Kept.ACCOUNT,
                         Erased.DELETED, exported="role_id", withheld="person_id", mine="person_id"),
    "sign_in": _secret(_l("Where you are signed in"), "id token_hash person_id",
                       exported="device created_at seen_at expires_at", seen=ALONE),
    "second_factor": _secret(_l("Your second factor"), "person_id seed last_step", exported="created_at", seen=ALONE),
    "recovery_code": _secret(_l("Your recovery codes, as hashes"), "person_id code_hash"),
    "personal_token": _secret(_l("Keys of your own programs"), "id person_id token_hash",
                              exported="name created_at used_at expires_at", seen=ALONE),
    "enrolment": Entry(Theme.ACCOUNT, _l("Which cohorts you are in, and as what"), Why.MATCHING,
                       (Seen.YOU, Seen.COORDINATORS, Seen.ADMINS), Kept.ACCOUNT, Erased.DELETED,
                       exported="cohort_id enrolled_as open_requests created_at", withheld="id person_id",
                       mine="person_id"),
    "invitation_use": Entry(Theme.ACCOUNT, _l("By which link you came into a cohort"), Why.MATCHING,
                            (Seen.YOU,), Kept.ACCOUNT, Erased.DELETED,
                            exported="invitation_id followed_at used_at", withheld="person_id", mine="person_id"),
    "mentor_check": ours(_l("What the office checks before it approves a mentor"), "id label created_at retired_at"),
    "mentor_check_tick": Entry(Theme.PROFILE, _l("Which checks were done before you became a mentor"), Why.SAFETY,
                               (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT, Erased.DELETED,
                               exported="check_id ticked_at", withheld="person_id ticked_by_id", mine="person_id"),
    "certificate_job": Entry(
        Theme.RECORDS, _l("Certificates of a cohort's mentors, for two days after a coordinator asks"), Why.MENTORING,
        (Seen.COORDINATORS,), Kept.DAYS, Erased.DELETED, mine="asked_by_id",
        withheld="id cohort_id asked_by_id locale status done total content run leased_until created_at",
    ),
    "training_item": ours(_l("What mentors are asked to read"),
                           "id cohort_id title text link also_present created_at retired_at"),
    "training_tick": Entry(Theme.PROFILE, _l("What you have read as a mentor"), Why.MATCHING,
                           (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT, Erased.DELETED, exported="item_id ticked_at",
                           withheld="person_id", mine="person_id"),
    "join_request": Entry(
        Theme.ACCOUNT, _l("Cohorts you asked to join, your words, and the answer"), Why.MATCHING,
        (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT, Erased.DELETED,
        exported="cohort_id words status created_at decided_at reason", withheld="id person_id decided_by_id",
        mine="person_id",
    ),
    "progress_reminder": Entry(
        Theme.ACCOUNT, _l("When you were last reminded of what is missing in a cohort"), Why.MATCHING,
        (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT, Erased.DELETED, exported="cohort_id reminded_at",
        withheld="person_id reminded_by_id", mine="person_id",
    ),
    "profile": Entry(
        Theme.PROFILE, _l("Your background: degree, work, skills, languages, and what you say about yourself"),
        Why.MATCHING, _PROFILE, Kept.ACCOUNT, Erased.DELETED, mine="person_id",
        exported="degree graduation_year previous_field years_experience skills languages bio organisation"
        " updated_at",
        withheld="person_id texts_stamp",
    ),
    "aim": Entry(Theme.PROFILE, _l("What you are looking for"), Why.MATCHING, _WORK, Kept.ACCOUNT, Erased.DELETED,
                 exported="clarity goal target_roles industries skills_wanted help_topics updated_at",
                 withheld="person_id", mine="person_id"),
    "offer": Entry(
        Theme.PROFILE, _l("What you offer as a mentor, and what was decided about it"), Why.MATCHING, _PROFILE,
        Kept.ACCOUNT, Erased.EMPTIED,
        exported="status headline role_title organisation industries help_topics capacity load paused meeting_link"
        " applied_at decided_at decision_reason updated_at",
        withheld="person_id decided_by_id", mine="person_id",
        # The empty row tells running processes that this mentor is no longer to be ranked.
        neutral={"person_id": {
            "status": "draft", "headline": "", "role_title": "", "organisation": "", "industries": (),
            "help_topics": (), "meeting_link": "", "decision_reason": "", "applied_at": None, "decided_at": None,
        }},
    ),
    "stored_vector": Entry(Theme.PROFILE, _l("Your texts as numbers, for comparing meanings"), Why.MATCHING, NOBODY,
                           Kept.ACCOUNT, Erased.DELETED, exported="kind encoder_id encoded_at",
                           withheld="person_id texts_stamp vectors", mine="person_id"),
    "saved_mentor": Entry(Theme.MATCHES, _l("Mentors you saved"), Why.MATCHING, ALONE, Kept.ACCOUNT, Erased.DELETED,
                          exported="place created_at mentor_id", withheld="mentee_id", mine="mentee_id"),
    "request": _shared(
        Theme.MATCHES, _l("Requests: the note, proposed times, the answer, and why a mentor was suggested"),
        Why.MATCHING, _WORK, mine="mentee_id mentor_id", only_when={"mentor_id": "opened_at"},
        exported="id mentee_id mentor_id cohort_id status note proposed_times recommendation told_share told_seconds"
        " created_at opened_at remind_at reminded_at closes_at answered_at decline_reason decline_words"
        " superseded_because",
        withheld="band review_mode passed_to_id reviewed_by_id reviewed_at review_reason replaces_id place_kept",
        own={"recommendation": "mentee_id", "told_share": "mentee_id", "told_seconds": "mentee_id"},
        neutral={"mentee_id": {"note": "", "proposed_times": (), "recommendation": {}, "band": None},
                 "mentor_id": {"decline_words": "", "recommendation": {}, "band": None}},
    ),
    "request_message": _shared(
        Theme.MATCHES, _l("Questions and answers before a decision"), Why.MATCHING, _BOTH,
        mine="request_id>request", exported="request_id author_id text created_at", withheld="id",
        neutral={"author_id": {"text": ""}},
    ),
    "match": _shared(
        Theme.MATCHES, _l("Matches: since when, until when, and how they ended"), Why.MENTORING, _WORK,
        mine="mentee_id mentor_id",
        exported="id request_id mentee_id mentor_id cohort_id status recommendation created_at activated_at ended_at"
        " ended_by_id ended_because end_reason",
        withheld="band reviewed_by_id reviewed_at review_reason", own={"recommendation": "mentee_id"},
        neutral={"mentee_id": {"recommendation": {}, "band": None}, "mentor_id": {"recommendation": {}, "band": None}},
        stays="end_reason",
    ),
    "review_decision": _shared(
        Theme.MATCHES, _l("What coordinators decided about your requests and matches, and why"), Why.RUNNING,
        (Seen.COORDINATORS,), mine="mentee_id mentor_id instead_id by_id",
        exported="subject_kind subject_id decision reason at",
        withheld="id cohort_id mentee_id mentor_id instead_id by_id words place seconds",
    ),
    "waiting_place": Entry(
        Theme.MATCHES, _l("Since when you are on a waiting list, and how it ended"), Why.MATCHING,
        (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT, Erased.DELETED, mine="mentee_id",
        exported="cohort_id status joined_at closed_at", withheld="id mentee_id closed_by_id reason",
    ),
    "waiting_offer": Entry(
        Theme.MATCHES, _l("Which mentors the waiting list has offered to you, and what you answered"), Why.MATCHING,
        (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT, Erased.DELETED, mine="mentee_id mentor_id",
        exported="status offered_at closes_at answered_at request_id",
        withheld="id place_id mentee_id mentor_id recommendation by_id reason",
    ),
    "assignment_draft": Entry(
        Theme.RECORDS, _l("Drafts of assignments that you made or published as a coordinator"), Why.RUNNING,
        (Seen.COORDINATORS,), Kept.INSTALLATION, Erased.STAYS, mine="asked_by_id published_by_id",
        exported="id cohort_id objective most_new new_faces other_organisations status created_at"
        " finished_at published_at",
        withheld="progress failure asked_by_id run leased_until ranker total worst bound blocking_pairs"
        " published_by_id",
    ),
    "assignment_row": Entry(
        Theme.MATCHES, _l("Whom a draft of the career office would give you, before anybody decides"), Why.MATCHING,
        (Seen.COORDINATORS,), Kept.ACCOUNT, Erased.DELETED, mine="mentee_id mentor_id",
        withheld="id draft_id mentee_id mentor_id score recommendation unmatched by_hand match_id skipped",
    ),
    "pair_rule": Entry(
        Theme.MATCHES, _l("Pairs that coordinators keep together or apart, and why"), Why.MATCHING,
        (Seen.COORDINATORS,), Kept.ACCOUNT, Erased.DELETED, mine="mentee_id mentor_id",
        withheld="id cohort_id mentee_id mentor_id kind reason made_by_id created_at",
    ),
    "match_pulse": ours(_l("How each match was going when the worker last looked"), "match_id state why since"),
    "farewell": _shared(
        Theme.MATCHES, _l("Your thanks, which the other one reads, and your rating, which nobody reads alone"),
        Why.MENTORING, _BOTH, mine="match_id>match", exported="match_id person_id thanks rating created_at",
        own={"rating": "person_id"}, neutral={"person_id": {"rating": None}}, stays="thanks",
    ),
    "message": _shared(Theme.WORDS, _l("Messages"), Why.MENTORING, _BOTH, mine="match_id>match",
                       exported="match_id author_id text created_at taken_back_at", withheld="id",
                       stays="text"),
    "message_reading": Entry(Theme.WORDS, _l("How far you have read, and whether you muted a conversation"),
                             Why.MENTORING, _BOTH, Kept.ACCOUNT, Erased.DELETED, mine="person_id",
                             exported="match_id muted", withheld="person_id read_up_to told_up_to"),
    "match_file": Entry(
        Theme.WORDS, _l("Files you shared"), Why.MENTORING, _BOTH, Kept.ACCOUNT, Erased.EMPTIED,
        mine="by_id", exported="id match_id name kind size created_at taken_away_at",
        withheld="by_id sha256 stored_as taken_away_by_id",
        neutral={"by_id": {"name": "-", "sha256": ""}},
    ),
    "match_file_room": ours(_l("How many bytes the files of a match take"), "match_id used"),
    "goal": _shared(Theme.WORDS, _l("Goals of a match"), Why.MENTORING, _BOTH, mine="match_id>match",
                    exported="id match_id by_id title why target_on status created_at ended_at", withheld="place",
                    stays="title why"),
    "goal_step": _shared(Theme.WORDS, _l("Steps on the way to a goal"), Why.MENTORING, _BOTH, mine="goal_id>goal",
                         exported="goal_id doer_id text due_on done_at", withheld="id place", stays="text"),
    "shared_note": _shared(Theme.WORDS, _l("Agenda and notes that both of you write"), Why.MENTORING, _BOTH,
                           mine="booking_id>booking", exported="booking_id kind text by_id changed_at",
                           withheld="version", stays="text"),
    "private_note": Entry(Theme.WORDS, _l("Notes that you keep alone"), Why.MENTORING, ALONE, Kept.ACCOUNT,
                          Erased.DELETED, mine="author_id", exported="booking_id text changed_at",
                          withheld="author_id version"),
    "availability_rule": _time(_l("Your weekly hours"), "weekday start_minute end_minute", "id person_id", _PROFILE),
    "availability_exception": _time(_l("Days that differ"), "on_date start_minute end_minute extra", "id person_id"),
    "own_limits": _time(_l("Your own limits for sessions"),
                        "buffer_minutes notice_hours window_days sessions_per_week", "person_id"),
    "calendar_claim": _time(_l("Which quarters of an hour are taken"), "quarter_hour booking_id",
                            "person_id lapses_at"),
    "calendar_feed": _time(_l("The address at which your calendar reads your sessions"), "created_at",
                           "person_id secret_hash"),
    "busy_calendar": _time(_l("When your own calendar was read"), "read_at reaches_until left_out", "person_id"),
    "busy_time": _time(_l("When you are busy, never with what"), "starts_at ends_at", "id person_id"),
    "booking": _shared(
        Theme.TIME, _l("Sessions: when, about what, where"), Why.MEETING, _WORK, mine="host_id guest_id",
        exported="id kind title match_id host_id guest_id starts_at ends_at wall_start wall_zone status topic"
        " meeting_link cancelled_by_id cancel_reason created_at changed_at agreed_at",
        withheld="buffer_minutes reserved_until holder_id uid sequence", own={"meeting_link": "host_id"},
        neutral={"host_id": {"meeting_link": ""}}, stays="topic cancel_reason",
    ),
    "attendance": _shared(
        Theme.TIME, _l("Whether a session took place, and what you say if you see it differently"), Why.MENTORING,
        _WORK, mine="booking_id>booking",
        exported="booking_id outcome missed_by_id marked_by_id marked_at other_outcome other_missed_by_id other_words"
        " disputed_at decision decided_at",
        withheld="id asked_at settled_at", own={"other_words": "-marked_by_id"},
        neutral={"-marked_by_id": {"other_words": ""}},
    ),
    "session_feedback": Entry(Theme.TIME, _l("How useful a session was to you"), Why.MENTORING,
                              (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT, Erased.DELETED, mine="person_id",
                              exported="booking_id useful words given_at", withheld="person_id"),
    "concern": _shared(
        Theme.CONCERNS, _l("What you told coordinators; they keep it without your name, for the safety of others"),
        Why.SAFETY, (Seen.YOU, Seen.COORDINATORS), mine="raised_by_id",
        exported="match_id kind words may_tell status created_at closed_at", withheld="id raised_by_id",
        stays="words",
    ),
    "concern_note": _shared(Theme.CONCERNS, _l("What coordinators noted about a concern"), Why.SAFETY,
                            (Seen.COORDINATORS,), withheld="id concern_id by_id text created_at", stays="text"),
    "letter": Entry(
        Theme.LETTERS, _l("Letters to you"), Why.TELLING, (Seen.YOU, Seen.ADMINS), Kept.LETTERS, Erased.DELETED,
        mine="person_id", exported="template status created_at sent_at to_address to_name",
        withheld="id dedupe_key message_id person_id locale time_zone context calendar urgent attempts due_at"
        " leased_until last_error",
    ),
    "letter_preference": Entry(
        Theme.LETTERS, _l("Which letters you want, and when"), Why.TELLING, ALONE, Kept.ACCOUNT, Erased.DELETED,
        mine="person_id", withheld="person_id",
        exported="quiet_from quiet_to remind_day_before remind_hour_before announcements digest_hour digested_on",
    ),
    "unwanted_letter": Entry(
        Theme.LETTERS, _l("Letters of services that you have switched off"), Why.TELLING, ALONE, Kept.ACCOUNT,
        Erased.DELETED, mine="person_id", exported="kind since", withheld="person_id",
    ),
    **OFFICE,
}  # fmt: skip
