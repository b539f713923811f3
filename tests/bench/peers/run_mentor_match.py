"""mentor-match: a rule gives each pair its points, and a mentor stands in the list once for each place.

It has no capacities; rounds of one mentee for each mentor would be its other way, and lose against the optimum. Points
are whole numbers, as its rules give them: it subtracts them from sys.maxsize, which a float could not hold.
"""

import numpy as np
from exchange import Solution, main
from matching.match import Match
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Rule

POINTS = 10**9


class Score(Rule):
    """Gives a pair its score, looked up by the ``role`` of the two, which is their row and column."""

    def __init__(self, points: list[list[int]]) -> None:
        super().__init__()
        self.points = points

    def evaluate(self, match_object: Match) -> bool:
        return True

    def apply(self, match_object: Match) -> int:
        return self.points[match_object.mentee.role][match_object.mentor.role]


def solve(scores, capacities) -> Solution:
    points = np.rint(scores.astype(float) * POINTS).astype(int).tolist()
    seats = np.repeat(np.arange(len(capacities)), capacities).tolist()
    mentors = [Mentor(grade=1, email=f"mentor {seat}", role=mentor) for seat, mentor in enumerate(seats)]
    mentees = [Mentee(grade=1, email=f"mentee {row}", role=row) for row in range(len(points))]
    process_data(mentors, mentees, [[Score(points)]])
    return [(mentee.role, mentor.role) for mentor in mentors for mentee in mentor.mentees], None


if __name__ == "__main__":
    main(solve, ("mentor-match", "munkres"))
