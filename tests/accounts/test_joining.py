"""Registering, the letter, and confirming the address."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import service
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.errors import RegistrationClosed
from mentormatch.accounts.models import Affiliation, Person, RoleName
from mentormatch.accounts.security import CONFIRM_WITHIN
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.programmes import queries as programmes
from mentormatch.programmes import service as programmes_service
from mentormatch.programmes.models import EnrolledAs
from tests.accounts.conftest import PASSWORD, ZOE, is_signed_in, link_in, sign_in


def test_a_newcomer_registers_confirms_and_is_in(client: FlaskClient, make, letters) -> None:
    cohort = make.cohort(default=True)
    answer = client.post("/register", data=ZOE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/check-letters")
    assert "zoe@example.org" in client.get("/check-letters").text
    assert sign_in(client).status_code == 422, "the address is not confirmed yet"

    [letter] = letters()
    assert (letter.template, letter.to_address) == ("accounts/email/confirm.txt", "zoe@example.org")
    link = link_in(letter)
    assert client.get(link).status_code == 200
    answer = client.post(link, data={"password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert is_signed_in(client)

    person = service.find_person("zoe@example.org")
    assert person is not None
    assert (person.name, person.time_zone, person.affiliation) == ("Zoe Weber", "Europe/Berlin", Affiliation.STUDENT)
    assert [role.name for role in person.roles] == [RoleName.MENTEE]
    assert programmes.enrolment_of(person, EnrolledAs.MENTEE).cohort_id == cohort.id
    done = db.session.scalars(sa.select(AuditEntry.action).where(AuditEntry.by_id == person.id))
    assert {"person.registered", "person.confirmed"} <= set(done)


def test_opening_the_link_changes_nothing(client: FlaskClient, letters) -> None:
    client.post("/register", data=ZOE)
    link = link_in(letters()[0])
    for _ in range(3):
        assert client.get(link).headers["Cache-Control"] == "no-store"
        client.head(link)
    assert service.find_person("zoe@example.org").confirmed_at is None
    assert client.post(link, data={"password": PASSWORD}).status_code == 303


def test_the_letter_alone_confirms_nothing(client: FlaskClient, letters) -> None:
    """Somebody registers the address of another person, who clicks without a thought."""
    client.post("/register", data=ZOE)
    link = link_in(letters()[0])
    for password in ("", "not the one that was chosen"):
        assert client.post(link, data={"password": password}).status_code == 422
    assert service.find_person("zoe@example.org").confirmed_at is None


def test_the_owner_of_an_address_takes_over_what_somebody_else_began_with_it(client: FlaskClient, letters) -> None:
    client.post("/register", data={**ZOE, "password": "the password of an attacker"})
    client.post("/forgot", data={"email": "zoe@example.org"})
    assert client.post(link_in(letters()[1]), data={"password": PASSWORD}).status_code == 303
    assert sign_in(client, password="the password of an attacker").status_code == 422
    assert sign_in(client).status_code == 303


def test_registering_again_before_confirming_counts_the_latest(client: FlaskClient, letters) -> None:
    client.post("/register", data={**ZOE, "password": "mistyped in a bucket", "affiliation": "alum"})
    with time_machine.travel(now() + timedelta(minutes=2)):
        client.post("/register", data=ZOE)
        first, second = letters()
        assert client.post(link_in(first), data={"password": "mistyped in a bucket"}).status_code == 422
        assert client.post(link_in(second), data={"password": PASSWORD}).status_code == 303
    people = list(db.session.scalars(sa.select(Person)))
    assert [person.affiliation for person in people] == [Affiliation.STUDENT]


def test_confirming_twice_is_harmless(client: FlaskClient, letters) -> None:
    client.post("/register", data=ZOE)
    link = link_in(letters()[0])
    assert client.post(link, data={"password": PASSWORD}).status_code == 303
    assert client.post(link, data={"password": PASSWORD}).status_code == 303
    confirmed = sa.select(sa.func.count()).where(AuditEntry.action == "person.confirmed")
    assert db.session.scalar(confirmed) == 1


def test_a_used_link_leads_to_the_sign_in(app: Flask, client: FlaskClient, letters) -> None:
    client.post("/register", data=ZOE)
    link = link_in(letters()[0])
    client.post(link, data={"password": PASSWORD})
    assert app.test_client().get(link).headers["Location"] == "/sign-in"


def test_an_old_link_says_so_and_a_new_one_can_be_had(client: FlaskClient, letters) -> None:
    client.post("/register", data=ZOE)
    link = link_in(letters()[0])
    with time_machine.travel(now() + CONFIRM_WITHIN + timedelta(minutes=1)):
        for answer in (client.get(link), client.post(link, data={"password": PASSWORD})):
            assert answer.status_code == 422
            assert "no longer" in answer.text
            assert 'href="/confirm/again"' in answer.text
        client.post("/confirm/again", data={"email": "zoe@example.org"})
        assert client.post(link_in(letters()[1]), data={"password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "%2e%2e%2fme", "é", "a" * 3000])
@pytest.mark.parametrize("kind", ["confirm", "reset"])
def test_a_guessed_link_is_refused(client: FlaskClient, token: str, kind: str) -> None:
    for answer in (client.get(f"/{kind}/{token}"), client.post(f"/{kind}/{token}", data={"password": PASSWORD})):
        assert answer.status_code in {404, 422}


def test_a_changed_or_borrowed_link_is_refused(app: Flask, client: FlaskClient, zoe: Person) -> None:
    reset = app.extensions["letter_links"]["reset"](zoe.id)
    confirm = app.extensions["letter_links"]["confirm"](zoe.id)
    changed = f"{reset[:-5]}{'A' if reset[-5] != 'A' else 'B'}{reset[-4:]}"  # of the last sign only some bits count
    for path in (f"/confirm/{reset}", f"/reset/{confirm}", f"/reset/{changed}", f"/reset/{reset.swapcase()}"):
        assert client.get(path).status_code == 422
        assert client.post(path, data={"password": "another bucket of tulips"}).status_code == 422


def test_the_link_of_a_disabled_person_is_refused(app: Flask, client: FlaskClient, zoe: Person, make) -> None:
    token = app.extensions["letter_links"]["reset"](zoe.id)
    service.set_active(zoe, False, by=make.person(roles=[RoleName.ADMIN]))
    assert client.post(f"/reset/{token}", data={"password": "another bucket of tulips"}).status_code == 422


WRONG = {
    "no name": {"name": " "},
    "a name that is a link": {"name": "Visit www.evil.example"},
    "a name that is an address": {"name": "zoe@evil.example"},
    "a long name": {"name": "z" * 121},
    "no address": {"email": "zoe"},
    "two addresses": {"email": "zoe@example.org,eve@example.org"},
    "a header in the address": {"email": "zoe@example.org\r\nBcc: eve@example.org"},
    "a full-width at": {"email": "zoe＠example.org"},
    "a long address": {"email": "z" * 250 + "@example.org"},
    "a short password": {"password": "short"},
    "a common password": {"password": "password2026"},
    "neither student nor alum": {"affiliation": "admin"},
    "an unknown zone": {"time_zone": "Moon/Base"},
    "no zone": {"time_zone": ""},
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_input_is_answered_at_the_field_and_kept(client: FlaskClient, letters, what: str) -> None:
    answer = client.post("/register", data={**ZOE, **WRONG[what]})
    assert answer.status_code == 422
    [field] = WRONG[what]
    assert f'id="{field}-error-1"' in answer.text
    assert field == "name" or 'value="Zoe Weber"' in answer.text
    assert PASSWORD not in answer.text
    assert letters() == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0


def test_everything_that_is_wrong_is_said_at_once(client: FlaskClient) -> None:
    text = client.post("/register", data={}).text
    for field in ("name", "email", "password", "affiliation", "time_zone"):
        assert f'id="{field}-error-1"' in text


def test_roles_and_the_like_are_never_read_from_a_form(client: FlaskClient) -> None:
    more = {"role": "admin", "roles": "admin", "confirmed_at": "2026-01-01", "active": "1", "id": "77", "user_id": "1"}
    client.post("/register", data={**ZOE, **more})
    person = service.find_person("zoe@example.org")
    assert person is not None
    assert (person.roles, person.confirmed_at) == ([], None)


def test_a_closed_door_says_whom_to_turn_to(client: FlaskClient, letters) -> None:
    contact = {"contact_name": "Cora Bianchi", "contact_email": "careers@uni.example"}
    programmes_service.set_programme(by=None, name="Peers", registration_open=False, **contact)
    for answer in (client.get("/register"), client.post("/register", data=ZOE)):
        assert answer.status_code == RegistrationClosed.status
        assert "Cora Bianchi" in answer.text
        assert "mailto:careers@uni.example" in answer.text
    assert letters() == []
    programmes_service.set_programme(by=None, registration_open=True)
    assert client.post("/register", data=ZOE).status_code == 303


def test_no_other_way_in_passes_the_door(app: Flask) -> None:
    """The door is asked in the service, not only in the page."""
    programmes_service.set_programme(
        by=None, name="Peers", registration_open=False, contact_name="Cora", contact_email="careers@uni.example"
    )
    answers = {**ZOE, "affiliation": Affiliation.STUDENT, "locale": "en", "visit": Visit("127.0.0.1")}
    with pytest.raises(RegistrationClosed):
        service.register(**answers)


def test_accounts_do_not_differ_by_case_or_form_alone(client: FlaskClient) -> None:
    for typed in ("zoe@example.org", "Zoe@Example.ORG", "ZOE@EXAMPLE.ORG"):
        assert client.post("/register", data={**ZOE, "email": typed}).status_code == 303
    for typed in ("strasse@example.org", "straße@example.org", "İzoe@example.org", "ızoe@example.org"):
        client.post("/register", data={**ZOE, "email": typed})
    addresses = list(db.session.scalars(sa.select(Person.email)))
    assert sorted(addresses) == ["strasse@example.org", "zoe@example.org"]


def test_nobody_checks_letters_without_having_asked_for_one(client: FlaskClient) -> None:
    assert client.get("/check-letters").headers["Location"] == "/"
