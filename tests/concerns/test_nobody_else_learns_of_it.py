"""Everything that everybody but the one who raised a concern and its coordinators can open, with and without it."""

import re
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import Booking
from mentormatch.concerns import service
from mentormatch.concerns.models import ConcernKind
from mentormatch.core.db import db, transactional
from mentormatch.mentoring import service as mentoring
from mentormatch.messages import service as messages
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import message as mail_of
from mentormatch.programmes.models import EnrolledAs
from tests.calendar.conftest import Pair
from tests.make import Make
from tests.pdf import make_readable, words_of
from tests.refusals import draw_refusals_once

CANARIES = ("canarywords", "canarynote")
#: What differs from one answer to the next without anything having happened.
PASSING = re.compile(r'name="(csrf_token|once)" [^>]*|X-CSRFToken[^}]*|DTSTAMP:\w+|[A-Za-z0-9_.-]{60,}')
#: Files, and the page that proposes a new secret each time.
CHANGING = ("static", "bootstrap", "assets", "dev_", "accounts.second_factor")


@pytest.fixture
def people(make: Make, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> dict[str, Person]:
    """Omar, the other one, also coordinates the cohort; Cora, too; others elsewhere, above and beside."""
    make_readable(monkeypatch)
    draw_refusals_once(monkeypatch)  # only what answers 200 is compared
    carl = make.person("Carl Elsewhere", roles=[RoleName.COORDINATOR])
    make.enrol(carl, make.cohort("Elsewhere"), EnrolledAs.COORDINATOR)
    cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    make.enrol(cora, pair.cohort, EnrolledAs.COORDINATOR)
    make.enrol(pair.mentor, pair.cohort, EnrolledAs.COORDINATOR)
    transactional(lambda: accounts.grant(pair.mentor, RoleName.COORDINATOR, by=None))()
    pair.book()
    return {
        "other": pair.mentor, "elsewhere": carl, "cora": cora,
        "admin": make.person("Ada", roles=[RoleName.ADMIN]), "lea": make.mentee("Lea", cohort=pair.cohort),
    }  # fmt: skip


def _answers(app: Flask, client: FlaskClient, numbers: dict[str, int]) -> dict[str, str]:
    """Everything that answers a GET with 200, as text without what passes."""
    found = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(CHANGING):
            continue
        if set(rule.arguments) - set(numbers):
            continue
        path = app.url_map.bind("").build(rule.endpoint, {name: numbers[name] for name in rule.arguments})
        answer = client.get(path)
        if answer.status_code == 200:
            found[path] = PASSING.sub("", _text(answer))
    return found


def _export(client: FlaskClient) -> str:
    """The list of people as a file. Taking it is kept in the trail, so no page is looked at in between."""
    return PASSING.sub("", client.post("/coordinator/people/export").get_data(as_text=True))


def _text(answer: TestResponse) -> str:
    """What an answer says; of workbooks and printed pages the cells and lines, not when they were made."""
    if answer.mimetype == "application/pdf":
        return words_of(answer.data)
    if answer.mimetype.endswith("spreadsheetml.sheet"):
        return str([list(sheet.values) for sheet in load_workbook(BytesIO(answer.data))])
    return answer.get_data(as_text=True)


def _numbers(pair: Pair) -> dict[str, int]:
    booking = db.session.scalars(sa.select(Booking.id)).one()
    return {
        "match_id": pair.match.id, "booking_id": booking, "request_id": pair.match.request_id, "concern_id": 1,
        "mentor_id": pair.mentor.id, "person_id": pair.mentee.id, "offer_id": pair.mentor.id,
        "cohort_id": pair.cohort.id,
    }  # fmt: skip


def _raise_and_note(pair: Pair, cora: Person) -> None:
    concern = service.raise_concern(pair.match, ConcernKind.SAFETY, "canarywords", may_tell=True, by=pair.mentee)
    service.open_concern(concern, by=cora)
    service.note(concern, "canarynote", close=False, by=cora)


# On one database: two walks over all pages are compared, and the queries of each page have tests on both.
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", ["other", "elsewhere", "admin", "lea"])
def test_every_page_file_and_export_is_the_same_as_before(
    app: Flask, pair: Pair, people: dict[str, Person], as_person: Any, who: str
) -> None:
    browser, numbers = as_person(people[who]), _numbers(pair)
    exported, before = _export(browser), _answers(app, browser, numbers)
    letters = _letters_of(people[who])
    _raise_and_note(pair, people["cora"])
    after = _answers(app, browser, numbers)
    assert len(before) > 10
    assert set(after) == set(before)
    assert {path for path in after if after[path] != before[path]} == set()
    assert _export(browser) == exported
    assert not [path for path, page in after.items() if any(canary in page for canary in CANARIES)]
    assert _letters_of(people[who]) == letters


def test_who_may_know_sees_that_there_is_one_without_its_words(
    app: Flask, pair: Pair, people: dict[str, Person], as_person: Any
) -> None:
    concern = service.raise_concern(pair.match, ConcernKind.SAFETY, "canarywords", may_tell=True, by=pair.mentee)
    pages = _answers(app, as_person(people["cora"]), _numbers(pair))
    assert f"/coordinator/concerns/{concern.id}" in pages
    assert not [path for path, page in pages.items() if "canarywords" in page]


def test_no_letter_to_anybody_holds_a_word_of_it_also_when_the_match_goes_on(
    app: Flask, pair: Pair, people: dict[str, Person]
) -> None:
    from mentormatch.profiles import service as profiles

    profiles.take_place(pair.mentor.id)
    _raise_and_note(pair, people["cora"])
    messages.write(pair.match, "See you.", by=pair.mentee)
    mentoring.end_match(pair.match, by=pair.mentee, reason="Thank you.")
    for letter in db.session.scalars(sa.select(Letter)):
        whole = mail_of(letter).as_string() + str(letter.context) + str(letter.calendar)
        assert not any(canary in whole for canary in CANARIES)
        if letter.person_id == pair.mentor.id:
            assert not letter.template.startswith("concerns/")


def _letters_of(person: Person) -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Letter.id).where(Letter.person_id == person.id)))
