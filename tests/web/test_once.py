"""A form that is sent twice has one effect; the second time leads to the same page with the same words."""

import re
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from flask import Flask

import mentormatch
from mentormatch.accounts import tokens
from mentormatch.accounts.models import PersonalToken
from mentormatch.core import idempotency
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.core.idempotency import KeptAnswer
from mentormatch.messages import service as messages
from mentormatch.messages.models import Message
from mentormatch.web import once
from tests.calendar.conftest import pair_of
from tests.conftest import sign_in

PACKAGE = Path(mentormatch.__file__).parent
NAMES = {"name": "Maya Bianchi", "locale": "en", "time_zone": "Europe/Rome"}


def _key(browser, path: str = "/me") -> str:
    found: str = re.findall(r'name="once" value="([\w-]+)"', browser.get(path).text)[0]
    return found


def _deeds() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEntry.action == "person.updated")) or 0


def test_every_form_of_somebody_signed_in_carries_a_key_of_its_own(as_person, personas) -> None:
    browser = as_person(personas.maya)
    assert _key(browser) != _key(browser)


def test_every_form_that_posts_draws_the_key() -> None:
    """The key comes with the CSRF token, from one macro; a form that writes the token by hand would have none."""
    bare = []
    for path in PACKAGE.rglob("*.html"):
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL):
            if "csrf(" not in form:
                bare.append(str(path.relative_to(PACKAGE)))
    assert bare == []


def test_a_repeat_leads_to_the_same_page_with_the_same_words_and_does_nothing(as_person, personas) -> None:
    browser = as_person(personas.maya)
    form = {**NAMES, "once": _key(browser)}
    first = browser.post("/me", data=form)
    assert "Saved." in browser.get("/me").text
    browser.post("/me", data={**NAMES, "name": "Maya Verdi", "once": _key(browser)})
    browser.get("/me")
    second = browser.post("/me", data=form)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, "/me")
    page = browser.get("/me").text
    assert "Saved." in page
    assert "Maya Verdi" in page
    assert _deeds() == 2


def test_a_repeat_is_answered_though_what_it_was_about_is_gone(as_person, personas, make) -> None:
    tokens.create(personas.maya, "Script", by=personas.maya)
    number = db.session.scalars(sa.select(PersonalToken.id)).one()
    browser = as_person(personas.maya)
    form = {"once": _key(browser, "/me/tokens")}
    answers = [browser.post(f"/me/tokens/{number}/revoke", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert browser.post(f"/me/tokens/{number}/revoke").status_code == 404


def test_a_form_that_was_refused_may_be_sent_again(as_person, personas) -> None:
    browser = as_person(personas.maya)
    key = _key(browser)
    assert browser.post("/me", data={**NAMES, "name": "", "once": key}).status_code == 422
    assert browser.post("/me", data={**NAMES, "once": key}).status_code == 303
    assert _deeds() == 1


def test_a_form_that_was_changed_is_a_new_call(as_person, personas) -> None:
    browser = as_person(personas.maya)
    key = _key(browser)
    for name in ("Maya Uno", "Maya Due"):
        browser.post("/me", data={**NAMES, "name": name, "once": key})
    assert _deeds() == 2


def test_a_key_is_its_senders_own(app: Flask, as_person, personas) -> None:
    key = _key(as_person(personas.maya))
    for person in (personas.maya, personas.eve):
        as_person(person).post("/me", data={**NAMES, "once": key})
    assert _deeds() == 2


def test_nothing_is_kept_of_refused_calls_and_of_visitors(app: Flask, client, personas, as_person) -> None:
    client.post("/forgot", data={"email": "a@example.org", "once": "x"})
    as_person(personas.maya).post("/admin/people/1/disable", data={"once": "x"})
    as_person(personas.maya).post("/me", data={"once": "x", "name": ""})
    assert db.session.scalars(sa.select(KeptAnswer)).all() == []


def test_csrf_comes_before_a_key_is_taken(app: Flask, personas, as_person) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = as_person(personas.maya).post("/me", data={**NAMES, "once": "x"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert db.session.scalars(sa.select(KeptAnswer)).all() == []


def test_copies_at_the_same_moment_have_one_effect(app: Flask, personas) -> None:
    """Messages and the like have no natural key; here the audit row of a changed name stands for them."""
    browsers = [sign_in(app.test_client(), personas.maya) for _ in range(4)]
    form = {**NAMES, "once": _key(browsers[0])}
    locations: list[str] = []
    db.session.rollback()
    threads = [Thread(target=lambda one=one: locations.append(_posted(app, one, form))) for one in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert locations == ["/me"] * 4
    assert _deeds() == 1
    assert len(db.session.scalars(sa.select(KeptAnswer)).all()) == 1


def _posted(app: Flask, browser, form) -> str:
    with app.app_context():
        try:
            return str(browser.post("/me", data=form).location)
        finally:
            db.session.remove()


def test_a_copy_of_a_call_that_does_not_end_is_told_to_look_later(as_person, personas, monkeypatch) -> None:
    monkeypatch.setattr("mentormatch.web.once.PATIENCE", 0)
    monkeypatch.setattr(idempotency, "keep", lambda *_what: True)  # the first one's process dies before it answers
    browser = as_person(personas.maya)
    form = {**NAMES, "once": _key(browser)}
    browser.post("/me", data=form)
    assert browser.post("/me", data=form).status_code == 409


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_key_that_is_none_of_ours_counts_for_nothing(as_person, personas, key: str) -> None:
    as_person(personas.maya).post("/me", data={**NAMES, "once": key})
    assert db.session.scalars(sa.select(KeptAnswer)).all() == []


@pytest.fixture
def thread(personas) -> str:
    """Where Maya writes to Omar: messages have no natural key, only that of their form."""
    return f"/matches/{pair_of(personas.maya, personas.omar, personas.cohort).match.id}/messages"


def _messages() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Message)) or 0


def test_a_server_that_dies_after_a_message_has_kept_its_answer_with_it(
    as_person, personas, thread, monkeypatch
) -> None:
    browser = as_person(personas.maya)
    form = {"text": "Once", "once": _key(browser, thread)}
    with monkeypatch.context() as dying:
        dying.setattr(once, "redirect", _die)
        with pytest.raises(Died):
            browser.post(thread, data=form)
    monkeypatch.setattr(idempotency, "LOST_AFTER", timedelta(0))
    assert browser.post(thread, data=form).location == f"{thread}#newest"
    assert _messages() == 1


def test_a_server_that_dies_before_the_answer_is_kept_has_written_nothing(
    as_person, personas, thread, monkeypatch
) -> None:
    browser = as_person(personas.maya)
    form = {"text": "Once", "once": _key(browser, thread)}
    with monkeypatch.context() as dying:
        dying.setattr(idempotency, "keep", _die)
        with pytest.raises(Died):
            browser.post(thread, data=form)
    assert _messages() == 0
    monkeypatch.setattr(idempotency, "LOST_AFTER", timedelta(0))
    assert browser.post(thread, data=form).status_code == 303
    assert _messages() == 1


def test_a_copy_that_took_over_wins_and_the_slow_one_writes_nothing(as_person, personas, thread, monkeypatch) -> None:
    """The first one was thought dead; when it comes back its key is somebody else's, and what it did is undone."""
    browser, real = as_person(personas.maya), messages.write
    form = {"text": "Once", "once": _key(browser, thread)}

    def slow(*what, **more):
        written = real(*what, **more)
        db.session.execute(sa.update(KeptAnswer).values(call_hash="the other one"))
        return written

    with monkeypatch.context() as late:
        late.setattr(messages, "write", slow)
        assert browser.post(thread, data=form).status_code == 409
    assert _messages() == 0


class Died(Exception):
    """The process is gone."""


def _die(*_what, **_more):
    raise Died


def test_a_copy_of_a_sign_out_does_not_wait_for_an_answer_that_never_comes(app: Flask, personas) -> None:
    leaving, staying = (sign_in(app.test_client(), personas.maya) for _ in range(2))
    form = {"once": _key(leaving)}
    assert leaving.post("/sign-out", data=form).status_code == 303
    assert db.session.scalars(sa.select(KeptAnswer)).all() == []
    assert staying.post("/sign-out", data=form).status_code == 303
