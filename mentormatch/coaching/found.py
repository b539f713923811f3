"""Types of appointments as they are found: those that one may book."""

from collections.abc import Collection

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.coaching.queries import types
from mentormatch.coaching.service.finding import FOUND
from mentormatch.core.i18n import _, _l
from mentormatch.search.kinds import Kind, Shown, register


def _visible(reader: Person, ids: Collection[int]) -> dict[int, Shown]:
    return {
        kind.id: Shown(
            kind.name,
            _("%(minutes)d minutes with a coach", minutes=kind.session_minutes),
            url_for("coaching.choose", coaching_type_id=kind.id),
        )
        for kind in types.types_for(reader)
        if kind.id in ids
    }


register(
    Kind(
        name=FOUND,
        one=_l("Appointment"),
        many=_l("Appointments"),
        icon="calendar",
        visible=_visible,
        service="coaching",
        roles=frozenset({RoleName.MENTEE}),
    )
)
