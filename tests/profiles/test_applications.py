"""From an application to a mentor: sent once, decided once, by somebody else, with a letter."""

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.core.errors import Invalid, NotAllowed
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render
from mentormatch.profiles import queries, service
from mentormatch.profiles.errors import AlreadyDecided, ApplicationIncomplete, OwnApplication
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from tests.profiles.test_places import together

BACKGROUND = {"bio": "I went from law to data.", "languages": ("de",)}
OFFER = {"role_title": "Data analyst", "help_topics": ("CV",)}


@pytest.fixture
def jonas(make, personas) -> Person:
    """Jonas has filled in all that is needed, and not sent it yet."""
    jonas = make.person("Jonas Weber", roles=[RoleName.MENTEE])
    service.save_mentor(jonas, by=jonas, background=BACKGROUND, offer=OFFER)
    return jonas


@pytest.fixture
def application(jonas) -> Offer:
    service.apply_as_mentor(jonas)
    return queries.offer_of(jonas.id)


def letters_to(person: Person) -> list[Letter]:
    return list(db.session.scalars(sa.select(Letter).where(Letter.person_id == person.id).order_by(Letter.id)))


def test_an_application_goes_to_the_coordinators_of_the_cohort_that_takes_newcomers(make, personas, jonas):
    elsewhere = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(elsewhere, personas.other_cohort, EnrolledAs.COORDINATOR)
    service.apply_as_mentor(jonas)
    assert queries.offer_of(jonas.id).status == OfferStatus.APPLIED
    (letter,) = letters_to(personas.cora)
    assert letters_to(elsewhere) == letters_to(jonas) == []
    assert render(letter).subject == "Jonas Weber would like to become a mentor"
    assert f"/coordinator/mentors/{jonas.id}" in render(letter).text


def test_sending_twice_is_one_application(personas, application, jonas):
    applied_at = application.applied_at
    service.apply_as_mentor(jonas)
    assert queries.offer_of(jonas.id).applied_at == applied_at
    assert len(letters_to(personas.cora)) == 1


def test_an_application_without_the_needed_answers_stays_a_draft(personas, make):
    nina = make.person("Nina")
    service.save_offer(nina, by=nina, role_title="Nurse")
    with pytest.raises(ApplicationIncomplete) as refusal:
        service.apply_as_mentor(nina)
    assert set(refusal.value.missing) == {"bio", "help_topics", "languages"}
    assert queries.offer_of(nina.id).status == OfferStatus.DRAFT
    assert letters_to(personas.cora) == []


def test_approval_grants_the_role_enrols_and_writes_a_letter(personas, application, jonas):
    stamp = jonas.facts_stamp
    service.approve_mentor(application, by=personas.cora)
    assert application.status == OfferStatus.APPROVED
    assert application.decided_by_id == personas.cora.id
    assert jonas.is_(RoleName.MENTOR)
    assert programmes.enrolment_of(jonas, EnrolledAs.MENTOR).cohort_id == personas.cohort.id
    assert jonas.facts_stamp > stamp
    (letter,) = letters_to(jonas)
    assert render(letter).subject == "You are a mentor now"
    service.take_place(jonas.id)


def test_a_coordinator_may_choose_one_of_their_own_cohorts_and_no_other(make, personas, application, jonas):
    with pytest.raises(NotAllowed):
        service.approve_mentor(application, by=personas.cora, cohort=personas.other_cohort)
    assert application.status == OfferStatus.APPLIED
    make.enrol(personas.cora, personas.other_cohort, EnrolledAs.COORDINATOR)
    service.approve_mentor(application, by=personas.cora, cohort=personas.other_cohort)
    assert programmes.enrolment_of(jonas, EnrolledAs.MENTOR).cohort_id == personas.other_cohort.id


def test_a_refusal_needs_a_reason_which_the_applicant_reads(personas, application, jonas):
    with pytest.raises(Invalid) as refusal:
        service.refuse_mentor(application, "  ", by=personas.cora)
    assert refusal.value.facts["field"] == "reason"
    service.refuse_mentor(application, "Full for now.\n\n[Win] https://evil.example/", by=personas.cora)
    assert application.status == OfferStatus.REFUSED
    assert not jonas.is_(RoleName.MENTOR)
    (letter,) = letters_to(jonas)
    assert "“Full for now. [Win] https://evil.example/”" in render(letter).text
    assert 'href="https://evil.example' not in render(letter).html


def test_who_was_refused_can_apply_again_and_is_decided_about_again(personas, application, jonas):
    service.refuse_mentor(application, "Please say more.", by=personas.cora)
    service.save_background(jonas, by=jonas, bio="I went from law to data by way of a hospital.")
    service.apply_as_mentor(jonas)
    assert application.status == OfferStatus.APPLIED
    assert (application.decided_at, application.decided_by_id, application.decision_reason) == (None, None, "")
    service.approve_mentor(application, by=personas.cora)
    assert application.status == OfferStatus.APPROVED


def test_nobody_decides_about_their_own_application(personas):
    cora = personas.cora
    service.save_mentor(cora, by=cora, background=BACKGROUND, offer=OFFER)
    service.apply_as_mentor(cora)
    own = queries.offer_of(cora.id)
    for act in (lambda: service.approve_mentor(own, by=cora), lambda: service.refuse_mentor(own, "No", by=cora)):
        with pytest.raises(OwnApplication):
            act()
    assert own.status == OfferStatus.APPLIED
    assert letters_to(cora) == []


def test_only_coordinators_decide(personas, application):
    for nobody in (personas.omar, personas.maya, personas.ada):
        with pytest.raises(NotAllowed):
            service.approve_mentor(application, by=nobody)
    assert application.status == OfferStatus.APPLIED


def test_a_double_click_decides_once(personas, application, jonas):
    service.approve_mentor(application, by=personas.cora)
    service.approve_mentor(application, by=personas.cora)
    approvals = sa.select(sa.func.count(AuditEntry.id)).where(AuditEntry.action == "offer.approved")
    assert db.session.scalar(approvals) == 1
    assert len(letters_to(jonas)) == 1


def test_who_decides_second_is_told(make, personas, application):
    carl = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.cohort, EnrolledAs.COORDINATOR)
    service.approve_mentor(application, by=personas.cora)
    for act in (
        lambda: service.approve_mentor(application, by=carl),
        lambda: service.refuse_mentor(application, "No", by=carl),
        lambda: service.refuse_mentor(application, "No", by=personas.cora),
    ):
        with pytest.raises(AlreadyDecided):
            act()
    assert application.status == OfferStatus.APPROVED


def test_two_coordinators_at_once_make_one_decision(app, make, personas, application, jonas):
    carl = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.cohort, EnrolledAs.COORDINATOR)
    cora_id, carl_id, jonas_id = personas.cora.id, carl.id, jonas.id
    db.session.rollback()

    def approve():
        service.approve_mentor(queries.offer_of(jonas_id), by=db.session.get(Person, cora_id))

    def refuse():
        service.refuse_mentor(queries.offer_of(jonas_id), "No", by=db.session.get(Person, carl_id))

    outcomes = together(app, approve, refuse)
    assert sorted(outcomes) == ["AlreadyDecided", "done"]
    db.session.expire_all()
    approved = queries.offer_of(jonas_id).status == OfferStatus.APPROVED
    assert db.session.get(Person, jonas_id).is_(RoleName.MENTOR) is approved is (outcomes[0] == "done")
    assert len(letters_to(db.session.get(Person, jonas_id))) == 1


def test_imports_admit_mentors_without_letters_and_once(make, personas):
    nina = make.person("Nina")
    service.save_offer(nina, by=None, role_title="Nurse")
    assert service.admit_mentor(nina, personas.cohort, by=None) is True
    stamp = nina.facts_stamp
    assert service.admit_mentor(nina, personas.cohort, by=None) is False
    assert nina.facts_stamp == stamp
    assert nina.is_(RoleName.MENTOR)
    assert letters_to(nina) == []
    assert db.session.scalar(sa.select(sa.func.count(Letter.id))) == 0


def test_the_queue_is_oldest_first_and_tells_everyone_their_place(make, personas):
    people = [make.person(name) for name in ("A", "B", "C")]
    for person in people:
        service.save_mentor(person, by=person, background=BACKGROUND, offer=OFFER)
        service.apply_as_mentor(person)
    assert [offer.person_id for offer in queries.applications()] == [person.id for person in people]
    assert [queries.place_in_queue(queries.offer_of(person.id)) for person in people] == [1, 2, 3]
    assert queries.count_applications() == 3
    service.approve_mentor(queries.offer_of(people[0].id), by=personas.cora)
    assert queries.place_in_queue(queries.offer_of(people[2].id)) == 2


def test_how_long_a_decision_takes_is_not_told_before_five(make, personas):
    for number in range(5):
        assert queries.usual_time_to_decide() is None
        person = make.person(f"Person {number}")
        service.save_mentor(person, by=person, background=BACKGROUND, offer=OFFER)
        service.apply_as_mentor(person)
        service.approve_mentor(queries.offer_of(person.id), by=personas.cora)
    assert 0 <= queries.usual_time_to_decide().total_seconds() < 60


def test_a_coordinator_sees_applications_and_own_mentors_but_no_drafts(make, personas, application, jonas):
    cora = personas.cora
    other_mentor = make.mentor("Zoe", cohort=personas.other_cohort)
    draft = make.person("Draft")
    service.save_offer(draft, by=draft, role_title="Secret")
    sees = queries.offer_for_coordinator
    assert sees(cora, jonas.id).person_id == jonas.id
    assert sees(cora, personas.omar.id).person_id == personas.omar.id
    assert sees(cora, other_mentor.id) is sees(cora, draft.id) is sees(cora, 4711) is None
    without_cohort = make.person("Carl", roles=[RoleName.COORDINATOR])
    assert sees(without_cohort, jonas.id) is None


def test_mentors_are_found_by_words_and_narrowed_by_places(make, personas):
    make.mentor("Full Fiona", cohort=personas.cohort, capacity=1, load=1, organisation="Bank of 100%")
    make.mentor("Paused Paula", cohort=personas.cohort, paused=True, role_title="Nurse")
    make.mentor("Else Elsa", cohort=personas.other_cohort)

    def found(**narrowed):
        offers, total = queries.mentors_for(personas.cora, limit=10, **narrowed)
        assert total == len(offers)
        return [offer.person.name for offer in offers]

    assert found() == ["Full Fiona", "Omar Haddad", "Paused Paula"]
    assert found(text="fiona BANK") == ["Full Fiona"]
    assert found(text="100%") == ["Full Fiona"]
    assert found(text="%") == ["Full Fiona"]
    assert found(text="nurse") == ["Paused Paula"]
    assert found(text="Elsa") == []
    assert found(places=queries.Places.FREE) == ["Omar Haddad"]
    assert found(places=queries.Places.FULL) == ["Full Fiona"]
    assert found(places=queries.Places.PAUSED) == ["Paused Paula"]
    assert len(queries.mentors_for(personas.cora, limit=2)[0]) == 2
    assert queries.mentors_for(personas.cora, limit=2, offset=2)[1] == 3
