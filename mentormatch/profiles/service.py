"""What people write about themselves, what mentors offer, and who becomes a mentor."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, transactional
from mentormatch.core.errors import Invalid, NotAllowed
from mentormatch.core.i18n import _l
from mentormatch.notifications import service as letters
from mentormatch.profiles import checks, policy, queries, vocabulary
from mentormatch.profiles.answers import own_row, save, update_offer
from mentormatch.profiles.errors import (
    AlreadyDecided,
    ApplicationIncomplete,
    LinkNotUsable,
    MentorFull,
    OwnApplication,
)
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes import service as enrolments
from mentormatch.programmes.models import Cohort, EnrolledAs


@transactional
def save_background(person: Person, *, by: Person | None, **fields: Any) -> bool:
    """Save the named answers of a person's profile; True when something has changed."""
    return save(person, Profile, fields, by=by)


@transactional
def save_aim(person: Person, *, by: Person | None, **fields: Any) -> bool:
    """Save what a mentee is looking for; True when something has changed."""
    return save(person, Aim, fields, by=by)


@transactional
def save_offer(person: Person, *, by: Person | None, **fields: Any) -> bool:
    """Save what a mentor offers; True when something has changed.

    Raises BelowLoad or TooManyPlaces for a capacity, LinkNotUsable for a meeting link; then nothing is saved.
    """
    if fields.get("meeting_link") and not policy.is_meeting_link(fields["meeting_link"]):
        raise LinkNotUsable
    return save(person, Offer, fields, by=by)


@transactional
def save_languages(person: Person, *, by: Person | None, languages: tuple[str, ...], time_zone: str) -> bool:
    """Save which languages a person speaks and where their clock stands."""
    changed = save_background(person, by=by, languages=languages)
    if time_zone == person.time_zone:
        return changed
    accounts.update_me(person, name=person.name, locale=person.locale, time_zone=time_zone)
    return True


@transactional
def save_mentor(person: Person, *, by: Person | None, background: Mapping[str, Any], offer: Mapping[str, Any]) -> bool:
    """Save both halves of a mentor's page, or nothing; True when something has changed."""
    # Both are saved before either is asked: ``or`` would skip the second half.
    return any([save_offer(person, by=by, **offer), save_background(person, by=by, **background)])


@transactional
def set_capacity(person: Person, capacity: int, *, by: Person | None) -> None:
    """Set how many mentees a mentor takes at once; BelowLoad when there are more already."""
    save_offer(person, by=by, capacity=capacity)


@transactional
def set_paused(person: Person, paused: bool, *, by: Person | None) -> None:
    """Take a mentor off the lists of mentees, or put them back; who is helped already stays."""
    save_offer(person, by=by, paused=paused)


@transactional
def take_place(mentor_id: int) -> None:
    """Take one of a mentor's places, in the transaction of whoever makes a match; MentorFull when none is left."""
    offer = queries.offer_of(mentor_id)
    still_free = sa.and_(Offer.status == OfferStatus.APPROVED, Offer.load < Offer.capacity)
    if offer is None or not update_offer(offer, still_free, load=Offer.load + 1):
        raise MentorFull
    accounts.touch_facts(offer.person)


@transactional
def give_back_place(mentor_id: int) -> None:
    """Free the place of a match that has ended or was rejected. Never counts below nothing."""
    offer = queries.offer_of(mentor_id)
    if offer is not None and update_offer(offer, Offer.load > 0, load=Offer.load - 1):
        accounts.touch_facts(offer.person)


@transactional
def forget(person: Person) -> None:
    """Count down the shared words of somebody who leaves; the word of one person alone is gone with them."""
    vocabulary.learn(vocabulary.spoken_by(person.id), {})


@transactional
def apply_as_mentor(person: Person) -> None:
    """Send the application to the coordinators. Sending it twice is one application.

    Raises ApplicationIncomplete when coordinators could not decide on what is there.
    """
    profile, offer = own_row(Profile, person), own_row(Offer, person)
    if offer.status in {OfferStatus.APPLIED, OfferStatus.APPROVED}:
        return
    if missing := policy.missing_for_application(profile, offer):
        raise ApplicationIncomplete(missing)
    at = now()
    again = {OfferStatus.DRAFT, OfferStatus.REFUSED}
    undecided = {"decided_at": None, "decided_by_id": None, "decision_reason": ""}
    if not advance(offer, frm=again, to=OfferStatus.APPLIED, applied_at=at, **undecided):
        return
    audit.record(person, "offer.applied", offer)
    cohort = programmes.default_cohort()
    for coordinator in programmes.coordinators_of(cohort.id) if cohort else ():
        if coordinator.id != person.id:
            key = f"offer:{person.id}:applied:{at:%Y%m%d%H%M%S}"
            letters.write(
                coordinator, "profiles/email/applied.txt", key=key, name=person.name, role=offer.role_title,
                offer=person.id,
            )  # fmt: skip


@transactional
def approve_mentor(offer: Offer, *, by: Person, cohort: Cohort | None = None) -> None:
    """Make an applicant a mentor of a cohort that ``by`` looks after, the default one when none is named.

    Raises OwnApplication, NotAllowed or ChecksMissing; AlreadyDecided when another coordinator was faster.
    """
    if cohort is not None and programmes.cohort_for(by, cohort.id) is None:
        raise NotAllowed
    if offer.status == OfferStatus.APPLIED:
        checks.ensure_all(offer)
    if _decide(offer, OfferStatus.APPROVED, by=by, reason=""):
        _let_in(offer.person, cohort or programmes.default_cohort(), by=by)
        audit.record(by, "offer.approved", offer)
        accounts.touch_facts(offer.person)
        letters.write(offer.person, "profiles/email/approved.txt", key=_decision_key(offer))


@transactional
def refuse_mentor(offer: Offer, reason: str, *, by: Person) -> None:
    """Refuse an application with a reason that the applicant reads. They may change it and apply again."""
    if not _decide(offer, OfferStatus.REFUSED, by=by, reason=reason):
        return
    if not reason.strip():  # asked only now: who comes too late should hear that instead
        raise Invalid(_l("Please give a reason: the applicant reads it."), field="reason")
    audit.record(by, "offer.refused", offer)
    letters.write(offer.person, "profiles/email/refused.txt", key=_decision_key(offer), reason=reason)


@transactional
def admit_mentor(person: Person, cohort: Cohort, *, by: Person | None) -> bool:
    """Make somebody a mentor without an application or letters, as imports do; True when that is new."""
    if queries.offer_of(person.id) is None:
        enrolments.enrol(person, cohort, EnrolledAs.MENTOR, by=by)  # its places are what this cohort gives
    offer = own_row(Offer, person)
    waiting = set(OfferStatus) - {OfferStatus.APPROVED}
    new = advance(offer, frm=waiting, to=OfferStatus.APPROVED, decided_at=now(), decided_by_id=by.id if by else None)
    _let_in(person, cohort, by=by)
    if new:
        audit.record(by, "offer.admitted", offer)
        accounts.touch_facts(person)
    return new


def _decide(offer: Offer, to: OfferStatus, *, by: Person, reason: str) -> bool:
    """Decide once. False when ``by`` has decided just the same before, as a double click does."""
    if offer.person_id == by.id:
        raise OwnApplication
    if not policy.may_decide(by, offer):
        raise NotAllowed
    frm = {OfferStatus.APPLIED}
    if advance(offer, frm=frm, to=to, decided_at=now(), decided_by_id=by.id, decision_reason=reason):
        return True
    if offer.status == to and offer.decided_by_id == by.id:
        return False
    raise AlreadyDecided


def _let_in(person: Person, cohort: Cohort | None, *, by: Person | None) -> None:
    accounts.grant(person, RoleName.MENTOR, by=by)
    if cohort is not None:
        enrolments.enrol(person, cohort, EnrolledAs.MENTOR, by=by)


def _decision_key(offer: Offer) -> str:
    return f"offer:{offer.person_id}:decided:{offer.decided_at:%Y%m%d%H%M%S}"
