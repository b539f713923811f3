"""Calls of programs: what suits a student first, the office's organisations, reports and figures."""

from typing import Any

import pytest
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.accounts.tokens import create as make_token
from mentormatch.core.db import db
from mentormatch.internships import queries, service
from mentormatch.internships.models import Alarm, InterviewStatus, PostingStatus, Stage
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.profiles.models import Aim
from mentormatch.search.models import SearchEntry
from tests.internships.conftest import Firm, letters_to
from tests.internships.make import applied, cv, published
from tests.make import Make, soon


class Program:
    """A program of somebody: ``get`` and ``post`` below ``/api/v1/internships``, which answer status and body."""

    def __init__(self, app: Flask, person: Person) -> None:
        accounts.confirm(person)
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {make_token(person, 'Test', by=person)}"}

    def get(self, path: str = "") -> Any:
        answer = self.client.get(f"/api/v1/internships{path}", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def post(self, path: str, **body: Any) -> Any:
        answer = self.client.post(f"/api/v1/internships{path}", headers=self.headers, json=body or None)
        return answer.status_code, answer.get_json()


def test_what_suits_a_student_stands_first_with_reasons(world: Firm, make: Make, app: Flask, as_person: Any) -> None:
    maya = make.mentee("Maya", goal="I would like to bake bread in a bakery and write about dough.")
    bakery = published(world.organisation, world.cora, title="Bakery", text="You bake bread and learn about dough.")
    closed = published(world.organisation, world.cora, title="Bread for others", text="Bread, dough.", years=("1999",))
    postings = queries.published(maya, queries.Wanted())
    with app.test_request_context():
        placed = queries.by_fit(maya, postings, queries.my_why_not(maya, postings))
    assert placed[0].posting.id == bakery.id and placed[0].reasons
    assert placed[-1].posting.id == closed.id and not placed[-1].reasons, "what is for others is not recommended"
    page = as_person(maya).get("/internships").text
    assert page.index("Bakery") < page.index("Data intern") and placed[0].reasons[0] in page
    assert as_person(maya).get("/internships?order=deadline").text.index("Data intern") > 0
    program = Program(app, maya)
    items = program.get("?order=fit")["items"]
    assert items[0]["id"] == bakery.id and items[0]["reasons"]
    assert [one["reasons"] for one in program.get("?order=deadline")["items"]] == [[], [], []]


def test_without_a_profile_postings_stand_by_deadline(world: Firm, make: Make, as_person: Any) -> None:
    maya = make.mentee("Maya", goal="")
    db.session.query(Aim).delete()
    db.session.commit()
    assert "Fill in your profile" in as_person(maya).get("/internships").text


def test_the_office_keeps_organisations(world: Firm, app: Flask) -> None:
    program = Program(app, world.cora)
    status, made = program.post("/organisations", name="Museum", website="", sector="Culture", place="Turin")
    assert status == 200 and made["verified_at"] is None and not made["has_agreement"]
    one = f"/organisations/{made['id']}"
    assert program.post("/organisations", name="museum")[0] == 409
    assert program.post(f"{one}/verify", verified=True)[1]["verified_at"]
    assert program.post(one, name="Museum of Trades")[1]["verified_at"] is None, "another name is verified anew"
    _status, shown = program.post(f"{one}/contacts", email="mia@museum.example", name="Mia", job="Head")
    assert [contact["name"] for contact in shown["contacts"]] == ["Mia"]
    days = {"starts_on": "2026-01-01", "ends_on": "2099-01-01"}
    assert program.post(f"{one}/agreements", title="Frame", **days)[1]["has_agreement"]
    assert program.post(f"{one}/agreements", title="Frame", starts_on="2027-01-01", ends_on="2026-01-01")[0] == 422
    agreement = program.get(one)["agreements"][0]["id"]
    assert not program.post(f"{one}/agreements/{agreement}/remove")[1]["agreements"]
    contact = program.get(one)["contacts"][0]["id"]
    assert program.post(f"{one}/contacts/{contact}/end")[1]["contacts"][0]["ended_at"]
    assert program.get("/organisations")["items"][0]["name"] == "Museum of Trades"
    assert Program(app, world.paula).post(one, name="Mine")[0] == 403


def test_the_office_decides_about_postings_and_reports(world: Firm, make: Make, app: Flask) -> None:
    maya, lena = make.mentee("Maya"), make.mentee("Lena")
    program = Program(app, world.cora)
    made = service.report(world.posting, reason=Alarm.ASKS_MONEY, words="Fifty euros.", by=maya)
    (told,) = program.get("/reports")["items"]
    assert (told["words"], told["hidden"]) == ("Fifty euros.", True) and "Maya" not in str(told)
    assert program.post(f"/reports/{made.id}/show-again")[1]["status"] == "unfounded"
    again = service.report(world.posting, reason=Alarm.UNFAIR, words="", by=lena)
    assert program.post(f"/reports/{again.id}/confirm", words="")[0] == 422
    assert program.post(f"/reports/{again.id}/confirm", words="We could not reach you.")[1]["status"] == "confirmed"
    assert program.get("/reports")["items"] == [] and program.get(f"/reports/{again.id}")["decided_at"]
    posting = published(world.organisation, world.cora, title="Second")
    assert program.post(f"/{posting.id}/take-down", words="Over.")[1]["status"] == "taken_down"
    assert program.get("/waiting")["items"] == []
    assert program.get("/figures")["by_degree"] == []
    assert program.post("/settings", needs_agreement=True)[1]["needs_agreement"]


def test_what_was_taken_down_ends_its_applications_and_warns(world: Firm, make: Make, as_person: Any) -> None:
    maya, lena = make.mentee("Maya"), make.mentee("Lena")
    mine, hers = applied(world.posting, maya), applied(world.posting, lena)
    for stage in (Stage.IN_CONVERSATION, Stage.OFFER):
        service.move(hers, stage, by=world.paula)
    service.accept_offer(hers, by=lena)
    service.take_down(world.posting, words="We could not reach you.", by=world.cora)
    assert (mine.status, hers.status) == (Stage.WITHDRAWN, Stage.ACCEPTED)
    assert letters_to(maya)[-1] == letters_to(lena)[-1] == "posting_gone"
    assert queries.application_to_handle(world.paula, hers.id) is None
    page = as_person(maya).get(f"/internships/applications/{mine.id}").text
    assert "Did they ask you for money" in page and "You withdrew" not in page


def test_an_interview_is_called_off_by_either(world: Firm, make: Make, app: Flask) -> None:
    maya = make.mentee("Maya")
    mine = applied(world.posting, maya)
    student, partner = Program(app, maya), Program(app, world.paula)
    for program, path in ((student, "/interviews"), (partner, "/handled/interviews")):
        interview = service.propose_times(mine, [soon(days=5)], minutes=30, place="", by=world.paula)
        service.pick_time(interview, soon(days=5), by=maya)
        assert program.post(f"{path}/{interview.id}/call-off")[0] == 200
        db.session.refresh(interview)
        assert interview.status == InterviewStatus.CALLED_OFF
    assert partner.get(f"/handled/applications/{mine.id}")["name"] == "Maya"
    status, told = partner.post(f"/handled/applications/{mine.id}/move", stage="declined")
    assert status == 200 and told["name"] == ""


@pytest.mark.parametrize("gone", ["closed", "hidden", "taken down"])
def test_who_wrote_an_application_meanwhile_keeps_the_words(world: Firm, make: Make, as_person: Any, gone: str) -> None:
    maya, lena = make.mentee("Maya"), make.mentee("Lena")
    browser = as_person(maya)
    if gone == "closed":
        service.close(world.posting, by=world.paula)
    elif gone == "hidden":
        service.report(world.posting, reason=Alarm.UNFAIR, words="", by=lena)
    else:
        service.take_down(world.posting, words="Over.", by=world.cora)
    sent = {"version": cv(maya).id, "note": "Three evenings of work.", "answer_1": "Because of data."}
    answer = browser.post(f"/internships/{world.posting.id}/apply", data=sent)
    assert answer.status_code == 409
    assert "Three evenings of work." in answer.text and "Because of data." in answer.text


def test_letters_of_another_application_stay(world: Firm, make: Make) -> None:
    """Taking back what is to be said of application 1 leaves what is to be said of 10 and 11."""
    sent = [applied(world.posting, make.mentee(f"Student {number}")) for number in range(11)]
    service.withdraw(sent[0], by=sent[0].person)
    new = db.session.query(Letter).filter_by(template="internships/email/new_application.txt")
    assert new.filter_by(status=LetterStatus.OBSOLETE).count() == 1


def test_another_name_of_an_organisation_is_found(world: Firm) -> None:
    facts = {"website": "", "sector": "Logistics", "place": "Hamburg"}
    service.change_organisation(world.organisation, by=world.cora, name="Southwind", **facts)
    entry = db.session.query(SearchEntry).filter_by(kind="posting", subject_id=world.posting.id).one()
    assert "Southwind" in entry.text
    assert world.posting.status == PostingStatus.PUBLISHED


def test_only_the_office_sees_and_chooses_cohorts(world: Firm, make: Make, as_person: Any) -> None:
    cohort = make.cohort("Women in data")
    posting = published(world.organisation, world.cora, title="For some", cohorts=(str(cohort.id),))
    page = as_person(world.paula).get(f"/postings/{posting.id}/edit").text
    assert "Women in data" not in page
    assert "Women in data" in as_person(world.cora).get(f"/postings/{posting.id}/edit").text
    sent = {
        "title": "For some", "kind": "internship", "text": "Changed.", "where": "on_site", "place": "Hamburg",
        "pay_amount": "900", "pay_currency": "EUR", "pay_period": "month", "deadline": posting.deadline_wall,
        "deadline_zone": posting.deadline_zone, "languages": ["en"],
    }  # fmt: skip
    assert as_person(world.paula).post(f"/postings/{posting.id}/edit", data=sent).status_code == 303
    db.session.refresh(posting)
    assert (posting.text, posting.cohorts) == ("Changed.", (str(cohort.id),))
