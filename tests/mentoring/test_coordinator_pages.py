"""One pair that a coordinator looks at, and who is waiting."""

import sqlalchemy as sa

from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.mentoring import service
from mentormatch.mentoring.models import Request, RequestStatus
from mentormatch.mentoring.parts import told
from tests.make import Make
from tests.mentoring.conftest import As, Ask, text
from tests.personas import Personas


def test_the_parts_of_the_score_add_up_on_the_page(personas: Personas, agreed) -> None:

    kept = told(agreed(personas.maya, personas.omar).recommendation)
    assert sum(round(float(part.number) * 10) for part in kept.parts) == round(float(kept.total) * 10)
    assert kept.parts


def test_approving_from_the_queue_comes_back_to_it(personas: Personas, as_person: As, agreed) -> None:
    match, cora = agreed(personas.maya, personas.omar), as_person(personas.cora)
    data = {"next": "/coordinator/queue?kind=review", "reason": "reasons_hold"}
    for _click in range(2):
        answer = cora.post(f"/coordinator/matches/{match.id}/approve", data=data)
        assert (answer.status_code, answer.location) == (303, "/coordinator/queue?kind=review")
    elsewhere = cora.post(
        f"/coordinator/matches/{match.id}/approve", data={"next": "https://evil.example/", "reason": "reasons_hold"}
    )
    assert elsewhere.location == "/coordinator/queue"
    page = text(as_person(personas.maya).get(f"/matches/{match.id}"))
    assert "Book a time" in page


def test_refusing_needs_a_reason_and_keeps_it(personas: Personas, as_person: As, agreed) -> None:
    match, cora = agreed(personas.maya, personas.omar), as_person(personas.cora)
    assert (
        cora.post(f"/coordinator/matches/{match.id}/reject", data={"reason": "too_close", "words": " "}).status_code
        == 422
    )
    service.end_match(match, by=personas.maya, reason="I found a job.")
    late = cora.post(
        f"/coordinator/matches/{match.id}/reject", data={"reason": "too_close", "words": "They know each other."}
    )
    assert late.status_code == 409
    assert "ended meanwhile" in text(late) and "They know each other." in text(late)


def test_changing_the_mentor_from_the_page(personas: Personas, make: Make, as_person: As, agreed) -> None:
    nora = make.mentor("Nora Now", cohort=personas.cohort)
    match, cora = agreed(personas.maya, personas.omar), as_person(personas.cora)
    page = text(cora.get(f"/coordinator/matches/{match.id}/change"))
    assert "Nora Now" in page and 'value="' + str(nora.id) in page
    assert "Nora Now" in text(cora.get(f"/coordinator/matches/{match.id}/change?q=nora"))
    assert "Nobody found" in text(cora.get(f"/coordinator/matches/{match.id}/change?q=nobody"))
    wrong = cora.post(
        f"/coordinator/matches/{match.id}/change", data={"reason": "better_elsewhere", "words": "Nora did just this."}
    )
    assert wrong.status_code == 422 and "Nora did just this." in text(wrong)
    stranger = {"mentor": str(personas.eve.id), "reason": "better_elsewhere", "words": "Nora did just this."}
    assert cora.post(f"/coordinator/matches/{match.id}/change", data=stranger).status_code == 422
    data = {"mentor": str(nora.id), "reason": "better_elsewhere", "words": "Nora did just this."}
    for _click in range(2):
        assert cora.post(f"/coordinator/matches/{match.id}/change", data=data).status_code == 303
    requests = db.session.scalars(sa.select(Request).order_by(Request.id)).all()
    assert [(one.mentor_id, one.status) for one in requests] == [
        (personas.omar.id, RequestStatus.ACCEPTED),
        (nora.id, RequestStatus.OPEN),
    ]


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


def test_a_coordinator_without_a_cohort_is_told_so(make: Make, as_person: As) -> None:
    cleo = as_person(make.person("Cleo", roles=[RoleName.COORDINATOR]))
    assert "You look after no cohort yet" in text(cleo.get("/coordinator/queue"))
    assert cleo.get("/coordinator/queue.csv").status_code == 200
    assert cleo.get("/coordinator/waiting").status_code == 200
