"""mentormatch: every mentee prefers all mentors in the order of their scores; a mentor takes those who rank them best.

Applications are the dictionaries that its importer makes of a workbook. Nobody differs in anything but preferences.
"""

import numpy as np
from exchange import Solution, main

from mentormatch.api import main as match

FIRST_MENTEE = 1_000_000


def application(wwid: int, level: int, years: float) -> dict:
    return {
        "wwid": wwid,
        "first_name": "person",
        "last_name": str(wwid),
        "position_level": level,
        "years_total": years,
        "location": "malvern",
        "gender": "female",
        "skills": [],
        "function": "",
        "preference_yes": [],
        "preference_no": [],
        "preference_maybe": ["malvern", "horsham", "female", "male"],
    }


def solve(scores, capacities) -> Solution:
    mentors = [
        {**application(mentor, 3, 10.0), "max_mentee_count": places}
        for mentor, places in enumerate(capacities.tolist())
    ]
    mentees = [
        {
            **application(FIRST_MENTEE + mentee, 2, 0.0),
            "favor": 0,
            "preferred_functions": [],
            "preferred_wwids": wishes,
        }
        for mentee, wishes in enumerate(np.argsort(-scores, axis=1, kind="stable").tolist())
    ]
    match(mentors, mentees)
    # An empty list stands for nobody.
    return [(row, mentee["match_wwids"]) for row, mentee in enumerate(mentees) if mentee["match_wwids"] != []], None


if __name__ == "__main__":
    main(solve, ("mentormatch", "pandas"))
