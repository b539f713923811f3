"""Made-up mentees who choose from lists by weights of their own: outcomes whose truth is known."""

from collections.abc import Sequence

import numpy as np

from mentormatch.matching import Case, Ranker
from mentormatch.matching.learning.cases import LEARNED
from mentormatch.matching.weights import BACKGROUND, CAREER

#: What decides, as weights in the order of LEARNED: career, path, degree, industries, topics, hours, languages, years.
PUBLISHED = np.array([0.70, 0.09, 0.075, 0.02, 0.025, 0.045, 0.015, 0.03])
PLANTED = np.array([0.35, 0.05, 0.05, 0.10, 0.20, 0.20, 0.02, 0.03])

MENTORS, FIRST, DRAWN, CHOSEN = 150, 6, 2, 2
#: Levels of the background features and how often each is found, in the order of BACKGROUND without the path.
LEVELS = (
    ((0.1, 0.3, 0.6, 1.0), (0.2, 0.3, 0.3, 0.2)),
    ((0.0, 0.5, 1.0), (0.6, 0.3, 0.1)),
    ((0.0, 0.5, 0.8, 1.0), (0.3, 0.4, 0.2, 0.1)),
    ((0.0, 0.3, 0.6, 1.0), (0.4, 0.2, 0.2, 0.2)),
    ((0.0, 0.8, 1.0), (0.1, 0.6, 0.3)),
    ((0.3, 0.6, 1.0), (0.2, 0.3, 0.5)),
)


def pools(chance: np.random.Generator, mentees: int) -> list[np.ndarray]:
    """The values of every mentor for each mentee, (mentors, features): few are near in career, as in real pools."""
    return [_pool(chance) for _ in range(mentees)]


def _pool(chance: np.random.Generator) -> np.ndarray:
    cosines = chance.normal(0.06, 0.06, MENTORS)
    cosines[chance.choice(MENTORS, 12, replace=False)] += chance.uniform(0.05, 0.2, 12)
    career = 1 / (1 + np.exp(-(cosines - 0.15) / 0.05))
    others = [chance.choice(values, MENTORS, p=often) for values, often in LEVELS]
    return np.column_stack([career, chance.beta(1.2, 2.5, MENTORS), *others])


def chosen(
    chance: np.random.Generator,
    seen: Sequence[np.ndarray],
    wanted: np.ndarray,
    certainty: float = 12.0,
    by_place: float = 0.0,
    present: np.ndarray = PUBLISHED,
) -> list[Case]:
    """What mentees do with the first six of their list and two drawn from below.

    They ask the two with the highest ``certainty (value wanted) - by_place log(position)`` plus Gumbel noise; three in
    five of those asked accept, and the better ones among these turn out good.
    """
    cases = []
    for number, values in enumerate(seen):
        rows, propensities = _shown(chance, values @ present)
        appeal = certainty * values[rows] @ wanted
        noisy = appeal - by_place * np.log(np.arange(1, len(rows) + 1)) + chance.gumbel(size=len(rows))
        outcomes = np.zeros(len(rows), int)
        for place in np.argsort(-noisy)[:CHOSEN]:
            accepted = chance.random() < 0.6
            good = chance.random() < 1 / (1 + np.exp(appeal.mean() - appeal[place]))
            outcomes[place] = 1 + accepted + (accepted and good)
        cases += [
            Case(f"mentee-{number}", f"mentor-{row}", dict(zip(LEARNED, values[row].tolist(), strict=True)), *rest)
            for row, *rest in zip(
                rows.tolist(), outcomes.tolist(), range(1, len(rows) + 1), propensities.tolist(), strict=True
            )
        ]
    return cases


def _shown(chance: np.random.Generator, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(-score)
    below = order[FIRST : FIRST + 100]
    drawn = np.sort(chance.choice(len(below), DRAWN, replace=False))
    return np.append(order[:FIRST], below[drawn]), np.append(np.ones(FIRST), np.full(DRAWN, DRAWN / len(below)))


def top_weights(ranker: Ranker) -> np.ndarray:
    """The weights of LEARNED."""
    weights = ranker.parameters.weights
    return np.array([ranker.parameters.share(CAREER), *(weights[name] for name in BACKGROUND)])


def ndcg(seen: Sequence[np.ndarray], weights: np.ndarray, wanted: np.ndarray) -> float:
    """Mean nDCG@10 of a ranking by ``weights`` when the five best by ``wanted`` have grade 3, ten 2, twenty 1."""
    discount = 1 / np.log2(np.arange(2, 12))
    grades = np.array([7.0] * 5 + [3.0] * 5 + [1.0] * 10)
    found = []
    for values in seen:
        gains = np.zeros(len(values))
        gains[np.argsort(-(values @ wanted))[:20]] = grades
        found.append(gains[np.argsort(-(values @ weights))[:10]] @ discount / (grades[:10] @ discount))
    return float(np.mean(found))
