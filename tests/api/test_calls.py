"""The API's calls: tokens only, problems instead of pages, the rules of the pages."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.accounts import tokens
from mentormatch.accounts.models import PersonalToken
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import travel
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.mentoring.models import Request, RequestStatus
from tests.calendar.conftest import pair_of
from tests.conftest import sign_in

NOTE = "I would like to hear how you came from marketing to data."


def test_me_is_whoever_the_token_was_made_for(program, personas) -> None:
    answer = program(personas.maya).get("/me")
    assert answer.json == {
        "id": personas.maya.id,
        "name": "Maya Rossi",
        "email": personas.maya.email,
        "locale": "en",
        "time_zone": "Europe/Rome",
        "roles": ["mentee"],
    }
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer mm_forged", "Bearer forged", "Basic bWF5YTptYXlh"])
def test_without_a_living_token_there_is_a_401_that_says_how_to_ask(app: Flask, sent: str) -> None:
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": sent} if sent else {})
    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer realm=")
    assert answer.json["code"] == "unauthorized"


def test_a_cookie_opens_nothing_here_and_a_token_opens_no_page(app: Flask, personas, program) -> None:
    assert sign_in(app.test_client(), personas.maya).get("/api/v1/me").status_code == 401
    maya = program(personas.maya)
    assert maya.client.get("/me", headers=maya._headers()).status_code == 302


def test_a_token_ends_with_its_time_its_revocation_the_password_and_the_account(app: Flask, make, personas) -> None:
    person = make.person("Pia Program", password_hash="x")

    def works(secret: str) -> bool:
        db.session.expire_all()
        found = tokens.person_of(secret)
        return found is not None and found.id == person.id

    first = tokens.create(person, "One", by=person)
    assert works(first)
    with travel(tokens.LIFE + timedelta(minutes=1)):
        assert not works(first)
    tokens.revoke(db.session.scalars(sa.select(PersonalToken)).one(), by=person)
    assert not works(first)
    second = tokens.create(person, "Two", by=person)
    accounts.set_active(person, False, by=personas.ada)
    accounts.set_active(person, True, by=personas.ada)
    assert not works(second)


def test_mentors_come_ranked_with_reasons_that_add_up(app: Flask, program, personas) -> None:
    JOBS["vectors.encode"]()
    [mentor] = program(personas.maya).get("/mentors").json["items"]
    assert mentor["name"] == "Omar Haddad"
    assert sum(reason["contribution"] for reason in mentor["reasons"]) == pytest.approx(mentor["score"])
    assert all(reason["text"] for reason in mentor["reasons"])
    assert program(personas.eve).get("/mentors").json["items"] == []


def test_filters_narrow_and_pages_follow_each_other(app: Flask, program, make, personas) -> None:
    for number in range(4):
        make.mentor(f"Mentor {number}", cohort=personas.cohort)
    maya = program(personas.maya)
    seen, cursor = [], None
    while True:
        page = maya.get("/mentors", limit=2, **({"cursor": cursor} if cursor else {})).json
        seen += [one["name"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 5
    assert [one["name"] for one in maya.get("/mentors", q="omar").json["items"]] == ["Omar Haddad"]
    assert maya.get("/mentors", language="fi").json["items"] == []


def test_a_request_goes_from_asked_to_matched(program, personas) -> None:
    maya, omar = program(personas.maya), program(personas.omar)
    made = maya.post("/requests", {"mentor_id": personas.omar.id, "note": NOTE})
    assert (made.status_code, made.json["status"]) == (201, "open")
    assert maya.client.get(made.headers["Location"], headers=maya._headers()).json == made.json
    assert [one["id"] for one in omar.get("/requests").json["items"]] == [made.json["id"]]
    match = omar.post(f"/requests/{made.json['id']}/accept", {})
    assert (match.status_code, match.json["status"]) == (200, "awaiting_review")
    assert maya.get("/matches").json["items"] == [match.json]
    assert maya.get(f"/requests/{made.json['id']}").json["match_id"] == match.json["id"]


def test_a_request_can_be_withdrawn_and_declined(program, personas) -> None:
    maya, omar = program(personas.maya), program(personas.omar)
    first = maya.post("/requests", {"mentor_id": personas.omar.id, "note": NOTE}).json["id"]
    assert maya.post(f"/requests/{first}/withdraw").json["status"] == "withdrawn"
    second = maya.post("/requests", {"mentor_id": personas.omar.id, "note": NOTE}).json["id"]
    answer = omar.post(f"/requests/{second}/decline", {"reason": "no_time"})
    assert (answer.json["status"], answer.json["decline_reason"]) == ("declined", "no_time")
    again = omar.post(f"/requests/{second}/accept", {})
    assert (again.status_code, again.json["code"]) == (409, "request_moved")


def test_a_session_is_booked_moved_and_cancelled(program, personas, match, free) -> None:
    maya = program(personas.maya)
    slots = maya.get("/slots", match_id=match.id, limit=3).json
    assert len(slots["items"]) == 3
    assert slots["next_cursor"]
    made = maya.post("/bookings", {"match_id": match.id, "starts_at": free[0], "topic": "My CV"})
    assert made.status_code == 201
    number = made.json["id"]
    assert maya.get("/bookings").json["items"] == [made.json]
    moved = maya.post(f"/bookings/{number}/move", {"starts_at": free[1]})
    assert moved.json["starts_at"] != made.json["starts_at"]
    assert maya.post(f"/bookings/{number}/cancel", {"reason": "I am ill"}).json["status"] == "cancelled"


def test_a_taken_time_is_a_409_with_fresh_ones(program, personas, make, match, free) -> None:
    lea = make.mentee("Lea Other", cohort=personas.cohort)
    other = pair_of(lea, personas.omar, personas.cohort).match
    assert program(lea).post("/bookings", {"match_id": other.id, "starts_at": free[0]}).status_code == 201
    maya = program(personas.maya)
    answer = maya.post("/bookings", {"match_id": match.id, "starts_at": free[0]}, key="one")
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
    assert answer.json["code"] == "slot_taken"
    fresh = answer.json["slots"][0]["starts_at"]
    assert maya.post("/bookings", {"match_id": match.id, "starts_at": fresh}, key="one").status_code == 201


def test_what_is_somebody_elses_answers_like_what_is_not_there(program, personas, match, free) -> None:
    maya, eve = program(personas.maya), program(personas.eve)
    booking = maya.post("/bookings", {"match_id": match.id, "starts_at": free[0]}).json["id"]
    for foreign, absent in (
        (eve.get(f"/matches/{match.id}"), eve.get("/matches/999999")),
        (eve.get(f"/bookings/{booking}"), eve.get("/bookings/999999")),
        (eve.get("/slots", match_id=match.id), eve.get("/slots", match_id=999999)),
        (
            eve.post("/bookings", {"match_id": match.id, "starts_at": free[1]}),
            eve.post("/bookings", {"match_id": 999999, "starts_at": free[1]}),
        ),
        (
            eve.post("/requests", {"mentor_id": personas.omar.id, "note": NOTE}),
            eve.post("/requests", {"mentor_id": 999999, "note": NOTE}),
        ),
    ):
        assert foreign.status_code == absent.status_code == 404
        assert foreign.json == absent.json


@pytest.mark.parametrize(
    ("path", "sent", "status", "code"),
    [
        ("/nothing-here", {}, 404, "not_found"),
        ("/me", {"json": {}}, 405, "method_not_allowed"),
        ("/bookings", {"data": "match_id=1"}, 415, "unsupported_media_type"),
        ("/bookings", {}, 415, "unsupported_media_type"),
        ("/bookings", {"data": "{", "content_type": "application/json"}, 400, "bad_request"),
        ("/bookings", {"json": [1]}, 422, "malformed"),
        ("/bookings", {"json": {"match_id": 1, "starts_at": "2026-01-01T10:00:00"}}, 422, "malformed"),
        ("/bookings", {"json": {"match_id": 1, "starts_at": "0001-01-01T00:00:00+14:00"}}, 422, "malformed"),
        ("/bookings", {"json": {"match_id": 1, "starts_at": 5}}, 422, "malformed"),
        ("/bookings", {"json": {"match_id": 1, "starts_at": "2026-01-01T10:00:00Z", "by": 3}}, 422, "malformed"),
        ("/requests", {"json": {"mentor_id": 2**40, "note": NOTE}}, 422, "malformed"),
        ("/requests", {"json": {"mentor_id": 1, "note": "short"}}, 422, "malformed"),
    ],
)
def test_a_wrong_call_is_a_problem_that_says_what_is_wrong(program, personas, path, sent, status, code) -> None:
    maya = program(personas.maya)
    answer = maya.client.post(f"/api/v1{path}", headers=maya._headers(), **sent)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert (answer.json["status"], answer.json["code"]) == (status, code)
    if code == "method_not_allowed":
        assert "GET" in answer.headers["Allow"]


def test_text_is_cleaned_before_it_is_measured_and_stored(program, personas) -> None:
    answer = program(personas.maya).post("/requests", {"mentor_id": personas.omar.id, "note": f"\x00{NOTE}\u2028x"})
    assert answer.status_code == 201
    assert db.session.scalars(sa.select(Request.note)).one() == f"{NOTE}\nx"
    padded = program(personas.eve).post("/requests", {"mentor_id": personas.omar.id, "note": "hi" + "\x00" * 30})
    assert padded.status_code == 422


def test_too_many_calls_are_told_to_wait(program, personas, monkeypatch) -> None:
    monkeypatch.setattr("mentormatch.web.rest.calls.MOST_A_MINUTE", 2)
    maya = program(personas.maya)
    answers = [maya.get("/mentors") for _ in range(4)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.mark.parametrize("cursor", ["x", "%%%", "LTE", "OTk5OTk5OTk5OTk5OTk", "é"])
def test_a_cursor_that_is_none_of_ours_is_refused(program, personas, cursor: str) -> None:
    answer = program(personas.maya).get("/requests", cursor=cursor)
    assert (answer.status_code, answer.json["code"]) == (422, "wrong_cursor")


def test_lists_page_by_number_and_new_rows_shift_nothing(program, personas, make) -> None:
    maya = program(personas.maya)
    for _round in range(3):
        number = maya.post("/requests", {"mentor_id": personas.omar.id, "note": NOTE}).json["id"]
        maya.post(f"/requests/{number}/withdraw")
    first = maya.get("/requests", limit=2).json
    maya.post("/requests", {"mentor_id": personas.omar.id, "note": NOTE})
    second = maya.get("/requests", limit=2, cursor=first["next_cursor"]).json
    assert [one["id"] for one in first["items"] + second["items"]] == [3, 2, 1]
    assert second["next_cursor"] is None


def test_a_request_that_waits_for_review_has_not_reached_its_mentor(program, personas, match) -> None:
    request = db.session.get(Request, match.request_id)
    request.status, request.opened_at = RequestStatus.AWAITING_REVIEW, None
    db.session.commit()
    assert program(personas.omar).get(f"/requests/{request.id}").status_code == 404
    assert program(personas.omar).get("/requests").json["items"] == []


def test_a_repeated_booking_by_key_is_one_booking_with_one_answer(program, personas, match, free) -> None:
    maya = program(personas.maya)
    body = {"match_id": match.id, "starts_at": free[0]}
    first, second = maya.post("/bookings", body, key="k1"), maya.post("/bookings", body, key="k1")
    assert (first.status_code, first.json) == (second.status_code, second.json)
    assert first.headers["Location"] == second.headers["Location"]
    other = maya.post("/bookings", {**body, "starts_at": free[1]}, key="k1")
    assert (other.status_code, other.json["code"]) == (422, "key_reused")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 1


def test_the_same_key_of_another_person_is_another_key(program, personas, match, free) -> None:
    maya, omar = program(personas.maya), program(personas.omar)
    assert maya.post("/bookings", {"match_id": match.id, "starts_at": free[0]}, key="k1").status_code == 201
    assert omar.post("/bookings", {"match_id": match.id, "starts_at": free[1]}, key="k1").status_code == 201
