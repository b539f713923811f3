"""Personal tokens: made on a page or at the command line, shown once, kept as hashes."""

import re

import pyotp
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts import codes, service, tokens
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.models import PersonalToken
from mentormatch.accounts.service import second_factor
from mentormatch.core.db import db
from mentormatch.notifications.rendering import render
from tests.accounts.conftest import PASSWORD, ZOE, link_in


def _secrets(text: str) -> list[str]:
    return re.findall(r"mm_[\w-]{43}", text)


def test_the_page_shows_a_new_token_once(zoe, as_person) -> None:
    browser = as_person(zoe)
    made = browser.post("/me/tokens", data={"name": "My script", "proof": PASSWORD})
    [secret] = _secrets(made.text)
    assert made.headers["Cache-Control"] == "no-store"
    listed = browser.get("/me/tokens").text
    assert "My script" in listed
    assert not _secrets(listed)
    assert secret not in str(db.session.execute(sa.select(PersonalToken.__table__)).all())


def test_a_borrowed_session_makes_no_token(zoe, as_person) -> None:
    refused = as_person(zoe).post("/me/tokens", data={"name": "My script", "proof": "a guess"})
    assert refused.status_code == 422
    assert not _secrets(refused.text)
    assert not db.session.scalars(sa.select(PersonalToken)).all()


def test_the_owner_is_told_of_a_new_token(zoe, as_person, letters) -> None:
    as_person(zoe).post("/me/tokens", data={"name": "My script", "proof": PASSWORD})
    (letter,) = letters()
    assert "“My script”" in render(letter).text
    assert link_in(letter) == "/me/tokens"


def test_a_second_factor_ends_tokens_that_a_password_was_enough_for(app: Flask, zoe) -> None:
    secret, seed = tokens.create(zoe, "My script", by=zoe), codes.new_seed()
    code = pyotp.TOTP(codes.typed_key(zoe.id, seed).replace(" ", "")).now()
    second_factor.switch_on(zoe, seed, code, Visit("127.0.0.1"))
    assert tokens.person_of(secret) is None


def test_the_same_form_twice_is_one_token(zoe, as_person) -> None:
    browser = as_person(zoe)
    browser.post("/me/tokens", data={"name": "My script", "proof": PASSWORD})
    again = browser.post("/me/tokens", data={"name": "My script", "proof": PASSWORD})
    assert again.status_code == 409
    assert not _secrets(again.text)
    assert len(db.session.scalars(sa.select(PersonalToken)).all()) == 1


def test_nobody_has_more_than_a_few(zoe, as_person, monkeypatch) -> None:
    monkeypatch.setattr(tokens, "MOST", 2)
    browser = as_person(zoe)
    made = [browser.post("/me/tokens", data={"name": f"Script {number}", "proof": PASSWORD}) for number in range(3)]
    assert [answer.status_code for answer in made] == [200, 200, 409]


def test_a_revoked_token_opens_nothing_and_others_cannot_revoke_it(app: Flask, zoe, personas, as_person) -> None:
    secret = tokens.create(zoe, "My script", by=zoe)
    number = db.session.scalars(sa.select(PersonalToken.id)).one()
    assert as_person(personas.maya).post(f"/me/tokens/{number}/revoke").status_code == 404
    assert tokens.person_of(secret)
    assert as_person(zoe).post(f"/me/tokens/{number}/revoke").status_code == 303
    assert tokens.person_of(secret) is None


def test_changing_the_password_ends_all_tokens(zoe) -> None:
    secret = tokens.create(zoe, "My script", by=zoe)
    service.change_password(zoe, old=PASSWORD, new="a boat under the stairs")
    assert tokens.person_of(secret) is None


def test_use_is_noted(zoe) -> None:
    secret = tokens.create(zoe, "My script", by=zoe)
    assert db.session.scalars(sa.select(PersonalToken.used_at)).one() is None
    tokens.person_of(secret)
    assert db.session.scalars(sa.select(PersonalToken.used_at)).one() is not None


def test_the_command_line_prints_a_token_that_works(app: Flask, zoe) -> None:
    said = app.test_cli_runner().invoke(args=["token", "create", ZOE["email"], "--name", "Backup"])
    assert said.exit_code == 0
    found = tokens.person_of(said.output.strip())
    assert found is not None
    assert found.id == zoe.id
    for wrong in ("nobody@example.org", "no address"):
        assert app.test_cli_runner().invoke(args=["token", "create", wrong]).exit_code == 1
