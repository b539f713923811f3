"""One's own name, language, zone and password; one's devices."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import service, sign_ins
from mentormatch.accounts.models import Person
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.core.stamps import latest_stamp
from tests.accounts.conftest import PASSWORD, is_signed_in, sign_in

NEW = "another bucket of tulips"
ME = {"name": "Zoe Neu", "locale": "it", "time_zone": "Asia/Tokyo"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize("path", ["/me", "/me/password", "/me/devices"])
def test_visitors_are_asked_to_sign_in(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Location"] == f"/sign-in?next={path}"
    assert client.post(path).status_code in {302, 405}


def test_name_language_and_zone_are_saved_and_rankings_hear_of_it(as_person, zoe: Person) -> None:
    browser = as_person(zoe)
    before = latest_stamp("facts")
    assert browser.post("/me", data=ME).status_code == 303
    assert (zoe.name, zoe.locale, zoe.time_zone) == ("Zoe Neu", "it", "Asia/Tokyo")
    assert zoe.facts_stamp == latest_stamp("facts") > before


def test_saving_what_is_saved_changes_nothing(as_person, zoe: Person) -> None:
    browser = as_person(zoe)
    for _ in range(2):
        assert browser.post("/me", data=ME).status_code == 303
    updates = sa.select(sa.func.count()).where(AuditEntry.action == "person.updated")
    assert db.session.scalar(updates) == 1


def test_a_language_chosen_for_the_account_wins_over_one_chosen_for_the_browser(as_person, zoe: Person) -> None:
    browser = as_person(zoe)
    browser.set_cookie("locale", "en")
    browser.post("/me", data=ME)
    assert '<html lang="it"' in browser.get("/me").text


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "x" * 121}, {"locale": "xx"}, {"time_zone": "Moon/Base"}, {"time_zone": ""}]
)
def test_wrong_input_is_answered_at_its_field_and_nothing_is_saved(as_person, zoe: Person, wrong) -> None:
    answer = as_person(zoe).post("/me", data={**ME, **wrong})
    assert answer.status_code == 422
    [field] = wrong
    assert f'id="{field}-error-1"' in answer.text
    assert (zoe.name, zoe.locale, zoe.time_zone) == ("Zoe Weber", "en", "Europe/Berlin")


def test_a_zone_from_a_file_is_kept_although_no_list_offers_it(as_person, make) -> None:
    person = make.person("Ida Blum", time_zone="Etc/GMT+3")
    browser = as_person(person)
    assert '<option selected value="Etc/GMT+3">' in browser.get("/me").text
    browser.post("/me", data={"name": "Ida B", "locale": "en", "time_zone": "Etc/GMT+3"})
    assert (person.name, person.time_zone) == ("Ida B", "Etc/GMT+3")


def test_address_role_and_password_are_not_changed_by_this_form(as_person, zoe: Person) -> None:
    hashed = zoe.password
    as_person(zoe).post("/me", data={**ME, "email": "eve@example.org", "password": "x", "roles": "admin", "active": ""})
    assert (zoe.email, zoe.password, zoe.roles, zoe.active) == ("zoe@example.org", hashed, [], True)


def test_a_password_is_changed_and_its_owner_told(app: Flask, as_person, zoe: Person, letters) -> None:
    assert as_person(zoe).post("/me/password", data={"old": PASSWORD, "password": NEW}).status_code == 303
    assert [letter.template for letter in letters()] == ["accounts/email/password_changed.txt"]
    assert sign_in(app.test_client(), password=NEW).status_code == 303
    assert sign_in(app.test_client(), password=PASSWORD).status_code == 422


def test_sending_the_change_twice_is_one_change(as_person, zoe: Person, letters) -> None:
    browser = as_person(zoe)
    answers = [browser.post("/me/password", data={"old": PASSWORD, "password": NEW}).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("old", {"old": "not mine at all", "password": NEW}),
        ("old", {"old": "", "password": NEW}),
        ("password", {"old": PASSWORD, "password": "short"}),
        ("password", {"old": PASSWORD, "password": "zoe weber 1"}),
    ],
)
def test_a_refused_change_says_at_which_field(as_person, zoe: Person, field: str, data: dict[str, str]) -> None:
    answer = as_person(zoe).post("/me/password", data=data)
    assert answer.status_code == 422
    assert f'id="{field}-error-1"' in answer.text
    assert NEW not in answer.text
    assert PASSWORD not in answer.text


def test_who_has_no_password_yet_is_offered_a_letter(as_person, make) -> None:
    text = as_person(make.person("Ida")).get("/me/password").text
    assert 'name="old"' not in text
    assert 'action="/forgot"' in text


def test_devices_are_listed_in_words(app: Flask, client: FlaskClient, zoe: Person) -> None:
    client.post("/sign-in", data={"email": "zoe@example.org", "password": PASSWORD}, headers={"User-Agent": FIREFOX})
    text = client.get("/me/devices").text
    assert "Firefox on Linux" in text
    assert "This device" in text


AGENTS = {
    FIREFOX: "Firefox/Linux",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 "
    "Edg/140.0.0.0": "Edge/Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
    "Mobile/15E148 Safari/604.1": "Safari/iPhone",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36": (
        "Chrome/Android"
    ),
    "curl/8.0": "",
    "<script>alert(1)</script>" * 1000: "",
    "": "",
}


@pytest.mark.parametrize("agent", AGENTS, ids=lambda agent: AGENTS[agent] or agent[:12] or "none")
def test_a_device_is_named_by_browser_and_system_only(app: Flask, client: FlaskClient, zoe: Person, agent: str) -> None:
    data = {"email": "zoe@example.org", "password": PASSWORD}
    client.post("/sign-in", data=data, headers={"User-Agent": agent})
    assert [sign_in.device for sign_in in sign_ins.sign_ins_of(zoe)] == [AGENTS[agent]]
    assert client.get("/me/devices").status_code == 200


def test_one_device_is_signed_out_and_ending_it_twice_is_ending_it(as_person, zoe: Person) -> None:
    here, there = as_person(zoe), as_person(zoe)
    number = max(sign_in.id for sign_in in sign_ins.sign_ins_of(zoe))
    for _ in range(2):
        assert here.post(f"/me/devices/{number}/end").status_code == 303
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_nobody_ends_the_sign_in_of_another_person(as_person, zoe: Person, make) -> None:
    eve, browser = as_person(make.person("Eve")), as_person(zoe)
    [sign_in] = sign_ins.sign_ins_of(zoe)
    foreign = eve.post(f"/me/devices/{sign_in.id}/end")
    absent = eve.post("/me/devices/999999/end")
    assert (foreign.status_code, foreign.headers["Location"]) == (absent.status_code, absent.headers["Location"])
    eve.post("/me/devices/end-others")
    assert is_signed_in(browser)


def test_numbers_without_end_do_not_exist(as_person, zoe: Person) -> None:
    assert as_person(zoe).post(f"/me/devices/{10**30}/end").status_code == 404


def test_changing_the_own_name_is_told_to_the_audit_trail_without_the_name(as_person, zoe: Person) -> None:
    service.update_me(zoe, name="Zoe Neu", locale="en", time_zone="Europe/Berlin")
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "person.updated")).one()
    assert (entry.by_id, entry.subject_id, entry.facts) == (zoe.id, zoe.id, {})
