"""The part of the register about the work of the office and of the installation itself."""

from mentormatch.core.i18n import _l
from mentormatch.office.kept import ALONE, NOBODY, Entry, Erased, Kept, Seen, Theme, Why, ours

OFFICE: dict[str, Entry] = {
    "audit_entry": Entry(
        Theme.RECORDS, _l("What you did, and when; numbers, no names"), Why.RUNNING, (Seen.COORDINATORS, Seen.ADMINS),
        Kept.INSTALLATION, Erased.STAYS, mine="by_id", exported="at action subject_kind",
        withheld="id by_id subject_id facts",
    ),
    "audit_person": Entry(
        Theme.RECORDS, _l("Which records concern you"), Why.RUNNING, (Seen.YOU, Seen.COORDINATORS, Seen.ADMINS),
        Kept.ACCOUNT, Erased.DELETED, mine="person_id", withheld="person_id at entry_id",
    ),
    "exposure_place": Entry(
        Theme.MATCHES, _l("How often you are among the first that students see, when you are a mentor"), Why.RUNNING,
        (Seen.COORDINATORS,), Kept.ACCOUNT, Erased.DELETED, mine="mentor_id", exported="cohort_id places",
        withheld="mentor_id",
    ),
    "kept_answer": Entry(Theme.RECORDS, _l("Answers to your forms and programs: a repeated call has one effect"),
                         Why.RUNNING, NOBODY, Kept.DAYS, Erased.DELETED, mine="person_id",
                         withheld="person_id key call_hash answer created_at"),
    "tries": Entry(Theme.RECORDS, _l("How often something was tried, against guessing"), Why.RUNNING, NOBODY,
                   Kept.DAYS, Erased.LAPSES, withheld="key window count ends_at"),
    "queue_assignment": Entry(
        Theme.RECORDS, _l("What waits for a coordinator and which of them looks after it"), Why.RUNNING,
        (Seen.COORDINATORS,), Kept.ACCOUNT, Erased.DELETED, mine="person_id", exported="kind subject_id at",
        withheld="person_id by_id",
    ),
    "queue_view": Entry(Theme.RECORDS, _l("Filters of the queue that you keep as a coordinator"), Why.RUNNING, ALONE,
                        Kept.ACCOUNT, Erased.DELETED, mine="person_id",
                        exported="name address is_default created_at", withheld="id person_id"),
    "queue_wish": Entry(Theme.RECORDS, _l("Whether letters act as keys in the queue"), Why.RUNNING, ALONE,
                        Kept.ACCOUNT, Erased.DELETED, mine="person_id", exported="shortcuts", withheld="person_id"),
    "queue_bulk": Entry(
        Theme.RECORDS, _l("What you decided about many rows of the queue at once"), Why.RUNNING, (Seen.YOU,),
        Kept.ACCOUNT, Erased.DELETED, mine="by_id",
        exported="id act reason words status created_at due_at finished_at",
        withheld="by_id assignee_id run leased_until",
    ),
    "queue_bulk_row": ours(_l("The rows of such a decision, and what became of each"),
                            "id bulk_id kind subject_id status note done_at"),
    "people_upload": Entry(
        Theme.RECORDS, _l("Lists of people that coordinators upload, for a day"), Why.RUNNING,
        (Seen.COORDINATORS,), Kept.DAYS, Erased.DELETED, mine="by_id",
        withheld="id by_id cohort_id file_name header samples meanings status progress total run leased_until failure"
        " created_at imported_at",
    ),
    "people_upload_part": Entry(
        Theme.RECORDS, _l("Lists of people that coordinators upload, for a day"), Why.RUNNING,
        (Seen.COORDINATORS,), Kept.DAYS, Erased.LAPSES, withheld="upload_id number content",
    ),
    "people_upload_row": Entry(
        Theme.RECORDS, _l("The rows of these lists, for a day"), Why.RUNNING, (Seen.COORDINATORS,), Kept.DAYS,
        Erased.LAPSES, withheld="id upload_id line cells email status found corrected done",
    ),
    "people_mapping": Entry(
        Theme.RECORDS, _l("What the columns of your lists meant"), Why.RUNNING, ALONE, Kept.ACCOUNT, Erased.DELETED,
        mine="by_id", exported="meanings used_at", withheld="by_id header_hash",
    ),
    "term_merge": Entry(
        Theme.RECORDS, _l("Words that coordinators have made one"), Why.MATCHING, (Seen.COORDINATORS,),
        Kept.INSTALLATION, Erased.STAYS, mine="by_id", exported="at people undone_at",
        withheld="id kind source_key source_label target_key target_label by_id",
    ),
    "term_link": Entry(
        Theme.PROFILE, _l("What stood in your answers before words were made one, for 30 days"), Why.MATCHING,
        ALONE, Kept.DAYS, Erased.DELETED, mine="person_id", exported="answer before after",
        withheld="id merge_id person_id",
    ),
    "term_alias": ours(_l("Other spellings of shared words"), "kind key label merge_id"),
    "announcement": Entry(
        Theme.LETTERS, _l("Announcements that you wrote as coordinator"), Why.TELLING, (Seen.COORDINATORS,),
        Kept.INSTALLATION, Erased.STAYS, mine="by_id",
        exported="segment degree view_name view_address subject body status send_at"
        " created_at",
        withheld="id cohort_id by_id next_at finished_at",
    ),
    "announcement_reader": Entry(
        Theme.LETTERS, _l("Which announcements went to you"), Why.TELLING, (Seen.COORDINATORS,), Kept.ACCOUNT,
        Erased.DELETED, mine="person_id", exported="opted_out", withheld="announcement_id person_id",
    ),
    "programme": ours(_l("The programme, and its contact"), "id name contact_name contact_email registration_open"),
    "cohort": ours(
        _l("Cohorts and their limits"),
        "id name default starts_on ends_on review_mode open_requests_limit remind_after_days close_after_days"
        " session_minutes buffer_minutes notice_hours window_days sessions_per_week no_shows_limit no_shows_days"
        " mentor_capacity offer_hold_hours check_in_days degrees open_to self_enrolment archived_at created_at",
    ),
    "letter_words": ours(_l("Words that coordinators put into the letters of a cohort"),
                          "cohort_id letter locale opening closing changed_at"),
    "invitation": Entry(
        Theme.RECORDS, _l("Links into a cohort that you made, and for which addresses"), Why.RUNNING,
        (Seen.COORDINATORS, Seen.ADMINS), Kept.INSTALLATION, Erased.STAYS, mine="made_by_id",
        exported="id cohort_id enrolled_as domain most_uses uses expires_at revoked_at created_at",
        withheld="seed addresses made_by_id",
    ),
    "exposure_count": ours(_l("When it was counted how often mentors are shown"),
                            "cohort_id asked_at leased_until counted_at lists"),
    "audit_cohort": ours(_l("In which cohort something was done"), "cohort_id at entry_id"),
    "audit_seal": ours(_l("Seals of the records of what was done"),
                        "number sealed_at entries complete digest signature"),
    "audit_leaf": ours(_l("Digests of the records of what was done"), "entry_id seal digest"),
    "audit_check": ours(_l("What the last check of the records found"), "id checked_at sealed_until entries faults"),
    "role": ours(_l("The names of roles"), "id name"),
    "search_entry": ours(
        _l("What can be found: guides, events, postings and the like, with the words by which they are found"),
        "id kind subject_id title text language roles skills industries degrees topics stamp texts_stamp",
    ),
    "search_entry_vector": ours(
        _l("The same words as numbers, for comparing meanings"), "entry_id encoder_id texts_stamp vectors"
    ),
    "service_switched_off": ours(_l("Services of the office that are switched off"), "name since"),
    "term": ours(_l("Words that several people use; one person's alone is never shown"), "kind key label uses hidden"),
    "heartbeat": ours(_l("When the worker was last alive"), "name at"),
    "stamp": ours(_l("Numbers of changes"), "name value"),
}  # fmt: skip
