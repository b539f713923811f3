"""The demo programme holds what a visitor should find, made through the services, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person, RoleName
from mentormatch.attendance.models import Attendance
from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.feedback.models import SessionFeedback
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.notifications.rendering import render
from mentormatch.people import queries as people_queries
from mentormatch.people import service as people_service
from mentormatch.people.files import read_table, write_table
from mentormatch.people.record import OutcomeStatus, Terms
from mentormatch.people.rows import read_entries
from mentormatch.privacy import service as privacy
from mentormatch.profiles import queries as profiles
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, ReviewMode
from mentormatch.recommendations import queries as recommendations_queries
from mentormatch.recommendations import service as recommendations
from mentormatch.relationship import overview
from mentormatch.relationship.models import State
from mentormatch.relationship.queries import farewells_of
from mentormatch.seed import service
from mentormatch.seed.people import find
from tests.conftest import empty


@pytest.fixture(scope="module", params=["sqlite", "postgresql"], autouse=True)
def seeded(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Seeded once for each database; the tests of this module only read."""
    app: Flask = request.getfixturevalue(f"{request.param}_app")
    with app.app_context():
        empty(app, request.param)
        service.make_demo(lambda what, done, total: None)
        yield app
        db.session.remove()


@pytest.fixture(autouse=True)
def _look_anew() -> Iterator[None]:
    yield
    db.session.rollback()


def count(*conditions: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(*conditions)) or 0


def test_the_five_people_hold_the_roles_of_their_story() -> None:
    roles = {who: {role.name for role in find(who).roles} for who in ("maya", "omar", "cora", "ada", "eve")}
    assert roles == {
        "maya": {RoleName.MENTEE},
        "omar": {RoleName.MENTOR},
        "cora": {RoleName.COORDINATOR},
        "ada": {RoleName.ADMIN},
        "eve": {RoleName.MENTEE},
    }
    assert all(find(who).confirmed_at for who in roles)


def test_there_are_two_cohorts_and_eve_is_in_the_other_one() -> None:
    enrolled = {who: programmes.enrolment_of(find(who), EnrolledAs.MENTEE) for who in ("maya", "eve")}
    cohorts = {who: enrolment.cohort for who, enrolment in enrolled.items() if enrolment}
    assert cohorts["maya"].review_mode == ReviewMode.AFTER_BOTH
    assert cohorts["maya"].default
    assert cohorts["eve"].review_mode == ReviewMode.NONE
    assert cohorts["eve"].name != cohorts["maya"].name
    assert set(programmes.cohorts_of(find("cora"))) == set(db.session.scalars(sa.select(Cohort)))


def test_enough_people_write_in_four_languages_and_no_two_alike() -> None:
    mentors = sa.select(Profile).join(Offer, Offer.person_id == Profile.person_id)
    bios = [profile.bio for profile in db.session.scalars(mentors.where(Offer.status == OfferStatus.APPROVED))]
    goals = list(db.session.scalars(sa.select(Aim.goal)))
    assert len(bios) >= 40
    assert len(goals) >= 25
    assert len({*bios, *goals}) == len(bios) + len(goals)
    first = {profile.languages[0] for profile in db.session.scalars(sa.select(Profile))}
    assert {"en", "it", "es", "de"} <= first
    assert len(set(db.session.scalars(sa.select(Person.time_zone)))) >= 12


def test_requests_stand_in_every_state() -> None:
    assert set(db.session.scalars(sa.select(Request.status))) == set(RequestStatus)


def test_matches_stand_in_every_state_and_some_wait_for_cora() -> None:
    assert set(db.session.scalars(sa.select(Match.status))) == set(MatchStatus)
    assert count(Match.status == MatchStatus.AWAITING_REVIEW) >= 1


def test_sessions_lie_behind_and_ahead() -> None:
    assert count(Booking.ends_at < now(), Booking.status == BookingStatus.HELD) >= 10
    assert count(Booking.status == BookingStatus.MISSED) >= 2
    assert count(Attendance.disputed_at.is_not(None), Attendance.decision.is_(None)) == 1
    assert count(SessionFeedback.useful > 0) >= 5
    assert count(Booking.starts_at > now(), Booking.status == BookingStatus.BOOKED) >= 8
    assert count(Booking.status == BookingStatus.CANCELLED) >= 1
    assert count(Booking.status == BookingStatus.RESERVED, Booking.starts_at > now()) >= 1


def test_a_mentor_is_full_one_is_paused_and_applications_wait() -> None:
    assert count(Offer.load == Offer.capacity, Offer.status == OfferStatus.APPROVED) >= 1
    assert count(Offer.paused) == 1
    assert len(profiles.applications()) == 3


def test_a_request_is_about_to_close_after_its_mentor_was_reminded() -> None:
    soon = Request.closes_at.between(now(), now() + timedelta(days=1))
    assert count(Request.status == RequestStatus.OPEN, soon, Request.reminded_at.is_not(None)) == 1


def test_omar_has_a_request_to_answer_and_a_mentee_whom_he_sees_soon() -> None:
    omar = find("omar")
    assert count(Request.mentor_id == omar.id, Request.status == RequestStatus.OPEN) == 1
    assert count(Match.mentor_id == omar.id, Match.status == MatchStatus.ACTIVE) == 1
    ahead = (Booking.host_id == omar.id, Booking.status == BookingStatus.BOOKED, Booking.starts_at > now())
    assert count(*ahead, Booking.kind == SESSION) == 1
    offer = profiles.offer_of(omar.id)
    assert offer is not None
    assert offer.places >= 1


def test_omar_is_the_first_mentor_maya_sees_and_she_has_not_asked_him() -> None:
    maya, omar = find("maya"), find("omar")
    assert recommendations.recommend(maya, top=1)[0].recommendation.mentor_id == str(omar.id)
    assert count(Request.mentee_id == maya.id, Request.mentor_id == omar.id) == 0
    assert count(Request.mentee_id == maya.id, Request.status == RequestStatus.OPEN) == 1


def test_every_text_is_encoded_and_every_request_knows_why() -> None:
    assert recommendations_queries.waiting_for_vectors() == 0
    told = sa.select(Request.recommendation).join(Person, Person.id == Request.mentee_id)
    found = db.session.scalars(told.where(Person.left_at.is_(None)))
    assert all(said["band"] and said["reasons"] for said in found)


def test_nothing_has_happened_in_the_future() -> None:
    assert count(AuditEntry.at > now()) == 0
    assert count(Request.created_at > now()) == 0
    assert count(Request.answered_at < Request.created_at) == 0
    assert count(Booking.created_at > Booking.starts_at) == 0


def test_matches_are_in_every_state_of_health() -> None:
    assert set(overview.counts(list(db.session.scalars(sa.select(Cohort.id))))) == set(State)


def test_somebody_has_downloaded_everything_and_somebody_has_left_words_behind() -> None:
    assert privacy.last_download(find("maya")) is not None
    [former] = db.session.scalars(sa.select(Person).where(Person.left_at.is_not(None)))
    [match] = db.session.scalars(sa.select(Match).where(Match.mentee_id == former.id))
    assert former.name == "A former member"
    assert farewells_of(match)[former.id].thanks


def test_no_letter_waits_to_be_mailed_and_each_kind_can_be_read() -> None:
    assert count(Letter.status.not_in([LetterStatus.SENT, LetterStatus.OBSOLETE])) == 0
    kinds = sa.select(sa.func.max(Letter.id)).group_by(Letter.template, Letter.locale)
    for letter in db.session.scalars(sa.select(Letter).where(Letter.id.in_(kinds))):
        assert render(letter).subject


def test_importing_an_export_of_the_demo_changes_nothing() -> None:
    entries = list(read_entries(read_table(write_table(people_queries.every_person()))))
    report = people_service.import_people(entries, Terms(), by=None)
    assert {outcome.status for outcome in report.outcomes} == {OutcomeStatus.UNCHANGED}


def test_a_database_with_people_in_it_is_left_alone(seeded: Flask) -> None:
    before = count(Person.id > 0)
    with pytest.raises(service.NotEmpty):
        service.make_demo(lambda what, done, total: None)
    result = seeded.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 1
    assert "empty database" in result.stderr
    assert count(Person.id > 0) == before
