"""matching: mentees are residents, mentors hospitals, and they rank each other by score; the residents' best match."""

import numpy as np
from exchange import Solution, main
from matching.games import HospitalResident


def solve(scores, capacities) -> Solution:
    wishes = np.argsort(-scores, axis=1, kind="stable")
    mentees = {f"r{row}": [f"h{column}" for column in ranked] for row, ranked in enumerate(wishes.tolist())}
    wishes = np.argsort(-scores.T, axis=1, kind="stable")
    mentors = {f"h{column}": [f"r{row}" for row in ranked] for column, ranked in enumerate(wishes.tolist())}
    places = {f"h{column}": count for column, count in enumerate(capacities.tolist())}
    found = HospitalResident.create_from_dictionaries(mentees, mentors, places).solve()
    return [(int(one.name[1:]), int(mentor.name[1:])) for mentor, taken in found.items() for one in taken], None


if __name__ == "__main__":
    main(solve, ("matching", "numpy"))
