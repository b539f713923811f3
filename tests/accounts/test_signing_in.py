"""Signing in and out, and what a cookie is worth afterwards."""

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import service, sign_ins
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from tests.accounts.conftest import PASSWORD, cookie, is_signed_in, sign_in


def _copy_of(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with the same cookie, as a thief would have it."""
    thief = app.test_client()
    thief.set_cookie("session", cookie(client))
    return thief


def test_the_right_password_opens_the_first_page(client: FlaskClient, zoe: Person) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["ZOE@Example.org", "  zoe@example.org ", "zoe@EXAMPLE.ORG"])
def test_an_address_is_the_same_however_it_is_typed(client: FlaskClient, zoe: Person, typed: str) -> None:
    assert sign_in(client, typed).status_code == 303


def test_a_password_is_the_same_however_a_keyboard_composes_it(app: Flask, client: FlaskClient, zoe: Person) -> None:
    service.change_password(zoe, old=PASSWORD, new="caffè e cornetti")
    assert sign_in(client, password="caffe\u0300 e cornetti").status_code == 303


@pytest.mark.parametrize("password", ["", "tulips in a basket", PASSWORD + "\0", "x" * 129, "x" * 300_000])
def test_a_wrong_password_is_refused_and_the_address_kept(client: FlaskClient, zoe: Person, password: str) -> None:
    answer = sign_in(client, password=password)
    assert answer.status_code == 422
    assert 'value="zoe@example.org"' in answer.text
    assert not password or password not in answer.text
    assert not is_signed_in(client)


def test_a_disabled_person_is_refused(client: FlaskClient, zoe: Person, make) -> None:
    service.set_active(zoe, False, by=make.person(roles=[RoleName.ADMIN]))
    assert sign_in(client).status_code == 422


def test_one_goes_where_one_wanted_to_go(client: FlaskClient, zoe: Person) -> None:
    asked = client.get("/me/devices")
    assert asked.headers["Location"] == "/sign-in?next=/me/devices"
    assert 'value="/me/devices"' in client.get(asked.headers["Location"]).text
    assert sign_in(client, next="/me/devices").headers["Location"] == "/me/devices"


ELSEWHERE = [
    "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example",
    "\\\\evil.example",
    "/%09/evil.example\t", "/%2f%2fevil.example", "javascript:alert(1)", "data:text/html,x", ".evil.example",
    "http:evil.example", "/a\r\nSet-Cookie: x=1", "@evil.example", "\x00//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site(client: FlaskClient, zoe: Person, target: str) -> None:
    assert client.get("/sign-in", query_string={"next": target}).status_code == 200
    assert sign_in(client, next=target).headers["Location"] == "/"
    assert client.get("/sign-in", query_string={"next": target}).headers["Location"] == "/"


def test_whoever_is_in_is_not_asked_again(client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    assert client.get("/sign-in").headers["Location"] == "/"
    assert client.get("/register").headers["Location"] == "/"


def test_signing_out_ends_a_copied_cookie_and_empties_the_cache(app: Flask, client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    thief = _copy_of(app, client)
    assert is_signed_in(thief)
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (303, '"cache"')
    assert not is_signed_in(thief)
    assert not is_signed_in(client)


def test_signing_out_twice_is_signing_out(client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    assert client.post("/sign-out").status_code == client.post("/sign-out").status_code == 303


def test_signing_out_needs_a_post(client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    assert client.get("/sign-out").status_code == 405
    assert is_signed_in(client)


def test_two_tabs_do_not_bother_anybody_with_an_old_form(app: Flask, client: FlaskClient, zoe: Person) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert client.post("/sign-out").headers["Location"] == "/"
        assert sign_in(client).status_code == 400
        with client.session_transaction() as session:
            session["_user_id"] = sign_ins.open_sign_in(zoe, "")
        assert sign_in(client).headers["Location"] == "/"
        assert client.post("/sign-out").status_code == 400
        assert is_signed_in(client)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_a_session_prepared_by_somebody_else_is_not_taken_over(app: Flask, client: FlaskClient, zoe: Person) -> None:
    """Fixation: an attacker plants a session of their own, marked, and waits for the victim to sign in."""
    with client.session_transaction() as session:
        session["mark"] = "of the attacker"
    before = cookie(client)
    sign_in(client)
    assert cookie(client) != before
    with client.session_transaction() as session:
        assert "mark" not in session
    planted = app.test_client()
    planted.set_cookie("session", before)
    assert not is_signed_in(planted)


def test_signing_in_over_an_open_sign_in_ends_it(app: Flask, client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    older = _copy_of(app, client)
    sign_in(client)
    assert is_signed_in(client)
    assert not is_signed_in(older)
    assert len(sign_ins.sign_ins_of(zoe)) == 1


@pytest.mark.parametrize("end", ["reset", "change", "disable", "end others"])
def test_other_browsers_are_out_at_once(app: Flask, zoe: Person, make, as_person, end: str) -> None:
    mine, other = as_person(zoe), as_person(zoe)
    admin = make.person(roles=[RoleName.ADMIN])
    assert is_signed_in(mine)
    assert is_signed_in(other)
    if end == "change":
        mine.post("/me/password", data={"old": PASSWORD, "password": "another bucket of tulips"})
    elif end == "end others":
        mine.post("/me/devices/end-others")
    elif end == "disable":
        service.set_active(zoe, False, by=admin)
    else:
        token = app.extensions["letter_links"]["reset"](zoe.id)
        client = app.test_client()
        assert client.post(f"/reset/{token}", data={"password": "another bucket of tulips"}).status_code == 303
    assert not is_signed_in(other)
    assert is_signed_in(mine) == (end in {"change", "end others"})


@pytest.mark.parametrize("value", ["", "nonsense", "eyJfdXNlcl9pZCI6IjEifQ.aa.bb", "1", "a" * 3000, "\u00e9"])
def test_a_forged_cookie_is_nobody(app: Flask, client: FlaskClient, value: str) -> None:
    client.set_cookie("session", value)
    client.set_cookie("known", value)
    assert client.get("/me").status_code == 302
    assert client.get("/sign-in").status_code == 200


def test_a_cookie_signed_with_another_key_is_nobody(app: Flask, client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    app.secret_key, key = "another key, just as long as the first", app.secret_key
    try:
        assert not is_signed_in(client)
    finally:
        app.secret_key = key


def test_the_number_of_a_person_in_a_session_is_not_an_identity(app: Flask, client: FlaskClient, zoe: Person) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = str(zoe.id)
    assert not is_signed_in(client)


def test_a_sign_in_ends_when_idle_and_after_its_whole_time(app: Flask, zoe: Person, make, as_person) -> None:
    settings = app.extensions["settings"]
    with time_machine.travel(now(), tick=False) as clock:
        browser = as_person(zoe)
        for _ in range(3):
            clock.shift(60 * (settings.sign_in_idle_minutes - 1))
            assert is_signed_in(browser)
        clock.shift(60 * (settings.sign_in_idle_minutes + 1))
        assert not is_signed_in(browser)

        browser = as_person(zoe)
        for _ in range(settings.sign_in_minutes // 10_000):
            clock.shift(60 * 10_000)
            assert is_signed_in(browser)
        clock.shift(60 * 10_000)
        assert not is_signed_in(browser)


def test_staff_are_signed_in_for_a_shorter_time_also_who_became_staff_meanwhile(
    app: Flask, zoe: Person, as_person
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        browser = as_person(zoe)
        clock.shift(60 * (app.extensions["settings"].staff_sign_in_minutes + 1))
        assert is_signed_in(browser)
        service.grant(zoe, RoleName.COORDINATOR, by=None)
        assert not is_signed_in(browser)


def test_ended_sign_ins_are_forgotten(app: Flask, zoe: Person) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        sign_ins.open_sign_in(zoe, "Firefox/Linux")
        sign_ins.forget_ended()
        assert len(sign_ins.sign_ins_of(zoe)) == 1
        clock.shift(60 * (app.extensions["settings"].sign_in_idle_minutes + 1))
        sign_ins.forget_ended()
        clock.shift(-120)
        assert sign_ins.sign_ins_of(zoe) == []


def test_the_cookie_outlives_the_browser_only_when_asked_to(app: Flask, client: FlaskClient, zoe: Person) -> None:
    sign_in(client)
    assert client.get_cookie("session").expires is None
    sign_in(client, keep="y")
    kept = client.get_cookie("session")
    assert kept.expires is not None
    assert (kept.http_only, kept.same_site) == (True, "Lax")
