"""The sweep of the waiting list with 2,000 students in line and 883 mentors: CPU of the worker.

    python -m tests.campaigns.waiting_line

Everybody is full but one mentor whom a hard rule keeps from all who wait, which is the longest a sweep can look; then
places of a hundred mentors become free at once. Exits with 1 when looking in vain needs more than 10 s of CPU, when an
offer needs more than 150 ms, or when the offers are not those of the first hundred in line.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.service import touch_facts
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from mentormatch.profiles.models import Offer, Profile
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.waitinglist.models import WaitingOffer, WaitingPlace
from tests.campaigns import mentors_page
from tests.conftest import make_app, migrate

STUDENTS, FREED = 2000, 100
MOST_SECONDS_IN_VAIN, MOST_MILLISECONDS_AN_OFFER = 10.0, 150.0


def main() -> None:
    mentors_page.STUDENTS = STUDENTS
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        migrate(app)
        file = mentors_page._made_up(Path(folder) / "people.csv")
        imported = app.test_cli_runner().invoke(args=["people", "import", str(file), "--brief"])
        if imported.exit_code:
            sys.exit(imported.output)
        with app.app_context():
            line = _stand()
            JOBS["waitinglist.sweep"]()  # fills the pool, as a worker's first minute does
            in_vain, made_in_vain = _timed()
            _free()
            seconds, made = _timed()
            first = db.session.scalars(sa.select(WaitingOffer.place_id).order_by(WaitingOffer.id)).all()
            db.engine.dispose()
    an_offer = 1000 * seconds / max(made, 1)
    print(f"{len(line)} in line, nobody may have the one free place: {in_vain:.1f} s (at most {MOST_SECONDS_IN_VAIN})")  # noqa: T201
    print(f"{made} offers: {an_offer:.0f} ms each (at most {MOST_MILLISECONDS_AN_OFFER:.0f})")  # noqa: T201
    right = made_in_vain == 0 and made == FREED and set(first) <= set(line)
    sys.exit(not right or in_vain > MOST_SECONDS_IN_VAIN or an_offer > MOST_MILLISECONDS_AN_OFFER)


@transactional
def _stand() -> list[int]:
    """Everybody in line, in order; all mentors full but the one who shares no language with anybody."""
    members = sa.select(Enrolment.person_id, Enrolment.cohort_id).where(Enrolment.enrolled_as == EnrolledAs.MENTEE)
    places = [WaitingPlace(mentee_id=row.person_id, cohort_id=row.cohort_id) for row in db.session.execute(members)]
    db.session.add_all(places)
    mentors = list(db.session.scalars(sa.select(Offer).order_by(Offer.person_id)))
    for offer in mentors:
        offer.load = offer.capacity
    alone = mentors[0]
    alone.load, alone.capacity = 0, 1
    db.session.get_one(Profile, alone.person_id).languages = ("is",)
    db.session.flush()
    return [place.id for place in places]


@transactional
def _free() -> None:
    """A place of a hundred mentors becomes free at once."""
    mentors: Any = db.session.scalars(sa.select(Offer).where(Offer.capacity > 0).order_by(Offer.person_id).offset(1))
    for offer in list(mentors)[:FREED]:
        offer.load = offer.capacity - 1
        touch_facts(offer.person)


def _timed() -> tuple[float, int]:
    """CPU seconds of a sweep, and how many offers it made."""
    began = time.process_time()
    made: Any = JOBS["waitinglist.sweep"]()
    return time.process_time() - began, int(made)


if __name__ == "__main__":
    main()
