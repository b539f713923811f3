"""Every benchmark, and a page about it: ``make bench [TASKS=folder] [PEERS=1] [OUT=docs/bench]``."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one thread, as in a web worker

from mentormatch.core.clock import now
from tests.bench import sections
from tests.bench.report import Section, write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--tasks", type=Path, help="folder of ranking tasks; their format stands in docs/bench/tasks.md"
    )
    parser.add_argument("--queries", type=int, default=0, help="students a task, 0 = all")
    parser.add_argument("--peers", action="store_true", help="install the public peers beside and run them too")
    parser.add_argument("--out", type=Path, default=Path("docs/bench"))
    chosen = parser.parse_args()
    made: list[Section] = []
    for make in _wanted(chosen):
        started = time.monotonic()
        made.append(make())
        broken = "; ".join(made[-1].broken) or "holds"
        sys.stdout.write(f"{made[-1].title}: {broken} ({time.monotonic() - started:.0f} s)\n")
        sys.stdout.flush()
    page = write(made, chosen.out, f"{now():%Y-%m-%d}")
    sys.stdout.write(f"{page}\n")
    sys.exit(any(section.broken for section in made))


def _wanted(chosen: argparse.Namespace) -> list[Callable[[], Section]]:
    always = [sections.background, sections.explanation, sections.titles, sections.speed, sections.cohorts]
    if chosen.tasks:
        always.insert(0, lambda: sections.quality(chosen.tasks, chosen.queries))
    if chosen.peers:
        always.append(sections.peers)
    return always


if __name__ == "__main__":
    main()
