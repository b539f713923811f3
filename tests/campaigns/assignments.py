"""A whole cohort from its page to drafts and matches: how long it takes, and what is left when workers are killed.

    python -m tests.campaigns.assignments [--mentees 2000] [--mentors 700] [--kills 20]

First three drafts, one by each objective, are made in the background of a large cohort; each must be what ``assign``
of the library gives. Then, in a smaller cohort, the worker is killed with SIGKILL at random moments while it makes a
draft and while it publishes it: whenever it dies all is there or nothing, and in the end everybody is told once.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from mentormatch.assignments import service
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus
from mentormatch.assignments.service import making
from mentormatch.core.db import db
from mentormatch.matching import Objective, assign
from mentormatch.mentoring.models import Match
from mentormatch.notifications.models import Letter
from mentormatch.profiles.models import Aim, Offer
from mentormatch.recommendations.facts import mentee_records
from mentormatch.recommendations.pool import live_pool
from mentormatch.recommendations.ranking import live_ranker
from tests.bench.rows import Row, at_least, at_most, broken
from tests.campaigns.assignments_world import make_cohort
from tests.campaigns.contention_world import close, make_app
from tests.campaigns.databases import DATABASES

MENTEES, MENTORS, KILLS = 2_000, 700, 20
#: The cohort in which workers are killed: so small that many kills fit, so large that a kill meets work.
FEWER = 10
MOST_SECONDS, NOISE = 60.0, 1.5
LEASE = timedelta(seconds=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--mentees", type=int, default=MENTEES)
    parser.add_argument("--mentors", type=int, default=MENTORS)
    parser.add_argument("--kills", type=int, default=KILLS)
    wanted = parser.parse_args()
    rows: list[Row] = []
    for kind, database in DATABASES.items():
        with database() as url:
            rows += campaign(kind, url, wanted.mentees, wanted.mentors, wanted.kills)
    sys.stdout.write("a promise is not kept\n" if broken(rows) else "every promise held\n")
    sys.exit(1 if broken(rows) else 0)


def campaign(kind: str, url: str, mentees: int, mentors: int, kills: int) -> list[Row]:
    """The figures of one database; each is printed as it comes."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-assignments-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        app = make_app(instance, url)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            rows = [*_drafts(kind, app, mentees, mentors), *_killed(kind, app, kills)]
        close(app)
    for row in rows:
        sys.stdout.write(f"{row.group:12s} {row.name:48s} {row.value:10.2f} {row.unit:4s} {row.promise}\n")
    sys.stdout.flush()
    return rows


def _drafts(kind: str, app: Flask, mentees: int, mentors: int) -> list[Row]:
    cohort, cora = make_cohort(mentees, mentors)
    drafts = [draft.id for draft in service.ask_drafts(cohort, [*Objective], by=cora)]
    before, spent = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    shown = _watched(app, drafts)
    seconds = time.monotonic() - before
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - spent
    equal = sum(_is_what_assign_gives(db.session.get_one(Draft, number)) for number in drafts)
    group = f"{kind} {mentees}"
    rows = [
        at_most(Row(group, "three drafts from the page", seconds, "s"), MOST_SECONDS, NOISE),
        Row(group, "of it processor", cpu, "s"),
        at_least(Row(group, "states of progress that were seen", shown, ""), mentees // 200),
        at_least(Row(group, "drafts as assign() gives them", equal, ""), 3),
    ]
    draft = db.session.get_one(Draft, drafts[0])
    service.ask_to_publish(draft, by=draft.asked_by)
    before = time.monotonic()
    service.run_due()
    rows.append(Row(group, "published in one transaction", time.monotonic() - before, "s"))
    rows.append(at_most(Row(group, "mentors over their places", _over(), ""), 0))
    return [*rows, *_told_once(group)]


def _watched(app: Flask, drafts: list[int]) -> int:
    """Let a worker make the drafts, and look at their page now and then; returns how many states were seen."""
    worker, seen = _fork(app), set()
    while True:
        db.session.rollback()
        states = db.session.execute(
            sa.select(Draft.id, Draft.status, Draft.progress).where(Draft.id.in_(drafts)).order_by(Draft.id)
        ).all()
        seen.add(tuple(map(tuple, states)))
        if all(row.status == DraftStatus.READY for row in states):
            os.waitpid(worker, 0)
            return len(seen)
        time.sleep(0.2)


def _is_what_assign_gives(draft: Draft) -> bool:
    waiting = db.session.scalars(sa.select(DraftRow.mentee_id).where(DraftRow.draft_id == draft.id)).all()
    records = [one for start in range(0, len(waiting), 500) for one in mentee_records(waiting[start : start + 500])]
    goals = {one.facts.id: one.goal for one in records if one.goal}
    with live_pool().fresh() as pool:
        expected = assign([one.facts for one in records], pool, live_ranker(), draft.objective, goals=goals)
    rows = db.session.scalars(sa.select(DraftRow).where(DraftRow.draft_id == draft.id)).all()
    found = {str(row.mentee_id): str(row.mentor_id) for row in rows if row.mentor_id}
    return found == expected.pairs


def _killed(kind: str, app: Flask, kills: int) -> list[Row]:
    group, half = f"{kind} kills", 0
    for table in (DraftRow, Match, Letter):
        db.session.execute(sa.delete(table))
    waiting = _count(Aim)
    db.session.execute(sa.update(Offer).values(load=Offer.capacity))
    db.session.execute(sa.update(Offer).where(Offer.person_id % FEWER == 0).values(load=0))
    db.session.commit()
    draft = db.session.scalars(sa.select(Draft).order_by(Draft.id)).first()
    (again,) = service.ask_drafts(draft.cohort, [Objective.TOTAL], by=draft.asked_by)
    number = again.id  # the row itself is lost to this process with every worker that is forked
    alone = _seconds(app)
    db.session.execute(sa.update(Draft).where(Draft.id == number).values(status=DraftStatus.QUEUED))
    db.session.execute(sa.delete(DraftRow))
    db.session.commit()
    for _kill in range(kills):
        half += _kill_and_look(app, number, alone)
    _finish(app, number, DraftStatus.READY)
    again = db.session.get_one(Draft, number)
    service.ask_to_publish(again, by=again.asked_by)
    for _kill in range(kills):
        half += _kill_and_look(app, number, alone / 3)
    _finish(app, number, DraftStatus.PUBLISHED)
    return [
        Row(group, f"workers killed, {waiting} waiting", 2 * kills, ""),
        at_most(Row(group, "states that were half made or half published", half, ""), 0),
        at_most(Row(group, "mentors over their places", _over(), ""), 0),
        *_told_once(group),
    ]


def _seconds(app: Flask) -> float:
    before = time.monotonic()
    os.waitpid(_fork(app), 0)
    return time.monotonic() - before


def _kill_and_look(app: Flask, draft_id: int, within: float) -> int:
    worker = _fork(app)
    time.sleep(random.uniform(0, within))
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    db.session.rollback()
    draft = db.session.get_one(Draft, draft_id, populate_existing=True)
    rows, matches, letters = (_count(table) for table in (DraftRow, Match, Letter))
    given = db.session.scalar(sa.select(sa.func.count()).where(DraftRow.mentor_id.is_not(None))) or 0
    whole = {
        DraftStatus.PUBLISHED: matches == given and letters == 2 * given,
        DraftStatus.PUBLISHING: rows > 0 and matches == letters == 0,
        DraftStatus.READY: rows > 0 and matches == letters == 0,
    }
    return not whole.get(draft.status, rows == matches == letters == 0)


def _finish(app: Flask, draft_id: int, status: DraftStatus) -> None:
    until = time.monotonic() + 300
    while db.session.get_one(Draft, draft_id, populate_existing=True).status != status:
        if time.monotonic() > until:
            raise RuntimeError(f"the draft is not {status} after 300 s")
        time.sleep(LEASE.total_seconds() / 4)
        os.waitpid(_fork(app), 0)
        db.session.rollback()


def _told_once(group: str) -> list[Row]:
    matches, letters = _count(Match), _count(Letter)
    readers = db.session.scalar(sa.select(sa.func.count(sa.distinct(Letter.dedupe_key)))) or 0
    return [
        Row(group, "matches", matches, ""),
        at_most(Row(group, "letters too few or too many", abs(letters - 2 * matches) + letters - readers, ""), 0),
    ]


def _fork(app: Flask) -> int:
    """A worker that runs the job once; forked, so that it begins within milliseconds."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child:
        return child
    making.LEASE, making.TELL_EVERY = LEASE, 0.2
    try:
        with app.app_context():
            service.run_due()
    finally:
        os._exit(0)


def _count(table: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _over() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(Offer.load > Offer.capacity)) or 0


if __name__ == "__main__":
    main()
