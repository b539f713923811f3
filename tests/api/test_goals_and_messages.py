"""Goals and messages by the API: the rules of the pages, both people, keys, nobody else."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.goals.models import MOST_GOALS, Goal
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import EndReason, Match
from mentormatch.messages.models import TEXT_MOST, Message


def test_a_goal_goes_from_set_to_reached_by_its_steps(program, personas, match) -> None:
    maya, omar = program(personas.maya), program(personas.omar)
    sent = {"match_id": match.id, "title": " A portfolio ", "why": "To be seen.", "target_on": "2027-03-01"}
    made = maya.post("/goals", sent)
    assert (made.status_code, made.json["title"], made.json["progress"]) == (201, "A portfolio", 0)
    assert maya.client.get(made.headers["Location"], headers=maya._headers()).json == made.json
    goal = made.json["id"]
    for text, doer in (("Choose three works", personas.maya), ("Read them", personas.omar)):
        added = omar.post(f"/goals/{goal}/steps", {"text": text, "due_on": None, "doer_id": doer.id})
        assert added.status_code == 201
    first, second = (step["id"] for step in added.json["steps"])
    assert [step["doer"]["name"] for step in added.json["steps"]] == ["Maya Rossi", "Omar Haddad"]
    assert maya.post(f"/goals/{goal}/steps/{first}/tick").json["progress"] == 0.5
    done = maya.post(f"/goals/{goal}/steps/{second}/tick").json
    assert (done["status"], done["progress"], bool(done["ended_at"])) == ("done", 1, True)
    assert maya.post(f"/goals/{goal}/steps/{second}/untick").json["status"] == "open"
    assert maya.post(f"/goals/{goal}/drop").json["status"] == "dropped"
    assert maya.post(f"/goals/{goal}/reopen").json["status"] == "open"
    assert maya.post(f"/goals/{goal}/finish").json["code"] == "has_steps"


def test_goals_are_listed_for_both_of_all_matches_or_one(program, personas, match) -> None:
    maya, omar = program(personas.maya), program(personas.omar)
    numbers = [maya.post("/goals", {"match_id": match.id, "title": f"Goal {n}"}).json["id"] for n in range(3)]
    first = omar.get("/goals", match_id=match.id, limit=2).json
    second = omar.get("/goals", match_id=match.id, limit=2, cursor=first["next_cursor"]).json
    assert [one["id"] for one in first["items"] + second["items"]] == numbers[::-1]
    assert omar.get("/goals").json["items"] == maya.get("/goals").json["items"]
    assert program(personas.eve).get("/goals").json["items"] == []


def test_goals_keep_their_limits_and_end_with_the_match(program, personas, match) -> None:
    maya = program(personas.maya)
    for number in range(MOST_GOALS):
        assert maya.post("/goals", {"match_id": match.id, "title": f"Goal {number}"}).status_code == 201
    assert maya.post("/goals", {"match_id": match.id, "title": "One more"}).json["code"] == "too_many_goals"
    _end(match, personas)
    assert maya.post("/goals", {"match_id": match.id, "title": "Too late"}).json["code"] == "goals_closed"
    assert len(maya.get("/goals").json["items"]) == MOST_GOALS


def test_a_repeated_goal_by_key_is_one_goal(program, personas, match) -> None:
    maya = program(personas.maya)
    sent = {"match_id": match.id, "title": "A portfolio"}
    first, again = maya.post("/goals", sent, key="g"), maya.post("/goals", sent, key="g")
    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert _count(Goal) == 1


def test_messages_go_both_ways_and_say_whether_they_were_read(program, personas, match) -> None:
    maya, omar = program(personas.maya), program(personas.omar)
    sent = maya.post("/messages", {"match_id": match.id, "text": " Hello Omar\u2028"})
    assert (sent.status_code, sent.json["text"], sent.json["read"]) == (201, "Hello Omar", False)
    assert maya.client.get(sent.headers["Location"], headers=maya._headers()).json == sent.json
    assert omar.get("/messages").json["items"] == [sent.json]
    assert maya.get("/messages").json["items"][0]["read"] is False
    assert omar.post(f"/messages/{sent.json['id']}/read").json["read"] is True
    assert maya.get("/messages", match_id=match.id).json["items"][0]["read"] is True


def test_a_repeated_message_by_key_is_one_and_without_a_key_two(program, personas, match) -> None:
    maya = program(personas.maya)
    sent = {"match_id": match.id, "text": "Yes"}
    first, again = maya.post("/messages", sent, key="m"), maya.post("/messages", sent, key="m")
    assert (first.json, first.headers["Location"]) == (again.json, again.headers["Location"])
    assert _count(Message) == 1
    assert maya.post("/messages", sent).json["id"] != maya.post("/messages", sent).json["id"]
    other = maya.post("/messages", {**sent, "text": "No"}, key="m")
    assert (other.status_code, other.json["code"]) == (422, "key_reused")


def test_only_the_author_takes_a_message_back_and_only_for_a_while(program, personas, match) -> None:
    maya, omar = program(personas.maya), program(personas.omar)
    number = maya.post("/messages", {"match_id": match.id, "text": "Sorry"}).json["id"]
    assert omar.post(f"/messages/{number}/take-back").status_code == 403
    assert maya.post(f"/messages/{number}/take-back").json["text"] == ""
    assert omar.get(f"/messages/{number}").json["taken_back_at"]
    old = maya.post("/messages", {"match_id": match.id, "text": "Stays"}).json["id"]
    db.session.get_one(Message, old).created_at -= timedelta(minutes=6)
    db.session.commit()
    assert maya.post(f"/messages/{old}/take-back").json["code"] == "too_late_to_take_back"


def test_a_thread_that_is_closed_takes_no_message(program, personas, match) -> None:
    _end(match, personas)
    match.ended_at -= timedelta(days=15)
    db.session.commit()
    answer = program(personas.maya).post("/messages", {"match_id": match.id, "text": "Still there?"})
    assert (answer.status_code, answer.json["code"]) == (409, "thread_closed")


def test_goals_and_messages_of_others_answer_like_absent_ones(program, personas, match) -> None:
    maya, eve = program(personas.maya), program(personas.eve)
    goal = maya.post("/goals", {"match_id": match.id, "title": "Ours"}).json["id"]
    step = maya.post(f"/goals/{goal}/steps", {"text": "First", "doer_id": personas.maya.id}).json["steps"][0]["id"]
    message = maya.post("/messages", {"match_id": match.id, "text": "Ours"}).json["id"]
    reads = [("/goals", {"match_id": match.id}), ("/messages", {"match_id": match.id})]
    reads += [(f"/goals/{goal}", {}), (f"/messages/{message}", {})]
    for path, query in reads:
        assert eve.get(path, **query).status_code == 404
    writes = [("/goals", {"match_id": match.id, "title": "Mine"}), ("/messages", {"match_id": match.id, "text": "Me"})]
    writes += [(f"/goals/{goal}/steps", {"text": "Mine", "doer_id": personas.eve.id})]
    writes += [(f"/goals/{goal}/{act}", None) for act in ("drop", "finish", "reopen", f"steps/{step}/tick")]
    writes += [(f"/messages/{message}/{act}", None) for act in ("read", "take-back")]
    before = maya.get("/goals").json, maya.get("/messages").json
    for path, body in writes:
        assert eve.post(path, body).status_code == 404
    assert (maya.get("/goals").json, maya.get("/messages").json) == before


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/goals", {"title": " \x00 "}),
        ("/goals", {"title": "x" * 121}),
        ("/goals", {"title": "A", "target_on": "01.03.2027"}),
        ("/goals", {"title": "A", "target_on": 20270301}),
        ("/goals", {"title": "A", "target_on": "2027-02-30"}),
        ("/messages", {"text": ""}),
        ("/messages", {"text": "x" * (TEXT_MOST + 1)}),
    ],
)
def test_what_does_not_fit_is_malformed_and_says_where(program, personas, match, path, sent) -> None:
    answer = program(personas.maya).post(path, {"match_id": match.id, **sent})
    assert (answer.status_code, answer.json["code"]) == (422, "malformed")
    assert answer.json["errors"][0]["where"][0] in sent


def test_a_step_is_done_by_one_of_the_two(program, personas, match) -> None:
    maya = program(personas.maya)
    goal = maya.post("/goals", {"match_id": match.id, "title": "Ours"}).json["id"]
    answer = maya.post(f"/goals/{goal}/steps", {"text": "First", "doer_id": personas.eve.id})
    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "not_one_of_them", "doer_id")


def _end(match: Match, personas) -> None:
    mentoring.end_match(match, because=EndReason.REACHED, reason="", by=personas.maya)


def _count(kind: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1999-12-31"])
def test_a_day_of_another_century_is_refused(program, personas, match, day) -> None:
    maya = program(personas.maya)
    assert maya.post("/goals", {"match_id": match.id, "title": "Far", "target_on": day}).status_code == 422


def test_brackets_without_end_are_no_body(program, personas) -> None:
    maya = program(personas.maya)
    headers = {**maya._headers(), "Content-Type": "application/json"}
    assert maya.client.post("/api/v1/goals", data="[" * 200_000, headers=headers).status_code == 422
