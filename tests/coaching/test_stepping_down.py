"""A coach who is one no more: nobody waits for somebody who does not come."""

from collections.abc import Callable
from typing import Any

import pytest

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import BookingStatus
from mentormatch.coaching import service
from mentormatch.coaching.models import Outcome
from mentormatch.coaching.queries import waiting
from mentormatch.coaching.waiting_models import CoachingWait, KeptStatus
from mentormatch.core.db import db
from mentormatch.notifications.rendering import render
from tests.coaching.conftest import HOUR, TUESDAY, Office, at, letters, sweep


def _revoke(coach: Person, by: Person) -> None:
    accounts.revoke(coach, RoleName.COACH, by=by)


def _disable(coach: Person, by: Person) -> None:
    accounts.set_active(coach, False, by=by)


gone = pytest.mark.parametrize("go", [_revoke, _disable])


@gone
def test_what_they_would_give_is_called_off_and_students_are_asked_to_choose_again(
    office: Office, go: Callable[[Person, Person], None], as_person: Any
) -> None:
    paolo, past = office.coach("Paolo Conti"), office.book(coach_id=office.clara.id)
    with at(TUESDAY + HOUR):
        office.clara.name = "Clara Neri"
        ahead = office.book(TUESDAY + 168 * HOUR, coach_id=office.clara.id)
        other = office.book(TUESDAY + 168 * HOUR, coach_id=paolo.id, by=office.student("Ada One"))
        service.hold(office.audit, TUESDAY + 169 * HOUR, by=office.student("Ben Two"), coach_id=office.clara.id)
        go(office.clara, office.cora)
        assert (past.booking.status, other.booking.status) == (BookingStatus.BOOKED, BookingStatus.BOOKED)
        assert (ahead.booking.status, ahead.outcome) == (BookingStatus.CANCELLED, None)
        told = {letter.person_id: render(letter).text for letter in letters("cancelled")}
        assert "does not take place" in told[office.maya.id]
        assert "Please choose another time" in told[office.maya.id]
        assert "Please choose another time" not in told.get(office.clara.id, "")
        assert service.book(office.audit, TUESDAY + 168 * HOUR + HOUR, by=office.maya).coach.id == paolo.id
        assert "This appointment does not take place." in as_person(office.maya).get(
            f"/coaching/appointments/{ahead.id}"
        ).text  # fmt: skip
    with at(TUESDAY + 200 * HOUR):
        assert service.count_as_held() == 1
        assert past.outcome == Outcome.HELD


@gone
def test_times_they_were_to_give_are_not_kept_any_more_and_who_waited_for_them_waits_for_any(
    office: Office, go: Callable[[Person, Person], None]
) -> None:
    office.change(window_days=2)
    taken = [office.book(at, by=office.student(f"S{n} X")) for n, at in enumerate(office.free()[::4])]
    service.join(office.audit, by=office.maya, coach_id=office.clara.id)
    service.cancel(taken[1], by=office.clara)
    assert sweep() == 1
    (before,) = waiting.standings_of(office.maya)
    assert before.kept is not None
    go(office.clara, office.cora)
    db.session.expire_all()
    assert before.kept.status == KeptStatus.WITHDRAWN
    wait = db.session.get_one(CoachingWait, before.wait.id)
    assert (wait.coach_id, wait.status) == (None, "waiting")
    office.coach("Paolo Conti")
    assert sweep() == 1
    (after,) = waiting.standings_of(office.maya)
    assert after.kept is not None
    assert after.kept.booking.host.name == "Paolo Conti"


def test_another_role_that_is_taken_changes_nothing(office: Office) -> None:
    accounts.grant(office.clara, RoleName.MENTOR, by=office.cora)
    made = office.book()
    accounts.revoke(office.clara, RoleName.MENTOR, by=office.cora)
    assert made.booking.status == BookingStatus.BOOKED
