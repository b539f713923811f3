"""Internships for the tests of the whole: Maya has applied, with an interview to pick and a note of her own."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.internships import service
from mentormatch.internships.models import Alarm, Application, External, ExternalStage, Interview, Report, Stage
from mentormatch.partners import service as partners
from mentormatch.partners.models import Contact
from tests.internships.make import applied, firm, published
from tests.make import Make, soon

OURS = {
    "partner_contact": "", "internship_application": "", "internship_interview": "times",
    "partner_organisation": "name website sector place",
    "internship_posting": "title text where place pay_currency unpaid_reason skills roles languages degrees years"
    " cohorts questions contact deadline_wall deadline_zone back_words",
}  # fmt: skip
STAYS: set[tuple[str, str]] = set()


def objects(_make: Make, people: Any) -> dict[str, int]:
    """Paul speaks for the organisation, where he is in this world, Petra for another one; Maya applied to the first."""
    organisation = firm(people.cora)
    agreement = partners.add_agreement(
        organisation, title="Framework", starts_on=date(2026, 1, 1), ends_on=date(2099, 1, 1), by=people.cora
    )
    paul = db.session.scalar(sa.select(Person).where(Person.name == "Paul Partner"))
    email = paul.email if paul else "paul@firm.example"
    contact = service.invite(organisation, email=email, name="Paul Partner", job="HR", by=people.cora)
    petra = db.session.scalar(sa.select(Person).where(Person.name == "Petra Elsewhere"))
    if petra:
        elsewhere = firm(people.cora, name="Firm elsewhere")
        service.invite(elsewhere, email=petra.email, name="Petra Elsewhere", job="HR", by=people.cora)
    posting = published(organisation, people.cora)
    application = applied(posting, people.maya)
    interview = service.propose_times(application, [soon(days=9)], minutes=30, place="Room 1", by=contact.person)
    other = published(organisation, people.cora, title="Reported")
    alarm = service.report(other, reason=Alarm.UNFAIR, words="", by=people.maya)
    entry = service.add_external(by=people.maya, organisation="Elsewhere", stage=ExternalStage.PLANNED)
    return {
        "organisation_id": organisation.id, "agreement_id": agreement.id, "contact_id": contact.id,
        "posting_id": posting.id, "application_id": application.id, "interview_id": interview.id,
        "alarm_id": alarm.id, "external_id": entry.id,
    }  # fmt: skip


def words(world: Any) -> None:
    """Maya's application, report and own entry, and her words as a contact."""
    say, maya, cora = world.say, world.maya, world.cora
    organisation = firm(cora, name="Canary firm")
    posting = published(organisation, cora, deadline_zone="UTC")
    application = Application(
        posting_id=posting.id, person_id=maya.id, status=Stage.INTERVIEW, note=say("own", "application.note"),
        answers=[{"question": "Why us?", "answer": say("own", "application.answers")}], sent_at=now(), moved_at=now(),
    )  # fmt: skip
    other = Application(
        posting_id=posting.id, person_id=world.omar.id, status=Stage.RECEIVED, note=say("foreign", "application.note"),
        sent_at=now(), moved_at=now(),
    )  # fmt: skip
    db.session.add_all([application, other])
    db.session.flush()
    db.session.add_all([
        Interview(application_id=application.id, host_id=world.omar.id, minutes=30, place=say("own", "interview.place"),
                  times=((now() + timedelta(days=3)).isoformat(),)),
        Report(posting_id=posting.id, person_id=maya.id, reason=Alarm.OTHER, words=say("own", "report.words")),
        External(person_id=maya.id, organisation=say("own", "external.organisation"),
                 title=say("own", "external.title"), link=say("own", "external.link"), stage=ExternalStage.PLANNED,
                 next_step=say("own", "external.next_step")),
        Contact(organisation_id=organisation.id, person_id=maya.id, job=say("own", "contact.job")),
    ])  # fmt: skip
    db.session.flush()
