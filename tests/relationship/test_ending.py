"""How a match ends: a reason, a thank-you, a rating that nobody reads alone, and asking again."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.errors import NotYours, WrongLength
from mentormatch.mentoring.models import EndReason, Match, MatchStatus
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render
from mentormatch.programmes.models import EnrolledAs
from mentormatch.relationship import queries, service
from mentormatch.relationship.errors import SaidAlready, StillRunning, WrongFarewell
from mentormatch.relationship.models import Farewell
from tests.calendar.conftest import Pair, pair_of
from tests.make import Make

THANKS = "Thank you for every honest silence."


def end(pair: Pair, **more: Any) -> None:
    service.end(pair.match, **{"because": EndReason.REACHED, "reason": "", "by": pair.mentee, **more})


def letters_to(person: Any) -> list[str]:
    """Subject and text of each letter that waits for a person."""
    db.session.rollback()
    found = db.session.scalars(sa.select(Letter).where(Letter.person_id == person.id).order_by(Letter.id))
    return [f"{rendered.subject}\n{rendered.text}" for rendered in map(render, found)]


def test_the_form_ends_the_match_with_reason_thanks_and_rating(pair: Pair, as_person: Any) -> None:
    maya, omar = as_person(pair.mentee), as_person(pair.mentor)
    data = {"because": "reached", "reason": "I have signed.", "thanks": THANKS, "rating": "5"}
    for _click in range(2):
        answer = maya.post(f"/matches/{pair.match.id}/end", data=data)
        assert answer.status_code == 303
    db.session.refresh(pair.match)
    assert (pair.match.status, pair.match.ended_because) == (MatchStatus.ENDED, EndReason.REACHED)
    page = omar.get(f"/matches/{pair.match.id}").text
    assert "We reached what we set out for" in page
    assert "I have signed." in page
    assert THANKS in page
    ended, thanks = letters_to(pair.mentor)
    assert "We reached what we set out for. “I have signed.”" in ended
    assert THANKS in thanks
    assert letters_to(pair.mentee) == []


def test_words_may_be_left_out_unless_the_reason_is_another(pair: Pair, as_person: Any) -> None:
    maya: FlaskClient = as_person(pair.mentee)
    answer = maya.post(f"/matches/{pair.match.id}/end", data={"because": "other", "thanks": THANKS})
    assert answer.status_code == 422
    assert THANKS in answer.text
    assert maya.post(f"/matches/{pair.match.id}/end", data={"thanks": THANKS}).status_code == 422
    with pytest.raises(WrongLength):
        end(pair, because=EndReason.OTHER)
    assert maya.post(f"/matches/{pair.match.id}/end", data={"because": "term_over"}).status_code == 303
    assert "The term is over" in letters_to(pair.mentor)[0]


def test_the_other_one_can_answer_once(pair: Pair, as_person: Any) -> None:
    end(pair)
    omar = as_person(pair.mentor)
    for _click in range(2):
        answer = omar.post(f"/matches/{pair.match.id}/farewell", data={"thanks": THANKS})
        assert answer.status_code == 303
    changed = omar.post(f"/matches/{pair.match.id}/farewell", data={"thanks": "Other words, typed later."})
    assert changed.status_code == 409
    assert "Other words, typed later." in changed.text
    assert omar.post(f"/matches/{pair.match.id}/farewell", data={"rating": "4"}).status_code == 303
    assert [letter.count(THANKS) for letter in letters_to(pair.mentee)] == [1]
    said = queries.farewells_of(pair.match)[pair.mentor.id]
    assert (said.thanks, said.rating) == (THANKS, 4)


def test_what_must_not_be_is_refused_by_the_service(pair: Pair, lena: Pair) -> None:
    with pytest.raises(StillRunning):
        service.say_farewell(pair.match, thanks=THANKS, rating=None, by=pair.mentee)
    end(pair, rating=3)
    with pytest.raises(NotYours):
        service.say_farewell(pair.match, thanks=THANKS, rating=None, by=lena.mentee)
    with pytest.raises(SaidAlready):
        service.say_farewell(pair.match, thanks="", rating=1, by=pair.mentee)
    for wrong in ({"thanks": "x" * 1001, "rating": None}, {"thanks": "", "rating": 6}):
        with pytest.raises(WrongFarewell):
            service.say_farewell(pair.match, by=pair.mentor, **wrong)


@pytest.mark.parametrize("statement", ["UPDATE farewell SET rating = 6", "UPDATE farewell SET rating = 0"])
def test_the_database_itself_refuses_other_ratings(pair: Pair, statement: str) -> None:
    end(pair, rating=3)
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.text(statement))
    db.session.rollback()


def test_ratings_are_only_read_as_a_mean_of_five_or_more_by_coordinators(
    pair: Pair, make: Make, as_person: Any
) -> None:
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    make.enrol(cora, pair.cohort, EnrolledAs.COORDINATOR)
    end(pair, rating=5)
    service.say_farewell(pair.match, thanks="", rating=1, by=pair.mentor)
    pairs = [pair_of(make.mentee(cohort=pair.cohort), make.mentor(cohort=pair.cohort), pair.cohort) for _ in range(2)]
    end(pairs[0], rating=4)
    service.say_farewell(pairs[0].match, thanks="", rating=4, by=pairs[0].mentor)
    assert queries.ratings_of(pair.cohort.id).mean is None
    page = f"/coordinator/matches/{pair.match.id}"
    assert "shown from five on" in as_person(cora).get(page).text
    end(pairs[1], rating=4)
    assert queries.ratings_of(pair.cohort.id).mean == pytest.approx(3.6)
    assert "3.6 of 5 (5 ratings" in as_person(cora).get(page).text
    assert "3.6 of 5" not in as_person(pair.mentor).get(f"/matches/{pair.match.id}").text


def test_the_mentee_can_ask_the_same_mentor_again_while_there_is_a_place(pair: Pair, as_person: Any) -> None:
    link = f'href="/mentors/{pair.mentor.id}/ask"'
    maya, omar = as_person(pair.mentee), as_person(pair.mentor)
    assert link not in maya.get(f"/matches/{pair.match.id}").text
    end(pair)
    assert link in maya.get(f"/matches/{pair.match.id}").text
    assert link not in omar.get(f"/matches/{pair.match.id}").text
    db.session.execute(sa.text("UPDATE offer SET paused = true"))
    db.session.commit()
    assert link not in maya.get(f"/matches/{pair.match.id}").text


def test_thanks_that_cannot_be_kept_leave_the_match_as_it_was(pair: Pair) -> None:
    with pytest.raises(WrongFarewell):
        end(pair, rating=9)
    db.session.rollback()
    assert db.session.get_one(Match, pair.match.id).status == MatchStatus.ACTIVE
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Farewell)) == 0


def test_a_coordinator_still_ends_a_match_with_words_alone(pair: Pair, make: Make, as_person: Any) -> None:
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    make.enrol(cora, pair.cohort, EnrolledAs.COORDINATOR)
    mentoring.end_match(pair.match, by=cora, reason="The cohort is over.")
    assert "“The cohort is over.”" in as_person(pair.mentee).get(f"/matches/{pair.match.id}").text
