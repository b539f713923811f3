"""The line as students and coordinators see it."""

from datetime import timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa

from mentormatch.core.db import db, transactional
from mentormatch.profiles import service as profiles
from mentormatch.programmes.models import Cohort
from mentormatch.waitinglist import service
from mentormatch.waitinglist.models import WaitingOffer
from tests.make import Make
from tests.mentoring.conftest import NOTE, As, last_letter, text
from tests.personas import Personas
from tests.waitinglist.conftest import offers, sweep


def test_a_student_joins_sees_their_position_and_accepts_what_is_kept(
    personas: Personas, make: Make, as_person: As
) -> None:
    profiles.set_capacity(personas.omar, 0, by=None)
    service.join(make.mentee("Lena First", cohort=personas.cohort, languages=("is",)))
    maya = as_person(personas.maya)
    assert "Your place in line" in text(maya.get("/mentors"))
    assert maya.post("/waiting-list/join").status_code == 303
    assert "You are number 2 in line" in text(maya.get("/waiting-list"))
    assert "You are number 2 in line" in text(maya.get("/requests"))
    profiles.set_capacity(personas.omar, 1, by=None)
    sweep()
    letter = last_letter(personas.maya)
    assert "Omar Haddad" in letter.subject and "It is kept for you until" in letter.text
    page = text(maya.get(urlsplit(letter.url).path))
    assert "A place with Omar Haddad" in page and "Let it pass on" in page
    path = "/waiting-list/offers/1"
    assert maya.post(f"{path}/accept", data={"note": "Short"}).status_code == 422
    answer = maya.post(f"{path}/accept", data={"note": NOTE})
    assert answer.status_code == 303 and answer.location.startswith("/requests/")
    assert "You have accepted this place already." in text(maya.get(path))
    assert maya.post(f"{path}/pass-on").status_code == 409
    assert as_person(personas.eve).get(path).status_code == 404
    omar = as_person(personas.omar)
    assert omar.post("/mentor/requests/1/accept", data={}).status_code == 303


def test_a_coordinator_sees_the_line_and_acts_in_it(personas: Personas, make: Make, as_person: As) -> None:
    service.join(make.mentee("Lena First", cohort=personas.cohort))
    service.join(personas.maya)
    cora = as_person(personas.cora)
    page = text(cora.get("/coordinator/waiting"))
    assert "Waiting list: 2 students" in page
    one = text(cora.get("/coordinator/waiting/2"))
    assert "Number 2 in the line of Autumn" in one and "Omar Haddad" in one
    data = {"mentor": str(personas.omar.id), "reason": ""}
    assert cora.post("/coordinator/waiting/2/offer", data=data).status_code == 422
    assert cora.post("/coordinator/waiting/2/offer", data=data | {"reason": "She leaves in May."}).status_code == 303
    assert offers() == [(personas.maya.id, personas.omar.id, "open")]
    assert "Omar Haddad" in text(cora.get("/coordinator/waiting"))
    assert cora.post("/coordinator/waiting/2/remove", data={"reason": "She has left."}).status_code == 303
    assert cora.post("/coordinator/waiting/2/remove", data={"reason": "She has left."}).status_code == 409
    assert "Waiting list: 1 student" in text(cora.get("/coordinator/waiting"))


def test_a_place_is_kept_for_as_long_as_the_cohort_says(personas: Personas, as_person: As) -> None:
    @transactional
    def shorten() -> None:
        db.session.get_one(Cohort, personas.cohort.id).offer_hold_hours = 5

    shorten()
    profiles.set_capacity(personas.omar, 0, by=None)
    service.join(personas.maya)
    assert "For 5 hours, with a letter" in text(as_person(personas.maya).get("/waiting-list"))
    assert "is kept for 5 hours" in text(as_person(personas.cora).get("/coordinator/waiting"))
    profiles.set_capacity(personas.omar, 1, by=None)
    sweep()
    kept = db.session.scalars(sa.select(WaitingOffer)).one()
    assert kept.closes_at - kept.offered_at == timedelta(hours=5)
