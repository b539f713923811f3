"""Personal tokens: made on a page or at the command line, shown once, kept as hashes."""

import re

import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts import service, tokens
from mentormatch.accounts.models import PersonalToken
from mentormatch.core.db import db
from tests.accounts.conftest import PASSWORD, ZOE


def _secrets(text: str) -> list[str]:
    return re.findall(r"mm_[\w-]{43}", text)


def test_the_page_shows_a_new_token_once(zoe, as_person) -> None:
    browser = as_person(zoe)
    made = browser.post("/me/tokens", data={"name": "My script"})
    [secret] = _secrets(made.text)
    assert made.headers["Cache-Control"] == "no-store"
    listed = browser.get("/me/tokens").text
    assert "My script" in listed
    assert not _secrets(listed)
    assert secret not in str(db.session.execute(sa.select(PersonalToken.__table__)).all())


def test_the_same_form_twice_is_one_token(zoe, as_person) -> None:
    browser = as_person(zoe)
    browser.post("/me/tokens", data={"name": "My script"})
    again = browser.post("/me/tokens", data={"name": "My script"})
    assert again.status_code == 409
    assert not _secrets(again.text)
    assert len(db.session.scalars(sa.select(PersonalToken)).all()) == 1


def test_nobody_has_more_than_a_few(zoe, as_person, monkeypatch) -> None:
    monkeypatch.setattr(tokens, "MOST", 2)
    browser = as_person(zoe)
    statuses = [browser.post("/me/tokens", data={"name": f"Script {number}"}).status_code for number in range(3)]
    assert statuses == [200, 200, 409]


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
