"""Raising, reading and closing a concern: who may, what is kept, and who is told."""

from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.concerns import queries, service
from mentormatch.concerns.errors import ConcernClosed, NotForYou, NothingSaid
from mentormatch.concerns.models import WORDS_MOST, Concern, ConcernKind, ConcernNote, ConcernStatus
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import TooMany
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import MatchStatus
from mentormatch.notifications.models import Letter
from mentormatch.programmes.models import EnrolledAs
from tests.calendar.conftest import Pair
from tests.calendar.reading import count
from tests.make import Make


@pytest.fixture
def cora(make: Make, pair: Pair) -> Person:
    person = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    make.enrol(person, pair.cohort, EnrolledAs.COORDINATOR)
    return person


def raise_one(pair: Pair, words: str = "He shouts.", *, by: Person | None = None) -> Concern:
    return service.raise_concern(
        pair.match, ConcernKind.BEHAVIOUR, words, may_tell=False, by=by or pair.mentee
    )  # fmt: skip


def letters() -> dict[str, str]:
    db.session.rollback()
    found = db.session.scalars(sa.select(Letter).where(Letter.template.startswith("concerns/")).order_by(Letter.id))
    return {letter.to_name: letter.template.removeprefix("concerns/email/").removesuffix(".txt") for letter in found}


@pytest.mark.parametrize("status", list(MatchStatus))
def test_either_of_the_two_can_raise_one_whatever_has_become_of_the_match(pair: Pair, status: MatchStatus) -> None:
    @transactional
    def become() -> None:
        pair.match.status = status

    become()
    raise_one(pair)
    raise_one(pair, by=pair.mentor)
    assert [concern.raised_by_id for concern in queries.raised_in(pair.match, pair.mentee)] == [pair.mentee.id]


def test_nobody_else_can(pair: Pair, lena: Pair, cora: Person) -> None:
    for stranger in (lena.mentee, cora):
        with pytest.raises(NotYours):
            raise_one(pair, by=stranger)


def test_coordinators_and_the_one_who_raised_it_are_told_and_nobody_else(pair: Pair, cora: Person) -> None:
    raise_one(pair)
    assert letters() == {"Cora Bianchi": "raised", "Maya Rossi": "received"}


def test_where_no_coordinator_can_read_it_an_admin_hears_that_one_is_needed(make: Make, pair: Pair) -> None:
    make.person("Ada Novak", roles=[RoleName.ADMIN])
    raise_one(pair)
    assert letters() == {"Ada Novak": "nobody_reads", "Maya Rossi": "received"}


@pytest.mark.parametrize("words", ["", "  ", "x" * (WORDS_MOST + 1)])
def test_a_concern_has_words_and_not_too_many(pair: Pair, words: str) -> None:
    with pytest.raises(NothingSaid):
        raise_one(pair, words)

    @transactional
    def slip_in() -> None:
        row: dict[str, Any] = {"match_id": pair.match.id, "raised_by_id": pair.mentee.id, "kind": ConcernKind.OTHER}
        db.session.add(Concern(**row, words=words.strip()))

    with pytest.raises(sa.exc.IntegrityError):
        slip_in()


def test_there_is_a_limit_for_a_day(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "CONCERNS_A_DAY", 1)
    raise_one(pair)
    with pytest.raises(TooMany):
        raise_one(pair)


def test_only_coordinators_of_the_cohort_find_it(make: Make, pair: Pair, cora: Person) -> None:
    concern = raise_one(pair)
    elsewhere = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(elsewhere, make.cohort("Elsewhere"), EnrolledAs.COORDINATOR)
    assert queries.concern_for(cora, concern.id) is concern
    assert queries.waiting_for(cora) == 1
    for other in (elsewhere, pair.mentee, pair.mentor):
        assert queries.concern_for(other, concern.id) is None
        assert queries.waiting_for(other) == 0
        assert queries.page_of(other, closed=False, offset=0) == ([], 0)


def test_a_coordinator_who_is_one_of_the_two_neither_finds_nor_hears_of_nor_handles_it(
    make: Make, pair: Pair, cora: Person
) -> None:
    @transactional
    def become_coordinator() -> None:
        make.enrol(pair.mentor, pair.cohort, EnrolledAs.COORDINATOR)
        service_of_accounts.grant(pair.mentor, RoleName.COORDINATOR, by=None)

    from mentormatch.accounts import service as service_of_accounts

    become_coordinator()
    concern = raise_one(pair)
    assert queries.concern_for(pair.mentor, concern.id) is None
    assert queries.waiting_for(pair.mentor) == 0
    assert "Omar Haddad" not in letters()
    with pytest.raises(NotForYou):
        service.open_concern(concern, by=pair.mentor)
    with pytest.raises(NotForYou):
        service.note(concern, "Nothing happened.", close=True, by=pair.mentor)


def test_opening_is_in_the_trail_with_no_word_of_it(pair: Pair, cora: Person) -> None:
    concern = raise_one(pair, "CANARY")
    assert not queries.has_opened(cora, concern)
    service.open_concern(concern, by=cora)
    assert queries.has_opened(cora, concern)
    about = sa.select(AuditEntry).where(AuditEntry.subject_kind == "concern")
    trail = list(db.session.scalars(about.order_by(AuditEntry.id)))
    assert [(entry.action, entry.by_id) for entry in trail] == [
        ("concern.raised", pair.mentee.id), ("concern.read", cora.id),
    ]  # fmt: skip
    assert all("CANARY" not in str(entry.facts) for entry in trail)


def test_a_note_begins_and_a_closing_one_ends_the_handling(pair: Pair, cora: Person) -> None:
    concern = raise_one(pair)
    service.note(concern, "Called Maya.", close=False, by=cora)
    service.note(concern, "Called Maya.", close=False, by=cora)
    assert concern.status == ConcernStatus.HANDLING
    service.note(concern, "They go on.", close=True, by=cora)
    service.note(concern, "They go on.", close=True, by=cora)
    assert concern.status == ConcernStatus.CLOSED
    assert concern.closed_at is not None
    assert [note.text for note in concern.notes] == ["Called Maya.", "They go on."]
    assert count(ConcernNote) == 2
    with pytest.raises(ConcernClosed):
        service.note(concern, "Too late.", close=False, by=cora)
    assert queries.waiting_for(cora) == 0
    assert queries.page_of(cora, closed=True, offset=0)[1] == 1
    assert letters()["Maya Rossi"] == "closed"
