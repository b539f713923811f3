"""Organisations, postings and applications for tests."""

from datetime import datetime, timedelta
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.i18n import zone
from mentormatch.documents.models import DocumentKind, DocumentVersion
from mentormatch.documents.service import keeping
from mentormatch.documents.service.keeping import Upload
from mentormatch.internships import service
from mentormatch.internships.models import Application, Period, Posting, PostingKind, Where
from mentormatch.partners import service as partners
from mentormatch.partners.models import Organisation
from tests.files.samples import PDF

SECRET = "Paula Berg, paula@firm.example"


def firm(by: Person, name: str = "Northwind Data", **facts: str) -> Organisation:
    return partners.add_organisation(by=by, name=name, **{"sector": "Logistics", "place": "Hamburg", **facts})


def wall(at: datetime, zone_name: str = "Europe/Rome") -> datetime:
    return at.astimezone(zone(zone_name)).replace(tzinfo=None)


def draft(organisation: Organisation, by: Person, **facts: Any) -> Posting:
    usual = {
        "title": "Data intern", "kind": PostingKind.INTERNSHIP, "text": "You clean **data**.", "where": Where.ON_SITE,
        "place": "Hamburg", "pay_amount": 900, "pay_currency": "EUR", "pay_period": Period.MONTH, "contact": SECRET,
        "deadline": wall(now() + timedelta(days=20)).replace(second=0, microsecond=0), "deadline_zone": "Europe/Rome",
        "questions": ("Why us?",), "languages": ("en",),
    }  # fmt: skip
    return service.make(organisation, by=by, **{**usual, **facts})


def published(organisation: Organisation, by: Person, **facts: Any) -> Posting:
    made = draft(organisation, by, **facts)
    service.approve(made, by=by)
    return made


def cv(person: Person, name: str = "cv.pdf") -> DocumentVersion:
    return keeping.add(Upload(PDF, name, "en"), kind=DocumentKind.CV, title="CV", by=person)


def applied(posting: Posting, person: Person, version: DocumentVersion | None = None) -> Application:
    chosen = version or cv(person)
    return service.apply(posting, by=person, version_id=chosen.id, note="A note.", answers={1: "Because."})
