"""Letters that a person may switch off, one by one. A feature declares them; whoever writes a letter asks ``wants``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.core.i18n import Lazy
from mentormatch.notifications.models import Letter, UnwantedLetter
from mentormatch.notifications.truth import true_while_all


@dataclass(frozen=True, slots=True)
class OptionalLetter:
    """``key`` is what is stored, such as ``plans.overdue``: the folder and a word. ``roles``: whom it concerns."""

    key: str
    label: Lazy
    templates: tuple[str, ...]
    roles: frozenset[Any]


#: By key, and by template.
_KNOWN: dict[str, OptionalLetter] = {}
_OF_TEMPLATE: dict[str, OptionalLetter] = {}
_OFFERED_WHILE: list[Callable[[OptionalLetter], bool]] = []


def declare(letters: Iterable[OptionalLetter]) -> None:
    for one in letters:
        _KNOWN[one.key] = one
        _OF_TEMPLATE.update(dict.fromkeys(one.templates, one))


def offered_while(check: Callable[[OptionalLetter], bool]) -> Callable[[OptionalLetter], bool]:
    """Declare what decides whether there is such a letter at present."""
    _OFFERED_WHILE.append(check)
    return check


def offered_to(person: Any) -> list[OptionalLetter]:
    """Letters among which somebody may choose now."""
    return [
        one
        for one in _KNOWN.values()
        if any(person.is_(role) for role in one.roles) and all(check(one) for check in _OFFERED_WHILE)
    ]


def wants(person_id: int | None, template: str) -> bool:
    """Whether a letter of this template may go to somebody: it is not optional, or they have not switched it off."""
    one = _OF_TEMPLATE.get(template)
    return one is None or person_id is None or db.session.get(UnwantedLetter, (person_id, one.key)) is None


def templates_of(keys: Iterable[str]) -> list[str]:
    return [template for key in keys for template in _KNOWN[key].templates]


def without(template: str) -> sa.Select[int]:
    """The numbers of those who do not want such letters, for sweeps."""
    return sa.select(UnwantedLetter.person_id).where(UnwantedLetter.kind == _OF_TEMPLATE[template].key)


def unwanted_by(person_id: int) -> set[str]:
    """The keys of what somebody has switched off."""
    return set(db.session.scalars(sa.select(UnwantedLetter.kind).where(UnwantedLetter.person_id == person_id)))


@true_while_all
def is_still_wanted(letter: Letter) -> bool:
    """One that was switched off while it waited never leaves."""
    return wants(letter.person_id, letter.template)
