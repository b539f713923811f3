"""The first page of each role, and what monitors ask."""

from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import beat
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterStatus
from tests.make import Make
from tests.personas import Personas


def test_everybody_reads_the_front_page(client: FlaskClient, personas: Personas) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "/register" in page.text


def test_a_mentee_without_a_goal_is_asked_for_it(as_person, make: Make) -> None:
    page = as_person(make.mentee("Maya", goal="")).get("/").text
    assert "Tell us where you want to go" in page


def test_a_mentee_sees_mentors_for_her(as_person, personas: Personas) -> None:
    assert "Omar Haddad" in as_person(personas.maya).get("/").text


def test_a_mentor_sees_places_and_what_to_answer(as_person, personas: Personas) -> None:
    page = as_person(personas.omar).get("/").text
    assert "Requests to answer" in page
    assert "Your places" in page


def test_a_mentor_without_hours_is_told_that_nobody_can_book_them(as_person, make: Make) -> None:
    words = "You have not said when you can meet"
    assert words in as_person(make.mentor("Olga", hours=())).get("/").text
    assert words not in as_person(make.mentor("Omar")).get("/").text


def test_the_menu_says_where_one_is_on_pages_without_a_place_of_their_own(as_person, personas: Personas) -> None:
    shortlist = as_person(personas.maya).get("/mentors/saved").text
    assert _marked(shortlist) == "/mentors"
    assert _marked(as_person(personas.cora).get("/coordinator/attendance").text) == "/coordinator/cohorts"


def _marked(page: str) -> str:
    from bs4 import BeautifulSoup

    [link] = BeautifulSoup(page, "html.parser").select(".site-nav [aria-current]")
    return str(link["href"])


def test_a_coordinator_sees_what_needs_someone(as_person, personas: Personas) -> None:
    page = as_person(personas.cora).get("/").text
    assert "What needs someone" in page
    assert "Without a match" in page


def test_each_menu_leads_to_pages_that_open(as_person, personas: Personas) -> None:
    for person in (personas.maya, personas.omar, personas.cora, personas.ada):
        browser = as_person(person)
        page = browser.get("/")
        assert page.status_code == 200
        for path in _menu(page.text):
            assert browser.get(path).status_code == 200, path


def _menu(page: str) -> set[str]:
    from bs4 import BeautifulSoup

    return {link["href"] for link in BeautifulSoup(page, "html.parser").select("nav a[href^='/']")}


def test_healthz_names_the_silent_worker_and_nothing_else(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "failing", "failing": ["worker"]})
    beat()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    with time_machine.travel(now() + timedelta(minutes=5), tick=False):
        assert client.get("/healthz").status_code == 503


def test_the_admin_sees_a_silent_worker_and_waiting_letters(as_person, personas: Personas) -> None:
    facts = {"key": "x", "at": now().isoformat()}
    transactional(lambda: letters.write(personas.maya, "accounts/email/password_changed.txt", **facts))()
    ada = as_person(personas.ada)
    with time_machine.travel(now() + timedelta(minutes=10)):
        page = ada.get("/admin/health").text
    assert "It has never run here" in page
    assert "1 letter has been waiting" in page


def test_a_letter_that_was_given_up_can_be_sent_again(app: Flask, as_person, personas: Personas) -> None:
    @transactional
    def give_up() -> Letter:
        letters.write(personas.maya, "accounts/email/password_changed.txt", key="x", at=now().isoformat())
        letter = db.session.query(Letter).one()
        letter.status, letter.last_error = LetterStatus.FAILED, "SMTPServerDisconnected"
        return letter

    letter = give_up()
    ada = as_person(personas.ada)
    assert "SMTPServerDisconnected" in ada.get("/admin/health").text
    assert ada.post(f"/admin/health/letters/{letter.id}/again").status_code == 303
    db.session.refresh(letter)
    assert letter.status == LetterStatus.QUEUED


def test_the_pages_about_us_open(client: FlaskClient) -> None:
    for path in ("/help", "/privacy", "/accessibility"):
        assert client.get(path).status_code == 200
