"""What is kept about whom (``office.kept``), and what the trail calls deeds and subjects (``office.deeds``)."""

from mentormatch.core.i18n import Lazy, _l
from mentormatch.office.deeds import Deed, done
from mentormatch.office.kept import Entry, Erased, Kept, Seen, Theme, Why, ours

KEPT = {
    "partner_organisation": Entry(
        Theme.RECORDS, _l("Partner organisations that you verified"), Why.RUNNING, (Seen.STAFF,), Kept.INSTALLATION,
        Erased.STAYS, exported="id name website sector place verified_at verified_by_id created_at",
        mine="verified_by_id",
    ),
    "partner_contact": Entry(
        Theme.SERVICES, _l("Organisations for which you speak"), Why.SERVICE, (Seen.YOU, Seen.STAFF), Kept.ACCOUNT,
        Erased.DELETED, exported="id organisation_id person_id job invited_at ended_at", withheld="turn",
        mine="person_id",
    ),
    "partner_agreement": ours(
        _l("Agreements with partner organisations"), "id organisation_id title starts_on ends_on created_at"
    ),
    "internship_settings": ours(_l("Settings of internships"), "id needs_agreement"),
    "internship_posting": Entry(
        Theme.SERVICES, _l("Postings that you wrote for an organisation"), Why.SERVICE, (Seen.STAFF,),
        Kept.INSTALLATION, Erased.STAYS,
        exported="id organisation_id made_by_id kind status title text where place starts_on ends_on pay_amount"
        " pay_currency pay_period unpaid_reason skills roles languages degrees years cohorts questions contact"
        " deadline_wall deadline_zone deadline_at published_at created_at changed_at",
        withheld="hidden_at back back_words turn", mine="made_by_id",
    ),
    "internship_application": Entry(
        Theme.SERVICES, _l("Your applications to partner organisations"), Why.SERVICE, (Seen.YOU, Seen.STAFF),
        Kept.ACCOUNT, Erased.DELETED,
        exported="id posting_id person_id status version_id note answers sent_at moved_at offered_at accepted_at"
        " withdrawn_at",
        withheld="turn", mine="person_id",
    ),
    "internship_interview": Entry(
        Theme.SERVICES, _l("Interviews in your applications"), Why.SERVICE, (Seen.YOU, Seen.STAFF), Kept.ACCOUNT,
        Erased.DELETED, exported="id application_id status minutes place times starts_at student_booking_id made_at",
        withheld="host_id host_booking_id", mine="application_id>internship_application",
    ),
    "internship_report": Entry(
        Theme.SERVICES, _l("Postings that you reported"), Why.SAFETY, (Seen.YOU, Seen.COORDINATORS), Kept.ACCOUNT,
        Erased.DELETED, exported="id posting_id person_id reason words status made_at decided_at", mine="person_id",
    ),
    "internship_external": Entry(
        Theme.SERVICES, _l("Applications elsewhere, on your board"), Why.SERVICE, (Seen.YOU,), Kept.ACCOUNT,
        Erased.DELETED,
        exported="id person_id organisation title link stage next_step next_on changed_at", mine="person_id",
    ),
}  # fmt: skip

DEEDS: dict[str, Deed] = {
    "partner.added": done(_l("A partner organisation was added.")),
    "partner.changed": done(_l("A partner organisation was changed.")),
    "partner.verified": done(_l("A partner organisation was verified.")),
    "partner.unverified": done(_l("That a partner organisation is verified was taken back.")),
    "partner_contact.invited": Deed(_l("Somebody was invited to speak for a partner organisation.")),
    "partner_contact.ended": Deed(_l("Somebody speaks for a partner organisation no more.")),
    "partner_agreement.added": done(_l("An agreement with a partner organisation was added.")),
    "partner_agreement.removed": done(_l("An agreement with a partner organisation was removed.")),
    "internship_settings.changed": done(_l("It was changed whether postings need an agreement.")),
    "internship_settings.exported": done(_l("Somebody took a file with figures of internships.")),
    "internship_posting.made": done(_l("A posting was drafted.")),
    "internship_posting.changed": done(_l("A posting was changed.")),
    "internship_posting.submitted": done(_l("A posting was sent to the career office.")),
    "internship_posting.approved": done(_l("A posting was approved and published.")),
    "internship_posting.sent_back": done(_l("A posting was sent back.")),
    "internship_posting.closed": done(_l("A posting was closed before its deadline.")),
    "internship_posting.over": done(_l("The deadline of a posting was over.")),
    "internship_posting.taken_down": done(_l("A posting was taken down.")),
    "internship_application.sent": Deed(_l("Somebody applied to a posting.")),
    "internship_application.in_conversation": Deed(_l("An application went on to a conversation.")),
    "internship_application.interview": Deed(_l("An application went on to an interview.")),
    "internship_application.offer": Deed(_l("An application led to an offer.")),
    "internship_application.accepted": Deed(_l("An offer was accepted.")),
    "internship_application.declined": Deed(_l("An application was declined.")),
    "internship_application.withdrawn": Deed(_l("Somebody withdrew an application.")),
    "internship_application.ended": Deed(_l("An application ended because its posting was taken down.")),
    "internship_interview.proposed": Deed(_l("Times for an interview were proposed.")),
    "internship_interview.picked": Deed(_l("A time for an interview was picked.")),
    "internship_interview.called_off": Deed(_l("An interview was called off.")),
    "internship_report.made": Deed(_l("Somebody reported a posting.")),
    "internship_report.confirmed": done(_l("The office confirmed what was reported about a posting.")),
    "internship_report.unfounded": done(_l("The office found nothing wrong with a posting that was reported.")),
    "internship_external.added": done(_l("Somebody noted an application elsewhere.")),
    "internship_external.changed": done(_l("Somebody changed a note of an application elsewhere.")),
    "internship_external.removed": done(_l("Somebody removed a note of an application elsewhere.")),
}
SUBJECTS: dict[str, Lazy] = {
    "partner_organisation": _l("Partner organisation"),
    "partner_contact": _l("Contact of a partner organisation"),
    "partner_agreement": _l("Agreement"),
    "internship_settings": _l("Settings of internships"),
    "internship_posting": _l("Posting"),
    "internship_application": _l("Application"),
    "internship_interview": _l("Interview"),
    "internship_report": _l("Report about a posting"),
    "internship_external": _l("Application elsewhere"),
}
