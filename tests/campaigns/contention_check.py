"""What the database says after a campaign of contended bookings, read by plain SQL."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import sqlalchemy as sa

QUARTER = timedelta(minutes=15)
COLUMNS = (("answers", 8), ("changes", 8), ("yes", 5), ("no", 5), ("5xx", 4), ("other", 6), ("double", 7),
           ("lost", 5), ("ghosts", 7), ("letters", 8), ("median", 8), ("99 %", 8))  # fmt: skip


@dataclass(frozen=True)
class Row:
    id: int
    host: int
    guest: int
    start: datetime
    end: datetime
    buffer: timedelta
    status: str


@dataclass(frozen=True)
class Findings:
    """Counts of everything that must be zero, and of what was tried. ``letters`` counts missing and surplus ones."""

    attempts: int
    changes: int
    yes: int
    no: int
    faults: int
    other: int
    doubles: int
    lost: int
    ghosts: int
    letters: int
    median: float
    worst: float

    def is_clean(self, attempts: int) -> bool:
        zero = (self.faults, self.other, self.doubles, self.lost, self.ghosts, self.letters)
        return self.attempts >= attempts and self.yes > 0 and self.no > 0 and not any(zero)

    @staticmethod
    def heading() -> str:
        return f"{'':28}" + "".join(f"{name:>{width}}" for name, width in COLUMNS) + "\n"

    def line(self, name: str, is_as_expected: bool) -> str:
        values = (self.attempts, self.changes, self.yes, self.no, self.faults, self.other, self.doubles, self.lost,
                  self.ghosts, self.letters, f"{self.median * 1000:.0f} ms", f"{self.worst * 1000:.0f} ms")  # fmt: skip
        cells = "".join(f"{value:>{width}}" for value, (_name, width) in zip(values, COLUMNS, strict=True))
        return f"{name:28}{cells}  {'as promised' if is_as_expected else 'BROKEN'}\n"


def rows(engine: sa.Engine) -> list[Row]:
    statement = "SELECT id, host_id, guest_id, starts_at, ends_at, buffer_minutes, status FROM booking ORDER BY id"
    with engine.connect() as connection:
        found = connection.execute(sa.text(statement)).all()
    return [
        Row(row[0], row[1], row[2], _instant(row[3]), _instant(row[4]), timedelta(minutes=row[5]), row[6])
        for row in found
    ]


def _instant(value: Any) -> datetime:
    """SQLite gives text, PostgreSQL an aware time; both as UTC without a zone."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (at - at.utcoffset()).replace(tzinfo=None) if at.tzinfo else at


def doubles_now(engine: sa.Engine) -> int:
    return doubles(rows(engine))


def doubles(found: list[Row]) -> int:
    """Pairs of sessions that put one person in two places, or break a mentor's pause."""
    taken: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for row in found:
        if row.status != "cancelled":
            taken[row.host].append((row.start, row.end + row.buffer))
            taken[row.guest].append((row.start, row.end))
    count = 0
    for spans in taken.values():
        spans.sort()
        count += sum(after[0] < before[1] for before, after in pairwise(spans))
    return count


def findings(engine: sa.Engine, record: Any, *, has_key: bool) -> Findings:
    """Compare what the answers said with what is there."""
    found = rows(engine)
    seconds, statuses = sorted(record.seconds), Counter(status // 100 for status in record.statuses)
    polite = sum(status in {409, 422} for status in record.statuses)
    return Findings(
        attempts=record.attempts,
        changes=record.changes,
        yes=statuses[3],
        no=polite,
        faults=statuses[5],
        other=len(record.statuses) - statuses[3] - polite - statuses[5],
        doubles=record.doubles + doubles(found),
        lost=_lost(found, record) + (_claims_amiss(engine, found) if has_key else 0),
        ghosts=len({row.id for row in found} ^ set(record.booked)),
        letters=_letters_amiss(engine, record),
        median=median(seconds),
        worst=seconds[int(len(seconds) * 0.99)],
    )


def _lost(found: list[Row], record: Any) -> int:
    """Every yes exists: at the time that was asked for last, or cancelled when that was the yes."""
    by_id, lost = {row.id: row for row in found}, 0
    for number, at in record.booked.items():
        row = by_id.get(number)
        wanted = _instant(record.moved.get(number, at))
        if row is None:
            lost += 1
        elif number in record.cancelled:
            lost += row.status != "cancelled"
        else:
            lost += row.status != "booked" or row.start != wanted
    return lost


def _claims_amiss(engine: sa.Engine, found: list[Row]) -> int:
    """Sessions whose claims are not exactly their quarter hours, with the mentor's pause."""
    with engine.connect() as connection:
        claimed = connection.execute(
            sa.text("SELECT booking_id, count(*) FROM calendar_claim GROUP BY booking_id")
        ).all()
    counts = dict(claimed)
    wanted = {
        row.id: int((row.end - row.start) / QUARTER) * 2 + int(row.buffer / QUARTER) if row.status == "booked" else 0
        for row in found
    }
    return sum(counts.get(number, 0) != count for number, count in wanted.items())


def _letters_amiss(engine: sa.Engine, record: Any) -> int:
    """Each event has exactly two letters: one to each of the two people."""
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT template, count(*) FROM letter GROUP BY template")).all()
    counts = {template.split("/")[-1]: count for template, count in found}
    booked = abs(counts.get("booked.txt", 0) - 2 * len(record.booked))
    return booked + abs(counts.get("cancelled.txt", 0) - 2 * len(record.cancelled))
