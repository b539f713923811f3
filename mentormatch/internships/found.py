"""Postings among what can be found."""

from collections.abc import Collection, Mapping

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _l
from mentormatch.internships import queries
from mentormatch.internships.policy import KINDS
from mentormatch.internships.service.finding import KIND
from mentormatch.search.kinds import Kind, Shown, register


def _visible(reader: Person, ids: Collection[int]) -> Mapping[int, Shown]:
    return {
        posting.id: Shown(
            posting.title,
            f"{posting.organisation.name} · {KINDS[posting.kind]}",
            url_for("internships.show", posting_id=posting.id),
        )
        for posting in queries.shown_to(reader, ids)
    }


POSTINGS = register(
    Kind(
        KIND,
        _l("Internship or project"),
        _l("Internships and projects"),
        "bag",
        _visible,
        service="internships",
        roles=frozenset({RoleName.MENTEE}),
    )
)
