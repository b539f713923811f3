"""What a mentor has given, and the certificates of a whole cohort."""

import io
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.goals.models import Goal, GoalStatus
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.relationship import bulk
from mentormatch.relationship.impact import impact_of
from mentormatch.relationship.models import CertificateJob, CertificateStatus, Farewell
from tests.personas import Personas

OUTCOMES = (BookingStatus.HELD, BookingStatus.HELD, BookingStatus.MISSED)


@pytest.fixture
def pair(personas: Personas) -> Personas:
    """Maya and Omar met twice and missed each other once."""
    _meet(personas)
    return personas


@transactional
def _meet(personas: Personas) -> None:
    people = {"mentee_id": personas.maya.id, "mentor_id": personas.omar.id, "cohort_id": personas.cohort.id}
    match = Match(**people, status=MatchStatus.ENDED, activated_at=now(), ended_at=now())
    db.session.add(match)
    db.session.flush()
    for days, status in enumerate(OUTCOMES, 1):
        at = now() - timedelta(days=days)
        db.session.add(
            Booking(match_id=match.id, host_id=personas.omar.id, guest_id=personas.maya.id, status=status, uid=str(at),
                    starts_at=at, ends_at=at + timedelta(minutes=45), wall_start="", wall_zone="UTC")
        )  # fmt: skip
    db.session.add_all([
        Farewell(match_id=match.id, person_id=personas.maya.id, thanks="You opened a door."),
        Farewell(match_id=match.id, person_id=personas.omar.id, thanks="Go on like this."),
        Goal(match_id=match.id, by_id=personas.maya.id, title="A portfolio", status=GoalStatus.DONE, ended_at=now()),
    ])  # fmt: skip


def test_a_mentor_sees_what_they_gave(as_person, pair: Personas) -> None:
    given = impact_of(pair.omar)
    assert (given.mentees, given.sessions, given.minutes, given.goals) == (1, 2, 90, 1)
    assert [thanks.words for thanks in given.thanks] == ["You opened a door."]
    text = as_person(pair.omar).get("/mentor/impact").text
    assert "1 hour 30 minutes" in text
    assert "You opened a door." in text
    assert "Go on like this." not in text


def test_before_the_first_match_there_is_nothing_to_count(as_person, personas: Personas) -> None:
    assert "It begins with the first match" in as_person(personas.omar).get("/mentor/impact").text


def test_the_certificates_of_a_cohort_are_made_by_the_worker(as_person, pair: Personas, make) -> None:
    make.mentor("Nobody Met", cohort=pair.cohort)
    cora, path = as_person(pair.cora), f"/coordinator/matches/certificates/{pair.cohort.id}"
    assert cora.get(f"{path}/file").status_code == 404
    assert cora.post(path).status_code == 303
    assert cora.post(path).status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CertificateJob)) == 1
    assert "They are being made" in cora.get(path).text
    bulk.make_due()
    assert "1 certificate is ready" in cora.get(path).text
    archive = zipfile.ZipFile(io.BytesIO(cora.get(f"{path}/file").data))
    [name] = archive.namelist()
    assert name == "001-omar-haddad.pdf"
    assert archive.read(name).startswith(b"%PDF")
    [certified] = bulk.certificates_of(pair.cohort)
    assert (certified.name, certified.sessions, certified.minutes) == ("Omar Haddad", 2, 90)


def test_a_killed_worker_leaves_the_job_to_the_next(pair: Personas, monkeypatch) -> None:
    asked = bulk.ask(pair.cohort, by=pair.cora)
    assert bulk._claim("killed") == (asked.id, "killed")
    bulk.make_due()
    assert bulk.latest(pair.cohort).status == CertificateStatus.RUNNING
    with time_machine.travel(now() + bulk.LEASE + timedelta(seconds=1)):
        bulk.make_due()
        assert bulk.latest(pair.cohort).status == CertificateStatus.READY
    assert not bulk._update(asked.id, "killed", done=1)


def test_one_that_fails_says_so_and_can_be_asked_again(pair: Personas, monkeypatch) -> None:
    first = bulk.ask(pair.cohort, by=pair.cora)
    with monkeypatch.context() as broken:
        broken.setattr(bulk, "pdf_of", lambda _certificate: 1 / 0)
        bulk.make_due()
    assert bulk.latest(pair.cohort).status == CertificateStatus.FAILED
    assert bulk.ask(pair.cohort, by=pair.cora).id != first.id


def test_the_file_is_not_kept(pair: Personas) -> None:
    bulk.ask(pair.cohort, by=pair.cora)
    bulk.make_due()
    with time_machine.travel(now() + bulk.KEPT_FOR + timedelta(minutes=1)):
        bulk.make_due()
    assert bulk.latest(pair.cohort) is None
