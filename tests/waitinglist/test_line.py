"""Who stands where, what is offered to whom, and what becomes of it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.assignments.models import Draft, DraftRow, DraftStatus, PairRule, RuleKind
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.matching import Objective
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.errors import JustFull
from mentormatch.mentoring.models import DeclineReason, MatchStatus, RequestStatus
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.privacy.service import delete_account
from mentormatch.profiles import service as profiles
from mentormatch.programmes import service as programmes
from mentormatch.programmes.errors import CohortArchived
from mentormatch.programmes.models import EnrolledAs
from mentormatch.waitinglist import queries, service
from mentormatch.waitinglist.errors import HasMentorAlready, NotFree, NotInLine, OfferMoved, ReasonNeeded
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingOffer, WaitingPlace
from tests.make import Make
from tests.mentoring.conftest import NOTE, Ask, letters_to, load
from tests.mentoring.test_capacity_race import at_once
from tests.personas import Personas
from tests.waitinglist.conftest import offers, sweep

HOUR = timedelta(hours=1)


@pytest.fixture
def full(personas: Personas) -> Personas:
    """Omar, the only mentor, has no place."""
    profiles.set_capacity(personas.omar, 0, by=None)
    return personas


def free(personas: Personas, places: int = 1) -> None:
    profiles.set_capacity(personas.omar, places, by=None)


def offer() -> WaitingOffer:
    db.session.rollback()
    return db.session.scalars(sa.select(WaitingOffer).order_by(WaitingOffer.id.desc())).first()


def test_a_place_that_becomes_free_is_kept_for_the_first_in_line_and_for_nobody_else(
    full: Personas, make: Make, ask: Ask
) -> None:
    lena = make.mentee("Lena Second", cohort=full.cohort)
    first, again = service.join(full.maya), service.join(full.maya)
    second = service.join(lena)
    assert first.id == again.id
    assert (queries.position_of(first), queries.position_of(second)) == (1, 2)
    assert sweep() == 0
    free(full)
    assert (sweep(), sweep()) == (1, 0)
    assert offers() == [(full.maya.id, full.omar.id, "open")]
    assert load(full.omar) == 1
    assert letters_to(full.maya) == ["waitinglist/email/offered"]
    with pytest.raises(JustFull):
        ask(lena, full.omar)


def test_a_yes_is_a_request_whose_place_stays_kept_until_the_mentor_says_yes(full: Personas, make: Make) -> None:
    lena = make.mentee("Lena Second", cohort=full.cohort)
    place = service.join(full.maya)
    service.join(lena)
    free(full)
    sweep()
    request = service.accept(offer(), by=full.maya, note=NOTE)
    assert service.accept(offer(), by=full.maya, note=NOTE).id == request.id
    assert request.recommendation["score"] is not None
    JOBS["requests.clock"]()
    assert (request.status, load(full.omar), sweep()) == (RequestStatus.OPEN, 1, 0)
    match = mentoring.accept(request, by=full.omar)
    assert (match.status, load(full.omar)) == (MatchStatus.AWAITING_REVIEW, 1)
    mentoring.approve_match(match, by=full.cora)
    sweep()
    db.session.refresh(place)
    assert place.status == PlaceStatus.MATCHED
    assert offers() == [(full.maya.id, full.omar.id, "accepted")]


def test_a_no_of_the_mentor_frees_the_place_for_the_next_and_the_first_keeps_their_position(
    full: Personas, make: Make
) -> None:
    lena = make.mentee("Lena Second", cohort=full.cohort)
    place = service.join(full.maya)
    service.join(lena)
    free(full)
    sweep()
    request = service.accept(offer(), by=full.maya, note=NOTE)
    mentoring.decline(request, by=full.omar, reason=DeclineReason.NO_TIME)
    assert load(full.omar) == 0
    assert sweep() == 1
    assert offers()[1:] == [(lena.id, full.omar.id, "open")]
    assert queries.position_of(place) == 1


def test_an_offer_lapses_after_two_days_and_its_letter_is_taken_back(full: Personas, make: Make, later) -> None:
    lena = make.mentee("Lena Second", cohort=full.cohort)
    service.join(full.maya)
    service.join(lena)
    free(full)
    sweep()
    later(47 * HOUR)
    assert sweep() == 0 and offers()[0][2] == "open"
    later(49 * HOUR)
    with pytest.raises(OfferMoved):
        service.accept(offer(), by=full.maya, note=NOTE)
    assert sweep() == 1
    assert offers() == [(full.maya.id, full.omar.id, "lapsed"), (lena.id, full.omar.id, "open")]
    statuses = db.session.scalars(sa.select(Letter.status).where(Letter.person_id == full.maya.id).order_by(Letter.id))
    assert next(iter(statuses)) == LetterStatus.OBSOLETE
    assert letters_to(full.maya)[1:] == ["waitinglist/email/lapsed"]
    assert load(full.omar) == 1


def test_who_never_answers_does_not_hold_up_the_line(full: Personas, make: Make, later) -> None:
    make.mentor("Otto Other", cohort=full.cohort, capacity=1)
    place = service.join(full.maya)
    sweep()
    later(49 * HOUR)
    free(full)
    sweep()
    later(98 * HOUR)
    sweep()
    db.session.refresh(place)
    assert [status for _who, _whom, status in offers()] == ["lapsed", "lapsed"]
    assert place.status == PlaceStatus.SILENT


def test_letting_it_pass_on_frees_the_place_and_never_offers_this_mentor_again(full: Personas) -> None:
    service.join(full.maya)
    free(full)
    sweep()
    service.pass_on(offer(), by=full.maya)
    service.pass_on(offer(), by=full.maya)
    assert (load(full.omar), sweep()) == (0, 0)
    assert queries.place_of(full.maya.id) is not None


def test_whom_the_last_assignment_left_out_comes_first(full: Personas, make: Make) -> None:
    service.join(full.maya)
    lena = make.mentee("Lena Later", cohort=full.cohort)
    late = service.join(lena)
    draft = Draft(cohort_id=full.cohort.id, objective=Objective.TOTAL, status=DraftStatus.PUBLISHED, published_at=now())
    db.session.add(draft)
    db.session.flush()
    db.session.add(DraftRow(draft_id=draft.id, mentee_id=lena.id, unmatched="no_place"))
    db.session.commit()
    assert queries.position_of(late) == 1 and queries.is_left_out(late)
    free(full)
    sweep()
    assert offers()[0][0] == lena.id


def test_the_hard_rules_and_rules_of_the_office_are_kept_and_the_next_one_gets_the_place(
    full: Personas, make: Make
) -> None:
    silent = make.mentee("Ines Icelandic", cohort=full.cohort, languages=("is",))
    lena, rosa = make.mentee("Lena", cohort=full.cohort), make.mentee("Rosa", cohort=full.cohort)
    for one in (silent, lena, rosa):
        service.join(one)
    db.session.add(
        PairRule(
            cohort_id=full.cohort.id, mentee_id=lena.id, mentor_id=full.omar.id, kind=RuleKind.APART, reason="Sisters.",
            made_by_id=full.cora.id,
        )
    )  # fmt: skip
    db.session.commit()
    free(full)
    assert sweep() == 1
    assert offers() == [(rosa.id, full.omar.id, "open")]


def test_a_place_for_which_somebody_has_asked_already_is_not_offered(personas: Personas, make: Make, ask: Ask) -> None:
    free(personas)
    ask(make.mentee("Lena Asks", cohort=personas.cohort), personas.omar)
    service.join(personas.maya)
    assert sweep() == 0
    free(personas, 2)
    assert sweep() == 1
    assert load(personas.omar) == 1


def test_who_could_take_several_is_offered_the_best_one(full: Personas, make: Make) -> None:
    make.mentor("Nina Nurse", cohort=full.cohort, role_title="Nurse", bio="I have worked in a ward for ten years.")
    free(full)
    service.join(full.maya)
    assert sweep() == 1
    assert offers() == [(full.maya.id, full.omar.id, "open")]


def test_an_offer_of_a_mentor_who_pauses_is_withdrawn_and_a_paused_one_is_never_offered(full: Personas) -> None:
    service.join(full.maya)
    free(full)
    sweep()
    profiles.set_paused(full.omar, True, by=None)
    with pytest.raises(OfferMoved):
        service.accept(offer(), by=full.maya, note=NOTE)
    assert sweep() == 0
    assert (offers()[0][2], load(full.omar)) == ("withdrawn", 0)
    assert letters_to(full.maya) == ["waitinglist/email/offered"], (
        "nobody read of it, so nobody is told that it is gone"
    )


@pytest.mark.parametrize("who", ["maya", "omar"])
def test_deleting_an_account_leaves_nothing_of_it_in_the_line(full: Personas, who: str) -> None:
    service.join(full.maya)
    free(full)
    sweep()
    delete_account(getattr(full, who))
    assert offers() == []
    assert load(full.omar) == 0
    assert (db.session.scalar(sa.select(sa.func.count(WaitingPlace.id))) == 0) == (who == "maya")


def test_workers_and_students_at_the_same_moment_give_a_place_once(app: Flask, full: Personas, make: Make) -> None:
    others = [make.mentee(f"Mentee {number}", cohort=full.cohort) for number in range(3)]
    for one in (full.maya, *others):
        service.join(one)
    free(full, 2)
    outcomes = at_once(app, [JOBS["waitinglist.sweep"]] * 4)
    assert outcomes == {"done": 4}
    assert offers() == [(one.id, full.omar.id, "open") for one in (full.maya, others[0])]
    assert load(full.omar) == 2
    number, maya = offer().id - 1, full.maya.id

    def answer() -> None:
        mine = db.session.get_one(WaitingOffer, number)
        service.accept(mine, by=mine.mentee, note=NOTE)

    def give_up() -> None:
        mine = db.session.get_one(WaitingOffer, number)
        service.pass_on(mine, by=mine.mentee)

    outcomes = at_once(app, [answer, give_up, answer])
    assert not [name for name in outcomes if name.startswith("fault")]
    status = next(status for mentee, _mentor, status in offers() if mentee == maya)
    assert load(full.omar) == (2 if status == "accepted" else 1)


def test_a_sweep_that_dies_halfway_leaves_nothing_half_done(full: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    service.join(full.maya)
    free(full)
    with monkeypatch.context() as broken:

        def die(_offer: WaitingOffer) -> None:
            raise KeyboardInterrupt

        broken.setattr(service.offering.telling, "offered", die)
        with pytest.raises(KeyboardInterrupt):
            sweep()
    assert (offers(), load(full.omar), letters_to(full.maya)) == ([], 0, [])
    assert sweep() == 1


def test_a_coordinator_offers_out_of_turn_for_a_reason_and_takes_somebody_off(full: Personas, make: Make) -> None:
    lena = make.mentee("Lena Second", cohort=full.cohort)
    first, second = service.join(full.maya), service.join(lena)
    with pytest.raises(NotFree):
        service.offer_by_hand(second, full.omar.id, by=full.cora, reason="She leaves in May.")
    free(full)
    with pytest.raises(ReasonNeeded):
        service.offer_by_hand(second, full.omar.id, by=full.cora, reason=" ")
    made = service.offer_by_hand(second, full.omar.id, by=full.cora, reason="She leaves in May.")
    assert service.offer_by_hand(second, full.omar.id, by=full.cora, reason="She leaves in May.").id == made.id
    assert (load(full.omar), sweep()) == (1, 0)
    service.remove(second, by=full.cora, reason="She has moved abroad.")
    assert load(full.omar) == 0
    assert letters_to(lena)[-1] == "waitinglist/email/removed"
    assert sweep() == 1 and offers()[-1][0] == first.mentee_id
    assert made.status == OfferStatus.WITHDRAWN


def test_who_has_a_mentor_does_not_wait(personas: Personas, ask: Ask) -> None:
    mentoring.accept(ask(personas.maya, personas.omar), by=personas.omar)
    with pytest.raises(HasMentorAlready):
        service.join(personas.maya)


def archived(personas: Personas) -> None:
    programmes.take_newcomers(personas.other_cohort, by=personas.ada)
    programmes.archive(personas.cohort, by=personas.ada)


def test_a_place_is_kept_for_as_long_as_the_cohort_says(full: Personas) -> None:
    programmes.change_cohort(full.cohort, by=full.cora, offer_hold_hours=5)
    service.join(full.maya)
    free(full)
    sweep()
    assert offer().closes_at - offer().offered_at == 5 * HOUR


def test_an_archived_cohort_keeps_no_place_for_anybody(full: Personas, make: Make) -> None:
    place, other = service.join(full.maya), make.mentor("Otto Full", cohort=full.cohort, capacity=0)
    free(full)
    sweep()
    profiles.set_capacity(other, 1, by=None)
    archived(full)
    assert (sweep(), load(full.omar)) == (0, 0), "what was kept is given back, and nothing new is kept"
    assert offers() == [(full.maya.id, full.omar.id, "withdrawn")]
    with pytest.raises(NotInLine):
        service.offer_by_hand(place, other.id, by=full.cora, reason="I would like to.")
    service.leave_line(full.maya)
    with pytest.raises(CohortArchived):
        service.join(full.maya)


def test_who_also_was_in_a_cohort_that_is_archived_is_not_passed_by(full: Personas, make: Make) -> None:
    over = make.cohort()
    make.enrol(full.maya, over, EnrolledAs.MENTEE)
    programmes.archive(over, by=full.ada)
    service.join(full.maya)
    free(full)
    assert sweep() == 1
