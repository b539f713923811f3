"""An import of many rows from its page: how long its dry run takes, whether memory grows with it, whether the report
is exact, and what is left when workers are killed while they write.

    python -m tests.campaigns.import_rows [--rows 20000] [--kills 10]

The same made-up people come as CSV and as a workbook, a tenth as many and all of them. Every tenth row is wrong in a
way that is known; the report must name exactly these rows, and each with its column.
"""

import argparse
import csv
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import sqlalchemy as sa
from flask import Flask
from openpyxl import Workbook

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.people import rows_shown, uploads, working
from mentormatch.people.models import PeopleUpload, PeopleUploadRow
from mentormatch.people.record import COLUMNS, OutcomeStatus
from mentormatch.profiles.models import Profile
from mentormatch.programmes.models import Cohort, EnrolledAs
from tests.bench.rows import Row, at_most, broken
from tests.campaigns.contention_world import close, make_app
from tests.campaigns.databases import DATABASES
from tests.make import Make

ROWS, KILLS = 20_000, 10
MOST_SECONDS, NOISE = 30.0, 1.5
#: What a dry run may hold at its peak, and how much more with ten times as many rows: garbage not yet collected.
MOST_BYTES, GROWTH = 32.0, 6.0
LEASE = timedelta(seconds=1)
#: What is wrong with every tenth row, and the column it is said of.
FAULTS = {
    "email": "nobody", "time_zone": "Mars/Olympus", "capacity": "many", "roles": "admin", "graduation_year": "soon",
    "availability": "Mon 20:00-18:00", "languages": "klingonish",
}  # fmt: skip
WORDS = ("retail", "health", "schools", "finance", "energy", "travel", "music", "law", "sport", "housing", "people")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--kills", type=int, default=KILLS)
    wanted = parser.parse_args()
    rows: list[Row] = []
    for kind, database in DATABASES.items():
        with database() as url:
            rows += campaign(kind, url, wanted.rows, wanted.kills)
    sys.stdout.write("a promise is not kept\n" if broken(rows) else "every promise held\n")
    sys.exit(1 if broken(rows) else 0)


def campaign(kind: str, url: str, count: int, kills: int) -> list[Row]:
    """The figures of one database; each is printed as it comes."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-import-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        app = make_app(instance, url)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            cora, cohort = _coordinator()
            rows = [
                *_dry_runs(f"{kind} CSV", csv_file, count, cora, cohort),
                *_dry_runs(f"{kind} xlsx", workbook, count, cora, cohort),
                *_killed(f"{kind} kills", app, count // 10, kills, cora, cohort),
            ]
        close(app)
    for row in rows:
        sys.stdout.write(f"{row.group:16s} {row.name:48s} {row.value:10.2f} {row.unit:4s} {row.promise}\n")
    sys.stdout.flush()
    return rows


def _coordinator() -> tuple[Person, Cohort]:
    make = Make()
    cohort = make.cohort()
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    make.enrol(cora, cohort, EnrolledAs.COORDINATOR)
    return cora, cohort


def _dry_runs(
    group: str, written: Callable[[Iterator[list[str]]], io.BytesIO], count: int, cora: Person, cohort: Cohort
) -> list[Row]:
    few, many = (written(people(number)) for number in (count // 10, count))
    peaks = [_peak(file, cora, cohort) for file in (few, many)]
    before = time.process_time()
    upload, (kept, checked) = _checked(many, cora, cohort)
    processor = time.process_time() - before
    return [
        at_most(Row(group, f"dry run of {count} rows", kept + checked, "s"), MOST_SECONDS, NOISE),
        Row(group, "of it processor", processor, "s"),
        Row(group, "of it until the page answers", kept, "s"),
        Row(group, f"peak with {count // 10} rows", peaks[0], "MB"),
        at_most(Row(group, f"peak with {count} rows", peaks[1], "MB"), MOST_BYTES),
        at_most(Row(group, "of it because of the rows", max(peaks[1] - peaks[0], 0), "MB"), GROWTH),
        at_most(Row(group, "rows judged otherwise than is right", _wrong(upload, count), ""), 0),
    ]


def _peak(file: io.BytesIO, cora: Person, cohort: Cohort) -> float:
    """The most megabytes that Python held more than before, while a file was kept and checked."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    _checked(file, cora, cohort)
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    return peak / 1024**2


def _checked(file: io.BytesIO, cora: Person, cohort: Cohort) -> tuple[PeopleUpload, tuple[float, float]]:
    start = time.monotonic()
    with patch.object(uploads, "spend"):  # the campaign uploads more often than a person may
        upload = uploads.keep(file, "people", cohort.id, by=cora)
    kept = time.monotonic()
    working.run_due()
    return upload, (kept - start, time.monotonic() - kept)


def _wrong(upload: PeopleUpload, count: int) -> int:
    """Rows whose outcome or column is not the expected one, also in the report that is downloaded."""
    db.session.rollback()
    found = db.session.execute(
        sa.select(PeopleUploadRow.line, PeopleUploadRow.status, PeopleUploadRow.found).where(
            PeopleUploadRow.upload_id == upload.id
        )
    ).all()
    judged = {line: (status, found["faults"][0][0] if found["faults"] else "") for line, status, found in found}
    wrong = sum(judged.get(line) != outcome for line, outcome in _expected(count))
    report = csv.reader(io.StringIO(b"".join(rows_shown.report(upload)).decode("utf-8-sig")))
    told = Counter(cells[1] for cells in report)
    refused = sum(outcome[0] == OutcomeStatus.REFUSED for _line, outcome in _expected(count))
    return wrong + abs(len(judged) - count) + abs(told["Refused"] - refused) + abs(told["New"] - (count - refused))


def _expected(count: int) -> Iterator[tuple[int, tuple[OutcomeStatus, str]]]:
    names = list(FAULTS)
    for number in range(count):
        wrong = names[number // 10 % len(names)] if number % 10 == 9 else ""
        yield number + 2, (OutcomeStatus.REFUSED if wrong else OutcomeStatus.ACCEPTED, wrong)


def people(count: int) -> Iterator[list[str]]:
    """The header, and so many people with all their columns."""
    yield list(COLUMNS)
    rng, names = random.Random(7), list(FAULTS)
    for number in range(count):
        row = _person(number, rng)
        if number % 10 == 9:
            wrong = names[number // 10 % len(names)]
            row[wrong] = FAULTS[wrong]
        yield [row[name] for name in COLUMNS]


def _person(number: int, rng: random.Random) -> dict[str, str]:
    some = lambda most: ";".join(rng.sample(WORDS, most))  # noqa: E731
    text = " ".join(rng.choices(WORDS, k=18))
    return {
        "email": f"person{number}@example.org", "name": f"Person Number{number}",
        "roles": "mentor" if number % 4 == 0 else "student", "languages": "en;it", "time_zone": "Europe/Rome",
        "degree": f"MSc {rng.choice(WORDS)}", "graduation_year": "2027", "headline": text[:60], "organisation": "Acme",
        "role_title": rng.choice(WORDS), "industries": some(2), "skills": some(3), "skills_wanted": some(2),
        "target_roles": some(2), "help_topics": "CV;interview", "goal": f"I want {text}", "bio": f"I know {text}",
        "previous_field": rng.choice(WORDS), "years_experience": "5", "capacity": "2",
        "availability": "Mon 18:00-21:00; Wed 12:00-13:00",
    }  # fmt: skip


def csv_file(rows: Iterator[list[str]]) -> io.BytesIO:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return io.BytesIO(out.getvalue().encode())


def workbook(rows: Iterator[list[str]]) -> io.BytesIO:
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("People")
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out


def _killed(group: str, app: Flask, count: int, kills: int, cora: Person, cohort: Cohort) -> list[Row]:
    """Kill workers while they read and write: in the end everybody is there once, with all that belongs to them."""
    working.LEASE = LEASE
    upload, _seconds = _checked(csv_file(people(count)), cora, cohort)
    number = upload.id
    uploads.confirm(upload, by=cora)
    half = 0
    for _kill in range(kills):
        worker = _fork(app)
        time.sleep(random.uniform(0.1, 1.0))
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        db.session.rollback()
        half += abs(_people() - _done(number))
        time.sleep(LEASE.total_seconds())
    os.waitpid(_fork(app), 0)
    db.session.rollback()
    fine = sum(outcome[0] == OutcomeStatus.ACCEPTED for _line, outcome in _expected(count))
    backgrounds = db.session.scalar(sa.select(sa.func.count()).select_from(Profile)) or 0
    return [
        Row(group, f"workers killed while {count} rows are written", kills, ""),
        at_most(Row(group, "people there without their row's mark, or not", half, ""), 0),
        at_most(Row(group, "people too few or too many in the end", abs(_people() - fine), ""), 0),
        at_most(Row(group, "of them without a background", abs(backgrounds - fine), ""), 0),
    ]


def _people() -> int:
    """How many there are beside the coordinator."""
    return (db.session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0) - 1


def _done(upload_id: int) -> int:
    done = sa.select(sa.func.count()).where(PeopleUploadRow.upload_id == upload_id, PeopleUploadRow.done)
    return db.session.scalar(done) or 0


def _fork(app: Flask) -> int:
    """A worker that runs the job once; forked, so that it begins within milliseconds."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child:
        return child
    try:
        with app.app_context():
            working.run_due()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
