"""The audit trail with 500,000 entries: sealing, checking, and every kind of page.

    python -m tests.campaigns.trail [ENTRIES]

A quarter of the entries is about a coordinator's large cohort, a thousand about the small one of another. Exits with 1
when a page needs more than 150 ms of CPU or the check finds anything.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sqlalchemy as sa
from flask.testing import FlaskClient

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.trail import checking, service
from mentormatch.trail.words import DEEDS
from tests.campaigns.databases import DATABASES
from tests.conftest import make_app, migrate, sign_in
from tests.make import Make

ENTRIES, MOST_MILLISECONDS, TIMES, AT_ONCE = 500_000, 150.0, 5, 10_000
PAGES = (
    "", "?by=cora", "?about=person+7", "?action=match.approved", "?action=draft.published", "?kind=match&number=5",
    "?from=2025-01-01&to=2025-02-01", "?by=person+11&action=request.asked", "?kind=goal", "?about=nobody+here",
)  # fmt: skip


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    failed = False
    for name, database in DATABASES.items():
        sys.stdout.write(f"-- {name}\n")
        with database() as url, tempfile.TemporaryDirectory() as folder:
            failed |= _run(Path(folder), url, entries)
    sys.exit(failed)


def _run(folder: Path, url: str, entries: int) -> bool:
    app = make_app(folder, url)
    app.test_client_class = FlaskClient
    migrate(app)
    with app.app_context():
        readers = _world(entries)
        clients = {address: sign_in(app.test_client(), person) for address, person in readers.items()}
        started = time.process_time()
        sealed = service.seal_all()
        sys.stdout.write(f"sealed {sealed} in {time.process_time() - started:.1f} s of CPU\n")
        started = time.process_time()
        found = checking.check()
        sys.stdout.write(f"checked in {time.process_time() - started:.1f} s of CPU: {len(found.faults)} faults\n")
        db.session.remove()
    slow = False
    for address, client in clients.items():
        for page in PAGES if address.startswith("/c") or "admin" in address else ("",):
            slow |= _measure(client, address.split("#")[0] + page, address)
    with app.app_context():
        db.engine.dispose()
    return slow or bool(found.faults) or sealed < entries


def _measure(client: FlaskClient, page: str, name: str) -> bool:
    spent, waited = [], []
    for _time in range(TIMES):
        cpu, clock = time.process_time(), time.perf_counter()
        assert client.get(page).status_code == 200
        spent.append((time.process_time() - cpu) * 1000)
        waited.append((time.perf_counter() - clock) * 1000)
    worst = max(statistics.median(spent), statistics.median(waited) if "postgres" in name else 0)
    sys.stdout.write(
        f"{name + page[page.find('?') :] if '?' in page else name:70} CPU {statistics.median(spent):6.1f} ms,"
        f" clock {statistics.median(waited):6.1f} ms\n"
    )
    return worst > MOST_MILLISECONDS


@transactional
def _world(entries: int) -> dict[str, Person]:
    make, dice = Make(), random.Random(1)
    large, small = make.cohort("Large"), make.cohort("Small", default=False)
    cora, carl = make.person("Cora", roles=[RoleName.COORDINATOR]), make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(cora, large, EnrolledAs.COORDINATOR)
    make.enrol(carl, small, EnrolledAs.COORDINATOR)
    ada = make.person("Ada", roles=[RoleName.ADMIN])
    people = [make.person(f"Person {number}") for number in range(60)]
    matches = [_match(people, large, number) for number in range(29)]
    few = _match(people, small, 29)
    actions = [action for action in DEEDS if not action.startswith(("concern", "draft.published"))]
    rows = []
    for number in range(entries):
        # Every fourth is about a match of the large cohort, every five-hundredth about the small one.
        kind, subject = "person", dice.choice(people).id
        if number % 500 == 0:
            kind, subject = "match", few
        elif number % 4 == 0:
            kind, subject = "match", dice.choice(matches)
        rows.append(
            {"at": now() - timedelta(seconds=(entries - number) * 60), "by_id": dice.choice(people).id, "facts": {},
             "action": dice.choice(actions), "subject_kind": kind, "subject_id": subject}
        )  # fmt: skip
        if len(rows) == AT_ONCE:
            db.session.execute(sa.insert(AuditEntry), rows)
            rows.clear()
    if rows:
        db.session.execute(sa.insert(AuditEntry), rows)
    return {"/admin/trail": ada, "/coordinator/trail#large": cora, "/coordinator/trail#small": carl,
            "/me/trail": people[7]}  # fmt: skip


def _match(people: list[Person], cohort: Cohort, number: int) -> int:
    mentee, mentor = people[number * 2], people[number * 2 + 1]
    match = Match(mentee_id=mentee.id, mentor_id=mentor.id, cohort_id=cohort.id, status=MatchStatus.ACTIVE)
    db.session.add(match)
    db.session.flush()
    return match.id


if __name__ == "__main__":
    main()
