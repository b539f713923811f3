"""Calls of the office: organisations, who speaks for them, agreements with them."""

from collections.abc import Callable
from typing import Any

from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.internships import schema_office as schema
from mentormatch.internships import service
from mentormatch.internships.api.blueprint import rest
from mentormatch.partners import queries as partners
from mentormatch.partners import service as partners_service
from mentormatch.partners.models import Agreement, Contact, Organisation
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import KeyHeader, PageQuery

ONE = "/organisations/<int:organisation_id>"


@rest.get("/organisations")
@access(Who.COORDINATOR)
@spec.validate(resp=answers(200, schema.OrganisationPage))
def organisations(query: PageQuery) -> schema.OrganisationPage:
    """Organisations by name."""
    rows, cursor = part(partners.organisations(), query.cursor, query.limit)
    return schema.OrganisationPage(items=[_shown(one) for one in rows], next_cursor=cursor)


@rest.post("/organisations")
@access(Who.COORDINATOR)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.OrganisationManaged, 409, 415))
def add_organisation(json: schema.OrganisationSent) -> Reply:
    """Add an organisation; it is not verified by that."""
    return _done(lambda: partners_service.add_organisation(by=current_user, **json.model_dump()))


@rest.get(ONE)
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
@spec.validate(resp=answers(200, schema.OrganisationManaged, 404))
def organisation(one: Organisation) -> schema.OrganisationManaged:
    """An organisation with its contacts and agreements."""
    return _shown(one)


@rest.post(ONE)
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.OrganisationManaged, 404, 409, 415))
def change_organisation(one: Organisation, json: schema.OrganisationSent) -> Reply:
    """Change what is said of it; another name or website is verified anew."""
    return _changed(one, lambda: service.change_organisation(one, by=current_user, **json.model_dump()))


@rest.post(f"{ONE}/verify")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.OrganisationManaged, 404, 409, 415))
def verify(one: Organisation, json: schema.VerifiedSent) -> Reply:
    """Say that the office has looked at it, or take that back."""
    return _changed(one, lambda: partners_service.verify(one, verified=json.verified, by=current_user))


@rest.post(f"{ONE}/contacts")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.OrganisationManaged, 404, 409, 415))
def invite(one: Organisation, json: schema.ContactSent) -> Reply:
    """Let somebody speak for it; they get a letter to choose a password."""
    return _changed(one, lambda: service.invite(one, by=current_user, **json.model_dump()))


@rest.post(f"{ONE}/contacts/<int:contact_id>/end")
@access(Who.COORDINATOR, load=partners.contact_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.OrganisationManaged, 404, 409, 415))
def end_contact(contact: Contact) -> Reply:
    """Somebody speaks for it no more, at once."""
    return _changed(contact.organisation, lambda: service.end_contact(contact, by=current_user))


@rest.post(f"{ONE}/agreements")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.OrganisationManaged, 404, 409, 415))
def add_agreement(one: Organisation, json: schema.AgreementSent) -> Reply:
    """Note an agreement, from day to day."""
    return _changed(one, lambda: partners_service.add_agreement(one, by=current_user, **json.model_dump()))


@rest.post(f"{ONE}/agreements/<int:agreement_id>/remove")
@access(Who.COORDINATOR, load=partners.agreement_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.OrganisationManaged, 404, 409, 415))
def remove_agreement(agreement: Agreement) -> Reply:
    """Remove an agreement."""
    found = partners.organisation_to_manage(_me(), agreement.organisation_id)
    assert found is not None
    return _changed(found, lambda: partners_service.remove_agreement(agreement, by=current_user))


def _me() -> Person:
    me: Person = current_user
    return me


def _changed(one: Organisation, deed: Callable[[], Any]) -> Reply:
    def act() -> Organisation:
        deed()
        return one

    return _done(act)


def _done(act: Callable[[], Organisation]) -> Reply:
    return done_once(lambda: (_shown(act()), 200, None))


def _shown(one: Organisation) -> schema.OrganisationManaged:
    names = ("id", "name", "website", "sector", "place", "verified_at")
    contacts = [
        schema.ContactRead(
            id=contact.id, name=contact.person.name, email=contact.person.email, job=contact.job,
            invited_at=contact.invited_at, ended_at=contact.ended_at,
        )
        for contact in partners.contacts_in(one.id, all_of_them=True)
    ]  # fmt: skip
    agreements = [
        schema.AgreementRead(id=found.id, title=found.title, starts_on=found.starts_on, ends_on=found.ends_on)
        for found in partners.agreements_with(one.id)
    ]
    return schema.OrganisationManaged(
        contacts=contacts, agreements=agreements, has_agreement=partners.has_agreement(one.id),
        **{name: getattr(one, name) for name in names},
    )  # fmt: skip
