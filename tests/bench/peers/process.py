"""Runs a solver as a process of its own and counts all the CPU it takes, from starting Python to its answer."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OWN_PYTHON = Path(sys.executable)


@dataclass(frozen=True)
class Limits:
    """Seconds of CPU, and megabytes of address space."""

    seconds: int = 120
    megabytes: int = 12_000


@dataclass(frozen=True)
class Answer:
    """What a runner wrote, and the CPU seconds of its whole process; ``failure`` says why there are no pairs."""

    whole_seconds: float
    seconds: float = float("nan")
    megabytes: float = float("nan")
    pairs: list[tuple[int, int]] = field(default_factory=list)
    bound: float | None = None
    versions: dict[str, str] = field(default_factory=dict)
    failure: str = ""


def run(python: Path, runner: str, cohort: Path, limits: Limits) -> Answer:
    """Run ``runner`` (a file beside this one) on the cohort in an .npz file."""
    with tempfile.TemporaryDirectory() as folder:
        answer, errors = Path(folder) / "answer.json", Path(folder) / "errors.txt"
        arguments = [str(cohort), str(answer), str(limits.seconds), str(limits.megabytes)]
        with errors.open("w") as stream:
            # Outside the repository, or a peer called mentormatch would be ours.
            process = subprocess.Popen(
                [str(python), str(HERE / runner), *arguments],
                cwd=folder,
                env=_environment(),
                stdout=subprocess.DEVNULL,
                stderr=stream,
            )
            code, spent = _ended(process, limits.seconds)
        found = json.loads(answer.read_text()) if answer.exists() else {}
        return read(found, code, spent, errors.read_text(), limits)


def read(found: dict[str, Any], code: int, spent: float, errors: str, limits: Limits) -> Answer:
    """Return the answer that a runner wrote, or why there is none."""
    if found and code == 0:
        pairs = [(mentee, mentor) for mentee, mentor in found["pairs"]]
        return Answer(spent, found["seconds"], found["megabytes"], pairs, found["bound"], found["versions"])
    if code < 0:
        return Answer(spent, failure=f"more than {limits.seconds} s of CPU")
    last = errors.strip().splitlines()[-1:] or [f"exit code {code} without an answer"]
    return Answer(spent, failure=last[0].split(":")[0])


def _ended(process: subprocess.Popen[bytes], seconds: int) -> tuple[int, float]:
    """Wait, and return the exit code (negative: a signal) and the CPU seconds of the process."""
    # On a busy machine CPU seconds take longer than seconds; something that sleeps for ever must still end.
    watch = threading.Timer(5 * seconds, process.kill)
    watch.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime


def _environment() -> dict[str, str]:
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", ""), **one_thread}
