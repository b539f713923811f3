"""Every kind of what needs somebody stands in the queue, leaves it when decided, and is seen by the right ones only."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from mentormatch.accounts.models import Person
from mentormatch.attendance import service as attendance
from mentormatch.attendance.models import Attendance, Decision
from mentormatch.concerns import service as concerns
from mentormatch.concerns.models import Concern
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import Match, Request
from mentormatch.notifications.models import Letter
from mentormatch.profiles import service as profiles
from mentormatch.profiles.models import Offer
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import JoinRequest
from mentormatch.queue import service
from mentormatch.queue.errors import NotForThem
from mentormatch.queue.models import Kind
from mentormatch.queue.policy import Assigned, Key, Sort
from tests.make import Make
from tests.mentoring.conftest import text
from tests.queue.conftest import Waiting, foreign_cohort, queue_of

WORDS = "They know each other well."


def test_every_kind_stands_in_the_queue_once_with_the_page_where_it_is_decided(
    waiting: Waiting, as_person: Any
) -> None:
    cora = waiting.people.cora
    assert sorted(queue_of(cora)) == sorted(waiting.keys.values())
    browser = as_person(cora)
    page = text(browser.get("/coordinator/queue"))
    assert "11 things need someone" in page
    for kind in Kind:
        narrowed = text(browser.get(f"/coordinator/queue?kind={kind.value}"))
        assert f'value="{waiting.key(kind)}"' in narrowed
        assert narrowed.count("data-row") == 1
        address = narrowed.split("data-opens-row")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
        assert browser.get(address).status_code == 200


def _decisions(waiting: Waiting) -> dict[Kind, Callable[[], object]]:
    cora = waiting.people.cora

    def found(kind: Kind, table: Any) -> Any:
        return db.session.get_one(table, waiting.key(kind).subject_id)

    return {
        Kind.REQUEST: lambda: mentoring.review_request(found(Kind.REQUEST, Request), by=cora, approve=True),
        Kind.MATCH: lambda: mentoring.approve_match(found(Kind.MATCH, Match), by=cora),
        Kind.APPLICATION: lambda: profiles.refuse_mentor(found(Kind.APPLICATION, Offer), WORDS, by=cora),
        Kind.JOIN: lambda: programmes.decline_join(found(Kind.JOIN, JoinRequest), WORDS, by=cora),
        Kind.EXPIRING: lambda: _decline(found(Kind.EXPIRING, Request)),
        Kind.SILENT: lambda: _decline(found(Kind.SILENT, Request)),
        Kind.STUCK: lambda: mentoring.end_match(found(Kind.STUCK, Match), by=cora, reason=WORDS),
        Kind.DISPUTE: lambda: attendance.decide(found(Kind.DISPUTE, Attendance), Decision.EXCUSED, by=cora),
        Kind.CONCERN: lambda: _close(found(Kind.CONCERN, Concern), cora),
        Kind.LETTER: lambda: service.give_up(found(Kind.LETTER, Letter), by=cora),
    }


def _decline(request: Request) -> None:
    mentoring.withdraw(request, by=request.mentee)


def _close(concern: Concern, by: Person) -> None:
    concerns.open_concern(concern, by=by)
    concerns.note(concern, "We talked.", close=True, by=by)


def test_each_leaves_when_it_is_decided_and_nothing_else_does(waiting: Waiting) -> None:
    cora = waiting.people.cora
    for kind, decide in _decisions(waiting).items():
        before = set(queue_of(cora))
        decide()
        after = set(queue_of(cora))
        assert before - after == {waiting.key(kind)}
        # Whose request or match has ended waits for a mentor again, and a request let through may be answered.
        assert {key.kind for key in after - before} <= {Kind.WAITING}


def test_a_foreign_coordinator_sees_only_whom_nobody_has_taken_in_yet(
    waiting: Waiting, make: Make, as_person: Any
) -> None:
    carl = foreign_cohort(make, waiting.people.other_cohort)
    eve = [key for key in queue_of(carl) if key.kind is Kind.WAITING]
    assert set(queue_of(carl)) - set(eve) == {waiting.key(Kind.APPLICATION)}
    page = text(as_person(carl).get(f"/coordinator/queue?cohort={waiting.people.cohort.id}&q=stan"))
    assert "Stan Stuck" not in page
    assert as_person(carl).get(f"/coordinator/queue/letters/{waiting.key(Kind.LETTER).subject_id}").status_code == 404
    others = {"row": [str(key) for key in waiting.keys.values()], "act": "approve"}
    preview = text(as_person(carl).post("/coordinator/queue/preview", data=others))
    assert "Rita Review" not in preview and "10 rows no longer wait, or are not yours" in preview


def test_a_concern_about_a_coordinators_own_match_is_not_theirs(waiting: Waiting) -> None:
    cora = waiting.people.cora

    @transactional
    def own() -> None:
        concern = db.session.get_one(Concern, waiting.key(Kind.CONCERN).subject_id)
        concern.match.mentor_id = cora.id

    own()
    assert waiting.key(Kind.CONCERN) not in queue_of(cora)
    assert waiting.key(Kind.CONCERN) in queue_of(waiting.cleo)


def test_filters_and_orders_say_what_they_mean(waiting: Waiting) -> None:
    cora = waiting.people.cora
    assert queue_of(cora, text="stan") == [waiting.key(Kind.STUCK)]
    assert queue_of(cora, text="mentor rita") == [waiting.key(Kind.REQUEST)]
    assert queue_of(cora, text="nowhere") == []
    assert {key.kind for key in queue_of(cora, band="strong")} == {Kind.MATCH, Kind.STUCK}
    assert [key.kind for key in queue_of(cora, sort=Sort.DUE)][:2] == [Kind.EXPIRING, Kind.SILENT]
    assert [key.kind for key in queue_of(cora, sort=Sort.DUE, descending=True)][:2] == [Kind.SILENT, Kind.EXPIRING]
    assert [key.kind for key in queue_of(cora, sort=Sort.KIND)] == list(Kind)
    assert queue_of(cora, sort=Sort.WHO)[0] == waiting.key(Kind.APPLICATION)
    for sort in Sort:
        assert queue_of(cora, sort=sort) == queue_of(cora, sort=sort, descending=True)[::-1] or sort is Sort.DUE


def test_a_row_is_given_to_a_colleague_of_the_same_cohort_only(waiting: Waiting, make: Make, as_person: Any) -> None:
    cora, cleo, key = waiting.people.cora, waiting.cleo, waiting.key(Kind.STUCK)
    carl = foreign_cohort(make, waiting.people.other_cohort)
    with pytest.raises(NotForThem):
        service.assign(key, carl, by=cora)
    for _click in range(2):
        service.assign(key, cleo, by=cora)
    assert queue_of(cleo, assigned=Assigned.ME) == [key]
    assert queue_of(cora, assigned=Assigned.ME) == []
    assert key not in queue_of(cora, assigned=Assigned.NOBODY)
    assert "Cleo Marin" in text(as_person(cora).get("/coordinator/queue?kind=stuck"))
    entries = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "queue.assigned")).all()
    assert [(one.by_id, one.facts) for one in entries] == [(cora.id, {"kind": "stuck", "number": key.subject_id})]


def test_the_files_hold_what_the_filters_show_and_run_nothing(
    waiting: Waiting, make: Make, as_person: Any, agreed: Any
) -> None:
    agreed(make.mentee("=HYPERLINK(1)", cohort=waiting.people.cohort), waiting.people.omar)
    browser = as_person(waiting.people.cora)
    answer = browser.get("/coordinator/queue.csv?kind=match&sort=who")
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert [line[1] for line in lines[1:]] == ["'=HYPERLINK(1)", "Mark Match"]
    book = load_workbook(io.BytesIO(browser.get("/coordinator/queue.xlsx?kind=match&q=mark").data))
    assert [[cell.value for cell in row][:3] for row in book.active][1:] == [
        ["Match to review", "Mark Match", "Nina Mentor"]
    ]


def test_the_page_asks_for_a_fixed_number_of_statements(waiting: Waiting, as_person: Any, statements: Any) -> None:
    browser = as_person(waiting.people.cora)
    browser.get("/coordinator/queue")
    with statements() as seen:
        browser.get("/coordinator/queue")
    assert len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]) <= 10


def test_a_failed_letter_is_tried_again_or_let_go_from_its_page(waiting: Waiting, as_person: Any) -> None:
    letter_id = waiting.key(Kind.LETTER).subject_id
    browser = as_person(waiting.people.cora)
    page = text(browser.get(f"/coordinator/queue/letters/{letter_id}"))
    assert "550 no such user" in page
    assert browser.post(f"/coordinator/queue/letters/{letter_id}/again").status_code == 303
    assert waiting.key(Kind.LETTER) not in queue_of(waiting.people.cora)


def test_odd_addresses_show_the_queue_all_the_same(waiting: Waiting, as_person: Any) -> None:
    browser = as_person(waiting.people.cora)
    odd = "kind=x&cohort=999999&band=y&assigned=z&sort=q&dir=up&page=99999999999999&q=%00"
    assert browser.get(f"/coordinator/queue?{odd}").status_code == 200
    for text_of in ("", "match", "match-", "match--1", "match-²", "match-99999999999", "x-1"):
        assert Key.read(text_of) is None
    assert now()
