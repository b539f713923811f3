"""The pages, as the three roles and strangers meet them."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import queries as calendar
from mentormatch.core.db import db
from mentormatch.mentoring import service
from mentormatch.mentoring.models import DeclineReason, Match, MatchStatus, Request, RequestStatus
from mentormatch.profiles import service as profiles
from mentormatch.programmes.models import EnrolledAs
from tests.make import Make
from tests.mentoring.conftest import NOTE, Ask, load
from tests.personas import Personas

As = Callable[[Person], FlaskClient]


def text(answer: Any) -> str:
    return " ".join(answer.get_data(as_text=True).split())


@pytest.fixture
def statements(app: Flask) -> Any:
    """``with statements() as seen``: what the block asks of the database."""
    from contextlib import contextmanager

    @contextmanager
    def watch() -> Any:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)

    return watch


# ---- The mentee


def test_asking_from_the_page(personas: Personas, as_person: As) -> None:
    maya = as_person(personas.maya)
    page = text(maya.get(f"/mentors/{personas.omar.id}/ask"))
    for prompt in ("What you want.", "What you have tried.", "Your first question."):
        assert prompt in page
    at = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)[0].isoformat()
    answer = maya.post(f"/mentors/{personas.omar.id}/ask", data={"note": NOTE, "proposed_times": [at]})
    assert answer.status_code == 303
    page = text(maya.get(answer.location))
    assert "Waiting for Omar. We remind Omar on" in page
    request = db.session.scalars(sa.select(Request)).one()
    assert request.proposed_times == (at,)


def test_a_double_click_ends_on_the_same_page(personas: Personas, as_person: As) -> None:
    maya = as_person(personas.maya)
    answers = [maya.post(f"/mentors/{personas.omar.id}/ask", data={"note": NOTE}) for _click in range(2)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}


@pytest.mark.parametrize("note", ["", "short"])
def test_a_wrong_note_comes_back_with_a_sentence(personas: Personas, as_person: As, note: str) -> None:
    maya = as_person(personas.maya)
    at = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)[0].isoformat()
    answer = maya.post(f"/mentors/{personas.omar.id}/ask", data={"note": note, "proposed_times": [at]})
    assert answer.status_code == 422
    assert "Please write" in text(answer)
    assert f'value="{at}"' in text(answer) and "checked" in text(answer)


@pytest.mark.parametrize("times", [["nonsense"], ["2026-13-45T99:99"], ["2020-01-01T10:00:00+00:00"], ["9" * 400]])
def test_times_nobody_offered_are_refused_at_the_field(personas: Personas, as_person: As, times: list[str]) -> None:
    answer = as_person(personas.maya).post(
        f"/mentors/{personas.omar.id}/ask", data={"note": NOTE, "proposed_times": times}
    )
    assert answer.status_code in {409, 422}
    assert "field-error" in text(answer)
    assert "first project" in text(answer)
    assert db.session.scalars(sa.select(Request)).all() == []


def test_a_mentor_who_fills_up_while_somebody_writes(personas: Personas, make: Make, as_person: As, agreed) -> None:
    lukas = make.mentor("Lukas Kern", cohort=personas.cohort)
    tiny = make.mentor("Fay Full", cohort=personas.cohort, capacity=1)
    agreed(make.mentee("Lena", cohort=personas.cohort), tiny)
    maya = as_person(personas.maya)
    answer = maya.post(f"/mentors/{tiny.id}/ask", data={"note": NOTE})
    assert answer.status_code == 409
    page = text(answer)
    assert "All places of Fay Full are taken now." in page
    assert "How did you find your first project?" in page
    assert f'formaction="/mentors/{lukas.id}/ask"' in page
    carried = maya.post(f"/mentors/{lukas.id}/ask", data={"note": NOTE, "carry": "yes"})
    assert carried.status_code == 200
    assert "How did you find your first project?" in text(carried)
    assert "Send to Lukas" in text(carried)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Request)) == 1


def test_a_second_note_to_the_same_mentor_is_kept_and_led_to_the_request(
    personas: Personas, as_person: As, ask: Ask
) -> None:
    request = ask(personas.maya, personas.omar)
    answer = as_person(personas.maya).post(
        f"/mentors/{personas.omar.id}/ask", data={"note": "Something else that I would like to say."}
    )
    assert answer.status_code == 409
    assert f'href="/requests/{request.id}"' in text(answer)
    assert "Something else that I would like to say." in text(answer)


def test_the_limit_is_told_before_and_after_writing(personas: Personas, make: Make, as_person: As, ask: Ask) -> None:
    for number in range(3):
        ask(personas.maya, make.mentor(f"Mentor {number}", cohort=personas.cohort))
    maya = as_person(personas.maya)
    assert "All 3 of your open requests wait" in text(maya.get(f"/mentors/{personas.omar.id}/ask"))
    answer = maya.post(f"/mentors/{personas.omar.id}/ask", data={"note": NOTE})
    assert answer.status_code == 409
    assert "first project" in text(answer)


def test_withdrawing_and_answering_from_the_page(personas: Personas, as_person: As, ask: Ask) -> None:
    request, maya = ask(personas.maya, personas.omar), as_person(personas.maya)
    service.ask_question(request, "Which course was it?", by=personas.omar)
    page = text(maya.get(f"/requests/{request.id}"))
    assert "Which course was it?" in page and "A question for you" in page
    assert maya.post(f"/requests/{request.id}/answer", data={"text": ""}).status_code == 422
    assert maya.post(f"/requests/{request.id}/answer", data={"text": "The one of the library."}).status_code == 303
    assert maya.post(f"/requests/{request.id}/withdraw").status_code == 303
    assert maya.post(f"/requests/{request.id}/withdraw").status_code == 303
    late = maya.post(f"/requests/{request.id}/answer", data={"text": "One more thing."})
    assert late.status_code == 409
    assert "One more thing." in text(late) and "withdrawn" in text(late)


def test_withdrawing_what_was_accepted_a_moment_ago(personas: Personas, as_person: As, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    service.accept(request, by=personas.omar)
    answer = as_person(personas.maya).post(f"/requests/{request.id}/withdraw")
    assert answer.status_code == 409
    assert "accepted meanwhile" in text(answer)
    assert "See the match" in text(answer)


def test_the_card_beside_the_mentors_asks_twice_at_most(
    personas: Personas, make: Make, as_person: As, ask: Ask, statements: Any
) -> None:
    for number in range(3):
        ask(personas.maya, make.mentor(f"Mentor {number}", cohort=personas.cohort))
    maya = as_person(personas.maya)
    assert "3 of 3 open requests used." in text(maya.get("/requests/aside"))
    with statements() as seen:
        maya.get("/requests/aside")
    with statements() as nothing:
        maya.get("/requests/999999")
    mine = [statement for statement in seen if "request" in statement or "enrolment" in statement]
    assert len(mine) == 2
    assert nothing
    assert "Mentor 2" in text(maya.get("/mentors"))


# ---- The mentor


def test_a_mentor_reads_the_profile_but_no_address(personas: Personas, as_person: As, ask: Ask) -> None:
    profiles.save_background(personas.maya, by=personas.maya, degree="MSc Responsible AI", previous_field="Marketing")
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    assert "Maya Rossi" in text(omar.get("/mentor/requests"))
    page = text(omar.get(f"/mentor/requests/{request.id}"))
    for told in ("MSc Responsible AI", "Marketing", "data analyst", "Why you were suggested", "How did you find"):
        assert told in page
    assert personas.maya.email not in page


def test_accepting_with_a_proposed_time(personas: Personas, as_person: As, ask: Ask) -> None:
    free = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)[200:202]
    request, omar = ask(personas.maya, personas.omar, times=free), as_person(personas.omar)
    assert free[0].isoformat() in text(omar.get(f"/mentor/requests/{request.id}"))
    answer = omar.post(f"/mentor/requests/{request.id}/accept", data={"starts_at": free[1].isoformat()})
    assert answer.status_code == 303
    assert "is kept for you" in text(omar.get(answer.location))
    again = omar.post(f"/mentor/requests/{request.id}/accept", data={"starts_at": free[1].isoformat()})
    assert (again.status_code, again.location) == (303, answer.location)
    assert "Maya Rossi" in text(omar.get("/mentor/mentees"))


@pytest.mark.parametrize("starts_at", ["nonsense", "2020-01-01T10:00:00+00:00"])
def test_a_time_that_was_not_proposed_is_refused_in_words(
    personas: Personas, as_person: As, ask: Ask, starts_at: str
) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    answer = omar.post(f"/mentor/requests/{request.id}/accept", data={"starts_at": starts_at})
    assert answer.status_code == 422
    assert "Please choose one of" in text(answer)
    assert load(personas.omar) == 0


def test_withdrawn_while_the_mentor_reads(personas: Personas, as_person: As, ask: Ask) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    service.withdraw(request, by=personas.maya)
    for act, data in (
        ("accept", {}),
        ("decline", {"reason": "no_time", "words": "Spring is better."}),
        ("question", {"text": "Which course was it?"}),
    ):
        answer = omar.post(f"/mentor/requests/{request.id}/{act}", data=data)
        assert answer.status_code == 409
        page = text(answer)
        assert "withdrawn meanwhile" in page
        assert all(typed in page for typed in data.values() if " " in typed)


def test_declining_from_the_page(personas: Personas, as_person: As, ask: Ask) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    assert omar.post(f"/mentor/requests/{request.id}/decline", data={"words": "Sorry."}).status_code == 422
    assert omar.post(f"/mentor/requests/{request.id}/decline", data={"reason": "because"}).status_code == 422
    data = {"reason": "no_time", "words": "Spring is better."}
    for _click in range(2):
        assert omar.post(f"/mentor/requests/{request.id}/decline", data=data).status_code == 303
    page = text(as_person(personas.maya).get(f"/requests/{request.id}"))
    assert "Omar has no time at the moment." in page and "Spring is better." in page


def test_fewer_places_meanwhile(personas: Personas, make: Make, as_person: As, ask: Ask, agreed) -> None:
    agreed(make.mentee("Lena", cohort=personas.cohort), personas.omar)
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    profiles.set_capacity(personas.omar, 1, by=personas.omar)
    answer = omar.post(f"/mentor/requests/{request.id}/accept")
    assert answer.status_code == 409
    assert "All your places are taken." in text(answer)


# ---- The coordinator


def test_the_queue_shows_what_waits_and_the_chosen_pair(personas: Personas, make: Make, as_person: As, agreed) -> None:
    agreed(personas.maya, personas.omar)
    second = agreed(make.mentee("Lena Weber", cohort=personas.cohort), personas.omar)
    cora = as_person(personas.cora)
    page = text(cora.get("/coordinator/queue"))
    assert "2 things need someone" in page
    assert "Maya Rossi and Omar Haddad" in page
    chosen = text(cora.get(f"/coordinator/queue?show=matches-{second.id}"))
    assert "Lena Weber and Omar Haddad" in chosen
    assert "Why the ranker suggested Omar" in chosen
    found = text(cora.get("/coordinator/queue?q=lena&band=&cohort=nonsense&page=x&kind=unknown"))
    assert "Lena Weber" in found and "Maya Rossi" not in found
    assert "Nothing fits these filters" in text(cora.get("/coordinator/queue?q=nobody"))


def test_the_queue_asks_as_much_for_many_as_for_few(
    personas: Personas, make: Make, as_person: As, agreed, statements: Any
) -> None:
    agreed(personas.maya, personas.omar)
    cora = as_person(personas.cora)
    cora.get("/coordinator/queue")
    with statements() as few:
        cora.get("/coordinator/queue")
    for number in range(6):
        mentor = make.mentor(f"Mentor {number}", cohort=personas.cohort)
        agreed(make.mentee(f"Mentee {number}", cohort=personas.cohort), mentor)
    cora.get("/coordinator/queue")
    with statements() as many:
        cora.get("/coordinator/queue")
    assert len(many) <= len(few)
    assert len(many) <= 40


def test_the_parts_of_the_score_add_up_on_the_page(personas: Personas, agreed) -> None:
    from mentormatch.mentoring.parts import told

    kept = told(agreed(personas.maya, personas.omar).recommendation)
    assert sum(round(float(part.number) * 10) for part in kept.parts) == round(float(kept.total) * 10)
    assert kept.parts


def test_approving_from_the_queue_comes_back_to_it(personas: Personas, as_person: As, agreed) -> None:
    match, cora = agreed(personas.maya, personas.omar), as_person(personas.cora)
    data = {"next": "/coordinator/queue?kind=review"}
    for _click in range(2):
        answer = cora.post(f"/coordinator/matches/{match.id}/approve", data=data)
        assert (answer.status_code, answer.location) == (303, "/coordinator/queue?kind=review")
    elsewhere = cora.post(f"/coordinator/matches/{match.id}/approve", data={"next": "https://evil.example/"})
    assert elsewhere.location == "/coordinator/queue"
    page = text(as_person(personas.maya).get(f"/matches/{match.id}"))
    assert "Book a time" in page


def test_refusing_needs_a_reason_and_keeps_it(personas: Personas, as_person: As, agreed) -> None:
    match, cora = agreed(personas.maya, personas.omar), as_person(personas.cora)
    assert cora.post(f"/coordinator/matches/{match.id}/reject", data={"reason": " "}).status_code == 422
    service.end_match(match, by=personas.maya, reason="I found a job.")
    late = cora.post(f"/coordinator/matches/{match.id}/reject", data={"reason": "They know each other."})
    assert late.status_code == 409
    assert "ended meanwhile" in text(late) and "They know each other." in text(late)


def test_changing_the_mentor_from_the_page(personas: Personas, make: Make, as_person: As, agreed) -> None:
    nora = make.mentor("Nora Now", cohort=personas.cohort)
    match, cora = agreed(personas.maya, personas.omar), as_person(personas.cora)
    page = text(cora.get(f"/coordinator/matches/{match.id}/change"))
    assert "Nora Now" in page and 'value="' + str(nora.id) in page
    assert "Nora Now" in text(cora.get(f"/coordinator/matches/{match.id}/change?q=nora"))
    assert "Nobody found" in text(cora.get(f"/coordinator/matches/{match.id}/change?q=nobody"))
    wrong = cora.post(f"/coordinator/matches/{match.id}/change", data={"reason": "Nora did just this."})
    assert wrong.status_code == 422 and "Nora did just this." in text(wrong)
    stranger = {"mentor": str(personas.eve.id), "reason": "Nora did just this."}
    assert cora.post(f"/coordinator/matches/{match.id}/change", data=stranger).status_code == 422
    data = {"mentor": str(nora.id), "reason": "Nora did just this."}
    for _click in range(2):
        assert cora.post(f"/coordinator/matches/{match.id}/change", data=data).status_code == 303
    requests = db.session.scalars(sa.select(Request).order_by(Request.id)).all()
    assert [(one.mentor_id, one.status) for one in requests] == [
        (personas.omar.id, RequestStatus.ACCEPTED),
        (nora.id, RequestStatus.OPEN),
    ]


def test_the_export_runs_nothing_in_a_spreadsheet(personas: Personas, make: Make, as_person: As, agreed) -> None:
    agreed(make.mentee("=HYPERLINK(1)", cohort=personas.cohort), personas.omar)
    answer = as_person(personas.cora).get("/coordinator/queue.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "'=HYPERLINK(1)" in text(answer)
    assert ",=HYPERLINK" not in text(answer)


def test_who_waits_and_what_they_did_last(personas: Personas, make: Make, as_person: As, ask: Ask, agreed) -> None:
    make.mentee("Noel Nogoal", cohort=personas.cohort, goal="")
    agreed(make.mentee("Lena Matched", cohort=personas.cohort), personas.omar)
    ask(personas.maya, personas.omar)
    cora = as_person(personas.cora)
    page = text(cora.get("/coordinator/waiting"))
    assert "2 students without a match" in page
    assert "Noel Nogoal" in page and "No goal written yet" in page and "Lena Matched" not in page
    assert "1 of 3" in page
    narrowed = text(cora.get("/coordinator/waiting?step=no_goal"))
    assert "Noel Nogoal" in narrowed and "Maya Rossi" not in narrowed


# ---- Strangers


def test_strangers_see_nothing_of_it(personas: Personas, make: Make, as_person: As, ask: Ask, agreed) -> None:
    match = agreed(make.mentee("Lena", cohort=personas.cohort), personas.omar)
    request = ask(personas.maya, personas.omar)
    carl = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.other_cohort, EnrolledAs.COORDINATOR)
    other = make.mentor("Otto", cohort=personas.cohort)
    eve, carl_there, otto = as_person(personas.eve), as_person(carl), as_person(other)
    for path in (f"/mentors/{personas.omar.id}/ask", f"/requests/{request.id}", f"/matches/{match.id}"):
        assert eve.get(path).status_code == 404
    for path in (f"requests/{request.id}/withdraw", f"requests/{request.id}/answer", f"matches/{match.id}/end"):
        assert eve.post(f"/{path}", data={"text": "I am Eve.", "reason": "I am Eve."}).status_code == 404
    assert otto.get(f"/mentor/requests/{request.id}").status_code == 404
    for act in ("accept", "decline", "question"):
        assert otto.post(f"/mentor/requests/{request.id}/{act}", data={"text": "I am Otto."}).status_code == 404
    for path in (f"requests/{request.id}", f"matches/{match.id}", f"matches/{match.id}/change"):
        assert carl_there.get(f"/coordinator/{path}").status_code == 404
    for act in ("approve", "reject", "change", "end"):
        data = {"reason": "I am Carl.", "mentor": str(other.id)}
        assert carl_there.post(f"/coordinator/matches/{match.id}/{act}", data=data).status_code == 404
    assert "Maya Rossi" not in text(carl_there.get("/coordinator/queue"))
    assert "Maya Rossi" not in text(carl_there.get("/coordinator/queue.csv"))
    assert "Maya Rossi" not in text(carl_there.get("/coordinator/waiting"))
    assert db.session.get_one(Request, request.id).status == RequestStatus.OPEN
    assert db.session.get_one(Match, match.id).status == MatchStatus.AWAITING_REVIEW


def test_a_request_under_review_is_not_there_for_its_mentor(personas: Personas, as_person: As, ask: Ask) -> None:
    personas.cohort.review_mode = "before_mentor"
    db.session.commit()
    request = ask(personas.maya, personas.omar)
    omar = as_person(personas.omar)
    assert omar.get(f"/mentor/requests/{request.id}").status_code == 404
    assert "Maya" not in text(omar.get("/mentor/requests"))
    service.review_request(request, by=personas.cora, approve=False, reason="Omar leaves in May.")
    assert omar.get(f"/mentor/requests/{request.id}").status_code == 404


def test_every_state_of_a_request_has_a_page_for_everybody_concerned(
    personas: Personas, make: Make, as_person: As, ask: Ask
) -> None:
    mentors = [make.mentor(f"Mentor {number}", cohort=personas.cohort) for number in range(6)]
    mentees = [make.mentee(f"Mentee {number}", cohort=personas.cohort) for number in range(6)]
    requests = [ask(mentee, mentor) for mentee, mentor in zip(mentees, mentors, strict=True)]
    service.ask_question(requests[0], "Which course was it?", by=mentors[0])
    service.decline(requests[1], by=mentors[1], reason=DeclineReason.NOT_MY_FIELD)
    service.withdraw(requests[2], by=mentees[2])
    rejected = service.accept(requests[3], by=mentors[3])
    service.reject_match(rejected, by=personas.cora, reason="They know each other.")
    ended = service.accept(requests[4], by=mentors[4])
    service.approve_match(ended, by=personas.cora)
    service.end_match(ended, by=personas.cora, reason="The term is over.")
    service.change_mentor(requests[5], personas.omar.id, by=personas.cora, reason="Omar did this.")
    cora = as_person(personas.cora)
    for request, mentee, mentor in zip(requests, mentees, mentors, strict=True):
        assert as_person(mentee).get(f"/requests/{request.id}").status_code == 200
        assert as_person(mentee).get("/requests").status_code == 200
        assert as_person(mentor).get(f"/mentor/requests/{request.id}").status_code == 200
        assert as_person(mentor).get("/mentor/requests").status_code == 200
        assert as_person(mentor).get("/mentor/mentees").status_code == 200
        assert cora.get(f"/coordinator/requests/{request.id}").status_code == 200
    for match in (rejected, ended):
        assert cora.get(f"/coordinator/matches/{match.id}").status_code == 200
        assert as_person(match.mentee).get(f"/matches/{match.id}").status_code == 200
    assert "The term is over." in text(as_person(mentees[4]).get(f"/matches/{ended.id}"))
