"""What every runner shares: reads a cohort from .npz, solves it within limits, writes JSON.

A runner is a script: ``python run_NAME.py COHORT.npz ANSWER.json CPU_SECONDS MEGABYTES``. The Python of the solver's
own environment starts it, so nothing here needs more than NumPy.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

#: Pairs of mentee and mentor, and a proved upper bound of the total where the solver gives one.
Solution = tuple[list[tuple[int, int]], float | None]
Solve = Callable[[Any, Any], Solution]


def main(solve: Solve, packages: tuple[str, ...]) -> None:
    """Run ``solve(scores, capacities)`` as the command line says and write what came of it."""
    cohort, answer, seconds, megabytes = sys.argv[1:5]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20, int(megabytes) << 20))
    with np.load(cohort) as file:
        scores, capacities = file["scores"], file["capacities"]
    before, started = peak_megabytes(), time.process_time()
    pairs, bound = solve(scores, capacities)
    found = {
        "seconds": time.process_time() - started,
        "megabytes": peak_megabytes() - before,
        "pairs": [(int(mentee), int(mentor)) for mentee, mentor in pairs],
        "bound": bound,
        "versions": {package: version(package) for package in packages},
    }
    Path(answer).write_text(json.dumps(found))


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    # Linux counts what the parent held before the script was loaded into ru_maxrss; VmHWM starts anew.
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
