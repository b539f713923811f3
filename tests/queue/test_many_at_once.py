"""Acts on many rows: previewed, undone without a trace, carried out exactly once, and two coordinators at a time."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus, ReviewReason
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.programmes.queries import takes_part
from mentormatch.queue import service
from mentormatch.queue.errors import (
    NothingChosen,
    NothingPossible,
    ReasonMissing,
    TooLateToUndo,
    TooManyRows,
    WordsMissing,
)
from mentormatch.queue.models import Act, Assignment, Bulk, BulkStatus, Kind, RowStatus
from mentormatch.queue.policy import MOST_AT_ONCE, Key
from mentormatch.queue.queries import own
from mentormatch.queue.service import carrying_out
from tests.make import Make
from tests.mentoring.conftest import text
from tests.queue.conftest import Waiting, due, letters, queue_of

WORDS = "We talked to both of them."
DECIDED = (Kind.APPLICATION, Kind.JOIN, Kind.REQUEST, Kind.MATCH)


def keys_of(waiting: Waiting) -> list[Key]:
    return [waiting.key(kind) for kind in DECIDED]


def approve(waiting: Waiting, by: Any = None) -> Bulk:
    return service.ask(Act.APPROVE, keys_of(waiting), by=by or waiting.people.cora, reason="reasons_hold")


def outcomes(bulk: Bulk) -> dict[Kind, RowStatus]:
    db.session.rollback()
    return {row.kind: row.status for row in own.rows_of(bulk)}


def test_nothing_happens_before_its_time_and_an_undo_tells_nobody(waiting: Waiting, as_person: Any) -> None:
    before, told = queue_of(waiting.people.cora), letters()
    bulk = approve(waiting)
    assert service.carry_out_due() == 0
    browser = as_person(waiting.people.cora)
    assert "Undo until" in text(browser.get("/coordinator/queue"))
    for _click in range(2):
        assert browser.post(f"/coordinator/queue/acts/{bulk.id}/undo").status_code == 303
    due(bulk)
    assert service.carry_out_due() == 0
    assert (queue_of(waiting.people.cora), letters()) == (before, told)
    assert "nobody was told" in text(browser.get(f"/coordinator/queue/acts/{bulk.id}"))
    assert browser.post(f"/coordinator/queue/acts/{bulk.id}/now").status_code == 409


def test_what_is_due_is_done_row_by_row_by_whoever_asked(waiting: Waiting, as_person: Any) -> None:
    told, bulk = letters(), approve(waiting)
    due(bulk)
    assert service.carry_out_due() == len(DECIDED)
    assert service.carry_out_due() == 0
    assert outcomes(bulk) == dict.fromkeys(DECIDED, RowStatus.DONE)
    request = db.session.get_one(Request, waiting.key(Kind.REQUEST).subject_id)
    match = db.session.get_one(Match, waiting.key(Kind.MATCH).subject_id)
    offer = db.session.get_one(Offer, waiting.key(Kind.APPLICATION).subject_id)
    assert (request.status, match.status) == (RequestStatus.OPEN, MatchStatus.ACTIVE)
    assert offer.status == OfferStatus.APPROVED
    assert request.reviewed_by_id == waiting.people.cora.id
    assert letters() > told
    with pytest.raises(TooLateToUndo):
        service.undo(bulk, by=waiting.people.cora)
    assert "4 done" in text(as_person(waiting.people.cora).get(f"/coordinator/queue/acts/{bulk.id}"))


def test_do_it_now_does_not_wait(waiting: Waiting, as_person: Any) -> None:
    bulk = approve(waiting)
    assert as_person(waiting.people.cora).post(f"/coordinator/queue/acts/{bulk.id}/now").status_code == 303
    assert service.carry_out_due() == len(DECIDED)


def test_refusing_needs_a_reason_of_the_list_and_words(waiting: Waiting) -> None:
    cora, keys = waiting.people.cora, keys_of(waiting)
    with pytest.raises(ReasonMissing):
        service.ask(Act.REFUSE, keys, by=cora, reason="because", words=WORDS)
    with pytest.raises(WordsMissing):
        service.ask(Act.REFUSE, keys, by=cora, reason="too_close", words=" ")
    with pytest.raises(NothingChosen):
        service.ask(Act.REFUSE, [], by=cora, reason="too_close", words=WORDS)
    with pytest.raises(TooManyRows):
        many = [Key(Kind.MATCH, number) for number in range(MOST_AT_ONCE + 1)]
        service.ask(Act.REFUSE, many, by=cora, reason="too_close", words=WORDS)
    with pytest.raises(NothingPossible):
        service.ask(Act.REFUSE, [waiting.key(Kind.STUCK)], by=cora, reason="too_close", words=WORDS)
    bulk = service.ask(Act.REFUSE, keys, by=cora, reason="too_close", words=WORDS)
    due(bulk)
    assert service.carry_out_due() == len(DECIDED)
    assert db.session.get_one(Match, waiting.key(Kind.MATCH).subject_id).review_reason == WORDS


def test_the_preview_says_what_happens_to_whom_and_what_cannot(waiting: Waiting, as_person: Any) -> None:
    cora = waiting.people.cora
    transactional(
        lambda: setattr(db.session.get_one(Match, waiting.key(Kind.MATCH).subject_id), "mentor_id", cora.id)
    )()
    rows = [str(key) for key in waiting.keys.values()] + ["match-999999"]
    browser = as_person(cora)
    page = text(browser.post("/coordinator/queue/preview", data={"row": rows, "act": "approve"}))
    assert "Approve 3 rows?" in page
    assert "becomes a mentor, and gets a letter" in page
    assert "You are one of the people concerned" in page
    assert page.count("This is decided on its own page") == 7
    assert "1 row no longer waits" in page
    assert browser.post("/coordinator/queue/preview", data={"act": "approve"}).status_code == 303
    every = browser.post("/coordinator/queue/preview?kind=request", data={"every": "yes", "act": "approve"})
    assert "Approve 1 row?" in text(every)
    asked = browser.post("/coordinator/queue/acts", data={"row": rows, "act": "refuse", "reason": "", "words": WORDS})
    assert asked.status_code == 422 and WORDS in asked.text
    done = browser.post("/coordinator/queue/acts", data={"row": rows, "act": "approve", "reason": "reasons_hold"})
    assert done.status_code == 303
    assert "Can still be undone" in browser.get(done.location).text


def test_of_two_coordinators_the_second_is_told_that_it_was_decided(waiting: Waiting) -> None:
    mine, theirs = approve(waiting), approve(waiting, by=waiting.cleo)
    refused = service.ask(Act.REFUSE, keys_of(waiting), by=waiting.cleo, reason="too_close", words=WORDS)
    for bulk in (mine, theirs, refused):
        due(bulk)
    assert service.carry_out_due() == len(DECIDED)
    told = letters()
    assert outcomes(mine) == dict.fromkeys(DECIDED, RowStatus.DONE)
    assert outcomes(theirs) == outcomes(refused) == dict.fromkeys(DECIDED, RowStatus.GONE)
    assert all(row.note for row in own.rows_of(theirs))
    assert letters() == told


def test_a_row_that_cannot_be_done_stops_no_other(waiting: Waiting) -> None:
    bulk = approve(waiting)

    @transactional
    def fill() -> None:
        request = db.session.get_one(Request, waiting.key(Kind.REQUEST).subject_id)
        offer = db.session.get_one(Offer, request.mentor_id)
        offer.capacity = offer.load

    fill()
    due(bulk)
    service.carry_out_due()
    assert outcomes(bulk) == {
        Kind.APPLICATION: RowStatus.DONE, Kind.JOIN: RowStatus.DONE, Kind.MATCH: RowStatus.DONE,
        Kind.REQUEST: RowStatus.REFUSED,
    }  # fmt: skip
    assert waiting.key(Kind.REQUEST) in queue_of(waiting.people.cora)


class Killed(BaseException):
    """The worker is gone."""


@pytest.mark.parametrize("after", [0, 1, 2])
@pytest.mark.parametrize("inside", [True, False])
def test_a_worker_that_is_killed_between_rows_is_followed_by_one_that_goes_on(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch, after: int, inside: bool
) -> None:
    bulk, told = approve(waiting), letters()
    due(bulk)
    real, done = carrying_out.decide, []

    def dying(*arguments: Any, **named: Any) -> None:
        if len(done) == after and not inside:
            raise Killed
        real(*arguments, **named)
        done.append(arguments)
        if len(done) > after and inside:
            raise Killed

    monkeypatch.setattr(carrying_out, "decide", dying)
    with pytest.raises(Killed):
        service.carry_out_due()
    monkeypatch.setattr(carrying_out, "decide", real)
    assert sum(status is RowStatus.DONE for status in outcomes(bulk).values()) == after
    assert service.carry_out_due() == 0, "another one holds it"

    @transactional
    def lapse() -> None:
        db.session.get_one(Bulk, bulk.id).leased_until = now() - timedelta(seconds=1)

    lapse()
    assert service.carry_out_due() == len(DECIDED) - after
    assert outcomes(bulk) == dict.fromkeys(DECIDED, RowStatus.DONE)
    assert db.session.get_one(Bulk, bulk.id).status == BulkStatus.DONE
    assert letters() - told == LETTERS


#: One to the applicant, one to who asks to join, two about the request, two about the match.
LETTERS = 6


def test_many_are_given_to_a_colleague(waiting: Waiting, as_person: Any) -> None:
    cora, cleo = waiting.people.cora, waiting.cleo
    rows = [str(key) for key in waiting.keys.values()]
    browser = as_person(cora)
    data = {"row": rows, "act": "assign", "assignee": str(cleo.id)}
    assert "Cleo Marin looks after it" in text(browser.post("/coordinator/queue/preview", data=data))
    answer = browser.post("/coordinator/queue/acts", data=data)
    bulk_id = int(answer.location.rsplit("/", 1)[1])
    assert as_person(cleo).get(answer.location).status_code == 404
    due(db.session.get_one(Bulk, bulk_id))
    assert service.carry_out_due() == len(Kind)
    assert set(db.session.scalars(sa.select(Assignment.person_id))) == {cleo.id}
    assert "assigned=me" in as_person(cleo).get("/coordinator/queue?assigned=me").text


def test_somebody_decides_by_hand_while_an_act_waits(waiting: Waiting, make: Make) -> None:
    bulk = approve(waiting)
    match = db.session.get_one(Match, waiting.key(Kind.MATCH).subject_id)
    mentoring.reject_match(match, by=waiting.cleo, reason=ReviewReason.CONCERN, words=WORDS)
    due(bulk)
    assert service.carry_out_due() == len(DECIDED) - 1
    assert outcomes(bulk)[Kind.MATCH] is RowStatus.GONE


def test_an_application_is_approved_for_a_cohort_that_runs(waiting: Waiting, make: Make) -> None:
    people = waiting.people
    over = make.cohort()
    make.enrol(people.cora, over, EnrolledAs.COORDINATOR)
    with_newcomers = make.cohort()
    programmes.take_newcomers(with_newcomers, by=people.ada)
    programmes.archive(over, by=people.ada)
    key = waiting.key(Kind.APPLICATION)
    bulk = service.ask(Act.APPROVE, [key], by=people.cora, reason="reasons_hold")
    due(bulk)
    service.carry_out_due()
    assert outcomes(bulk) == {Kind.APPLICATION: RowStatus.DONE}
    assert takes_part(db.session.get_one(Person, key.subject_id), people.cohort.id, EnrolledAs.MENTOR)


def test_an_application_still_waits_where_every_cohort_is_archived(waiting: Waiting, make: Make) -> None:
    people = waiting.people
    programmes.take_newcomers(make.cohort(), by=people.ada)
    programmes.archive(people.cohort, by=people.ada)
    bulk = service.ask(Act.APPROVE, [waiting.key(Kind.APPLICATION)], by=people.cora, reason="reasons_hold")
    due(bulk)
    service.carry_out_due()
    assert outcomes(bulk) == {Kind.APPLICATION: RowStatus.REFUSED}


def test_who_is_no_coordinator_any_more_decides_nothing(waiting: Waiting) -> None:
    bulk = approve(waiting)
    accounts.revoke(waiting.people.cora, RoleName.COORDINATOR, by=waiting.people.ada)
    due(bulk)
    assert service.carry_out_due() == 0
    assert set(outcomes(bulk).values()) == {RowStatus.GONE}
