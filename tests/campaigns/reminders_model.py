"""What had to arrive in the reminders campaign: it knows the promise and nothing of the code."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
#: A number of a session, its version, and which reminder.
Due = tuple[int, int, str]
#: The same with the reader.
Told = tuple[int, int, str, int]
#: What must be nothing at all.
FAULTS = ("missing", "not due", "two letters", "after start", "stale", "unsent")


@dataclass
class Known:
    """A session as the model knows it."""

    starts_at: datetime
    agreed_at: datetime
    sequence: int = 0
    cancelled: bool = False

    def due(self, at: datetime) -> list[str]:
        """Which reminders are due at ``at``: written down again here, from the promise and not from the code."""
        ahead, notice = self.starts_at - at, self.starts_at - self.agreed_at
        if self.cancelled:
            return []
        day = timedelta(hours=12) <= ahead <= timedelta(hours=24) and notice >= timedelta(hours=24)
        hour = timedelta(0) < ahead <= HOUR and notice >= HOUR
        return ["day"] * day + ["hour"] * hour


@dataclass
class Model:
    """What had to arrive, what might, and when a version of a session was over."""

    sessions: dict[int, Known] = field(default_factory=dict)
    required: set[Due] = field(default_factory=set)
    allowed: set[Due] = field(default_factory=set)
    starts: dict[tuple[int, int], datetime] = field(default_factory=dict)
    changed_in: dict[tuple[int, int], int] = field(default_factory=dict)

    def know(self, booking_id: int, session: Known) -> None:
        self.sessions[booking_id] = session
        self.starts[booking_id, session.sequence] = session.starts_at

    def due(self, at: datetime) -> set[Due]:
        return {(number, one.sequence, kind) for number, one in self.sessions.items() for kind in one.due(at)}

    def judge(
        self, letters: dict[str, Told], two: dict[int, tuple[int, int]], mails: list[tuple[str, int, datetime]]
    ) -> dict[str, int]:
        """Compare with reminders by their Message-ID, the two people of each session, and mails (name, step, time)."""
        arrived = [(letters[name], step, at) for name, step, at in mails if name in letters]
        got = {told for told, _step, _at in arrived}
        required, allowed = (
            {(*one, who) for one in due for who in two[one[0]]} for due in (self.required, self.allowed)
        )
        never = 1 << 30
        return {
            "due": len(required),
            "arrived": len(got),
            "missing": len(required - got),
            "not due": len(got - required - allowed),
            "two letters": len(letters) - len(set(letters.values())),
            "after start": sum(at >= self.starts[told[0], told[1]] for told, _step, at in arrived),
            "stale": sum(step > self.changed_in.get((told[0], told[1]), never) for told, step, _at in arrived),
            "raw repeats": len(arrived) - len(got),
        }


def holds(counts: dict[str, int], found: dict[str, int]) -> bool:
    """Every promise; over SMTP a kill between the last byte and the yes repeats a mail, with the same Message-ID."""
    return found["due"] > 0 and not any(found[name] for name in FAULTS) and found["raw repeats"] <= counts["kills"]
