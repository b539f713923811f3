"""From outcomes to a proposal: compare, hold near the present weights, try on others, and mostly leave as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mentormatch.matching.errors import BadWeights
from mentormatch.matching.learning.cases import LEARNED, Case
from mentormatch.matching.learning.estimate import learned, precision_for, tempered
from mentormatch.matching.learning.lesson import Lesson, Verdict
from mentormatch.matching.learning.pairs import Pairs, compared
from mentormatch.matching.learning.trial import Trial, tried
from mentormatch.matching.rankers import Ranker
from mentormatch.matching.weights import BACKGROUND, CAREER, FEATURES, Parameters

Floats = npt.NDArray[np.float64]

#: From fewer mentees nothing is learned, whatever they did.
FEWEST = 20
#: Weights are kept to this many decimals, so that a person can read them and the last bit of a sum decides nothing.
DECIMALS = 6


def learn(ranker: Ranker, cases: Iterable[Case]) -> Lesson:
    """Return what outcomes say about the ranker's weights; the same cases in any order give the same bytes.

    Learns the weight of the career and of each background feature (LEARNED says why not the parts of the career) by
    pairwise logistic regression within each mentee's lists, with weights from 0 up and a Gaussian prior centred on the
    present ones; adopts when mentees held out are foretold better by more than one standard error and by half a per
    cent, and never from fewer than FEWEST. Nothing but the weights differs in the proposed ranker. Raises BadCases.
    """
    pairs = compared(cases)
    if len(pairs.mentees) < FEWEST:
        return _refused(ranker, pairs)
    old = _present(ranker.parameters)
    beta = learned(pairs, old, precision_for(len(pairs.mentees)))
    weights = _spread(beta[:-1] if beta[:-1].any() else old, ranker.parameters)
    changes = _changes(weights, ranker.parameters)
    trial = tried(pairs, old)
    verdict, reason = _judged(trial, changes)
    return Lesson(
        verdict=verdict,
        reason=reason,
        ranker=Ranker(replace(ranker.parameters, weights=weights)) if verdict is Verdict.ADOPT else ranker,
        present=ranker.digest,
        changes=changes,
        trial=trial,
        temperature=float(tempered(pairs, old)[:-1].sum()),
        mentees=len(pairs.mentees),
        pairs=len(pairs),
        ignored=pairs.ignored,
    )


def _refused(ranker: Ranker, pairs: Pairs) -> Lesson:
    people = len(pairs.mentees)
    reason = f"{people} mentees with outcomes that can be compared are too few; {FEWEST} are needed"
    return Lesson(Verdict.REFUSED, reason, ranker, ranker.digest, {}, None, None, people, len(pairs), pairs.ignored)


def _judged(trial: Trial, changes: Mapping[str, float]) -> tuple[Verdict, str]:
    figures = f"{trial.gain:+.4f} with a standard error of {trial.standard_error:.4f}"
    if not any(changes.values()):
        return Verdict.KEEP, "the outcomes speak for no other weights"
    if trial.won:
        return Verdict.ADOPT, f"mentees held out are foretold better: {figures}"
    return Verdict.KEEP, f"mentees held out are not foretold clearly better: {figures}"


def _present(parameters: Parameters) -> Floats:
    """Return the present weights of LEARNED, (8,), adding up to 1."""
    weights = np.array([parameters.share(CAREER), *(parameters.weights[name] for name in BACKGROUND)])
    if not weights.any():
        raise BadWeights("all weights of the ranker are zero, so there is nothing to stay near")
    return np.asarray(weights / weights.sum())


def _spread(weights: Floats, parameters: Parameters) -> dict[str, float]:
    """Return a weight for each feature from those of LEARNED, (8,); the parts of the career keep their proportions."""
    share = dict(zip(LEARNED, (weights / weights.sum()).tolist(), strict=True))
    part = share.pop("career") / (parameters.share(CAREER) or 1.0)
    every = {name: part * parameters.weights[name] for name in CAREER} | share
    rounded = {name: round(every[name], DECIMALS) for name in FEATURES}
    largest = max(FEATURES, key=rounded.__getitem__)
    rounded[largest] = round(1 - sum(rounded.values()) + rounded[largest], DECIMALS)
    return rounded


def _changes(weights: Mapping[str, float], parameters: Parameters) -> dict[str, float]:
    total = parameters.share(FEATURES)
    return {name: round(weights[name] - parameters.weights[name] / total, DECIMALS) for name in FEATURES}
