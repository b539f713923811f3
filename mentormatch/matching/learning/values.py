"""The values behind a list of mentors, for the record that is learned from later."""

from collections.abc import Iterable

import numpy as np

from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.rankers import Ranker
from mentormatch.matching.scoring import score_pool
from mentormatch.matching.types import MenteeFacts
from mentormatch.matching.vectors import GoalVectors


def values_behind(
    ranker: Ranker,
    mentee: MenteeFacts,
    pool: MentorPool,
    mentor_ids: Iterable[str],
    goal: GoalVectors | None = None,
) -> dict[str, dict[str, float]]:
    """Return the values in [0, 1] that the ranker weighs, by mentor and feature of LEARNED, to be kept with the list.

    The career is the value of its calibrated curve; what is unknown about a mentor has the median that stands for it.
    Features that the mentee's facts do not allow to compare are absent, so ``Σ weight value / Σ weight`` over those
    present is the score before its adjustments. Nothing is returned for somebody who is exploring: that list weighs the
    career by a number of its own, about which it can say nothing. Raises UnknownMentor and EncoderMismatch.
    """
    if mentee.clarity == "exploring":
        return {}
    if goal is None and pool.encode:
        goal = pool.encoder.goal(mentee)
    pool.check(goal)
    scored = score_pool(Question(mentee, goal, pool.space), pool, ranker.parameters)
    columns = dict(scored.background)
    if scored.career:
        curve = ranker.parameters.calibrated(scored.career.total)
        columns["career"] = np.where(scored.career.known, curve, np.nan)
    rows = {mentor_id: pool.row(mentor_id) for mentor_id in mentor_ids}
    filled = {name: np.where(np.isnan(column), scored.median, column) for name, column in columns.items()}
    return {mentor: {name: float(column[row]) for name, column in filled.items()} for mentor, row in rows.items()}
