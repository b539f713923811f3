"""Letters of the waiting list, and what decides at the last moment whether one is still true."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.notifications.truth import true_while
from mentormatch.recommendations.reasons import lines, stored_reasons
from mentormatch.waitinglist.models import OfferStatus, WaitingOffer, WaitingPlace

#: Reasons in the letter of an offer; the page has all of them.
MOST_REASONS = 4
OFFERED = "waitinglist/email/offered.txt"
#: Statuses of a letter that nobody has read.
UNREAD = frozenset({LetterStatus.QUEUED, LetterStatus.COLLECTED, LetterStatus.OBSOLETE})


def offered(offer: WaitingOffer) -> None:
    """To the student: a place is kept for you, why with this mentor, until when. It waits for no quiet hours."""
    reasons = lines(stored_reasons(offer.recommendation), offer.mentee.locale, most=MOST_REASONS, against=1)
    told = [" ".join(filter(None, (reason.head, reason.text))) for reason in reasons]
    _write(offer.mentee, offer, "offered", urgent=True, reasons=told, closes_at=offer.closes_at.isoformat())


@true_while(OFFERED)
def _is_still_kept(letter: Letter) -> bool:
    offer = db.session.get(WaitingOffer, letter.context["offer"])
    return offer is not None and offer.status == OfferStatus.OPEN and offer.closes_at > now()


def take_back(offer: WaitingOffer) -> None:
    """The offer has ended: its letter does not leave any more."""
    letters.take_back(f"{_key(offer, 'offered')}:")


def lapsed(offer: WaitingOffer, *, out: bool) -> None:
    """To the student: the place has passed on; ``out``: so often that they are out of the line now."""
    _write(offer.mentee, offer, "lapsed", out=out)


def withdrawn(offer: WaitingOffer) -> None:
    """To the student who had been told: this place is not to be had any more. They keep their position."""
    key = letters.key_for(_key(offer, "offered"), offer.mentee_id)
    unread = sa.select(Letter.id).where(Letter.dedupe_key == key, Letter.status.in_(UNREAD))
    if db.session.scalar(unread) is None:
        _write(offer.mentee, offer, "withdrawn")


def removed(place: WaitingPlace) -> None:
    """To the student: a coordinator has taken you off the list, and why."""
    key = f"waiting-place:{place.id}:removed"
    reason = letters.quoted(place.reason)
    letters.write(place.mentee, "waitinglist/email/removed.txt", key=key, reason=reason)


def _key(offer: WaitingOffer, name: str) -> str:
    return f"waiting-offer:{offer.id}:{name}"


def _write(to: Person, offer: WaitingOffer, name: str, *, urgent: bool = False, **context: Any) -> None:
    template = f"waitinglist/email/{name}.txt"
    context |= {"offer": offer.id, "mentor": offer.mentor.name}
    letters.write(to, template, key=_key(offer, name), urgent=urgent, **context)
