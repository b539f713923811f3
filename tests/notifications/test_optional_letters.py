"""One page on which a person chooses among the letters of all services."""

import sqlalchemy as sa
from flask.testing import FlaskClient

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.notifications import delivery, optional, service
from mentormatch.notifications.models import Letter, LetterStatus, UnwantedLetter
from mentormatch.office import service as office
from tests.conftest import sign_in
from tests.personas import Personas

OVERDUE = "plans/email/overdue.txt"


@transactional
def tell(person: Person, template: str, key: str = "one") -> None:
    service.write(person, template, key=key, plan=0, steps=[], count=1)


def keys_of(person: Person) -> set[str]:
    return {one.key for one in optional.offered_to(person)}


def test_what_somebody_has_switched_off_is_not_written_to_them(personas: Personas) -> None:
    service.set_preference(personas.maya, optional_letters={"plans.overdue": False, "coaching.notes": True})
    tell(personas.maya, OVERDUE)
    tell(personas.eve, OVERDUE)
    assert [letter.person_id for letter in db.session.scalars(sa.select(Letter))] == [personas.eve.id]
    service.set_preference(personas.maya, optional_letters={"plans.overdue": True})
    tell(personas.maya, OVERDUE)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 2


def test_what_is_switched_off_while_it_waits_never_leaves(personas: Personas) -> None:
    tell(personas.omar, OVERDUE)
    tell(personas.omar, OVERDUE, key="held")
    held = db.session.scalars(sa.select(Letter).where(Letter.dedupe_key.startswith("held"))).one()
    held.status, held.leased_until = LetterStatus.SENDING, now()
    db.session.commit()
    service.set_preference(personas.omar, optional_letters={"plans.overdue": False})
    assert delivery.deliver_due() == 0
    assert {letter.status for letter in db.session.scalars(sa.select(Letter))} == {LetterStatus.OBSOLETE}


def test_everybody_chooses_among_letters_of_their_roles_and_of_services_that_are_on(personas: Personas) -> None:
    assert keys_of(personas.maya) == {"plans.overdue", "coaching.notes", "events.missed", "events.feedback"}
    assert keys_of(personas.omar) == {"documents.shared", "events.missed", "events.feedback"}
    assert keys_of(personas.cora) == {"resources.due", "resources.review", "resources.suggested"}
    office.switch_off("events", by=personas.ada)
    assert keys_of(personas.omar) == {"documents.shared"}


def test_the_page_keeps_what_was_chosen_and_what_is_not_on_it(client: FlaskClient, personas: Personas) -> None:
    sign_in(client, personas.maya)
    service.set_preference(personas.maya, optional_letters={"events.missed": False})
    office.switch_off("events", by=personas.ada)
    page = client.get("/me/letters").text
    assert "which steps are overdue" in page
    assert "what you missed" not in page
    chosen = {"quiet_from": "", "quiet_to": "", "announcements": "y", "letter-coaching-notes": "y"}
    assert client.post("/me/letters", data=chosen).status_code == 303
    rows = db.session.scalars(sa.select(UnwantedLetter.kind).where(UnwantedLetter.person_id == personas.maya.id))
    assert set(rows) == {"events.missed", "plans.overdue"}
