"""Words that nobody else has are put into every field; then everybody opens everything, page, call, letter and file."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.accounts.tokens import create as make_token
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db, transactional
from mentormatch.documents.models import Audit, Document, DocumentVersion
from mentormatch.internships import service
from mentormatch.internships.models import Alarm, Application, Back, ExternalStage, Interview, Posting, Report, Stage
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import message as mail_of
from mentormatch.partners import service as partners
from mentormatch.partners.models import Agreement, Contact, Organisation
from mentormatch.privacy.download import zip_of
from mentormatch.profiles.models import Aim
from mentormatch.programmes.models import Cohort
from mentormatch.search.models import SearchEntry
from mentormatch.web.access import Who, rule_of
from tests.internships.conftest import Firm
from tests.internships.make import applied, cv, draft, published
from tests.make import Make, soon
from tests.refusals import draw_refusals_once

#: Each word, and who of these may come across it anywhere. The office may see all but what students keep to themselves.
MAY: dict[str, str] = {
    "canarycontact": "maya paula",
    "canaryname": "maya paula",
    "canarynote": "maya paula",
    "canaryanswer": "maya paula",
    "canarycv": "maya paula",
    "canaryplace": "maya paula",
    "canaryelsewhere": "maya",
    "canaryreport": "maya",
    "canarygoal": "maya",
    "canarydraft": "paula",
    "canaryback": "paula",
    "canarylater": "paula",
    "canaryjob": "paula",
    "canaryagreement": "",
    "canarycohort": "",
    "canarylena": "lena peter",
    "canaryother": "peter",
}
#: What an organisation sees of a student.
OF_MAYA = ("canaryname", "canarynote", "canaryanswer", "canarycv")
FOREIGN_FILES = ("static", "bootstrap", "assets", "dev_")
MOST_WAYS = 12


@dataclass
class Hidden:
    firm: Firm
    application: Application
    people: dict[str, Person]
    numbers: dict[str, list[int]] = field(default_factory=dict)


@pytest.fixture
def hidden(world: Firm, make: Make, monkeypatch: pytest.MonkeyPatch) -> Hidden:
    draw_refusals_once(monkeypatch)
    cora, paula, peter = world.cora, world.paula, world.peter
    accounts.confirm(paula)
    accounts.confirm(peter)
    maya, lena = make.mentee("Maya Canaryname", goal="I would like canarygoal."), make.mentee("Lena Weber")
    make.cohort("Canarycohort")
    posting = published(world.organisation, cora, title="Parcels", contact="canarycontact", questions=("Why?",))
    draft(world.organisation, paula, title="Canarydraft", text="canarydraft", contact="canarydraft")
    back = draft(world.organisation, paula, title="Second")
    service.submit(back, by=paula)
    service.send_back(back, reason=Back.OTHER, words="canaryback", by=cora)
    changed = published(world.organisation, cora, title="Changed", questions=())
    partners.add_agreement(
        world.organisation, title="canaryagreement", starts_on=date(2026, 1, 1), ends_on=date(2099, 1, 1), by=cora
    )
    service.invite(world.organisation, email="job@firm.example", name="Jo", job="canaryjob", by=cora)
    mine = service.apply(
        posting, by=maya, version_id=cv(maya, "canarycv.pdf").id, note="canarynote", answers={1: "canaryanswer"}
    )
    service.apply(changed, by=maya, version_id=cv(maya, "canarycv.pdf").id, note="", answers={})
    _change(changed)
    interview = service.propose_times(mine, [soon(days=5)], minutes=30, place="canaryplace", by=paula)
    service.pick_time(interview, soon(days=5), by=maya)
    service.add_external(
        by=maya, organisation="canaryelsewhere", next_step="canaryelsewhere", stage=ExternalStage.PLANNED
    )
    service.report(world.posting, reason=Alarm.OTHER, words="canaryreport", by=maya)
    theirs = published(world.other, cora, title="Elsewhere", questions=())
    service.apply(theirs, by=lena, version_id=cv(lena).id, note="canarylena", answers={})
    draft(world.other, peter, title="canaryother")
    people = {"paula": paula, "peter": peter, "maya": maya, "lena": lena, "omar": make.mentor("Omar Haddad")}
    return Hidden(world, mine, people, _numbers())


@transactional
def _change(posting: Posting) -> None:
    """What the organisation makes of an approved posting, and the office has not read yet."""
    from tests.internships.test_postings import _facts

    speaker = db.session.scalars(sa.select(Person).where(Person.name == "Paula Berg")).one()
    service.change(posting, by=speaker, **_facts(posting, text="canarylater", contact="canarylater"))


def _numbers() -> dict[str, list[int]]:
    """For each number in an address, all that there are; for one whose table is not known here, the first ones."""
    tables = {
        "posting_id": Posting, "application_id": Application, "interview_id": Interview, "alarm_id": Report,
        "organisation_id": Organisation, "contact_id": Contact, "agreement_id": Agreement,
        "version_id": DocumentVersion, "document_id": Document, "booking_id": Booking, "cohort_id": Cohort,
        "person_id": Person, "mentor_id": Person, "audit_id": Audit,
    }  # fmt: skip
    return {name: sorted(db.session.scalars(sa.select(table.id))) for name, table in tables.items()}


def _paths(app: Flask, person: Person | None, numbers: dict[str, list[int]]) -> Iterator[str]:
    """Everything that can be asked for and that is not closed to the role: with every number there is."""
    roles = {Who.ANYONE, Who.SIGNED_IN, *(Who(role.name) for role in person.roles)} if person else {Who.ANYONE}
    adapter = app.url_map.bind("")
    for rule in app.url_map.iter_rules():
        declared = rule_of(app, rule.endpoint)
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(FOREIGN_FILES) or declared is None:
            continue
        if not declared.who & roles or any(not name.endswith("_id") for name in rule.arguments):
            continue
        names = sorted(rule.arguments)
        ways = itertools.product(*(numbers.get(name, [1, 2, 3]) for name in names))
        for way in itertools.islice(ways, MOST_WAYS):
            yield adapter.build(rule.endpoint, dict(zip(names, way, strict=True)))
    for word in MAY:
        yield from (f"/search?q={word}", f"/internships?q={word}", f"/api/v1/search?q={word}")


def _met(app: Flask, browser: FlaskClient, person: Person | None, numbers: dict[str, list[int]]) -> dict[str, set[str]]:
    """Each word that stands anywhere in what answers, and where; not in the words that were asked for themselves."""
    headers = {"Authorization": f"Bearer {make_token(person, 'Test', by=person)}"} if person else {}
    program, found = app.test_client(), dict[str, set[str]]()
    for path in _paths(app, person, numbers):
        asked = path.partition("q=")[2]
        answer = program.get(path, headers=headers) if path.startswith("/api/") else browser.get(path)
        if answer.status_code != 200:
            continue
        text = answer.get_data().decode(errors="replace").lower()
        for word in MAY:
            if word in text and word != asked:
                found.setdefault(word, set()).add(path)
    for path, text in _kept(person) if person else ():
        for word in MAY:
            if word in text.lower():
                found.setdefault(word, set()).add(path)
    return found


def _kept(person: Person) -> Iterator[tuple[str, str]]:
    """What leaves: the download of everything about oneself, and letters as they are sent."""
    with zip_of(person) as file, ZipFile(file) as everything:
        yield from ((name, everything.read(name).decode(errors="replace")) for name in everything.namelist())
    for letter in db.session.scalars(sa.select(Letter).where(Letter.person_id == person.id)):
        yield f"letter {letter.template}", f"{mail_of(letter).as_string()} {letter.context} {letter.calendar}"


# On one database: what counts is which pages there are; the queries of each have tests on both.
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", ["anonymous", "lena", "omar", "peter", "paula", "maya"])
def test_nobody_comes_across_what_is_not_theirs(app: Flask, hidden: Hidden, as_person: Any, who: str) -> None:
    person = hidden.people.get(who)
    browser = as_person(person) if person else app.test_client()
    met = _met(app, browser, person, hidden.numbers)
    assert {word: sorted(paths) for word, paths in met.items() if who not in MAY[word].split()} == {}
    if who in ("paula", "maya"):
        assert set(met) >= {"canarycontact", *OF_MAYA, "canaryplace"}, "it looks where these words are"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("end", ["withdrawn", "declined", "taken down"])
def test_after_the_end_an_organisation_sees_nothing_of_a_student(
    app: Flask, hidden: Hidden, as_person: Any, end: str
) -> None:
    for application in db.session.scalars(
        sa.select(Application).where(Application.person_id == hidden.application.person_id)
    ):
        _end(application, end, hidden)
    paula = hidden.firm.paula
    met = _met(app, as_person(paula), paula, hidden.numbers)
    assert {word: sorted(met[word]) for word in OF_MAYA if word in met} == {}


def _end(application: Application, end: str, hidden: Hidden) -> None:
    if end == "withdrawn":
        service.withdraw(application, by=application.person)
    elif end == "declined":
        service.move(application, Stage.DECLINED, by=hidden.firm.cora)
    else:
        service.take_down(application.posting, words="We could not reach you.", by=hidden.firm.cora)


def test_what_can_be_found_holds_nothing_hidden(hidden: Hidden) -> None:
    found = db.session.scalars(sa.select(SearchEntry).where(SearchEntry.kind == "posting"))
    words = " ".join(str({key.name: getattr(one, key.name) for key in one.__table__.columns}) for one in found).lower()
    assert "parcels" in words
    assert [word for word in MAY if word in words] == []


def test_a_file_of_another_organisation_is_not_there(hidden: Hidden, make: Make, as_person: Any) -> None:
    """A partner gets a file by the application to an own posting alone, also when the same student applied twice."""
    maya, world = hidden.people["maya"], hidden.firm
    theirs = published(world.other, world.cora, title="Third", questions=())
    other = service.apply(theirs, by=maya, version_id=cv(maya, "second.pdf").id, note="", answers={})
    paula, peter = as_person(world.paula), as_person(world.peter)
    mine = hidden.application
    for browser, version, status in (
        (paula, mine.version_id, 200), (paula, other.version_id, 404), (peter, mine.version_id, 404),
        (peter, other.version_id, 200),
    ):  # fmt: skip
        assert browser.get(f"/documents/versions/{version}/file").status_code == status


def test_a_partner_can_do_nothing_to_what_is_not_theirs(hidden: Hidden, as_person: Any) -> None:
    """Acts on another organisation's posting, application and interview are as if these were not there."""
    application, peter = hidden.application, as_person(hidden.firm.peter)
    interview = db.session.scalars(sa.select(Interview)).one()
    before = (application.status, application.turn, interview.status)
    acts = {
        f"/postings/{application.posting_id}/submit": {}, f"/postings/{application.posting_id}/close": {},
        f"/postings/{application.posting_id}/edit": {"title": "Mine"},
        f"/postings/new/{hidden.firm.organisation.id}": {"title": "Mine"},
        f"/postings/applications/{application.id}/move": {"stage": "declined"},
        f"/postings/applications/{application.id}/times": {"time_1": "2030-01-01T10:00", "minutes": "30"},
        f"/postings/interviews/{interview.id}/call-off": {},
    }  # fmt: skip
    assert {path: peter.post(path, data=data).status_code for path, data in acts.items()} == dict.fromkeys(acts, 404)
    db.session.refresh(application)
    db.session.refresh(interview)
    assert (application.status, application.turn, interview.status) == before


def test_students_stand_in_the_order_of_time_whatever_they_wrote(world: Firm, make: Make, as_person: Any) -> None:
    """Those who would suit the posting best by every measure stand where their time puts them."""
    names = ["Zoe", "Maya", "Ada"]
    goals = ["I bake bread.", "I would like to clean data at Northwind as a data intern.", "Nothing yet."]
    for name, goal in zip(names, goals, strict=True):
        applied(world.posting, make.mentee(name, goal=goal))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Aim)) == len(names)
    page = as_person(world.paula).get(f"/postings/{world.posting.id}").text
    assert [page.index(f">{name}<") for name in names] == sorted(page.index(f">{name}<") for name in names)
