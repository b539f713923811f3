"""Our solver, run as a whole process like every other."""

from exchange import Solution, main

from mentormatch.matching import solve_assignment


def solve(scores, capacities) -> Solution:
    found = solve_assignment(scores, capacities)
    return list(found.pairs.items()), found.bound


if __name__ == "__main__":
    main(solve, ("numpy", "scipy"))
