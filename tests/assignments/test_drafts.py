"""Drafts: made by the worker, corrected by hand, published once."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.assignments import queries, service
from mentormatch.assignments.errors import (
    AnotherPublished,
    DraftMoved,
    NoPlaceInDraft,
    NotInDraft,
    RuleExists,
    TooManyDrafts,
)
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus, Failure, RuleKind
from mentormatch.assignments.service import making, publishing
from mentormatch.core.db import db
from mentormatch.matching import Objective
from mentormatch.mentoring.models import Match, MatchStatus, RequestStatus
from mentormatch.notifications.models import Letter
from mentormatch.profiles import service as profiles
from mentormatch.profiles.models import Offer
from mentormatch.recommendations import cohorts
from tests.make import Make
from tests.personas import Personas


def drafted(personas: Personas, *objectives: Objective, **limits: Any) -> list[Draft]:
    drafts = service.ask_drafts(personas.cohort, objectives or [Objective.TOTAL], by=personas.cora, **limits)
    service.make_drafts()
    db.session.expire_all()
    return drafts


def pairs_of(draft: Draft) -> dict[int, int | None]:
    rows = db.session.scalars(sa.select(DraftRow).where(DraftRow.draft_id == draft.id))
    return {row.mentee_id: row.mentor_id for row in rows}


def publish(draft: Draft, by: Person) -> None:
    service.ask_to_publish(draft, by=by)
    service.run_due()
    db.session.expire_all()


@pytest.fixture
def three(personas: Personas, make: Make) -> list[Person]:
    """Three students who wait; Omar has two places and nobody else any."""
    others = [make.mentee(name, cohort=personas.cohort) for name in ("Nadia Hussain", "Kwame Asante")]
    return [personas.maya, *others]


def test_everybody_who_waits_is_in_a_draft_with_reasons_or_with_why_not(
    personas: Personas, three: list[Person]
) -> None:
    (draft,) = drafted(personas)
    rows = db.session.scalars(sa.select(DraftRow).where(DraftRow.draft_id == draft.id)).all()
    assert draft.status == DraftStatus.READY and draft.progress == 100
    assert {row.mentee_id for row in rows} == {person.id for person in three}
    given = [row for row in rows if row.mentor_id]
    assert [row.mentor_id for row in given] == [personas.omar.id] * 2
    for row in given:
        assert sum(part["contribution"] for part in row.recommendation["reasons"]) == pytest.approx(row.score, abs=1e-9)
    assert [row.unmatched for row in rows if not row.mentor_id] == ["others_gain_more"]
    assert db.session.scalar(sa.select(sa.func.count(Letter.id))) == 0


def test_a_limit_for_each_mentor_holds(personas: Personas, three: list[Person]) -> None:
    (draft,) = drafted(personas, most_new=1)
    assert sorted(map(bool, pairs_of(draft).values())) == [False, False, True]


def test_pairs_are_kept_together_and_apart(personas: Personas, three: list[Person]) -> None:
    maya, nadia, kwame = three
    for mentee, kind in ((kwame, RuleKind.TOGETHER), (maya, RuleKind.APART)):
        service.add_rule(personas.cohort, mentee.id, personas.omar.id, kind, by=personas.cora, reason="They said so")
    (draft,) = drafted(personas)
    assert pairs_of(draft) == {maya.id: None, nadia.id: personas.omar.id, kwame.id: personas.omar.id}


def test_nobody_can_be_fixed_twice_or_fixed_and_kept_apart(personas: Personas, make: Make) -> None:
    other = make.mentor("Ines Duarte", cohort=personas.cohort)
    fix = {"by": personas.cora, "reason": "They know each other"}
    rule = service.add_rule(personas.cohort, personas.maya.id, personas.omar.id, RuleKind.TOGETHER, **fix)
    again = service.add_rule(personas.cohort, personas.maya.id, personas.omar.id, RuleKind.TOGETHER, **fix)
    assert again.id == rule.id
    for mentor, kind in ((other, RuleKind.TOGETHER), (personas.omar, RuleKind.APART)):
        with pytest.raises(RuleExists):
            service.add_rule(personas.cohort, personas.maya.id, mentor.id, kind, **fix)


def test_rules_that_cannot_be_kept_fail_the_draft_with_words(personas: Personas, three: list[Person]) -> None:
    for mentee in three:
        service.add_rule(
            personas.cohort, mentee.id, personas.omar.id, RuleKind.TOGETHER, by=personas.cora, reason="x y"
        )
    (draft,) = drafted(personas)
    assert (draft.status, draft.failure) == (DraftStatus.FAILED, Failure.RULES_CONTRADICT)
    assert pairs_of(draft) == {}


def test_an_empty_cohort_or_one_without_places_is_told(personas: Personas, make: Make) -> None:
    nobody = make.cohort("Nobody", default=False)
    (empty,) = service.ask_drafts(nobody, [Objective.TOTAL], by=None)
    db.session.execute(sa.update(Offer).values(load=Offer.capacity))
    db.session.commit()
    (full,) = service.ask_drafts(personas.cohort, [Objective.TOTAL], by=None)
    service.make_drafts()
    db.session.expire_all()
    assert (empty.failure, full.failure) == (Failure.NOBODY_WAITS, Failure.NO_PLACES)


def test_only_one_set_of_drafts_is_made_at_a_time(personas: Personas) -> None:
    service.ask_drafts(personas.cohort, [*Objective], by=personas.cora)
    with pytest.raises(TooManyDrafts):
        service.ask_drafts(personas.cohort, [Objective.TOTAL], by=personas.cora)


def test_a_draft_that_is_stopped_leaves_nothing(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    (draft,) = service.ask_drafts(personas.cohort, [Objective.TOTAL], by=personas.cora)
    monkeypatch.setattr(making, "TELL_EVERY", 0.0)
    number = draft.id

    def stopping(*args: Any, progress: Any, **more: Any) -> Any:
        service.stop(db.session.get_one(Draft, number), by=personas.cora)
        return cohorts.propose(*args, progress=progress, **more)

    monkeypatch.setattr(making, "propose", stopping)
    service.make_drafts()
    db.session.expire_all()
    assert draft.status == DraftStatus.CANCELLED and pairs_of(draft) == {}


def test_a_killed_worker_leaves_nothing_and_another_one_begins_anew(personas: Personas, later: Any) -> None:
    (draft,) = service.ask_drafts(personas.cohort, [Objective.TOTAL], by=personas.cora)
    assert making._claim("the one that is killed") == (draft.id, "the one that is killed")
    assert service.make_drafts() == 0  # it may be alive
    later(making.LEASE + timedelta(seconds=1))
    assert service.make_drafts() == 1
    db.session.expire_all()
    assert draft.status == DraftStatus.READY and len(pairs_of(draft)) == 1
    assert not making._store(draft.id, "the one that is killed", cohorts.Proposal("", [], {}, 0, None, 0, 0))


def test_a_row_is_changed_by_hand_within_the_places(personas: Personas, three: list[Person], make: Make) -> None:
    ines = make.mentor("Ines Duarte", cohort=personas.cohort, capacity=1)
    (draft,) = drafted(personas, most_new=1)
    served = {mentor: mentee for mentee, mentor in pairs_of(draft).items() if mentor}
    (out,) = [mentee for mentee, mentor in pairs_of(draft).items() if mentor is None]
    with pytest.raises(NoPlaceInDraft):
        service.give(draft, out, ines.id, by=personas.cora)
    with pytest.raises(NotInDraft):
        service.give(draft, out, personas.cora.id, by=personas.cora)
    service.swap(draft, out, served[ines.id], by=personas.cora)
    assert pairs_of(draft)[out] == ines.id and pairs_of(draft)[served[ines.id]] is None
    service.take_away(draft, out, by=personas.cora)
    row = queries.row_of(draft, out)
    assert row is not None and (row.mentor_id, row.score, row.unmatched, row.by_hand) == (None, None, "by_hand", True)


def test_publishing_makes_every_match_once_with_letters_and_reasons(
    personas: Personas, three: list[Person], ask: Any
) -> None:
    request = ask(personas.maya, personas.omar)
    for mentee in three[:2]:
        service.add_rule(personas.cohort, mentee.id, personas.omar.id, RuleKind.TOGETHER, by=personas.cora, reason="ok")
    (draft,) = drafted(personas)
    before = db.session.scalar(sa.select(sa.func.count(Letter.id)))
    for _again in range(2):
        publish(draft, personas.cora)
    matches = {match.mentee_id: match for match in db.session.scalars(sa.select(Match))}
    assert matches.keys() == {mentee.id for mentee in three[:2]}
    assert {match.status for match in matches.values()} == {MatchStatus.ACTIVE}
    assert all(
        match.recommendation["reasons"] and match.reviewed_by_id == personas.cora.id for match in matches.values()
    )
    assert matches[personas.maya.id].request_id == request.id and request.status == RequestStatus.ACCEPTED
    assert db.session.get_one(Offer, personas.omar.id).load == 2
    letters = db.session.scalars(sa.select(Letter).order_by(Letter.id).offset(before or 0)).all()
    assert (
        sorted(letter.template.split("/")[-1] for letter in letters)
        == ["assigned.txt"] * 2 + ["assigned_mentor.txt"] * 2
    )


def test_a_pair_that_cannot_be_any_more_is_skipped_and_says_why(personas: Personas, three: list[Person]) -> None:
    (draft,) = drafted(personas)
    db.session.execute(sa.update(Offer).values(load=Offer.capacity - 1))
    db.session.commit()
    publish(draft, personas.cora)
    rows = db.session.scalars(sa.select(DraftRow).where(DraftRow.mentor_id.is_not(None))).all()
    assert sorted((row.match_id is not None, row.skipped) for row in rows) == [(False, "MentorFull"), (True, "")]


def test_a_publication_that_is_killed_is_done_whole_or_not_at_all(
    personas: Personas, three: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    (draft,) = drafted(personas)
    service.ask_to_publish(draft, by=personas.cora)
    calls = 0

    def dying(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return real(*args, **more)

    real = publishing.mentoring.assign_mentor
    monkeypatch.setattr(publishing.mentoring, "assign_mentor", dying)
    with pytest.raises(KeyboardInterrupt):
        service.run_due()
    assert db.session.scalar(sa.select(sa.func.count(Match.id))) == 0
    assert db.session.scalar(sa.select(sa.func.count(Letter.id))) == 0
    monkeypatch.undo()
    service.run_due()
    assert db.session.scalar(sa.select(sa.func.count(Match.id))) == 2


def test_two_drafts_of_a_cohort_are_not_published_at_once(personas: Personas, three: list[Person]) -> None:
    one, other = drafted(personas, Objective.TOTAL, Objective.PARTICIPATION)
    service.ask_to_publish(one, by=personas.cora)
    with pytest.raises(AnotherPublished):
        service.ask_to_publish(other, by=personas.cora)


def test_a_publication_that_fails_stops_nothing_else(
    personas: Personas, three: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    (draft,) = drafted(personas)
    service.ask_to_publish(draft, by=personas.cora)
    (other,) = service.ask_drafts(personas.other_cohort, [Objective.TOTAL], by=None)

    def failing(*_args: Any, **_more: Any) -> Any:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(publishing.mentoring, "assign_mentor", failing)
    service.run_due()
    db.session.expire_all()
    assert (draft.status, other.status) == (DraftStatus.PUBLISHING, DraftStatus.FAILED)
    monkeypatch.undo()
    service.run_due()
    db.session.expire_all()
    assert draft.status == DraftStatus.PUBLISHED


def test_a_published_draft_cannot_be_changed_or_thrown_away(personas: Personas) -> None:
    (draft,) = drafted(personas)
    publish(draft, personas.cora)
    for act in (service.discard, service.stop):
        with pytest.raises(DraftMoved):
            act(draft, by=personas.cora)
    with pytest.raises(DraftMoved):
        service.take_away(draft, personas.maya.id, by=personas.cora)


def test_a_student_with_a_mentor_does_not_wait(personas: Personas) -> None:
    (draft,) = drafted(personas)
    publish(draft, personas.cora)
    (later_one,) = drafted(personas)
    assert later_one.failure == Failure.NOBODY_WAITS


def test_colleagues_are_kept_apart_where_that_is_wanted(personas: Personas, three: list[Person], make: Make) -> None:
    maya, nadia, kwame = three
    profiles.save_offer(personas.omar, by=personas.omar, organisation="Nordwind  GmbH")
    profiles.save_background(maya, by=maya, organisation="nordwind gmbh ")
    profiles.save_background(nadia, by=nadia, organisation="Südwind")
    assert queries.colleagues(personas.cohort.id) == [(maya.id, personas.omar.id)]
    (draft,) = drafted(personas, other_organisations=True)
    omar = personas.omar.id
    assert pairs_of(draft) == {maya.id: None, nadia.id: omar, kwame.id: omar}
