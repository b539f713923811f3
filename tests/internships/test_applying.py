"""Applying: deadlines to the moment, who may, limits, stages, withdrawing, what an organisation sees."""

from datetime import UTC, datetime, timedelta

import pytest

from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import SlotTaken
from mentormatch.calendar.policy import Purpose
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db
from mentormatch.documents import queries as documents
from mentormatch.internships import queries, service
from mentormatch.internships.errors import (
    AnswerNeeded,
    NoDocument,
    NoSuchMoment,
    NotForYou,
    NotOpen,
    NotThatWay,
    NotYours,
    TimeTaken,
    TooLate,
    TooManyOpen,
    UnknownZone,
    Withdrew,
)
from mentormatch.internships.models import Application, PostingStatus, Stage
from mentormatch.internships.policy import GRACE, INTERVIEW, deadline_of
from mentormatch.internships.service import applying, sweep
from mentormatch.notifications.models import Letter
from mentormatch.partners import queries as partners
from mentormatch.scheduling import Interval
from tests.internships.conftest import Firm, letters_to
from tests.internships.make import applied, cv, published
from tests.make import Make, soon


def test_who_applies_is_told_when_it_came_and_the_organisation_learns_no_name(world: Firm, make: Make) -> None:
    maya = make.mentee("Maya Rossi")
    application = applied(world.posting, maya)
    assert application.status == Stage.RECEIVED
    assert application.answers == [{"question": "Why us?", "answer": "Because."}]
    assert letters_to(maya) == ["received"]
    assert letters_to(world.paula) == ["invited", "approved", "new_application"]
    said = str([letter.context for letter in db.session.query(Letter).filter_by(person_id=world.paula.id)])
    assert "Maya" not in said and maya.email not in said
    assert applied(world.posting, maya, application.version).id == application.id


def test_one_moment_decides(world: Firm, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hair before the deadline is in time, also when its turn comes after it; the deadline itself is too late."""
    maya, lena = make.mentee("Maya"), make.mentee("Lena")
    mine, hers, deadline = cv(maya), cv(lena), world.posting.deadline_at
    monkeypatch.setattr(applying, "database_moment", lambda: deadline - timedelta(milliseconds=1))
    with travel(deadline - now() + timedelta(seconds=30)):
        assert not queries.to_end(now() - GRACE), "nothing is closed while somebody may wait for their turn"
        assert applied(world.posting, maya, mine).sent_at == deadline - timedelta(milliseconds=1)
    monkeypatch.setattr(applying, "database_moment", lambda: deadline)
    with pytest.raises(TooLate) as refused:
        applied(world.posting, lena, hers)
    assert "Applications closed on" in str(refused.value)


@pytest.mark.parametrize(
    ("shown", "zone", "meant"),
    [
        (datetime(2026, 11, 30, 23, 59), "Europe/Rome", datetime(2026, 11, 30, 22, 59, tzinfo=UTC)),
        (datetime(2026, 7, 31, 23, 59), "Europe/Rome", datetime(2026, 7, 31, 21, 59, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30), "Europe/Rome", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),  # comes twice
        (datetime(2026, 11, 1, 1, 30), "America/New_York", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),  # comes twice
        (datetime(2026, 12, 31, 23, 59), "Asia/Kathmandu", datetime(2026, 12, 31, 18, 14, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 59), "Pacific/Kiritimati", datetime(2026, 12, 31, 9, 59, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_what_the_clock_on_the_wall_shows(shown: datetime, zone: str, meant: datetime) -> None:
    assert deadline_of(shown, zone) == meant


def test_an_hour_that_is_left_out_is_no_deadline() -> None:
    with pytest.raises(NoSuchMoment):
        deadline_of(datetime(2026, 3, 29, 2, 30), "Europe/Rome")
    with pytest.raises(UnknownZone):
        deadline_of(datetime(2026, 3, 29, 2, 30), "Europe/Atlantis")


def test_postings_expire_by_themselves(world: Firm, make: Make) -> None:
    maya = make.mentee("Maya")
    with travel(world.posting.deadline_at - now() + timedelta(minutes=3)):
        assert queries.published(maya, queries.Wanted()) == []
        sweep()
        db.session.refresh(world.posting)
        assert world.posting.status == PostingStatus.OVER
        with pytest.raises(TooLate):
            applied(world.posting, maya)


def test_who_may_not_apply_and_what_is_missing_is_refused(world: Firm, make: Make) -> None:
    maya, lena = make.mentee("Maya", degree="Economics", graduation_year=2027), make.mentee("Lena")
    only = published(world.organisation, world.cora, degrees=("economics",), years=("2027",))
    assert applied(only, maya).id
    with pytest.raises(NotForYou):
        applied(only, lena)
    with pytest.raises(NoDocument):
        service.apply(world.posting, by=lena, version_id=cv(maya).id, note="", answers={1: "Yes."})
    with pytest.raises(AnswerNeeded):
        service.apply(world.posting, by=lena, version_id=cv(lena).id, note="", answers={})
    service.close(world.posting, by=world.paula)
    with pytest.raises(NotOpen):
        applied(world.posting, lena)


def test_fifteen_applications_at_once_are_the_most(world: Firm, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "OPEN_MOST", 2)
    maya = make.mentee("Maya")
    version = cv(maya)
    postings = [published(world.organisation, world.cora, title=f"Posting {one}") for one in range(3)]
    first = applied(postings[0], maya, version)
    applied(postings[1], maya, version)
    with pytest.raises(TooManyOpen):
        applied(postings[2], maya, version)
    service.withdraw(first, by=maya)
    assert applied(postings[2], maya, version).id
    with pytest.raises(Withdrew):
        applied(postings[0], maya, version)


def test_applications_go_along_allowed_ways_only_with_a_letter_at_each(world: Firm, make: Make) -> None:
    maya = make.mentee("Maya")
    application = applied(world.posting, maya)
    with pytest.raises(NotThatWay):
        service.move(application, Stage.OFFER, by=world.paula)
    with pytest.raises(NotYours):
        service.move(application, Stage.DECLINED, by=world.peter)
    for stage in (Stage.IN_CONVERSATION, Stage.INTERVIEW, Stage.OFFER):
        service.move(application, stage, by=world.paula)
    service.accept_offer(application, by=maya)
    assert letters_to(maya) == ["received", "moved", "moved", "moved"]
    assert letters_to(world.paula)[-1] == "accepted"
    assert application.offered_at and application.accepted_at
    with pytest.raises(NotThatWay):
        service.move(application, Stage.DECLINED, by=world.paula)


def test_who_withdraws_is_gone_for_the_organisation(world: Firm, make: Make) -> None:
    maya = make.mentee("Maya Rossi")
    application = applied(world.posting, maya)
    version = application.version_id
    assert version and documents.readable_version(world.paula, version) is not None
    assert documents.readable_version(world.peter, version) is None
    service.withdraw(application, by=maya)
    assert documents.readable_version(world.paula, version) is None
    assert queries.application_to_handle(world.paula, application.id) is None
    assert letters_to(world.paula)[-1] == "gone"


def test_a_declined_application_gives_no_file_any_more(world: Firm, make: Make) -> None:
    application = applied(world.posting, make.mentee("Maya"))
    service.move(application, Stage.DECLINED, by=world.cora)
    assert documents.readable_version(world.paula, application.version_id or 0) is None


def test_who_ends_loses_everything_at_once(world: Firm, make: Make) -> None:
    application = applied(world.posting, make.mentee("Maya"))
    contact = partners.contact_of(world.paula.id, world.organisation.id)
    assert contact is not None
    service.end_contact(contact, by=world.cora)
    db.session.refresh(world.paula)
    assert world.paula.roles == []
    assert queries.application_to_handle(world.paula, application.id) is None
    assert documents.readable_version(world.paula, application.version_id or 0) is None


def test_whoever_leaves_withdraws(world: Firm, make: Make) -> None:
    maya = make.mentee("Maya")
    application = applied(world.posting, maya)
    service.forget(maya)
    assert application.status == Stage.WITHDRAWN


def test_nothing_in_applications_ranks_anybody() -> None:
    """Neither a column nor what is imported by those pages: an organisation sees applications by time alone."""
    words = ("score", "rank", "match", "suggest", "recommend", "fit")
    columns = [column.name for column in Application.__table__.columns]
    assert not [name for name in columns if any(word in name for word in words)]


def test_an_interview_takes_no_time_that_is_taken(world: Firm, make: Make) -> None:
    """By whatever it is taken, on either side; and where one side is refused, the other one's time stays free."""
    maya, lena = make.mentee("Maya"), make.mentee("Lena")
    at = soon(days=5)
    time = Interval(at + timedelta(minutes=15), at + timedelta(minutes=45))
    interview = service.propose_times(applied(world.posting, maya), [at], minutes=30, place="", by=world.paula)
    other = service.propose_times(applied(world.posting, lena), [at], minutes=30, place="", by=world.paula)
    calendar.take_own_time(maya, time, purpose=Purpose(kind=INTERVIEW, title="Elsewhere"))
    with pytest.raises(TimeTaken):
        service.pick_time(interview, at, by=maya)
    assert queries.interviews_of(interview.application_id)[0].host_booking_id is None
    service.pick_time(other, at, by=lena)
    with pytest.raises(SlotTaken):
        calendar.take_own_time(world.paula, time, purpose=Purpose(kind=INTERVIEW, title="Elsewhere"))
