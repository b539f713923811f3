"""The office keeps organisations and agreements, invites the people who speak for them, and ends that."""

from datetime import date

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Affiliation, Person, RoleName
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.partners import queries
from mentormatch.partners.errors import BelongsElsewhere, IsContact, NameTaken, NotAWebsite, WrongDays
from mentormatch.partners.models import Agreement, Contact, Organisation
from mentormatch.profiles.policy import is_meeting_link


@transactional
def add_organisation(*, by: Person, **facts: str) -> Organisation:
    """Refuses NameTaken, NotAWebsite."""
    made = Organisation()
    _fill(made, facts)
    db.session.add(made)
    db.session.flush()
    audit.record(by, "partner.added", made)
    return made


@transactional
def change_organisation(organisation: Organisation, *, by: Person, **facts: str) -> None:
    """Another name or website is verified anew. Refuses NameTaken, NotAWebsite."""
    before = (organisation.name, organisation.website)
    _fill(organisation, facts)
    if (organisation.name, organisation.website) != before:
        organisation.verified_at = organisation.verified_by_id = None
    db.session.flush()
    audit.record(by, "partner.changed", organisation)


@transactional
def verify(organisation: Organisation, *, verified: bool, by: Person) -> None:
    """Say that the office has looked at it, or take that back. Twice is once."""
    db.session.refresh(organisation)
    if (organisation.verified_at is not None) == verified:
        return
    at, by_id = (now(), by.id) if verified else (None, None)  # read before: one without the other is refused
    organisation.verified_at, organisation.verified_by_id = at, by_id
    db.session.flush()
    audit.record(by, "partner.verified" if verified else "partner.unverified", organisation)


@transactional
def add_contact(organisation: Organisation, *, email: str, name: str, job: str, by: Person) -> Contact:
    """Let somebody speak for an organisation; they have a role for that and no other. Who had been one is one again.

    Refuses Invalid of an address, BelongsElsewhere, IsContact.
    """
    address = accounts.normal_email(email)
    person = accounts.find_person(address)
    if person is None:
        person = accounts.make_person(email=address, name=name, affiliation=Affiliation.OTHER, time_zone=by.time_zone)
    elif any(role.name != RoleName.PARTNER for role in person.roles) or not person.active:
        raise BelongsElsewhere(field="email")
    contact = queries.contact_of(person.id, organisation.id)
    if contact is not None and contact.ended_at is None:
        raise IsContact(field="email")
    accounts.grant(person, RoleName.PARTNER, by=by)
    if contact is None:
        contact = Contact(organisation_id=organisation.id, person_id=person.id, turn=0)
        db.session.add(contact)
    contact.job, contact.ended_at, contact.invited_at, contact.turn = job, None, now(), contact.turn + 1
    db.session.flush()
    audit.record(by, "partner_contact.invited", contact, person=person.id, organisation=organisation.id)
    return contact


@transactional
def end_contact(contact: Contact, *, by: Person) -> bool:
    """Somebody speaks for an organisation no more, at once: whoever speaks for none loses the role and is signed out.

    False when that was so already.
    """
    db.session.refresh(contact)
    if contact.ended_at is not None:
        return False
    contact.ended_at = now()
    db.session.flush()
    if not queries.current_contacts_of(contact.person_id):
        accounts.revoke(contact.person, RoleName.PARTNER, by=by)
    audit.record(by, "partner_contact.ended", contact, person=contact.person_id, organisation=contact.organisation_id)
    return True


@transactional
def add_agreement(organisation: Organisation, *, title: str, starts_on: date, ends_on: date, by: Person) -> Agreement:
    """Refuses WrongDays."""
    if starts_on > ends_on:
        raise WrongDays(field="ends_on")
    made = Agreement(organisation_id=organisation.id, title=title, starts_on=starts_on, ends_on=ends_on)
    db.session.add(made)
    db.session.flush()
    audit.record(by, "partner_agreement.added", made, organisation=organisation.id)
    return made


@transactional
def remove_agreement(agreement: Agreement, *, by: Person) -> None:
    audit.record(by, "partner_agreement.removed", agreement, organisation=agreement.organisation_id)
    db.session.delete(agreement)


@transactional
def leave(person: Person) -> None:
    """Somebody deletes their account: they speak for nobody any more."""
    for contact in queries.current_contacts_of(person.id):
        contact.ended_at, contact.job = now(), ""
    db.session.flush()


def _fill(organisation: Organisation, facts: dict[str, str]) -> None:
    same = queries.organisation_named(facts["name"])
    if same is not None and same is not organisation:
        raise NameTaken(field="name")
    if facts.get("website") and not is_meeting_link(facts["website"]):
        raise NotAWebsite(field="website")
    for name in ("name", "website", "sector", "place"):
        setattr(organisation, name, facts.get(name, ""))
