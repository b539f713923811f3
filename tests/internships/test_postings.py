"""Postings: approved before anybody finds them, again when it matters, hidden while somebody looks; interviews."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import RoleName
from mentormatch.accounts.tokens import create as make_token
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.internships import queries, service
from mentormatch.internships.errors import (
    AgreementNeeded,
    NotProposed,
    NotTimes,
    NotYours,
    PayNeeded,
    ReasonNeeded,
    TimeTaken,
)
from mentormatch.internships.forms import as_typed
from mentormatch.internships.models import Alarm, Back, InterviewStatus, PostingStatus, Stage
from mentormatch.internships.policy import MATTERS
from mentormatch.notifications.models import Letter
from mentormatch.office import service as office
from mentormatch.partners import service as partners
from mentormatch.partners.errors import BelongsElsewhere, IsContact, NameTaken
from mentormatch.search.models import SearchEntry
from tests.internships.conftest import Firm, letters_to
from tests.internships.make import SECRET, applied, draft, firm, published, wall
from tests.make import Make, soon

RANKING = ("score", "match score", "rank", "fits", "recommend", "reason why")


def _found() -> list[int]:
    return list(db.session.scalars(sa.select(SearchEntry.subject_id).where(SearchEntry.kind == "posting")))


def _facts(posting: Any, **changes: Any) -> dict[str, Any]:
    names = (*MATTERS, "skills", "roles", "languages", "starts_on", "ends_on", "deadline_zone")
    return {**{name: getattr(posting, name) for name in names}, "deadline": wall(posting.deadline_at), **changes}


def test_the_office_approves_before_anybody_finds_a_posting(world: Firm, make: Make) -> None:
    maya = make.mentee("Maya")
    posting = draft(world.organisation, world.paula, title="New")
    assert queries.posting_for_student(maya, posting.id) is None
    service.submit(posting, by=world.paula)
    with pytest.raises(ReasonNeeded):
        service.send_back(posting, reason=Back.OTHER, words="", by=world.cora)
    service.send_back(posting, reason=Back.PAY, words="How much?", by=world.cora)
    assert letters_to(world.paula)[-1] == "sent_back"
    service.submit(posting, by=world.paula)
    service.approve(posting, by=world.cora)
    assert posting.id in [one.id for one in queries.published(maya, queries.Wanted())]
    assert posting.id in _found()
    with pytest.raises(NotYours):
        service.submit(posting, by=world.peter)


def test_a_change_that_matters_is_approved_again(world: Firm, make: Make) -> None:
    maya = make.mentee("Maya")
    service.change(world.posting, by=world.paula, **_facts(world.posting, skills=("SQL",)))
    assert world.posting.status == PostingStatus.PUBLISHED
    service.change(world.posting, by=world.paula, **_facts(world.posting, pay_amount=1))
    assert world.posting.status == PostingStatus.WAITING
    assert queries.posting_for_student(maya, world.posting.id) is None
    assert world.posting.id not in _found()
    service.approve(world.posting, by=world.cora)
    service.change(world.posting, by=world.cora, **_facts(world.posting, pay_amount=2))
    assert world.posting.status == PostingStatus.PUBLISHED
    assert as_typed(world.posting)["deadline"] == wall(world.posting.deadline_at)


def test_pay_is_said_or_why_there_is_none(world: Firm) -> None:
    with pytest.raises(PayNeeded):
        draft(world.organisation, world.paula, pay_amount=None, pay_period=None)
    with pytest.raises(PayNeeded):
        draft(world.organisation, world.paula, pay_period=None)


def test_without_an_agreement_nothing_is_published_if_the_office_says_so(world: Firm) -> None:
    service.set_needs_agreement(True, by=world.cora)
    posting = draft(world.organisation, world.paula)
    with pytest.raises(AgreementNeeded):
        service.submit(posting, by=world.paula)
    today = now().date()
    partners.add_agreement(world.organisation, title="Old", starts_on=date(2020, 1, 1),
                           ends_on=today - timedelta(days=1), by=world.cora)  # fmt: skip
    with pytest.raises(AgreementNeeded):
        service.approve(posting, by=world.cora)
    partners.add_agreement(world.organisation, title="New", starts_on=today, ends_on=today, by=world.cora)
    service.approve(posting, by=world.cora)
    assert posting.status == PostingStatus.PUBLISHED


def test_contacts_are_from_outside_and_no_students(world: Firm, make: Make) -> None:
    assert [role.name for role in world.paula.roles] == [RoleName.PARTNER]
    assert world.paula.is_secured and not world.paula.is_staff
    maya = make.mentee("Maya")
    for email, refusal in ((maya.email, BelongsElsewhere), (world.paula.email, IsContact)):
        with pytest.raises(refusal):
            service.invite(world.organisation, email=email, name="X", job="", by=world.cora)
    with pytest.raises(NameTaken):
        firm(world.cora, name="northwind DATA")


def test_a_report_hides_a_posting_until_the_office_has_looked(world: Firm, make: Make) -> None:
    maya, lena = make.mentee("Maya"), make.mentee("Lena")
    made = service.report(world.posting, reason=Alarm.ASKS_MONEY, words="They want 50 euros.", by=maya)
    assert queries.published(lena, queries.Wanted()) == [] and _found() == []
    service.decide(made, confirmed=False, words="", by=world.cora)
    assert _found() == [world.posting.id]
    again = service.report(world.posting, reason=Alarm.UNFAIR, words="", by=lena)
    assert _found() == [world.posting.id], "what was looked at is not hidden by one word"
    with pytest.raises(ReasonNeeded):
        service.decide(again, confirmed=True, words=" ", by=world.cora)
    service.decide(again, confirmed=True, words="We could not reach you.", by=world.cora)
    assert world.posting.status == PostingStatus.TAKEN_DOWN and _found() == []
    assert letters_to(maya) == letters_to(lena) == ["report_decided"]


def test_whom_to_ask_is_for_who_has_applied_everywhere(world: Firm, make: Make, as_person: Any, client: Any) -> None:
    maya, lena = make.mentee("Maya"), make.mentee("Lena")
    key = make_token(lena, "Test", by=lena)
    applied(world.posting, maya)
    page = f"/internships/{world.posting.id}"
    assert "paula@firm.example" in as_person(maya).get(page).text
    browser = as_person(lena)
    for path in ("/internships", page, f"{page}/apply", f"{page}/report"):
        assert "paula@firm.example" not in browser.get(path).text, path
    headers = {"Authorization": f"Bearer {key}"}
    for path in ("/api/v1/internships", f"/api/v1{page}"):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 200 and "paula@firm" not in answer.text, path
    assert "paula@firm" not in service.export(by=world.cora).decode()
    contexts = db.session.scalars(sa.select(Letter.context).where(Letter.person_id != world.paula.id))
    assert SECRET not in str(list(contexts))
    told = sa.select(SearchEntry.text).where(SearchEntry.kind == "posting")
    assert SECRET not in str(list(db.session.scalars(told)))


def test_an_organisation_sees_its_own_by_time_and_nothing_that_ranks(world: Firm, make: Make, as_person: Any) -> None:
    names = ["Zoe Last", "Maya Rossi", "Ada First"]
    sent = [applied(world.posting, make.mentee(name)) for name in names]
    paula, peter = as_person(world.paula), as_person(world.peter)
    page = paula.get(f"/postings/{world.posting.id}").text
    assert [page.index(name) for name in names] == sorted(page.index(name) for name in names)
    service.withdraw(sent[1], by=sent[1].person)
    page = paula.get(f"/postings/{world.posting.id}").text
    assert "Maya Rossi" not in page and "Withdrawn" in page
    one = paula.get(f"/postings/applications/{sent[0].id}")
    assert one.status_code == 200
    main = one.text.split("<main")[1].split("</main")[0].lower()
    assert not [word for word in RANKING if word in main]
    assert paula.get(f"/postings/applications/{sent[1].id}").status_code == 404
    assert peter.get(f"/postings/{world.posting.id}").status_code == 404
    assert peter.get(f"/postings/applications/{sent[0].id}").status_code == 404
    assert peter.get(f"/documents/versions/{sent[0].version_id}/file").status_code == 404


def test_an_interview_stands_in_both_calendars_without_a_name(world: Firm, make: Make) -> None:
    maya, lena = make.mentee("Maya Rossi"), make.mentee("Lena")
    application, other = applied(world.posting, maya), applied(world.posting, lena)
    first, second = soon(days=5), soon(days=6)
    with pytest.raises(NotTimes):
        service.propose_times(application, [now() - timedelta(days=1)], minutes=30, place="", by=world.paula)
    interview = service.propose_times(application, [second, first], minutes=30, place="Room 1", by=world.paula)
    assert application.status == Stage.INTERVIEW and letters_to(maya)[-2:] == ["moved", "times"]
    with pytest.raises(NotProposed):
        service.pick_time(interview, first + timedelta(hours=1), by=maya)
    service.pick_time(interview, first, by=maya)
    bookings = list(db.session.scalars(sa.select(Booking).where(Booking.kind == "interview")))
    assert {one.host_id for one in bookings} == {maya.id, world.paula.id}
    assert not [one for one in bookings if "Maya" in one.title + one.topic or one.guest_id]
    clash = service.propose_times(other, [first, second], minutes=30, place="Room 1", by=world.paula)
    with pytest.raises(TimeTaken):
        service.pick_time(clash, first, by=lena)
    service.withdraw(application, by=maya)
    assert interview.status == InterviewStatus.CALLED_OFF
    assert {one.status for one in bookings} == {BookingStatus.CANCELLED}
    assert letters_to(world.paula)[-2:] == ["interview_off", "gone"]
    service.pick_time(clash, first, by=lena)


def test_figures_show_no_group_that_is_too_small(world: Firm, make: Make) -> None:
    assert b"Data intern" in service.export(by=world.cora)
    for number in range(3):
        applied(world.posting, make.mentee(f"Student {number}", degree="Economics"))
    assert b"Economics" not in service.export(by=world.cora)
    assert service.export(by=world.cora, as_workbook=True)[:2] == b"PK"


def test_switched_off_it_is_nowhere(world: Firm, make: Make, as_person: Any) -> None:
    maya = make.mentee("Maya")
    application = applied(world.posting, maya)
    office.switch_off("internships", by=world.cora)
    assert world.posting.status == PostingStatus.CLOSED and letters_to(maya)[-1] == "called_off"
    assert as_person(maya).get("/internships").status_code == 404
    from mentormatch.documents import queries as documents

    assert documents.readable_version(world.paula, application.version_id or 0) is None


def test_pages_of_everybody_answer(world: Firm, make: Make, as_person: Any) -> None:
    maya = make.mentee("Maya")
    published(world.organisation, world.cora, title="Second", questions=())
    application = applied(world.posting, maya)
    cora, paula, student = as_person(world.cora), as_person(world.paula), as_person(maya)
    mine = f"/internships/applications/{application.id}"
    for path in (
        "",
        "?q=data&paid=1&mine=1&language=en&kind=internship&where=on_site",
        "/board",
        "/board/new",
        "/advice",
    ):
        assert student.get(f"/internships{path}").status_code == 200, path
    assert student.get(mine).status_code == 200
    ours = f"/office/internships/organisations/{world.organisation.id}"
    review = f"/office/internships/{world.posting.id}/review"
    for path in (
        "/office/internships",
        "/office/internships/figures",
        "/office/internships/organisations",
        ours,
        review,
    ):
        assert cora.get(path).status_code == 200, path
    for path in ("/postings", f"/postings/{world.posting.id}/edit", f"/postings/new/{world.organisation.id}"):
        assert paula.get(path).status_code == 200, path
    assert student.get("/postings").status_code == paula.get("/internships").status_code == 403
