"""A decision of a coordinator: what it needs, that nobody was faster, and its row."""

from dataclasses import dataclass
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.i18n import moment
from mentormatch.mentoring.errors import DecidedBefore, MatchMoved, Moved, ReasonMissing, RequestMoved
from mentormatch.mentoring.models import AGAINST, FOR, Decided, Match, ReviewDecision, ReviewReason
from mentormatch.mentoring.policy import LONGEST_LOOK, Pair
from mentormatch.mentoring.queries import asked_before
from mentormatch.mentoring.queries.decisions import decisions_about
from mentormatch.mentoring.service.messages import ensure_words
from mentormatch.recommendations import service as recommendations


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision before it is carried out. ``seconds`` is how long it took, None when that is not known."""

    decision: Decided
    reason: ReviewReason
    words: str
    seconds: float | None

    @property
    def needs_words(self) -> bool:
        """Whoever is concerned reads why not; and "other" says nothing by itself."""
        return self.decision != Decided.APPROVED or self.reason == ReviewReason.OTHER


def verdict(decision: Decided, reason: ReviewReason, words: str, seconds: float | None) -> Verdict:
    """A complete verdict. ReasonMissing for a reason of the other list; WrongLength for words that are missing."""
    if reason not in (FOR if decision == Decided.APPROVED else AGAINST):
        raise ReasonMissing
    found = Verdict(decision, ReviewReason(reason), words.strip(), _believed(seconds))
    if found.needs_words or found.words:
        ensure_words(words, "words")
    return found


def _believed(seconds: float | None) -> float | None:
    """A page that lay open over lunch says nothing about how long somebody looked."""
    return seconds if seconds is not None and 0 <= seconds <= LONGEST_LOOK.total_seconds() else None


def is_said_again(pair: Pair, decision: Decided, by: Person, *, stands: bool) -> bool:
    """What a decision meets that comes too late: True when ``by`` has decided just so and it ``stands``, as a double
    click finds it.

    DecidedBefore when a coordinator was faster, RequestMoved or MatchMoved when it was somebody else.
    """
    for earlier in decisions_about(pair)[:1]:
        if earlier.by_id == by.id and earlier.decision == decision:
            if stands:
                return True
            break
        raise DecidedBefore(earlier.decision, earlier.by.name, moment(earlier.at, by.time_zone))
    raise moved(pair)


def moved(pair: Pair) -> Moved:
    """What has become of a pair, as a refusal."""
    return MatchMoved(pair.status) if isinstance(pair, Match) else RequestMoved(pair.status)


def place_of(pair: Pair, recommendation: dict[str, Any]) -> int | None:
    """Where the ranker has a mentor among those who could be asked now; None when it gave no score."""
    score = recommendation.get("score")
    if score is None:
        return None
    others = asked_before(pair.mentee_id) | {pair.mentor_id}
    higher = recommendations.count_better(pair.mentee, cohort=pair.cohort, than=score, exclude=others)
    return None if higher is None else 1 + higher


def note(pair: Pair, said: Verdict, *, by: Person, place: int | None, instead_id: int | None = None) -> None:
    """Write the decision down, in the transaction that carries it out."""
    db.session.add(
        ReviewDecision(
            subject_kind=pair.__tablename__,
            subject_id=pair.id,
            cohort_id=pair.cohort_id,
            mentee_id=pair.mentee_id,
            mentor_id=pair.mentor_id,
            instead_id=instead_id,
            by_id=by.id,
            decision=said.decision,
            reason=said.reason,
            words=said.words,
            place=place,
            seconds=said.seconds,
        )
    )
    db.session.flush()
