"""matching, helped: it copies its players by recursion, and Python's limit ends that at 170 of them unless raised."""

import sys
import threading

from exchange import main
from run_matching import solve


def run() -> None:
    sys.setrecursionlimit(10**6)
    main(solve, ("matching", "numpy"))


if __name__ == "__main__":
    threading.stack_size(1 << 30)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
