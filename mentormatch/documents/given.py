"""Services above let people read versions that a student gave them, as with an appointment: each says which."""

from collections.abc import Callable

import sqlalchemy as sa

from mentormatch.accounts.models import Person

#: The numbers of the versions that somebody was given.
Given = Callable[[Person], sa.Select[int | None]]
GIVEN: list[Given] = []


def gives(rule: Given) -> Given:
    """Declare a rule by which people may download versions."""
    GIVEN.append(rule)
    return rule
