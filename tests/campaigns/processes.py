"""Processes that a campaign starts, finds and kills. Each notes its number in a folder, as a file of that name."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path


def note(folder: Path, number: int) -> None:
    """Say that process ``number`` runs."""
    folder.mkdir(exist_ok=True)
    (folder / str(number)).touch()


def running(folder: Path) -> list[int]:
    """The processes noted there that have not ended."""
    noted = sorted(int(file.name) for file in folder.iterdir()) if folder.exists() else []
    return [number for number in noted if _runs(number)]


def kill_one(folder: Path) -> int:
    """Kill one of them with SIGKILL, as a power cut would, and forget it; 0 when none runs."""
    alive = running(folder)
    if not alive:
        return 0
    number = random.choice(alive)
    os.kill(number, signal.SIGKILL)
    (folder / str(number)).unlink()
    return number


def keep_alive(work: Callable[[], None], folder: Path) -> None:
    """Do ``work`` in a child of this process, and in a new one whenever it ends, until this process is told to stop.

    A fork of a process that has imported everything works after milliseconds, where a fresh one needs seconds.
    """
    child = 0

    def stop(_signal: int, _frame: object) -> None:
        if child:
            os.kill(child, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    while True:
        child = os.fork()
        if child == 0:
            work()
            os._exit(0)
        note(folder, child)
        os.waitpid(child, 0)


@contextmanager
def started(work: Callable[..., None], *arguments: object, log: Path) -> Iterator[None]:
    """Do ``work`` in a process beside us, forked from this one; what it complains of goes to ``log``.

    No connection of this process may be open at that moment, and no other thread may be at work.
    """
    process = get_context("fork").Process(target=_complaining_to, args=(log, work, *arguments))
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join(30)


def _complaining_to(log: Path, work: Callable[..., None], *arguments: object) -> None:
    with log.open("w", buffering=1) as complaints:
        os.dup2(complaints.fileno(), 2)
        sys.stderr = complaints
        work(*arguments)


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = 120, every: float = 0.02) -> None:
    """Look again and again; what does not come about within ``seconds`` is a fault of its own."""
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise RuntimeError(f"{what} did not come about in {seconds:.0f} s")
        time.sleep(every)


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
