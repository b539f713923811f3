"""Who is not concerned sees nothing, and every state has a page for who is."""

from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.mentoring import service
from mentormatch.mentoring.models import DeclineReason, Match, MatchStatus, Request, RequestStatus, ReviewReason
from mentormatch.programmes.models import EnrolledAs
from tests.make import Make
from tests.mentoring.conftest import As, Ask, text
from tests.personas import Personas


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
    service.review_request(
        request, by=personas.cora, approve=False, reason=ReviewReason.MENTOR_AWAY, words="Omar leaves in May."
    )
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
    service.reject_match(rejected, by=personas.cora, reason=ReviewReason.MENTOR_AWAY, words="They know each other.")
    ended = service.accept(requests[4], by=mentors[4])
    service.approve_match(ended, by=personas.cora)
    service.end_match(ended, by=personas.cora, reason="The term is over.")
    service.change_mentor(
        requests[5], personas.omar.id, by=personas.cora, reason=ReviewReason.MENTOR_AWAY, words="Omar did this."
    )
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
