"""SciPy's dense solver: a mentor has as many columns as places."""

import numpy as np
from exchange import Solution, main
from scipy.optimize import linear_sum_assignment


def solve(scores, capacities) -> Solution:
    seats = np.repeat(np.arange(len(capacities)), np.minimum(capacities, len(scores)))
    mentees, taken = linear_sum_assignment(scores[:, seats], maximize=True)
    return list(zip(mentees.tolist(), seats[taken].tolist(), strict=True)), None


if __name__ == "__main__":
    main(solve, ("numpy", "scipy"))
