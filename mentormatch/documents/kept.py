"""What the register of what is kept, and the audit trail, say of documents."""

from mentormatch.core.i18n import Lazy, _l
from mentormatch.office.deeds import Deed, done, hidden
from mentormatch.office.kept import ALONE, Entry, Erased, Kept, Seen, Theme, Why, ours

_READERS = (Seen.YOU, Seen.STAFF, Seen.OTHER)


def _own(what: Lazy, mine: str, exported: str, withheld: str, seen: tuple[Seen, ...] = (Seen.YOU, Seen.STAFF)) -> Entry:
    return Entry(Theme.SERVICES, what, Why.SERVICE, seen, Kept.ACCOUNT, Erased.DELETED, mine=mine, exported=exported,
                 withheld=withheld)  # fmt: skip


KEPT: dict[str, Entry] = {
    "document": _own(_l("Documents that you upload"), "person_id", "id kind title created_at", "person_id"),
    "document_version": _own(
        _l("Versions of your documents, with their files"), "document_id>document",
        "id document_id number name kind size note language uploaded_at taken_away_at", "sha256 stored_as", _READERS,
    ),
    "document_room": _own(_l("How many bytes your documents take"), "person_id", "used", "person_id", ALONE),
    "document_share": _own(_l("Which version you share with a mentor"), "version_id>document_version",
                           "version_id match_id with_audit since ended_at", "id", (Seen.YOU, Seen.OTHER)),
    "document_audit": _own(
        _l("Audits that you asked for, and what coaches say in them"), "person_id",
        "id document_id version_id role questions status asked_at taken_at file_words overall steps published_at "
        "withdrawn_at withdrawn_reason", "person_id coach_id", _READERS,
    ),
    "document_audit_mark": _own(_l("What an audit says of each part of a document"), "audit_id>document_audit",
                                "audit_id section name rating comment", "place", _READERS),
    "document_audit_point": _own(_l("What an audit asks you to change"), "audit_id>document_audit",
                                 "id audit_id text", "place", _READERS),
    "document_point_answer": _own(_l("What you say of points that an audit asked you to change"),
                                  "version_id>document_version", "version_id point_id done words", ""),
    "document_point_check": _own(_l("What a later audit says of these points"), "audit_id>document_audit",
                                 "audit_id point_id done", "", _READERS),
    "document_audit_draft": _own(_l("What a coach writes before an audit is published"), "audit_id>document_audit",
                                 "", "audit_id version content by_id saved_at", (Seen.STAFF,)),
    "document_coach_note": _own(_l("What coaches note for each other about an audit"), "audit_id>document_audit",
                                "", "audit_id text version by_id changed_at", (Seen.STAFF,)),
    "audit_section": ours(_l("The form of audits"), "key name explanation place retired_at"),
}  # fmt: skip
DEEDS: dict[str, Deed] = {
    "document.uploaded": Deed(_l("A student uploaded a document.")),
    "document.taken_away": Deed(_l("A student took a document away.")),
    "document_share.made": Deed(_l("A student shared a document with their mentor.")),
    "document_share.taken_back": Deed(_l("A student took back what they had shared.")),
    "document_audit.asked": Deed(_l("A student asked for the audit of a document.")),
    "document_audit.taken_back": Deed(_l("A student asked for an audit no longer.")),
    "document_audit.taken": Deed(_l("A coach took an audit.")),
    "document_audit.given_back": Deed(_l("A coach gave an audit back.")),
    "document_audit.handed_over": Deed(_l("An audit was handed to another coach.")),
    "document_audit.file_wanted": Deed(_l("A coach asked for another file.")),
    "document_audit.saved": done(_l("A coach saved the draft of an audit.")),
    "document_audit.noted": hidden(_l("A coach noted something for the coaches.")),
    "document_audit.published": Deed(_l("A coach published an audit.")),
    "document_audit.withdrawn": Deed(_l("A coach withdrew an audit.")),
    "document_audit.called_off": Deed(_l("An audit was called off, since the service was switched off.")),
    "audit_section.added": done(_l("The office added a section to the form of audits.")),
    "audit_section.changed": done(_l("The office changed a section of the form of audits.")),
    "audit_section.moved": done(_l("The office changed the order of the form of audits.")),
    "audit_section.retired": done(_l("The office asks for a section of audits no longer.")),
    "audit_section.asked_again": done(_l("The office asks for a section of audits again.")),
}
SUBJECTS: dict[str, Lazy] = {
    "document_version": _l("Document"),
    "document_audit": _l("Audit of a document"),
    "document_share": _l("Shared document"),
    "audit_section": _l("Section of audits"),
}
