"""How answers are stored: only what has changed, with everything that must happen beside it."""

from collections.abc import Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import changed, db
from mentormatch.core.jobs import nudge
from mentormatch.core.stamps import next_stamp
from mentormatch.profiles import policy, vocabulary
from mentormatch.profiles.errors import BelowLoad, TooManyPlaces
from mentormatch.profiles.models import Aim, Offer, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs

Answers = TypeVar("Answers", Profile, Aim, Offer)

#: The answers a person may give, by the row that keeps them. Statuses, loads and stamps are not among them.
ANSWERS: Mapping[type[Any], frozenset[str]] = {
    Profile: frozenset(
        {
            "degree",
            "graduation_year",
            "previous_field",
            "years_experience",
            "skills",
            "languages",
            "bio",
            "organisation",
        }
    ),
    Aim: frozenset({"clarity", "goal", "target_roles", "industries", "skills_wanted", "help_topics"}),
    Offer: frozenset(
        {"headline", "role_title", "organisation", "industries", "help_topics", "capacity", "paused", "meeting_link"}
    ),
}
#: Texts that sentence vectors are made of: when one changes, the stored vectors are stale.
ENCODED: Mapping[type[Any], frozenset[str]] = {
    Profile: frozenset({"degree", "previous_field", "skills", "bio"}),
    Aim: frozenset({"goal", "target_roles", "industries", "skills_wanted"}),
    Offer: frozenset({"headline", "role_title"}),
}


def save(person: Person, kind: type[Answers], fields: Mapping[str, Any], *, by: Person | None) -> bool:
    """Write the answers that differ; True when there were any. Raises TypeError for a name that is no answer."""
    if unknown := fields.keys() - ANSWERS[kind]:
        raise TypeError(f"no answers of {kind.__name__}: {', '.join(sorted(unknown))}")
    row = own_row(kind, person)
    kept = vocabulary.as_merged(kind, _as_kept(fields), vocabulary.aliases())
    changed = {name: value for name, value in kept.items() if getattr(row, name) != value}
    if not changed:
        return False
    spoken = vocabulary.spoken_by(person.id)
    if isinstance(row, Offer) and "capacity" in changed:
        _change_capacity(row, changed["capacity"])
    for name in changed.keys() - {"capacity"}:
        setattr(row, name, changed[name])
    vocabulary.learn(spoken, vocabulary.spoken_by(person.id))
    numbers = {name: changed[name] for name in ("capacity", "paused") if name in changed}
    audit.record(by, f"{kind.__tablename__}.saved", row, fields=sorted(changed), **numbers)
    accounts.touch_facts(person)
    if ENCODED[kind] & changed.keys():
        _texts_changed(person)
    return True


def _as_kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Lists as tuples, the form in which rows keep them: a list never equals a tuple."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


def own_row(kind: type[Answers], person: Person) -> Answers:
    """The person's row, made when there is none yet."""
    row = db.session.get(kind, person.id)
    if row is None:
        try:
            with db.session.begin_nested():
                row = kind(person_id=person.id, **_beginning(kind, person))
                db.session.add(row)
        except sa.exc.IntegrityError:  # another tab of the same person made the row a moment before
            row = db.session.get_one(kind, person.id)
    return row


def _beginning(kind: type[Any], person: Person) -> dict[str, Any]:
    """What a new row begins with besides its defaults: the places that the person's cohort gives new mentors."""
    if kind is not Offer:
        return {}
    enrolment = programmes.enrolment_of(person, EnrolledAs.MENTOR)
    cohort = enrolment.cohort if enrolment else programmes.default_cohort()
    return {"capacity": cohort.mentor_capacity} if cohort else {}


def _texts_changed(person: Person) -> None:
    own_row(Profile, person).texts_stamp = next_stamp("texts")
    nudge("vectors.encode")


def update_offer(offer: Offer, condition: sa.ColumnElement[bool], **values: Any) -> bool:
    """Change an offer by one conditional update; False when the condition did not hold at that moment."""
    changing = sa.update(Offer).where(Offer.person_id == offer.person_id, condition).values(**values)
    found = changed(changing.execution_options(synchronize_session=False))
    db.session.refresh(offer)
    return bool(found)


def _change_capacity(offer: Offer, capacity: int) -> None:
    """Conditional, because a place may be taken between the page and the answer."""
    if not 0 <= capacity <= policy.MOST_PLACES:
        raise TooManyPlaces(policy.MOST_PLACES)
    if not update_offer(offer, Offer.load <= capacity, capacity=capacity):
        raise BelowLoad(offer.load)
