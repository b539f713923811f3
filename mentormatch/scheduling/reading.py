"""Read a stranger's calendar file in a process of its own, which the system ends when it takes too much.

    intervals = read_busy(content, "Europe/Rome", Interval(now, now + timedelta(days=120)))

A rule of one line can keep any library of calendars at work for hours, and a web process that is at work serves nobody.
"""

import json
import resource
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from mentormatch.scheduling.busy import Busy, busy_times
from mentormatch.scheduling.errors import NoCalendar, SchedulingError, TooManyEvents, TooMuchWork
from mentormatch.scheduling.intervals import Interval
from mentormatch.scheduling.zones import get_zone

#: Seconds of CPU and of the clock, and bytes of memory, that reading one file may take.
CPU_SECONDS = 2
CLOCK_SECONDS = 10
MEMORY = 768 * 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]
_REFUSALS: dict[str, type[SchedulingError]] = {kind.__name__: kind for kind in (NoCalendar, TooManyEvents)}


def read_busy(content: bytes, zone_name: str, within: Interval) -> Busy:
    """The same as `busy_times`, in a process that can be ended.

    Raises `NoCalendar`, `TooManyEvents`, or `TooMuchWork` when the file takes more than it may.
    """
    asked = [zone_name, within.start.isoformat(), within.end.isoformat()]
    try:
        done = subprocess.run(  # noqa: S603 (our own module; the file is its input, not its name)
            [sys.executable, "-m", "mentormatch.scheduling.reading", *asked],
            input=content,
            capture_output=True,
            timeout=CLOCK_SECONDS,
            cwd=ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuchWork("the file") from error
    if done.returncode:
        raise TooMuchWork("the file")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise _REFUSALS[answer["refused"]]("the file")
    times = (Interval(*map(datetime.fromisoformat, pair)) for pair in answer["times"])
    return Busy(tuple(times), answer["left_out"])


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    zone_name, start, end = sys.argv[1:]
    within = Interval(datetime.fromisoformat(start), datetime.fromisoformat(end))
    answer: dict[str, object]
    try:
        busy = busy_times(sys.stdin.buffer.read(), get_zone(zone_name), within)
        pairs = [(time.start.isoformat(), time.end.isoformat()) for time in busy.times]
        answer = {"times": pairs, "left_out": busy.left_out}
    except (NoCalendar, TooManyEvents) as refusal:
        answer = {"refused": type(refusal).__name__}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
