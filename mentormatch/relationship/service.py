"""How a match ends between its two people."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.i18n import _l
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import EndReason, Match, MatchStatus
from mentormatch.mentoring.policy import is_one_of
from mentormatch.notifications import service as letters
from mentormatch.relationship.errors import SaidAlready, StillRunning, WrongFarewell
from mentormatch.relationship.models import BEST, THANKS_MOST, Farewell


@transactional
def end(
    match: Match, *, because: EndReason, reason: str, thanks: str = "", rating: int | None = None, by: Person
) -> None:
    """End a match, with what one wants to leave the other. Ending twice is once.

    Refuses what ``mentoring.end_match`` and ``say_farewell`` refuse.
    """
    mentoring.end_match(match, by=by, reason=reason, because=because)
    say_farewell(match, thanks=thanks, rating=rating, by=by)


@transactional
def say_farewell(match: Match, *, thanks: str, rating: int | None, by: Person) -> None:
    """Thank the other one, who gets a letter, and rate the relationship; each once, together or one after the other.

    Refuses NotYours, StillRunning, WrongFarewell, SaidAlready (with other words or another number than before).
    """
    if not is_one_of(by, match):
        raise NotYours
    mentoring.lock(match)
    if match.status != MatchStatus.ENDED:
        raise StillRunning
    thanks = thanks.strip()
    _ensure_fits(thanks, rating)
    said = db.session.get(Farewell, (match.id, by.id)) or Farewell(match_id=match.id, person_id=by.id, thanks="")
    if said.thanks and thanks not in {"", said.thanks}:
        raise SaidAlready(field="thanks")
    if said.rating and rating not in {None, said.rating}:
        raise SaidAlready(field="rating")
    if thanks and not said.thanks:
        _send_thanks(match, thanks, by)
    if (thanks, rating) != ("", None):
        said.thanks, said.rating = said.thanks or thanks, said.rating or rating
        db.session.add(said)
        audit.record(by, "match.farewell", match)


def _ensure_fits(thanks: str, rating: int | None) -> None:
    if len(thanks) > THANKS_MOST:
        raise WrongFarewell(_l("Please write at most %(most)d characters.", most=THANKS_MOST), field="thanks")
    if rating is not None and not 1 <= rating <= BEST:
        raise WrongFarewell(_l("Choose a number from 1 to %(best)d.", best=BEST), field="rating")


def _send_thanks(match: Match, thanks: str, by: Person) -> None:
    other = match.mentor if by.id == match.mentee_id else match.mentee
    letters.write(
        other,
        "relationship/email/thanks.txt",
        key=f"match:{match.id}:thanks:{by.id}",
        match=match.id,
        by=by.name,
        thanks=letters.quoted(thanks, THANKS_MOST),
    )
