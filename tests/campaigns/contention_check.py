"""What the database says after a campaign of contended bookings, read by plain SQL."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from tests.campaigns.contention_clients import Record, instant

QUARTER = timedelta(minutes=15)
BOOKINGS = """SELECT id, match_id, host_id, guest_id, starts_at, ends_at, buffer_minutes, status, holder_id
              FROM booking ORDER BY id"""
#: What must be told of each deed: one row of the audit, and a letter to each of the two.
DEEDS = {"booked": "booking.booked", "moved": "booking.moved", "cancelled": "booking.cancelled"}


@dataclass(frozen=True)
class Row:
    id: int
    match: int
    host: int
    guest: int
    start: datetime
    end: datetime
    buffer: timedelta
    status: str
    holder: int | None


def rows(engine: sa.Engine) -> list[Row]:
    with engine.connect() as connection:
        found = connection.execute(sa.text(BOOKINGS)).all()
    return [Row(*row[:4], _instant(row[4]), _instant(row[5]), timedelta(minutes=row[6]), *row[7:]) for row in found]


def _instant(value: Any) -> datetime:
    """SQLite gives text, PostgreSQL an aware time; both as UTC without a zone."""
    return instant(value if isinstance(value, str) else value.isoformat())


def doubles(found: list[Row]) -> int:
    """Pairs of sessions or held times that put one person in two places, or break a mentor's pause."""
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


def faults(engine: sa.Engine, record: Record, *, has_key: bool) -> dict[str, int]:
    """Everything that must be zero, from comparing what the answers said with what is there."""
    found = rows(engine)
    sessions = [row for row in found if row.holder is None]
    told = {(match, instant(at)) for match, at in record.held}
    return {
        "double": record.doubles + doubles(found),
        "lost": _lost(sessions, record),
        "phantom": len({row.id for row in sessions} ^ set(record.booked))
        + sum((row.match, row.start) not in told for row in found if row.holder is not None),
        "holds": record.holds_broken,
        "claims": _claims_amiss(engine, found) if has_key else 0,
        "letters": _letters_amiss(engine, record),
    }


def _lost(sessions: list[Row], record: Record) -> int:
    """Every yes exists: at the time that was asked for last, or cancelled when that was the yes."""
    by_id, lost = {row.id: row for row in sessions}, 0
    for number, at in record.booked.items():
        row = by_id.get(number)
        if row is None:
            lost += 1
        elif number in record.cancelled:
            lost += row.status != "cancelled"
        else:
            lost += row.status != "booked" or row.start != instant(record.moved.get(number, at))
    return lost


def _claims_amiss(engine: sa.Engine, found: list[Row]) -> int:
    """Sessions and held times whose claims are not exactly their quarter hours, with the mentor's pause."""
    with engine.connect() as connection:
        claimed = connection.execute(
            sa.text("SELECT booking_id, count(*) FROM calendar_claim GROUP BY booking_id")
        ).all()
    counts = dict(claimed)
    wanted = {
        row.id: 0 if row.status == "cancelled" else int((row.end - row.start) / QUARTER) * 2 + int(row.buffer / QUARTER)
        for row in found
    }
    return sum(counts.get(number, 0) != count for number, count in wanted.items())


def _letters_amiss(engine: sa.Engine, record: Record) -> int:
    """Deeds that are not written down once, or have not exactly two letters: one to each of the two people."""
    with engine.connect() as connection:
        letters = dict(connection.execute(sa.text("SELECT template, count(*) FROM letter GROUP BY template")).all())
        audit = dict(connection.execute(sa.text("SELECT action, count(*) FROM audit_entry GROUP BY action")).all())
    amiss = sum(
        abs(letters.get(f"calendar/email/{event}.txt", 0) - 2 * audit.get(action, 0)) for event, action in DEEDS.items()
    )
    amiss += abs(audit.get(DEEDS["booked"], 0) - len(record.booked))
    return amiss + abs(audit.get(DEEDS["cancelled"], 0) - len(record.cancelled))


def mail_faults(engine: sa.Engine, arrived: list[tuple[str, str]], kills: int) -> int:
    """Letters that were noted as sent and did not arrive, that nobody wrote, and repeats beyond one for each kill."""
    with engine.connect() as connection:
        known = dict(connection.execute(sa.text("SELECT message_id, status FROM letter")).all())
    times = Counter(name for name, _said in arrived)
    not_there = sum(status == "sent" and name not in times for name, status in known.items())
    repeats = sum(times.values()) - len(times)
    return not_there + len(times.keys() - known.keys()) + max(0, repeats - kills)
