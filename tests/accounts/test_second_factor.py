"""A second factor: set up with a first code, asked for after the password, each code once."""

import re
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import codes, service, tokens
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.errors import WrongCode
from mentormatch.accounts.models import Person, RecoveryCode, RoleName, SecondFactor, SignIn
from mentormatch.accounts.service import second_factor
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db, transactional
from mentormatch.core.limits import Tries
from tests.accounts.conftest import PASSWORD, ZOE, cookie, is_signed_in, link_in, sign_in
from tests.calendar.racing import race

HERE = Visit("127.0.0.1")
STEP = timedelta(seconds=30)


def code_of(person: Person, seed: str, steps: int = 0) -> str:
    """What an independent app shows for the key that the page gives."""
    key = codes.typed_key(person.id, seed).replace(" ", "")
    return pyotp.TOTP(key).at(now() + steps * STEP)


@pytest.fixture
def seed(zoe: Person) -> str:
    """Zoe has a second factor; its first code was used a while ago."""
    seed = codes.new_seed()
    with travel(-10 * STEP):
        second_factor.switch_on(zoe, seed, code_of(zoe, seed), HERE)
    return seed


@transactional
def forget_tries() -> None:
    db.session.execute(sa.delete(Tries))


def give(client: FlaskClient, code: str) -> int:
    return client.post("/sign-in/code", data={"code": code}).status_code


def test_setting_up_shows_a_key_and_asks_for_a_code_that_proves_it(app: Flask, zoe, as_person, letters) -> None:
    browser = as_person(zoe)
    page = browser.get("/me/second-factor").text
    assert "data:image/svg+xml;base64," in page
    [seed] = re.findall(r'name="seed"[^>]*value="([0-9a-f]{32})"', page)
    assert codes.typed_key(zoe.id, seed) in page
    wrong = browser.post("/me/second-factor", data={"seed": seed, "code": "000000"})
    assert wrong.status_code == 422
    assert seed in wrong.text
    assert db.session.get(SecondFactor, zoe.id) is None
    done = browser.post("/me/second-factor", data={"seed": seed, "code": code_of(zoe, seed)})
    shown = re.findall(r"<code>([a-z0-9-]{19})</code>", done.text)
    assert len(set(shown)) == 10
    assert done.headers["Cache-Control"] == "no-store"
    assert [letter.template for letter in letters()] == ["accounts/email/second_factor_added.txt"]
    assert link_in(letters()[0]) == "/me/second-factor"
    again = browser.post("/me/second-factor", data={"seed": seed, "code": code_of(zoe, seed, 1)})
    assert again.status_code == 303
    assert len(letters()) == 1


def test_the_database_holds_nothing_that_gives_a_code(zoe: Person, seed: str) -> None:
    key = codes.typed_key(zoe.id, seed).replace(" ", "")
    tables = (SecondFactor.__table__, RecoveryCode.__table__)
    assert key not in str([db.session.execute(sa.select(table)).all() for table in tables])
    [kept, *_others] = db.session.scalars(sa.select(RecoveryCode.code_hash))
    assert re.fullmatch(r"[0-9a-f]{64}", kept)


def test_the_password_alone_signs_nobody_in(client: FlaskClient, zoe: Person, seed: str) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    assert not is_signed_in(client)
    assert db.session.scalars(sa.select(SignIn)).all() == []
    assert give(client, "000000") == 422
    assert not is_signed_in(client)
    assert give(client, code_of(zoe, seed)) == 303
    assert is_signed_in(client)


def test_whoever_was_signed_in_before_is_not_any_more(app: Flask, zoe, seed, personas, as_person) -> None:
    browser = as_person(personas.maya)
    sign_in(browser)
    assert not is_signed_in(browser)
    assert db.session.scalars(sa.select(SignIn)).all() == []


def test_the_way_on_is_the_one_that_the_first_step_was_to_lead_to(client: FlaskClient, zoe, seed) -> None:
    sign_in(client, next="/me/devices")
    assert client.post("/sign-in/code", data={"code": code_of(zoe, seed)}).location == "/me/devices"


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_clock_may_be_one_step_off(client: FlaskClient, zoe, seed, steps: int, status: int) -> None:
    sign_in(client)
    assert give(client, code_of(zoe, seed, steps)) == status


def test_a_code_counts_once_and_older_ones_no_more(app: Flask, zoe, seed) -> None:
    present, before = code_of(zoe, seed), code_of(zoe, seed, -1)
    second_factor.check(zoe, present, HERE)
    for used in (present, before):
        with pytest.raises(WrongCode):
            second_factor.check(zoe, used, HERE)


def test_two_who_use_one_code_at_the_same_moment_are_one(app: Flask, zoe, seed) -> None:
    code, number = code_of(zoe, seed), zoe.id
    results = race(app, *[lambda: second_factor.check(db.session.get_one(Person, number), code, HERE)] * 4)
    assert sorted(map(str, results)) == sorted(["None", *[str(WrongCode)] * 3])


def test_a_recovery_code_signs_in_once_however_it_is_typed(client: FlaskClient, zoe: Person, seed: str, app) -> None:
    [code, *_others] = second_factor.renew_codes(zoe, PASSWORD, HERE)
    sign_in(client)
    assert give(client, code.upper().replace("-", " ")) == 303
    other = app.test_client()
    sign_in(other)
    assert give(other, code) == 422
    assert "person.recovery_code_used" in db.session.scalars(sa.select(AuditEntry.action)).all()


def test_a_recovery_code_of_somebody_else_opens_nothing(app: Flask, client, zoe, seed, personas) -> None:
    other = codes.new_seed()
    [code, *_others] = second_factor.switch_on(personas.maya, other, code_of(personas.maya, other), HERE)
    sign_in(client)
    assert give(client, code) == 422


def test_the_second_step_waits_ten_minutes_in_this_browser_only(app: Flask, client, zoe, seed) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"
    sign_in(client)
    stranger = app.test_client()
    assert stranger.post("/sign-in/code", data={"code": code_of(zoe, seed)}).location == "/sign-in"
    assert zoe.fs_uniquifier not in cookie(client)
    later = code_of(zoe, seed, 22)
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert client.post("/sign-in/code", data={"code": later}).location == "/sign-in"


def test_a_password_that_changed_between_the_steps_opens_nothing(client: FlaskClient, zoe, seed) -> None:
    sign_in(client)
    service.change_password(zoe, old=PASSWORD, new="a boat under the stairs")
    assert client.post("/sign-in/code", data={"code": code_of(zoe, seed)}).location == "/sign-in"


def test_an_account_that_was_disabled_between_the_steps_opens_nothing(client, zoe, seed, personas) -> None:
    sign_in(client)
    service.set_active(zoe, False, by=personas.ada)
    assert client.post("/sign-in/code", data={"code": code_of(zoe, seed)}).location == "/sign-in"


def test_confirming_again_by_letter_takes_the_code_too(app: Flask, client, zoe, seed) -> None:
    token = app.extensions["letter_links"]["confirm"](zoe.id)
    answer = client.post(f"/confirm/{token}", data={"password": PASSWORD})
    assert answer.location == "/sign-in/code"
    assert not is_signed_in(client)


def test_guessing_ends_after_five_tries(client: FlaskClient, zoe, seed) -> None:
    sign_in(client)
    forget_tries()
    assert [give(client, f"00000{number}") for number in range(5)] == [422] * 5
    answer = client.post("/sign-in/code", data={"code": code_of(zoe, seed)})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_wrong_password_is_answered_alike_with_and_without_a_second_factor(app: Flask, zoe, seed, personas) -> None:
    def seen(email: str) -> tuple[int, str]:
        answer = app.test_client().post("/sign-in", data={"email": email, "password": "a wrong guess"})
        text = re.sub(r"[\w-]{40,}\.[\w-]+\.[\w-]+", "TOKEN", answer.text)
        return answer.status_code, text.replace(email, "ADDRESS")

    assert seen(ZOE["email"]) == seen("eva@example.org")


def test_switching_off_takes_the_password_or_a_code_and_is_told(app: Flask, zoe, seed, as_person, letters) -> None:
    browser = as_person(zoe)
    refused = browser.post("/me/second-factor/off", data={"proof": "a wrong guess"})
    assert refused.status_code == 422
    assert db.session.get(SecondFactor, zoe.id)
    assert browser.post("/me/second-factor/off", data={"proof": code_of(zoe, seed)}).status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(RecoveryCode)) == 0
    assert [letter.template.split("_")[-1] for letter in letters()] == ["added.txt", "removed.txt"]
    assert browser.post("/me/second-factor/off", data={"proof": "x"}).status_code == 303
    assert len(letters()) == 2


def test_new_recovery_codes_replace_the_old_ones(zoe: Person, seed: str, as_person) -> None:
    [old, *_others] = second_factor.renew_codes(zoe, PASSWORD, HERE)
    page = as_person(zoe).post("/me/second-factor/codes", data={"proof": PASSWORD})
    assert len(re.findall(r"<code>[a-z0-9-]{19}</code>", page.text)) == 10
    with pytest.raises(WrongCode):
        second_factor.check(zoe, old, HERE)


def test_an_admin_resets_it_and_the_person_hears_of_it(app: Flask, zoe, seed, personas, as_person, letters) -> None:
    ada = as_person(personas.ada)
    assert "Remove the second factor" in ada.get(f"/admin/people/{zoe.id}").text
    assert ada.post(f"/admin/people/{zoe.id}/reset-second-factor").status_code == 303
    assert db.session.get(SecondFactor, zoe.id) is None
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.by_id, entry.subject_id) == ("person.second_factor_reset", personas.ada.id, zoe.id)
    assert letters()[-1].template.endswith("second_factor_removed.txt")
    assert "Remove the second factor" not in ada.get(f"/admin/people/{zoe.id}").text


def test_the_command_line_resets_it(app: Flask, zoe: Person, seed: str) -> None:
    assert app.test_cli_runner().invoke(args=["second-factor", "reset", ZOE["email"]]).exit_code == 0
    assert db.session.get(SecondFactor, zoe.id) is None


@pytest.fixture
def strict(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production: staff must have a second factor."""
    monkeypatch.setattr(app.extensions["settings"], "staff_second_factor", True)


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.ADMIN])
def test_staff_without_one_are_led_to_set_it_up_before_anything_else(make, as_person, role: RoleName) -> None:
    staff = make.person("Sam Staff", roles=[role])
    browser = as_person(staff)
    for path in ("/", "/me", "/admin/people", "/coordinator/queue", "/help", "/me/tokens"):
        answer = browser.get(path)
        assert (answer.status_code, answer.location) == (302, "/me/second-factor"), path
    assert browser.post("/me/password").location == "/me/second-factor"
    page = browser.get("/me/second-factor").text
    [seed] = re.findall(r'name="seed"[^>]*value="([0-9a-f]{32})"', page)
    assert browser.get("/assets/htmx.min.js").status_code == 200
    assert browser.post("/me/second-factor", data={"seed": seed, "code": code_of(staff, seed)}).status_code == 200
    assert browser.get("/").status_code == 200


@pytest.mark.usefixtures("strict")
def test_staff_without_one_may_still_sign_out_and_others_are_not_asked(make, as_person, personas) -> None:
    browser = as_person(make.person("Sam Staff", roles=[RoleName.ADMIN]))
    assert browser.post("/sign-out").location == "/"
    assert as_person(personas.maya).get("/").status_code == 200


@pytest.mark.usefixtures("strict")
def test_a_token_of_staff_without_one_opens_nothing(app: Flask, personas) -> None:
    secret = tokens.create(personas.ada, "Test", by=personas.ada)
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")


def test_in_development_staff_are_free(as_person, personas) -> None:
    assert as_person(personas.ada).get("/admin/people").status_code == 200
