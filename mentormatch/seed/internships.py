"""Internships of the demo: two organisations, one of them verified, five postings, three applications."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.core.clock import now, travel
from mentormatch.documents import queries as documents
from mentormatch.documents.models import DocumentKind, DocumentVersion
from mentormatch.documents.service import keeping
from mentormatch.internships import service
from mentormatch.internships.models import ExternalStage, Period, Posting, PostingKind, Stage, Where
from mentormatch.partners import service as partners
from mentormatch.partners.models import Organisation
from mentormatch.seed import people
from mentormatch.seed.content import address
from mentormatch.seed.documents import page_of

CONTACT = ("paula", "Paula Berg")
BEGAN, PUBLISHED, APPLIED = timedelta(days=40), timedelta(days=12), timedelta(days=6)
ZONE = "Europe/Berlin"
#: Others who applied to the first posting, each a little later.
OTHERS = ("timo.kruger", "sofia.lindqvist")
DATA_TEXT = (
    "You help a team of four to measure how parcels travel.\n\n- clean and join tables of 40 million rows\n"
    "- build one dashboard that somebody uses every morning\n- present what you found to the people who drive\n\n"
    "You need patience with messy data more than a list of tools."
)
THESIS_TEXT = (
    "Your thesis, with our data: which deliveries come late, and could one have known it the evening before?\n\n"
    "You get anonymised data, a desk, and an hour a week with somebody who has done this before."
)
PROJECT_TEXT = "Four weeks, three students: a small tool that finds duplicate addresses. You show it to us in the end."
STUDENT_TEXT = (
    "Sixteen hours a week in term, more in the breaks if you like: reports, small analyses, tests of changes."
)
PAGE = (("Profile", "Student who likes data that somebody needs."), ("Skills", "SQL, spreadsheets, patience."))
NGO_TEXT = "Help a museum of trades to see who visits, and why they come back. Small data, large questions."


def plan(maya: Person, *, by: Person) -> None:
    """Paula drafts, the office approves; Maya and two others apply, and Maya is invited to an interview."""
    with travel(-BEGAN):
        firm = partners.add_organisation(
            by=by, name="Northwind Logistics", website="https://northwind.example.org", sector="Logistics",
            place="Hamburg",
        )  # fmt: skip
        museum = partners.add_organisation(by=by, name="Museum of Trades", sector="Culture", place="Turin")
        partners.verify(firm, verified=True, by=by)
        today = now().date()
        partners.add_agreement(
            firm, title="Framework for internships", starts_on=today, ends_on=today + timedelta(days=700), by=by
        )
        contact = service.invite(firm, email=address(CONTACT[0]), name=CONTACT[1], job="Head of young talent", by=by)
        paula = contact.person
        accounts.confirm(paula)
    with travel(-PUBLISHED):
        first = _posting(
            firm,
            paula,
            by,
            title="Intern in data analysis",
            text=DATA_TEXT,
            questions=("Which data have you cleaned so far?",),
            skills=("SQL", "Python"),
            roles=("Data analyst",),
        )
        _posting(
            firm,
            paula,
            by,
            title="Thesis: late parcels",
            text=THESIS_TEXT,
            kind=PostingKind.THESIS,
            where=Where.MIXED,
            pay_amount=1500,
            pay_period=Period.TOTAL,
            skills=("Python", "Statistics"),
        )
        _posting(
            museum,
            by,
            by,
            title="Who visits a museum?",
            text=NGO_TEXT,
            kind=PostingKind.PROJECT,
            days=9,
            place="Turin",
            pay_amount=None,
            pay_period=None,
            deadline_zone="Europe/Rome",
            unpaid_reason="A project of eight afternoons that counts for 3 credits",
            languages=("it", "en"),
        )
    _posting(
        firm,
        paula,
        None,
        title="Working student in reporting",
        text=STUDENT_TEXT,
        days=30,
        kind=PostingKind.WORKING_STUDENT,
        pay_amount=16,
        pay_period=Period.HOUR,
        submitted=True,
    )
    _posting(
        firm,
        paula,
        None,
        title="Duplicate addresses",
        text=PROJECT_TEXT,
        kind=PostingKind.PROJECT,
        days=45,
        where=Where.REMOTE,
        pay_amount=600,
        pay_period=Period.TOTAL,
    )
    _apply(first, maya, paula)
    service.add_external(
        by=maya, organisation="City of Turin", title="Open data traineeship", link="https://www.example.org/trainee",
        stage=ExternalStage.RECEIVED, next_step="Ask how far they are", next_on=(now() + timedelta(days=5)).date(),
    )  # fmt: skip
    service.sweep()


def _posting(
    organisation: Organisation, writer: Person, approver: Person | None, *, days: int = 21, submitted: bool = False,
    **facts: Any,
) -> Posting:  # fmt: skip
    """A posting until the end of a day; published when somebody approves it."""
    usual = {
        "kind": PostingKind.INTERNSHIP, "where": Where.ON_SITE, "place": "Hamburg", "pay_amount": 1100,
        "pay_currency": "EUR", "pay_period": Period.MONTH, "languages": ("en",), "deadline_zone": ZONE,
        "starts_on": (now() + timedelta(days=90)).date(), "contact": f"{CONTACT[1]}, {address(CONTACT[0])}",
    }  # fmt: skip
    deadline = datetime.combine((now() + timedelta(days=days)).date(), datetime.min.time()).replace(hour=23, minute=59)
    made = service.make(organisation, by=writer, deadline=deadline, **{**usual, **facts})
    if approver is not None:
        service.approve(made, by=approver)
    elif submitted:
        service.submit(made, by=writer)
    return made


def _apply(posting: Posting, maya: Person, paula: Person) -> None:
    with travel(-APPLIED):
        mine = _send(posting, maya, "Twelve campaigns, each with a table of its own and its own idea of a date.")
    for days, name in enumerate(OTHERS, start=1):
        with travel(timedelta(days=days) - APPLIED):
            _send(posting, people.find(name), "A survey of 900 rows for my bachelor's thesis.")
    with travel(-timedelta(days=2)):
        service.move(mine, Stage.IN_CONVERSATION, by=paula)
    at = (now() + timedelta(days=6)).replace(hour=9, minute=0, second=0, microsecond=0)
    times = [at, at + timedelta(hours=5), at + timedelta(days=1)]
    service.propose_times(mine, times, minutes=30, place="https://meet.example.org/northwind", by=paula)


def _send(posting: Posting, person: Person, answer: str) -> Any:
    send = partial(service.apply, posting, by=person, note="I would start in spring.", answers={1: answer})
    return send(version_id=_cv(person).id)


def _cv(person: Person) -> DocumentVersion:
    versions = documents.versions_for(person)
    if versions:
        return versions[0]
    return keeping.add(page_of(person, "CV", PAGE), kind=DocumentKind.CV, title="CV", by=person)
