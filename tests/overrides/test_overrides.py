"""What was decided is kept as it was, and each figure is what the rows say."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.mentoring import service
from mentormatch.mentoring.errors import DecidedBefore, ReasonMissing, WrongLength
from mentormatch.mentoring.models import (
    Decided,
    Match,
    MatchStatus,
    Request,
    RequestStatus,
    ReviewDecision,
    ReviewReason,
)
from mentormatch.overrides import queries
from mentormatch.overrides.policy import LAST_CASES, Place, stamp
from mentormatch.overrides.queries import Filters
from mentormatch.programmes.models import EnrolledAs
from tests.make import Make
from tests.mentoring.conftest import As, agreed, ask, text
from tests.personas import Personas

__all__ = ["agreed", "ask"]
NO = ReviewReason.TOO_CLOSE


def decisions() -> list[ReviewDecision]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(ReviewDecision).order_by(ReviewDecision.id)))


def test_a_decision_keeps_its_reason_its_time_and_the_place_of_the_mentor(
    personas: Personas, make: Make, agreed: Any
) -> None:
    make.mentor("Nina Nurse", cohort=personas.cohort, role_title="Nurse", bio="I have worked in a ward for ten years.")
    match = agreed(personas.maya, personas.omar)
    service.approve_match(match, by=personas.cora, reason=ReviewReason.KNOWN_TO_US, words="Yes.", seconds=12.5)
    service.approve_match(match, by=personas.cora, reason=ReviewReason.KNOWN_TO_US, words="Yes.", seconds=99)
    (row,) = decisions()
    assert (row.decision, row.reason, row.words) == (Decided.APPROVED, ReviewReason.KNOWN_TO_US, "Yes.")
    assert (row.place, row.seconds, row.subject_id) == (1, 12.5, match.id)


def test_the_place_counts_who_is_better_and_free(personas: Personas, make: Make, agreed: Any) -> None:
    odd = make.mentor("Nina Nurse", cohort=personas.cohort, role_title="Nurse", bio="I have worked in a ward.")
    match = agreed(personas.maya, odd)
    service.approve_match(match, by=personas.cora, seconds=4000)
    assert (decisions()[0].place, decisions()[0].seconds) == (2, None)


def test_who_comes_second_is_told_who_decided_and_nothing_changes(personas: Personas, make: Make, agreed: Any) -> None:
    carl = make.person("Carl Colleague", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.cohort, EnrolledAs.COORDINATOR)
    match = agreed(personas.maya, personas.omar)
    service.approve_match(match, by=personas.cora)
    other = make.mentor("Nora", cohort=personas.cohort)
    for late in (
        lambda: service.approve_match(match, by=carl),
        lambda: service.reject_match(match, by=carl, reason=NO, words="They know each other."),
        lambda: service.change_mentor(match, other.id, by=carl, reason=NO, words="Better so."),
    ):
        with pytest.raises(DecidedBefore) as refusal:
            late()
        assert str(refusal.value).startswith("Cora Bianchi has approved this already:")
    assert (match.status, len(decisions())) == (MatchStatus.ACTIVE, 1)


@pytest.mark.parametrize("words", ["", " ", "x"])
def test_words_are_needed_for_a_no_and_for_another_reason(personas: Personas, agreed: Any, words: str) -> None:
    match = agreed(personas.maya, personas.omar)
    with pytest.raises(WrongLength):
        service.reject_match(match, by=personas.cora, reason=NO, words=words)
    with pytest.raises(WrongLength):
        service.approve_match(match, by=personas.cora, reason=ReviewReason.OTHER, words=words)
    with pytest.raises(ReasonMissing):
        service.approve_match(match, by=personas.cora, reason=NO)
    assert decisions() == []


@pytest.mark.parametrize(
    "values",
    [
        "'approved', 'too_close', 'words', null", "'refused', 'reasons_hold', 'words', null",
        "'refused', 'other', '', null",
        "'approved', 'other', '', null", "'changed', 'other', 'words', null", "'approved', 'reasons_hold', '', 1",
        "'perhaps', 'other', 'words', null", "'refused', 'whim', 'words', null",
    ],
)  # fmt: skip
def test_the_database_refuses_what_the_service_would(personas: Personas, values: str) -> None:
    row = (
        "INSERT INTO review_decision (subject_kind, subject_id, cohort_id, mentee_id, mentor_id, by_id, at, decision,"
        f" reason, words, instead_id) VALUES ('match', 1, 1, 1, 2, 3, '2026-11-23 10:00:00', {values})"
    )
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.text(row))
    db.session.rollback()


@pytest.mark.parametrize("deed", ["UPDATE review_decision SET words = 'Other'", "DELETE FROM review_decision"])
def test_a_decision_stays_as_it_was_written(personas: Personas, agreed: Any, deed: str) -> None:
    service.approve_match(agreed(personas.maya, personas.omar), by=personas.cora)
    with pytest.raises(sa.exc.DBAPIError, match="stays as it was written"):
        db.session.execute(sa.text(deed))
    db.session.rollback()
    assert len(decisions()) == 1


def test_a_rubber_stamp_needs_a_hundred_cases_nearly_all_at_once() -> None:
    at_once, looked = (Decided.APPROVED, 2.0), (Decided.APPROVED, 30.0)
    assert stamp([at_once] * LAST_CASES).warns
    assert stamp([at_once] * 99 + [looked]).warns
    assert not stamp([at_once] * 98 + [looked] * 2).warns
    assert not stamp([at_once] * 99).warns
    assert not stamp([looked] * 50 + [at_once] * 100).warns
    assert not stamp([(Decided.APPROVED, None)] * 100).warns
    assert not stamp([(Decided.REFUSED, 1.0)] * 100).warns


def _decided(personas: Personas, make: Make) -> None:
    """Twelve decisions of every kind, with requests behind them."""
    carl = make.person("Carl Colleague", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.cohort, EnrolledAs.COORDINATOR)
    pair = {"cohort_id": personas.cohort.id, "mentee_id": personas.maya.id, "mentor_id": personas.omar.id}
    for number in range(12):
        request = Request(**pair, status=RequestStatus.WITHDRAWN, note="=cmd", answered_at=None)
        db.session.add(request)
        db.session.flush()
        approved = number % 3 != 0
        db.session.add(
            ReviewDecision(
                **pair, subject_kind="request", subject_id=request.id, by_id=(carl if number % 4 else personas.cora).id,
                decision=Decided.APPROVED if approved else Decided.REFUSED,
                reason=ReviewReason.REASONS_HOLD if approved else NO, words="" if approved else "=HYPERLINK(1)",
                place=(None, 1, 3, 9)[number % 4], seconds=None if number == 5 else float(number),
            )
        )  # fmt: skip
    db.session.commit()


def test_every_figure_is_what_a_statement_of_its_own_counts(personas: Personas, make: Make) -> None:
    _decided(personas, make)
    found = queries.figures(Filters((personas.cohort.id,)))

    def count(where: str) -> int:
        return db.session.execute(sa.text(f"SELECT count(*) FROM review_decision WHERE {where}")).scalar_one()

    assert found.whole.total == count("true")
    for decision in Decided:
        assert found.whole.decisions[decision] == count(f"decision = '{decision}'")
        assert found.whole.places[decision, Place.FIVE] == count(f"decision = '{decision}' AND place BETWEEN 2 AND 5")
    close, known = count("decision <> 'refused' AND place <= 5"), count("decision <> 'refused' AND place > 0")
    assert found.whole.agreement == close / known
    assert found.whole.median == sorted(float(n) for n in range(12) if n != 5)[5]
    for by_id, (_name, tally) in found.people.items():
        assert tally.total == count(f"by_id = {by_id}")
    for place in Place:
        rows, total = queries.page_of(Filters((personas.cohort.id,), place=place))
        assert total == len(rows) == sum(found.whole.places[decision, place] for decision in Decided)
    assert queries.page_of(Filters((personas.other_cohort.id,))) == ([], 0)


def test_the_page_shows_the_figures_and_the_file_runs_nothing(personas: Personas, make: Make, as_person: As) -> None:
    _decided(personas, make)
    cora = as_person(personas.cora)
    page = text(cora.get("/coordinator/overrides?place=none&by=x&days=7&reason=whim"))
    assert "Carl Colleague" in page and "3 decisions" in page
    answer = cora.get("/coordinator/overrides.csv?decision=refused")
    assert answer.mimetype == "text/csv" and text(answer).count("'=HYPERLINK(1)") == 4
    assert "Nothing decided yet" in text(as_person(_elsewhere(personas, make)).get("/coordinator/overrides"))


def _elsewhere(personas: Personas, make: Make) -> Any:
    other = make.person("Olga Elsewhere", roles=[RoleName.COORDINATOR])
    make.enrol(other, personas.other_cohort, EnrolledAs.COORDINATOR)
    return other


def test_the_review_page_tells_what_a_decision_rests_on(
    app: Flask, personas: Personas, make: Make, as_person: As, agreed: Any
) -> None:
    nora = make.mentor("Nora Next", cohort=personas.cohort)
    match: Match = agreed(personas.maya, personas.omar)
    cora, path = as_person(personas.cora), f"/coordinator/matches/{match.id}"
    page = text(cora.get(path))
    for words in ("Why this case is here", "reviewed after both agree", "The next best", "Nora Next",
                  "Omar Haddad so far", "Maya Rossi so far", "Ask Nora instead", "The reasons hold"):  # fmt: skip
        assert words in page, words
    assert f'value="{nora.id}" checked' in text(cora.get(f"{path}/change?mentor={nora.id}"))
    opened = page.split('name="opened" type="hidden" value="')[1].split('"')[0]
    assert cora.post(f"{path}/approve", data={"reason": "other", "words": "", "opened": opened}).status_code == 422
    data = {"reason": "best_available", "words": "", "opened": opened}
    assert cora.post(f"{path}/approve", data=data).status_code == 303
    (row,) = decisions()
    assert row.seconds is not None and 0 <= row.seconds < 60
    page = text(cora.get(path))
    assert "Nobody better has a place" in page


def test_a_time_that_was_not_signed_for_this_pair_is_not_believed(
    personas: Personas, make: Make, as_person: As, agreed: Any
) -> None:
    first = agreed(personas.maya, personas.omar)
    second = agreed(make.mentee("Lena", cohort=personas.cohort), personas.omar)
    cora = as_person(personas.cora)
    page = cora.get(f"/coordinator/matches/{first.id}").get_data(as_text=True)
    opened = page.split('name="opened" type="hidden" value="')[1].split('"')[0]
    for match, said in ((first, "forged"), (second, opened)):
        cora.post(f"/coordinator/matches/{match.id}/approve", data={"reason": "reasons_hold", "opened": said})
    assert [row.seconds for row in decisions()] == [None, None]
