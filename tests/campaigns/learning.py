"""Weights learned from made-up mentees whose real preferences are known: what is gained, and what others would lose.

    python -m tests.campaigns.learning

The engine ranks 300 made-up mentors for 900 made-up mentees; some of these choose from their lists by planted weights.
Prints nDCG@10 on 300 mentees who were not learned from, as the mean (and the worst) of ten draws: before, after plain
logistic regression on pairs, after the prior without the gate, and as ``learn`` decides. Exits with 1 when ``learn``
loses more than 0.01 on average or gains less than 0.05 from 400 mentees with other preferences.
"""

import random
import sys
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from mentormatch.matching import BaselineRanker, Case, MenteeFacts, MentorFacts, MentorPool, Verdict, learn
from mentormatch.matching.learning.cases import LEARNED
from mentormatch.matching.learning.estimate import learned, precision_for
from mentormatch.matching.learning.pairs import compared
from mentormatch.matching.learning.values import values_behind
from tests.campaigns.mentors_page import DEGREES, FIELDS, INDUSTRIES, SKILLS, TOPICS, ZONES
from tests.matching.choices import PLANTED, PUBLISHED, chosen, ndcg, top_weights

MENTORS, MENTEES, UNSEEN, DRAWS = 300, 900, 300, 10
SIZES = (20, 50, 100, 400)
#: By which weights mentees choose, in the order of LEARNED.
TRUTHS = {
    "as published": PUBLISHED,
    "hours and topics count more": np.array([0.55, 0.12, 0.05, 0.05, 0.08, 0.10, 0.02, 0.03]),
    "quite different": PLANTED,
}
JOBS = (
    ("Data analyst", "build dashboards and reports from sales data"),
    ("Data engineer", "move data through pipelines into warehouses"),
    ("Nurse", "care for patients on a hospital ward"),
    ("Physiotherapist", "help patients to move again after operations"),
    ("Software engineer", "write and test web services"),
    ("Product manager", "decide with customers what a software team builds next"),
    ("Designer", "draw and test screens with users"),
    ("Teacher", "teach mathematics in a secondary school"),
    ("Civil engineer", "plan bridges and supervise building sites"),
    ("Lawyer", "advise companies on contracts and privacy"),
    ("Researcher", "run experiments and publish papers"),
    ("Accountant", "close the books of small companies"),
    ("Journalist", "report on the economy for a newspaper"),
    ("Marketing manager", "plan campaigns and measure what they bring"),
)
BACKGROUND = ("industries", "help_topics", "time_zone", "availability", "degree", "previous_field", "years_experience")


def main() -> None:
    seen = _values()
    sys.stdout.write(
        f"{'choices':30}{'mentees':>8}{'before':>8}{'plain':>16}{'no gate':>16}{'learn':>16}{'adopted':>9}\n"
    )
    fine = [_line(name, wanted, mentees, seen) for name, wanted in TRUTHS.items() for mentees in SIZES]
    sys.exit(0 if all(fine) else 1)


def _line(name: str, wanted: np.ndarray, mentees: int, seen: Sequence[np.ndarray]) -> bool:
    unseen, others = seen[:UNSEEN], seen[UNSEEN:]
    before = ndcg(unseen, PUBLISHED, wanted)
    changes, adopted = [], 0
    for draw in range(DRAWS):
        chance = np.random.default_rng(draw)
        theirs = [others[i] for i in chance.choice(len(others), mentees, replace=False)]
        cases = chosen(chance, theirs, wanted)
        lesson = learn(BaselineRanker(), cases)
        adopted += lesson.verdict is Verdict.ADOPT
        weights = (_plain(cases), _held(cases), top_weights(lesson.ranker))
        changes.append([ndcg(unseen, each, wanted) - before for each in weights])
    mean, worst = np.mean(changes, axis=0), np.min(changes, axis=0)
    columns = "".join(f"{f'{m:+.3f} ({w:+.3f})':>16}" for m, w in zip(mean, worst, strict=True))
    sys.stdout.write(f"{name:30}{mentees:8}{before:8.3f}{columns}{adopted:6}/{DRAWS}\n")
    sys.stdout.flush()
    return bool(mean[2] > -0.01 and (mean[2] >= 0.05 or mentees < 400 or wanted is not PLANTED))


def _plain(cases: list[Case]) -> np.ndarray:
    """What one would write first: scikit-learn's defaults on all pairs."""
    wanted = compared(cases).differences[:, : len(LEARNED)]
    sides = np.repeat([1, 0], len(wanted))
    return LogisticRegression(fit_intercept=False).fit(np.concatenate([wanted, -wanted]), sides).coef_[0]


def _held(cases: list[Case]) -> np.ndarray:
    pairs = compared(cases)
    return learned(pairs, PUBLISHED, precision_for(len(pairs.mentees)))[: len(LEARNED)]


def _values() -> list[np.ndarray]:
    """The values of all mentors for each mentee, (mentors, features); nothing where a mentee left a question open."""
    draw = random.Random(7)
    pool = MentorPool(_mentor(draw, number) for number in range(MENTORS))
    found = []
    for number in range(MENTEES):
        values = values_behind(BaselineRanker(), _mentee(draw, number), pool, pool.ids)
        found.append(np.array([[values[mentor].get(name, 0.0) for name in LEARNED] for mentor in pool.ids]))
    return found


def _mentor(draw: random.Random, number: int) -> MentorFacts:
    (role, work), (former, _) = draw.sample(JOBS, 2)
    bio = f"I {work}. Before that I was a {former.lower()}. I know {draw.choice(INDUSTRIES)} best."
    return MentorFacts(f"mentor-{number}", role_title=role, bio=bio, languages=_languages(draw), **_background(draw, 2))


def _mentee(draw: random.Random, number: int) -> MenteeFacts:
    role, work = draw.choice(JOBS)
    goal = draw.choice([f"I want to {work}.", f"I would like to become a {role.lower()}.", f"{role}: {work}"])
    wanted = tuple(draw.sample(SKILLS, 2)) if draw.random() < 0.5 else ()
    known = {name: value for name, value in _background(draw, 1).items() if name != "skills" and draw.random() < 0.8}
    return MenteeFacts(f"mentee-{number}", goal=goal, skills_wanted=wanted, languages=_languages(draw), **known)


def _languages(draw: random.Random) -> tuple[str, ...]:
    return ("en", *draw.sample(("it", "de", "es", "fr"), draw.choice((0, 1, 1, 2))))


def _background(draw: random.Random, places: int) -> dict:
    days = sorted(draw.sample(range(6), 2))
    facts = (
        tuple(draw.sample(INDUSTRIES, places)),
        tuple(draw.sample(TOPICS, 2 * places)),
        draw.choice(ZONES),
        tuple((day, f"{hour:02}:00", f"{hour + 3:02}:00") for day in days for hour in [draw.choice((8, 12, 17, 18))]),
        draw.choice(DEGREES),
        draw.choice(FIELDS),
        draw.randint(0, 6) + 4 * (places - 1),
    )
    return dict(zip(BACKGROUND, facts, strict=True)) | {"skills": tuple(draw.sample(SKILLS, 2 * places))}


if __name__ == "__main__":
    main()
