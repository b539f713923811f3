"""The report of a cohort with 2,000 students: CPU of the server a page.

    python -m tests.campaigns.reports [STUDENTS]

Exits with 1 when the page needs more than 300 ms of CPU or groups more than 300 ms, the median of ten; the PDF is told.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one thread, as in a web worker

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.feedback.models import SessionFeedback
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from mentormatch.reports.models import ExposurePlace
from tests.conftest import make_app, migrate, sign_in
from tests.make import Make

STUDENTS, TIMES, MOST_MILLISECONDS = 2000, 10, 300.0
STATUSES = (RequestStatus.ACCEPTED, RequestStatus.ACCEPTED, RequestStatus.DECLINED, RequestStatus.EXPIRED)
DEGREES = ("BSc Computer Science", "BSc Business", "MSc Data", "MSc AI", "BA History")


def main() -> None:
    students = int(sys.argv[1]) if len(sys.argv) > 1 else STUDENTS
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        app.test_client_class = FlaskClient  # the suite's own client works inside a test's context only
        migrate(app)
        with app.app_context():
            cora, base = _world(students)
            client = sign_in(app.test_client(), cora)
        slow = [_measure(app, client, base + page, bound) for page, bound in (
            ("", MOST_MILLISECONDS), ("/groups?by=degree", MOST_MILLISECONDS), ("/figures/met", MOST_MILLISECONDS),
            (".json?from=2026-01-01", MOST_MILLISECONDS), (".pdf", None),
        )]  # fmt: skip
        with app.app_context():
            db.engine.dispose()
    sys.exit(any(slow))


def _measure(app: Flask, client: FlaskClient, address: str, bound: float | None) -> bool:
    client.get(address)
    spent, sent = [], []
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    for _time in range(TIMES if bound else 2):
        sent.clear()
        started = time.process_time()
        assert client.get(address).status_code == 200
        spent.append((time.process_time() - started) * 1000)
    median = statistics.median(spent)
    limit = f"at most {bound:.0f}" if bound else "told only"
    sys.stdout.write(f"{address:45} median {median:6.1f} ms of CPU ({limit}), slowest {max(spent):6.1f}\n")
    return bound is not None and median > bound


@transactional
def _world(students: int) -> tuple[Person, str]:
    make, dice = Make(), random.Random(1)
    cohort = make.cohort("Autumn")
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    make.enrol(cora, cohort, EnrolledAs.COORDINATOR)
    mentors = students * 2 // 5
    _people(dice, cohort, range(1000, 1000 + students + mentors), students)
    everybody = range(1000, 1000 + students)
    pairs = [(mentee, 1000 + students + dice.randrange(mentors)) for mentee in everybody for _time in range(2)]
    requests = [_request(dice, cohort, number, *pair) for number, pair in enumerate(dict.fromkeys(pairs), start=1)]
    _add(Request, requests)
    accepted = [request for request in requests if request["status"] is RequestStatus.ACCEPTED]
    _add(Match, [_match(number, request) for number, request in enumerate(accepted, start=1)])
    sessions = [_session(dice, number, accepted[number // 4], number // 4 + 1) for number in range(len(accepted) * 4)]
    _add(Booking, sessions)
    held = [session for session in sessions if session["status"] is BookingStatus.HELD]
    _add(SessionFeedback, [
        {"booking_id": session["id"], "person_id": session["guest_id"], "useful": dice.randint(1, 3)}
        for session in held
    ])  # fmt: skip
    return cora, f"/coordinator/cohorts/{cohort.id}/report"


def _people(dice: random.Random, cohort: Cohort, numbers: range, students: int) -> None:
    _add(Person, [{"id": number, "name": f"Person {number}", "email": f"p{number}@example.org",
                   "fs_uniquifier": str(number), "time_zone": "Europe/Rome"} for number in numbers])  # fmt: skip
    _add(Profile, [{"person_id": number, "degree": dice.choice(DEGREES), "languages": ("en",), "texts_stamp": 1}
                   for number in numbers])  # fmt: skip
    mentees, mentors = numbers[:students], numbers[students:]
    for some, role in ((mentees, EnrolledAs.MENTEE), (mentors, EnrolledAs.MENTOR)):
        _add(Enrolment, [{"person_id": number, "cohort_id": cohort.id, "enrolled_as": role} for number in some])
    _add(Aim, [{"person_id": number, "goal": "To work with data."} for number in mentees])
    _add(Offer, [{"person_id": number, "status": OfferStatus.APPROVED, "capacity": 4, "load": 1} for number in mentors])
    _add(ExposurePlace, [{"cohort_id": cohort.id, "mentor_id": number, "places": dice.randrange(40)}
                         for number in mentors])  # fmt: skip


def _request(dice: random.Random, cohort: Cohort, number: int, mentee: int, mentor: int) -> dict[str, Any]:
    opened = now() - timedelta(days=dice.uniform(40, 90))
    return {
        "id": number, "mentee_id": mentee, "mentor_id": mentor, "cohort_id": cohort.id, "note": "",
        "status": dice.choice(STATUSES), "opened_at": opened,
        "answered_at": opened + timedelta(days=dice.uniform(0, 9)), "told_share": 0.6, "told_seconds": 259200,
    }  # fmt: skip


def _match(number: int, request: dict[str, Any]) -> dict[str, Any]:
    pair = {name: request[name] for name in ("mentee_id", "mentor_id", "cohort_id")}
    return {"id": number, **pair, "request_id": request["id"], "status": MatchStatus.ACTIVE,
            "activated_at": request["answered_at"]}  # fmt: skip


def _session(dice: random.Random, number: int, request: dict[str, Any], match: int) -> dict[str, Any]:
    at: datetime = request["answered_at"] + timedelta(days=dice.uniform(1, 25))
    return {
        "id": number + 1, "match_id": match, "host_id": request["mentor_id"], "guest_id": request["mentee_id"],
        "starts_at": at, "ends_at": at + timedelta(hours=1), "wall_start": "", "wall_zone": "UTC", "uid": str(number),
        "status": dice.choice((BookingStatus.HELD, BookingStatus.HELD, BookingStatus.MISSED, BookingStatus.CANCELLED)),
    }  # fmt: skip


def _add(table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(sa.insert(table), rows)


if __name__ == "__main__":
    main()
