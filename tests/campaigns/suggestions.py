"""CPU of ranking things for a mentee: 5,000 of them with stored vectors.

    python -m tests.campaigns.suggestions

Prints the figures, and exits with 1 when a ranking with reasons takes more than 5 ms, or reasons do not add up.
"""

import os
import statistics
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one thread, as in a web worker

from mentormatch.matching import Encoder
from mentormatch.matching.items import ItemPool, rank_items
from tests.campaigns.made_up_entries import MadeUpEntries
from tests.campaigns.made_up_pool import MadeUp

ITEMS, MENTEES, RUNS, TOP = 5_000, 40, 5, 5
MOST_MILLISECONDS = 5.0


def main() -> None:
    entries = MadeUpEntries()
    pool = ItemPool(Encoder.default().id)
    started = time.process_time()
    made = list(entries.items(ITEMS))
    _say(f"made up {ITEMS:,} things: {time.process_time() - started:.1f} s")
    started = time.process_time()
    pool.fill(made)
    _say(f"pool of {len(pool):,} things from stored vectors: {time.process_time() - started:.2f} s")
    asked = MadeUp().mentees(MENTEES)
    spent, apart = [], 0.0
    for mentee, goal in asked:
        times = []
        for _ in range(RUNS):
            started = time.process_time()
            found = rank_items(mentee, goal, pool, top=TOP)
            times.append(1000 * (time.process_time() - started))
        spent.append(min(times))
        apart = max(apart, *(abs(one.score - sum(r.contribution for r in one.reasons)) for one in found))
    _say(f"ranking with reasons: median {statistics.median(spent):.2f} ms, slowest {max(spent):.2f} ms of CPU")
    _say(f"reasons and scores are at most {apart:.1e} apart")
    sys.exit(statistics.median(spent) > MOST_MILLISECONDS or apart > 1e-9)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
