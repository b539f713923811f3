"""The table of the contention campaign."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from tests.campaigns.contention_clients import LOCKED, Record

TRIED = ("book", "move", "cancel", "hold")
LEGEND = """
Tried: bookings, moves and cancellations; holds are the first step of some of the bookings. A yes is a 303, a no is a
409 or 422. Cut: a connection that broke with a killed process; its call was sent again with the same key. All that
follows must be 0. Lost: a yes without its session. Phantom: a session or hold without a yes. Holds: a held time that
its holder could not book. Claims: sessions without exactly their quarter hours. Letters: deeds without one audit row
and two letters. Mail: sent and not arrived, arrived and not written, or doubled more than once a kill. Without the
key there must be doubles, or the campaign sees nothing.
"""


@dataclass(frozen=True)
class Findings:
    """What was tried, and counts of everything that must be zero."""

    tried: Counter[str]
    answers: int
    yes: int
    no: int
    killed: int
    cut: int
    amiss: dict[str, int]
    median: float
    slow: float
    seconds: float

    @staticmethod
    def of(record: Record, amiss: dict[str, int], log: str, killed: int, seconds: float) -> "Findings":
        statuses, waits = Counter(record.statuses), sorted(record.seconds)
        yes, no = statuses[303], statuses[409] + statuses[422]
        faults = sum(count for status, count in statuses.items() if status >= 500)
        return Findings(
            tried=record.tried,
            answers=len(record.statuses),
            yes=yes,
            no=no,
            killed=killed,
            cut=len(record.broken),
            amiss={
                "5xx": faults,
                "other": len(record.statuses) - yes - no - faults,
                "locked": record.locked + log.count(LOCKED),
                **amiss,
            },
            median=median(waits),
            slow=waits[int(len(waits) * 0.99)],
            seconds=seconds,
        )

    def is_clean(self, acts: int, kills: int) -> bool:
        """Holds are besides: what was promised is counted in bookings, moves and cancellations."""
        enough = self.tried["book"] + self.tried["move"] + self.tried["cancel"] >= acts
        return enough and self.killed == kills and self.yes > 0 and self.no > 0 and not any(self.amiss.values())

    @staticmethod
    def heading() -> str:
        names = [*TRIED, "yes", "no", "kills", "cut", "5xx", "other", "locked", "double", "lost", "phantom", "holds"]
        names += ["claims", "letters", "mail", "median", "99 %", "time"]
        return f"{'':28}" + "".join(f"{name:>8}" for name in names) + "\n"

    def line(self, name: str, is_as_expected: bool) -> str:
        values = [*(self.tried[kind] for kind in TRIED), self.yes, self.no, self.killed, self.cut]
        values += self.amiss.values()
        spent = [f"{self.median * 1000:.0f} ms", f"{self.slow * 1000:.0f} ms", f"{self.seconds:.0f} s"]
        cells = "".join(f"{value:>8}" for value in [*values, *spent])
        return f"{name:28}{cells}  {'as promised' if is_as_expected else 'BROKEN'}\n"

    @staticmethod
    def legend() -> str:
        return LEGEND
