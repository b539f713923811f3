"""Letters about internships. Those to an organisation name no student: what they may know is on the page.

What decides at the last moment whether a letter is still true stands at the end.
"""

from datetime import datetime
from typing import Any

from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.calendar.clocks import offset_on_change
from mentormatch.calendar.letters import calendar_text
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.internships.models import Application, Interview, InterviewStatus, Posting, Report, Stage
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.notifications.truth import true_while
from mentormatch.partners import queries as partners
from mentormatch.partners.models import Contact
from mentormatch.scheduling import Method

FOLDER = "internships/email"
#: These leave also when the service is switched off.
LAST = frozenset({f"{FOLDER}/called_off.txt", f"{FOLDER}/interview_off.txt"})
NEW = f"{FOLDER}/new_application.txt"


def invited(contact: Contact) -> None:
    """With the link by which a password is chosen."""
    letters.write(
        contact.person, f"{FOLDER}/invited.txt", key=f"partner-contact:{contact.id}:invited:{contact.turn}",
        urgent=True, contact_id=contact.id, turn=contact.turn,
        organisation=letters.quoted(contact.organisation.name), is_first=contact.person.password is None,
    )  # fmt: skip


def approved(posting: Posting) -> None:
    _to_contacts(posting, "approved", f"approved:{posting.turn}")


def sent_back(posting: Posting) -> None:
    words = letters.quoted(posting.back_words)
    _to_contacts(posting, "sent_back", f"sent_back:{posting.turn}", reason=str(posting.back), words=words)


def taken_down(posting: Posting) -> None:
    _to_contacts(posting, "taken_down", "taken_down", words=letters.quoted(posting.back_words))


def received(application: Application) -> None:
    """To the student: it is there, and when it came."""
    _to_student(application, "received", "received", sent_at=application.sent_at.isoformat())


def new_application(application: Application) -> None:
    _to_contacts(application.posting, "new_application", f"application:{application.id}", _id=application.id)


def moved(application: Application) -> None:
    letters.take_back(f"internship-application:{application.id}:moved")
    _to_student(application, "moved", f"moved:{application.turn}", stage=str(application.status),
                turn=application.turn)  # fmt: skip


def accepted(application: Application) -> None:
    letters.take_back(f"internship-application:{application.id}:moved")
    _to_contacts(application.posting, "accepted", f"accepted:{application.id}", _id=application.id)


def withdrawn(application: Application) -> None:
    """To both; whatever was still to leave about this application does not."""
    letters.take_back(f"internship-application:{application.id}:")
    letters.take_back(f"internship-posting:{application.posting_id}:application:{application.id}:")
    letters.take_back(f"internship-posting:{application.posting_id}:accepted:{application.id}:")
    _to_student(application, "withdrawn", "withdrawn")
    _to_contacts(application.posting, "gone", f"gone:{application.id}")


def posting_gone(application: Application) -> None:
    """To the student: the office took the posting down. Whatever was still to leave about it does not."""
    letters.take_back(f"internship-application:{application.id}:")
    letters.take_back(f"internship-posting:{application.posting_id}:application:{application.id}:")
    letters.take_back(f"internship-posting:{application.posting_id}:accepted:{application.id}:")
    _to_student(application, "posting_gone", "posting-gone")


def called_off(application: Application) -> None:
    _to_student(application, "called_off", "called_off")


def times_proposed(interview: Interview) -> None:
    _to_student(interview.application, "times", f"times:{interview.id}", interview_id=interview.id)


def times_gone(interview: Interview) -> None:
    letters.take_back(f"internship-application:{interview.application_id}:times:{interview.id}:")
    letters.take_back(f"internship-interview:{interview.id}:fixed:")


def interview_fixed(interview: Interview) -> None:
    """To both, with the calendar file."""
    assert interview.starts_at is not None
    _interview(interview, "interview", "fixed", interview.starts_at, Method.REQUEST)


def interview_off(interview: Interview, starts_at: datetime) -> None:
    _interview(interview, "interview_off", "off", starts_at, Method.CANCEL)


def report_decided(report: Report) -> None:
    person = db.session.get_one(Person, report.person_id)
    facts: dict[str, Any] = {"title": letters.quoted(report.posting.title), "confirmed": report.status == "confirmed"}
    letters.write(person, f"{FOLDER}/report_decided.txt", key=f"internship-report:{report.id}:decided", **facts)


def _interview(interview: Interview, template: str, key: str, starts_at: datetime, method: Method) -> None:
    """One letter each, to the student and to who asks; the one to the organisation names nobody."""
    application = interview.application
    both = ((application.person, interview.student_booking, True), (interview.host, interview.host_booking, False))
    for person, booking, is_student in both:
        facts = {
            "starts_at": starts_at.isoformat(),
            "offset": offset_on_change(starts_at, person.time_zone),
            "place": letters.quoted(interview.place),
            "interview_id": interview.id,
            "is_student": is_student,
            "application_id": application.id,
            **_facts(application.posting),
        }
        letters.write(person, f"{FOLDER}/{template}.txt", key=f"internship-interview:{interview.id}:{key}",
                      calendar=_calendar(person, booking, method), urgent=True, **facts)  # fmt: skip


def _calendar(person: Person, booking: Booking | None, method: Method) -> str | None:
    if booking is None:
        return None
    db.session.refresh(booking)
    with force_locale(person.locale):
        return calendar_text(booking, person, method)


def _facts(posting: Posting) -> dict[str, Any]:
    organisation = letters.quoted(posting.organisation.name)
    return {"posting_id": posting.id, "title": letters.quoted(posting.title), "organisation": organisation}


def _to_student(application: Application, template: str, key: str, **context: Any) -> None:
    facts = {"application_id": application.id, **_facts(application.posting), **context}
    letters.write(application.person, f"{FOLDER}/{template}.txt", key=f"internship-application:{application.id}:{key}",
                  **facts)  # fmt: skip


def _to_contacts(posting: Posting, template: str, key: str, _id: int = 0, **context: Any) -> None:
    """To everybody who speaks for the organisation."""
    for contact in partners.contacts_in(posting.organisation_id):
        facts = {**_facts(posting), "application_id": _id, **context}
        letters.write(contact.person, f"{FOLDER}/{template}.txt", key=f"internship-posting:{posting.id}:{key}", **facts)


@true_while(f"{FOLDER}/invited.txt")
def _still_speaks(letter: Letter) -> bool:
    contact = db.session.get(Contact, letter.context["contact_id"], populate_existing=True)
    return contact is not None and contact.ended_at is None and contact.turn == letter.context["turn"]


@true_while(f"{FOLDER}/moved.txt")
def _is_there_still(letter: Letter) -> bool:
    application = db.session.get(Application, letter.context["application_id"], populate_existing=True)
    return application is not None and application.turn == letter.context["turn"]


@true_while(NEW)
def _was_not_withdrawn(letter: Letter) -> bool:
    application = db.session.get(Application, letter.context["application_id"], populate_existing=True)
    return application is not None and application.status != Stage.WITHDRAWN


@true_while(f"{FOLDER}/times.txt")
def _waits_for_a_choice(letter: Letter) -> bool:
    interview = db.session.get(Interview, letter.context["interview_id"], populate_existing=True)
    return interview is not None and interview.status == InterviewStatus.PROPOSED


@true_while(f"{FOLDER}/interview.txt")
def _takes_place(letter: Letter) -> bool:
    interview = db.session.get(Interview, letter.context["interview_id"], populate_existing=True)
    return interview is not None and interview.status == InterviewStatus.PICKED
