"""A draft as its page and the comparison show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median

from mentormatch.assignments import queries
from mentormatch.assignments.labels import CHIPS, FAILURES, OBJECTIVES, UNMATCHED
from mentormatch.assignments.models import UNDER_WAY, Draft, DraftStatus
from mentormatch.core.i18n import Lazy

BINS = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of a draft, after corrections. ``spread`` are the shares of ten bins of scores, the fullest is 1.

    ``same`` is the share of its pairs that the draft it is compared with has too, None without such a draft.
    """

    draft: Draft
    chip: tuple[str, Lazy]
    objective: Lazy
    failure: Lazy | None
    matched: int
    waiting: int
    total: float
    lowest: float | None
    middle: float | None
    highest: float | None
    spread: list[float]
    most_for_one: int
    mentors: int
    unmatched: list[tuple[Lazy | str, int]]
    same: float | None

    @property
    def is_under_way(self) -> bool:
        return self.draft.status in UNDER_WAY

    @property
    def has_figures(self) -> bool:
        return self.draft.status in {DraftStatus.READY, DraftStatus.PUBLISHING, DraftStatus.PUBLISHED}


def shown(drafts: Sequence[Draft]) -> list[Shown]:
    """Drafts side by side, in three statements and one for each pair of neighbours; each beside the one after it."""
    ids = [draft.id for draft in drafts]
    scores, loads, reasons = queries.scores_of(ids), queries.loads_of(ids), queries.reasons_in(ids)
    return [
        _shown(draft, scores[draft.id], loads[draft.id], reasons[draft.id], _same(draft, other, len(scores[draft.id])))
        for draft, other in zip_longest(drafts, drafts[1:])
    ]


def _shown(draft: Draft, scores: list[float], loads: list[int], reasons: dict[str, int], same: float | None) -> Shown:
    out = sum(reasons.values())
    return Shown(
        draft=draft,
        chip=CHIPS[draft.status],
        objective=OBJECTIVES[draft.objective][0],
        failure=FAILURES[draft.failure] if draft.failure else None,
        matched=len(scores),
        waiting=len(scores) + out,
        total=sum(scores),
        lowest=scores[0] if scores else None,
        middle=median(scores) if scores else None,
        highest=scores[-1] if scores else None,
        spread=_spread(scores),
        most_for_one=loads[0] if loads else 0,
        mentors=len(loads),
        unmatched=[(UNMATCHED.get(code, code), number) for code, number in sorted(reasons.items())],
        same=same,
    )


def _spread(scores: list[float]) -> list[float]:
    bins = [0] * BINS
    for score in scores:
        bins[min(int(score * BINS), BINS - 1)] += 1
    most = max(bins) or 1
    return [number / most for number in bins]


def _same(draft: Draft, other: Draft | None, matched: int) -> float | None:
    if other is None or not matched or other.finished_at is None or draft.finished_at is None:
        return None
    return queries.shared_pairs(draft.id, other.id) / matched
