"""An announcement goes once to everybody of its part of a cohort who wants such letters, and to nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.announcements import links, queries, service
from mentormatch.announcements.errors import AnnouncementMoved, NobodyThere, NotAPlaceholder, TooEarly
from mentormatch.announcements.models import Announcement, AnnouncementStatus, Segment
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Request, RequestStatus
from mentormatch.notifications import service as letters
from mentormatch.notifications.delivery import deliver_due
from mentormatch.notifications.models import Letter, LetterPreference, LetterStatus
from mentormatch.notifications.rendering import render
from mentormatch.profiles import service as profiles
from mentormatch.queue.service.keeping import save_view
from tests.make import Make
from tests.personas import Personas

LIST = "/coordinator/announcements"


@pytest.fixture
def draft(personas: Personas) -> Announcement:
    return written(personas)


def written(
    personas: Personas, segment: Segment = Segment.STUDENTS, body: str = "Hello {name},\n\nsee you."
) -> Announcement:
    words = {"subject": "News for {name}", "body": body, "degree": ""}
    return service.write(personas.cohort.id, by=personas.cora, segment=segment, **words)


def told() -> list[str]:
    db.session.rollback()
    found = sa.select(Letter.to_name).where(Letter.template == service.TEMPLATE).order_by(Letter.id)
    return list(db.session.scalars(found))


def send_all() -> None:
    """Sweeps, minute by minute, until there is nothing left."""
    at = now()
    for minute in range(10):
        with time_machine.travel(at + timedelta(minutes=minute, seconds=minute)):
            service.send_due()


@pytest.mark.parametrize(
    ("segment", "names"),
    [
        (Segment.EVERYBODY, {"Maya Rossi", "Omar Haddad"}),
        (Segment.STUDENTS, {"Maya Rossi"}),
        (Segment.MENTORS, {"Omar Haddad"}),
        (Segment.NO_MATCH, {"Maya Rossi"}),
        (Segment.NOT_MET, set()),
    ],
)
def test_a_part_of_a_cohort_is_its_people_and_nobody_of_others(
    personas: Personas, segment: Segment, names: set[str]
) -> None:
    assert {person.name for person in db.session.scalars(queries.readers(written(personas, segment)))} == names


def test_students_with_a_goal_are_not_asked_for_one_and_degrees_narrow(personas: Personas, make: Make) -> None:
    nina = make.mentee("Nina", cohort=personas.cohort)
    profiles.save_aim(nina, by=nina, goal="I want to lead a team.")
    profiles.save_background(nina, by=nina, degree="BSc Law")
    assert "Nina" not in queries.count(written(personas, Segment.NO_PROFILE))[1]
    one = written(personas)
    one.degree = "bsc law"
    assert queries.count(one)[1] == ["Nina"]


def test_everybody_gets_one_letter_some_a_minute_however_often_the_worker_looks(
    personas: Personas, make: Make, draft: Announcement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    for number in range(4):
        make.mentee(f"Student {number}", cohort=personas.cohort)
    service.send(draft, by=personas.cora)
    service.send_due()
    service.send_due()
    assert len(told()) == 2
    send_all()
    assert sorted(told()) == ["Maya Rossi", "Student 0", "Student 1", "Student 2", "Student 3"]
    assert draft.status == AnnouncementStatus.SENT
    with pytest.raises(AnnouncementMoved):
        service.send(draft, by=personas.cora)


def test_the_letter_names_its_reader_and_a_name_is_no_template(personas: Personas) -> None:
    personas.maya.name = "Maya {{ 7 * 7 }}"
    db.session.commit()
    service.send(written(personas), by=personas.cora)
    send_all()
    letter = render(db.session.scalars(sa.select(Letter).where(Letter.template == service.TEMPLATE)).one())
    assert letter.subject == "News for Maya {{ 7 * 7 }}"
    assert "Hello Maya {{ 7 * 7 }}," in letter.text
    assert "Test:" not in letter.subject


def test_whoever_wants_none_gets_none_also_when_they_say_so_while_it_waits(
    app: Flask, personas: Personas, make: Make, draft: Announcement
) -> None:
    nina, olaf = make.mentee("Nina", cohort=personas.cohort), make.mentee("Olaf", cohort=personas.cohort)
    letters.set_preference(nina, announcements=False)
    service.send(draft, by=personas.cora)
    send_all()
    assert sorted(told()) == ["Maya Rossi", "Olaf"]
    service.stop_for(olaf)
    deliver_due()
    states = {letter.to_name: letter.status for letter in db.session.scalars(sa.select(Letter))}
    assert (states["Maya Rossi"], states["Olaf"]) == (LetterStatus.SENT, LetterStatus.OBSOLETE)
    assert queries.results(draft) == (1, 0, 0, 2)


def test_the_link_in_the_letter_stops_them_without_signing_in_and_only_for_its_reader(
    app: Flask, personas: Personas, draft: Announcement
) -> None:
    service.send(draft, by=personas.cora)
    send_all()
    letter = db.session.scalars(sa.select(Letter).where(Letter.template == service.TEMPLATE)).one()
    path = re.search(r"/announcements/stop/\S+", render(letter).text)
    assert path is not None
    client = app.test_client()
    assert client.get(path[0]).status_code == 200
    assert db.session.get(LetterPreference, personas.maya.id) is None
    assert client.post(path[0]).status_code == 200
    assert db.session.get_one(LetterPreference, personas.maya.id).announcements is False
    assert client.post(f"{path[0][:-1]}x").status_code == 404
    assert client.get("/announcements/stop/1").status_code == 404
    assert links.person_of(None, links.token_for(10**6)) is None


def test_a_schedule_is_kept_changed_or_cancelled_until_its_time(personas: Personas, draft: Announcement) -> None:
    for at in (now() - timedelta(minutes=1), now() + timedelta(days=400)):
        with pytest.raises(TooEarly):
            service.send(draft, by=personas.cora, at=at)
    service.send(draft, by=personas.cora, at=now() + timedelta(hours=1))
    service.send_due()
    assert told() == []
    service.cancel(draft, by=personas.cora)
    service.send(draft, by=personas.cora, at=now() + timedelta(hours=2))
    with time_machine.travel(now() + timedelta(hours=2, minutes=1)):
        service.send_due()
        assert told() == ["Maya Rossi"]
        with pytest.raises(AnnouncementMoved):
            service.cancel(draft, by=personas.cora)


def test_what_cannot_be_sent_is_refused(personas: Personas, draft: Announcement) -> None:
    with pytest.raises(NotAPlaceholder):
        written(personas, body="Hello {surname}")
    with pytest.raises(NobodyThere):
        service.send(written(personas, Segment.NOT_MET), by=personas.cora)


def test_pages_lead_from_writing_over_a_test_letter_to_sending(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    data = {"cohort": personas.cohort.id, "segment": "students", "subject": "Hi", "body": "See https://example.org now"}
    assert cora.post(f"{LIST}/new", data={**data, "body": "{x}"}).status_code == 422
    assert cora.post(f"{LIST}/new", data={**data, "cohort": personas.other_cohort.id}).status_code == 422
    one = cora.post(f"{LIST}/new", data=data).location
    page = cora.get(one).text
    assert "1 person would get it" in page
    assert "Maya Rossi" in page
    assert 'href="https://example.org"' in page
    cora.post(f"{one}/test")
    assert told() == [personas.cora.name]
    assert cora.post(f"{one}/schedule", data={"send_at": "2001-01-01T10:00"}).status_code == 422
    cora.post(f"{one}/edit", data={**data, "subject": "Hi again"})
    assert cora.post(f"{one}/send").status_code == 303
    assert cora.post(f"{one}/send").status_code == 409
    send_all()
    assert told() == [personas.cora.name, "Maya Rossi"]
    assert "Results" in cora.get(one).text
    assert "Hi again" in cora.get(LIST).text


def test_announcements_of_other_cohorts_do_not_exist(
    app: Flask, personas: Personas, make: Make, as_person: Any, draft: Announcement
) -> None:
    olga: Person = make.person("Olga", roles=["coordinator"])
    make.enrol(olga, personas.other_cohort, "coordinator")
    client = as_person(olga)
    assert client.get(f"{LIST}/{draft.id}").status_code == 404
    assert client.post(f"{LIST}/{draft.id}/send").status_code == 404
    assert "News" not in client.get(LIST).text


def test_what_somebody_has_scheduled_who_looks_after_the_cohort_no_more_is_not_sent(
    draft: Announcement, personas: Personas
) -> None:
    service.send(draft, by=personas.cora, at=now() + timedelta(minutes=2))
    accounts.revoke(personas.cora, RoleName.COORDINATOR, by=personas.ada)
    send_all()
    assert told() == []
    assert db.session.get_one(Announcement, draft.id).status == AnnouncementStatus.CANCELLED


def test_a_degree_is_found_as_it_is_written_in_any_alphabet(draft: Announcement, personas: Personas) -> None:
    profiles.save_background(personas.maya, by=personas.maya, degree="Économie")
    service.change(
        draft, by=personas.cora, cohort_id=draft.cohort_id, segment=Segment.STUDENTS, degree="Économie",
        subject="News", body="See you.",
    )  # fmt: skip
    assert queries.count(draft)[0] == 1


def test_a_view_of_the_queue_narrows_it_to_whom_its_cases_are_about(
    personas: Personas, make: Make, as_person: Any
) -> None:
    lea = make.mentee("Lea Waiting", cohort=personas.cohort)
    make.mentee("Otto Waiting", cohort=personas.cohort)
    pair = {"mentee_id": lea.id, "mentor_id": personas.omar.id, "cohort_id": personas.cohort.id}
    db.session.add(Request(status=RequestStatus.AWAITING_REVIEW, note="I ask.", **pair))
    db.session.commit()
    view = save_view("Asked", "kind=request&sort=who", by=personas.cora)
    client = as_person(personas.cora)
    page = client.get(f"{LIST}/new").text
    assert "Asked" in page
    sent = {"cohort": personas.cohort.id, "segment": "students", "view": view.id, "subject": "Soon", "body": "Soon."}
    shown = client.get(client.post(f"{LIST}/new", data=sent).location).text
    assert "1 person would get it" in shown
    assert "view “Asked”" in shown
    service.send(db.session.scalars(sa.select(Announcement)).one(), by=personas.cora)
    send_all()
    assert told() == ["Lea Waiting"]


def test_a_view_of_somebody_else_is_no_choice(personas: Personas, as_person: Any) -> None:
    view = save_view("Hers", "kind=request", by=personas.ada)
    sent = {"cohort": personas.cohort.id, "segment": "students", "view": view.id, "subject": "Soon", "body": "Soon."}
    assert as_person(personas.cora).post(f"{LIST}/new", data=sent).status_code == 422
