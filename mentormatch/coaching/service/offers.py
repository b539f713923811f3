"""Which coaches give which type."""

from datetime import date

from mentormatch.accounts.models import Person, RoleName
from mentormatch.coaching.errors import NotACoach
from mentormatch.coaching.models import AppointmentType, CoachOffer
from mentormatch.coaching.policy import ensure_link
from mentormatch.coaching.queries import types
from mentormatch.coaching.service.lines import JOB
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import nudge


@transactional
def give(coach: Person, kind: AppointmentType, *, by: Person, link: str = "") -> CoachOffer:
    """A coach gives appointments of a type from now on; twice is once. Refuses NotACoach, NotALink."""
    if not coach.is_(RoleName.COACH):
        raise NotACoach
    offer = types.offer_by(coach, kind.id)
    if offer is not None:
        return offer
    offer = CoachOffer(coach_id=coach.id, type_id=kind.id, link=ensure_link(link, "link"))
    db.session.add(offer)
    db.session.flush()
    audit.record(by, "coach_offer.given", offer, coach=coach.id, type=kind.id)
    nudge(JOB)
    return offer


@transactional
def give_no_more(coach: Person, kind: AppointmentType, *, by: Person) -> None:
    """A coach gives no more appointments of a type; those that exist stay. Twice is once."""
    offer = types.offer_by(coach, kind.id)
    if offer is None:
        return
    db.session.delete(offer)
    audit.record(by, "coach_offer.ended", offer, coach=coach.id, type=kind.id)
    nudge(JOB)


@transactional
def change_offer(offer: CoachOffer, *, link: str, paused_until: date | None, by: Person) -> None:
    """Where a coach meets students, and until when nobody can book; appointments that exist stay. Refuses NotALink."""
    offer.link, offer.paused_until = ensure_link(link, "link"), paused_until
    facts = {"coach": offer.coach_id, "type": offer.type_id}
    audit.record(by, "coach_offer.changed", offer, paused=paused_until is not None, **facts)
    nudge(JOB)
