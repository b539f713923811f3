"""Deleting one's account over the pages: proof, kind words to others, nothing that still opens a door."""

import io
import zipfile
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.accounts import sign_ins, tokens
from mentormatch.accounts.errors import LastAdmin
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import BookingStatus, CalendarClaim
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from mentormatch.mentoring.models import EndReason, Match, MatchStatus, Request, RequestStatus
from mentormatch.messages import service as messages
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render
from mentormatch.privacy import service
from mentormatch.profiles import queries as profiles
from mentormatch.recommendations.pool import live_pool
from tests.accounts.conftest import PASSWORD, hash_of
from tests.calendar.conftest import Pair
from tests.make import Make

SURE = {"proof": PASSWORD, "sure": "y"}


@pytest.fixture
def maya(pair: Pair) -> Person:
    """The mentee of the pair, with a password."""

    @transactional
    def give() -> None:
        pair.mentee.password = hash_of(PASSWORD)

    give()
    return pair.mentee


def letters_to(address: str) -> list[str]:
    found = db.session.scalars(sa.select(Letter).where(Letter.to_address == address).order_by(Letter.id))
    return [f"{rendered.subject}\n{rendered.text}" for rendered in map(render, found)]


def test_who_has_left_is_signed_out_everywhere_and_no_way_leads_back(
    app: Flask, pair: Pair, maya: Person, as_person: Any
) -> None:
    here, elsewhere, address = as_person(maya), as_person(maya), maya.email
    token = tokens.create(maya, "Script", by=maya)
    assert here.post("/me/privacy/delete", data=SURE).headers["Location"] == "/"
    for browser in (here, elsewhere):
        assert browser.get("/me").status_code == 302
    assert app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    for email in (address, maya.email):
        answer = app.test_client().post("/sign-in", data={"email": email, "password": PASSWORD})
        assert answer.status_code == 422
    assert (maya.name, maya.active, maya.password, maya.roles) == ("A former member", False, None, [])


def test_a_wrong_password_or_no_tick_deletes_nothing(maya: Person, as_person: Any) -> None:
    browser = as_person(maya)
    assert browser.post("/me/privacy/delete", data=SURE | {"proof": "wrong"}).status_code == 422
    assert browser.post("/me/privacy/delete", data={"proof": PASSWORD}).status_code == 422
    assert browser.get("/me/privacy/delete").status_code == 200
    db.session.refresh(maya)
    assert maya.left_at is None


def test_the_other_one_is_told_kindly_and_their_pages_still_work(pair: Pair, maya: Person, as_person: Any) -> None:
    booking = pair.book()
    messages.write(pair.match, "See you on Tuesday.", by=maya)
    service.delete_account(maya)
    db.session.expire_all()
    assert (pair.match.status, pair.match.ended_because) == (MatchStatus.ENDED, EndReason.OTHER)
    assert booking.status == BookingStatus.CANCELLED
    assert not db.session.scalars(sa.select(CalendarClaim)).all()
    assert any("nothing to do with you" in letter for letter in letters_to(pair.mentor.email))
    omar = as_person(pair.mentor)
    thread = omar.get(f"/matches/{pair.match.id}/messages")
    assert "See you on Tuesday." in thread.text
    assert "A former member" in thread.text
    assert "Maya" not in thread.text
    for page in ("", "/timeline", "/goals", "/files", "/sessions"):
        assert omar.get(f"/matches/{pair.match.id}{page}").status_code in {200, 404}, page
    for page in ("/", "/mentees", "/sessions", f"/sessions/{booking.id}"):
        assert omar.get(page).status_code in {200, 404}, page


def test_a_mentor_who_leaves_is_no_longer_ranked_and_whoever_waits_is_answered(
    pair: Pair, make: Make, as_person: Any
) -> None:
    lena = make.mentee("Lena Vogel", cohort=pair.cohort)

    @transactional
    def ask() -> Request:
        request = Request(mentee_id=lena.id, mentor_id=pair.mentor.id, cohort_id=pair.cohort.id,
                          status=RequestStatus.OPEN, note="I ask.")  # fmt: skip
        db.session.add(request)
        return request

    request, number = ask(), str(pair.mentor.id)
    with live_pool().fresh() as pool:
        assert number in pool
    service.delete_account(pair.mentor)
    db.session.rollback()
    assert request.status == RequestStatus.SUPERSEDED
    assert letters_to(lena.email)
    with live_pool().fresh() as pool:
        assert number not in pool
    offer = profiles.offer_of(int(number))
    assert offer
    assert (offer.status, offer.load, offer.role_title) == ("draft", 0, "")
    maya = as_person(pair.mentee)
    for page in (f"/matches/{pair.match.id}", f"/matches/{pair.match.id}/timeline", "/requests", "/mentors", "/"):
        assert maya.get(page).status_code == 200, page
    assert maya.get(f"/mentors/{number}").status_code == 404


def test_one_last_letter_confirms_it_and_is_not_kept(maya: Person, pair: Pair) -> None:
    address = maya.email
    messages.write(pair.match, "A word for you.", by=pair.mentor)
    service.delete_account(maya)
    service.delete_account(maya)
    assert [letter.splitlines()[0] for letter in letters_to(address)] == ["Your account is deleted"]
    JOBS["privacy.forget_last_letters"]()
    assert len(letters_to(address)) == 1
    JOBS["letters.deliver"]()
    JOBS["privacy.forget_last_letters"]()
    assert not letters_to(address)


def test_nobody_writes_letters_to_somebody_who_has_left(maya: Person, pair: Pair, as_person: Any) -> None:
    service.delete_account(maya)
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Letter))
    as_person(pair.mentor).post(f"/matches/{pair.match.id}/farewell", data={"thanks": "Thank you for all of it."})
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Letter)) == before


def test_the_last_admin_cannot_delete_themself(make: Make) -> None:
    ada, ben = (make.person(name, roles=[RoleName.ADMIN]) for name in ("Ada", "Ben"))
    service.delete_account(ben)
    with pytest.raises(LastAdmin):
        service.delete_account(ada)
    db.session.rollback()
    assert db.session.get_one(Person, ada.id).left_at is None


def test_a_former_member_can_come_back_as_somebody_new(maya: Person) -> None:
    address = maya.email
    service.delete_account(maya)
    assert accounts.make_person(email=address, name="Maya Rossi").id != maya.id


def test_the_page_says_every_theme_and_the_download_asks_for_proof(maya: Person, as_person: Any) -> None:
    browser = as_person(maya)
    assert "Requests and matches" in browser.get("/me/privacy").text
    assert browser.post("/me/privacy/download", data={"proof": "wrong"}).status_code == 422
    answer = browser.post("/me/privacy/download", data={"proof": PASSWORD})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "profile.json" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()


def test_downloads_are_bounded(maya: Person, as_person: Any) -> None:
    browser = as_person(maya)
    for _time in range(service.DOWNLOADS_A_DAY):
        service.note_download(maya)
    answer = browser.post("/me/privacy/download", data={"proof": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_link_to_a_new_password_opens_nothing_afterwards(app: Flask, maya: Person) -> None:
    with app.test_request_context():
        link = app.extensions["letter_links"]["reset"](maya.id)
    service.delete_account(maya)
    assert app.test_client().get(f"/reset/{link}").status_code != 200
    assert not sign_ins.sign_ins_of(maya)
    assert db.session.scalars(sa.select(Match.id)).all()
