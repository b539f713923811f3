"""What a coach writes, as a value: on the form, in the draft that is kept, and what of it two savings disagree about.

No database. Names of fields are those of the form, so that a refusal finds its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mentormatch.documents.errors import NotReady, TooLong, TooManyPoints
from mentormatch.documents.models import (
    COMMENT_MOST,
    OVERALL_MOST,
    POINT_MOST,
    POINTS_MOST,
    STEPS_MOST,
    WORDS_MOST,
    Rating,
)


@dataclass(frozen=True, slots=True)
class Mark:
    rating: Rating | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Marks by the key of their section; ``checks``: earlier points by their number, done or not yet."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    overall: str = ""
    steps: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    checks: Mapping[int, bool] = field(default_factory=dict)

    def flat(self) -> dict[str, Any]:
        """Every answer by the name of its field; what nobody has answered is not in it."""
        found: dict[str, Any] = {"overall": self.overall, "steps": list(self.steps), "points": list(self.points)}
        for key, mark in self.marks.items():
            found |= {f"rating-{key}": mark.rating.value if mark.rating else "", f"comment-{key}": mark.comment}
        found |= {f"check-{number}": done for number, done in self.checks.items()}
        return {name: value for name, value in found.items() if value not in ("", [])}

    @classmethod
    def of(cls, flat: Mapping[str, Any]) -> "Draft":
        """The draft that ``flat`` wrote down."""
        keys = dict.fromkeys(name.partition("-")[2] for name in flat if name.startswith(("rating-", "comment-")))
        return cls(
            marks={key: _mark(flat.get(f"rating-{key}"), flat.get(f"comment-{key}", "")) for key in keys},
            overall=flat.get("overall", ""),
            steps=tuple(flat.get("steps", ())),
            points=tuple(flat.get("points", ())),
            checks={int(name.partition("-")[2]): done for name, done in flat.items() if name.startswith("check-")},
        )


def _mark(rating: str | None, comment: str) -> Mark:
    return Mark(Rating(rating) if rating else None, comment)


def differing(one: Draft, other: Draft) -> set[str]:
    """The fields in which two drafts differ."""
    mine, theirs = one.flat(), other.flat()
    return {name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name)}


def ensure_fits(draft: Draft) -> None:
    """Raises TooLong, TooManyPoints with their fields."""
    texts = [("overall", draft.overall, OVERALL_MOST)]
    texts += [(f"comment-{key}", mark.comment, COMMENT_MOST) for key, mark in draft.marks.items()]
    texts += [("steps", step, WORDS_MOST) for step in draft.steps]
    texts += [("points", point, POINT_MOST) for point in draft.points]
    for name, text, most in texts:
        if len(text) > most:
            raise TooLong(name, most)
    if len(draft.steps) > STEPS_MOST:
        raise TooManyPoints("steps", STEPS_MOST)
    if len(draft.points) > POINTS_MOST:
        raise TooManyPoints("points", POINTS_MOST)


def ensure_whole(draft: Draft, keys: list[str]) -> None:
    """Whether it may be published: a rating for each section, an overall word, a next step. Raises NotReady."""
    for key in keys:
        if draft.marks.get(key, Mark()).rating is None:
            raise NotReady(f"rating-{key}")
    if not draft.overall:
        raise NotReady("overall")
    if not draft.steps:
        raise NotReady("steps")
