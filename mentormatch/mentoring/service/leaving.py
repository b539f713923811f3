"""Somebody deletes their account: nobody goes on waiting for them."""

import sqlalchemy as sa
from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.core.i18n import _
from mentormatch.mentoring.models import CURRENT, EndReason, Match, Superseded
from mentormatch.mentoring.queries import asked
from mentormatch.mentoring.service import telling
from mentormatch.mentoring.service.asking import withdraw
from mentormatch.mentoring.service.closing import supersede
from mentormatch.mentoring.service.ending import end_match
from mentormatch.mentoring.service.turns import take_turn


@transactional
def leave(person: Person) -> None:
    """Take back what ``person`` has asked, answer who waits for them, and end their matches with a neutral reason."""
    for request in asked.waiting_of_mentee(person.id):
        withdraw(request, by=person)
    for request in asked.waiting_for_mentor(person.id):
        take_turn(request.cohort_id)
        if supersede(request, Superseded.MENTOR_FULL, by=person):
            telling.mentor_is_full(request)
    for match in _current(person):
        other = match.mentor if match.mentee_id == person.id else match.mentee
        with force_locale(other.locale):  # the other one reads it
            reason = _("The account was closed. It has nothing to do with you.")
        end_match(match, by=person, because=EndReason.OTHER, reason=reason)


def _current(person: Person) -> list[Match]:
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    return list(db.session.scalars(sa.select(Match).where(mine, Match.status.in_(CURRENT)).order_by(Match.id)))
