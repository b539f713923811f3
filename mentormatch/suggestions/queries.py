"""What is suggested to somebody, and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import locale_code
from mentormatch.matching import Reason
from mentormatch.matching.items import Item, rank_items
from mentormatch.recommendations.facts import mentee_record
from mentormatch.search.kinds import KINDS, Shown
from mentormatch.search.pool import live_items
from mentormatch.search.queries import kinds_for, visible_in
from mentormatch.search.reading import item_id, subject_of

#: Reasons that are told beside a suggestion, and the least that one of them counts: half a point of 100.
MOST_REASONS, MINOR = 3, 0.005
#: Ranked beyond what is asked for, because some of it may not be for the reader.
SPARE = 20


@dataclass(frozen=True, slots=True)
class Suggested:
    """A thing for a person, as they may see it now. ``reasons`` speak for it, the weightiest first."""

    kind: str
    subject_id: int
    shown: Shown
    reasons: list[str]
    score: float
    #: Whether a reason says more than that its language is one of theirs.
    telling: bool


def suggested(person: Person, kind: str, top: int = 5, *, only: Collection[int] | None = None) -> list[Suggested]:
    """The best things of a kind, and of ``only``, for somebody, best first; not what they are done with.

    Empty for who has told nothing yet: without an aim there are no reasons.
    """
    record = mentee_record(person.id)
    if kind not in kinds_for(person) or record is None or not record.says_something:
        return []
    names = None if only is None else {item_id(kind, number) for number in only}
    wanted, found = top + SPARE, list[Suggested]()
    with live_items().fresh() as pool:
        count = len(pool)
        items = rank_items(record.facts, record.goal, pool, kind=kind, only=names, top=wanted)
    found = _shown(person, items)[:top]
    if len(found) < top and len(items) == wanted and count > wanted:
        # Most of the best were not for this reader: look at all, which happens where little is open to them.
        with live_items().fresh() as pool:
            items = rank_items(record.facts, record.goal, pool, kind=kind, only=names, top=count)
        found = _shown(person, items)[:top]
    return found


def _shown(person: Person, items: list[Item]) -> list[Suggested]:
    shown = visible_in(person, [one.item_id for one in items])
    worth = _worth(person, [one.item_id for one in items if one.item_id in shown])
    return [
        Suggested(*subject_of(one.item_id), shown[one.item_id], told(one.reasons), one.score, is_telling(one.reasons))
        for one in items
        if one.item_id in worth
    ]


def _worth(person: Person, names: Sequence[str]) -> set[str]:
    kinds: dict[str, list[int]] = {}
    for one in names:
        kind, number = subject_of(one)
        kinds.setdefault(kind, []).append(number)
    found = set[str]()
    for kind, numbers in kinds.items():
        chosen = KINDS[kind].worth
        found |= {item_id(kind, number) for number in (chosen(person, numbers) if chosen else numbers)}
    return found


def is_telling(reasons: Collection[Reason]) -> bool:
    return any(one.feature != "item_languages" for one in _good(reasons))


def told(reasons: Collection[Reason]) -> list[str]:
    """The reasons for something in the reader's language; that two texts are alike is told once."""
    good = _good(reasons)
    words = [one for one in good if one.feature == "item_words" and one.evidence["shared"]]
    # To share words says more than to be close, and that one can read it is worth a line where there is nothing else.
    telling = [one for one in good if not (words and one.feature == "item_meaning")]
    telling = [one for one in telling if one.feature != "item_languages"] or telling
    return [one.text(locale_code()) for one in telling[:MOST_REASONS]]


def _good(reasons: Collection[Reason]) -> list[Reason]:
    return [one for one in reasons if one.kind == "for" and one.contribution >= MINOR]
