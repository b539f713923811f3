"""Partner organisations: verified or not, their contacts, their agreements."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.internships import queries, service
from mentormatch.internships.forms import AgreementForm, ContactForm, OrganisationForm
from mentormatch.internships.office_views.blueprint import bp
from mentormatch.partners import queries as partners
from mentormatch.partners import service as partners_service
from mentormatch.partners.models import Agreement, Contact, Organisation
from mentormatch.web.access import Who, access

ONE = "/organisations/<int:organisation_id>"


@bp.get("/organisations")
@access(Who.COORDINATOR)
def organisations() -> str:
    return render_template(
        "internships/office/organisations.html", organisations=partners.organisations(),
        until=partners.agreed_until(now().date()),
    )  # fmt: skip


@bp.get("/organisations/new")
@access(Who.COORDINATOR)
def new_organisation_form() -> str:
    return render_template("internships/office/organisation_edit.html", form=OrganisationForm(formdata=None), one=None)


@bp.post("/organisations/new")
@access(Who.COORDINATOR)
def new_organisation() -> ResponseReturnValue:
    form = OrganisationForm()
    if form.validate():
        try:
            made = partners_service.add_organisation(by=current_user, **form.facts())
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            return redirect(url_for(".organisation", organisation_id=made.id), code=303)
    return render_template("internships/office/organisation_edit.html", form=form, one=None), 422


@bp.get(ONE)
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
def organisation(one: Organisation) -> str:
    return _page(one)


@bp.get(f"{ONE}/edit")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
def edit_organisation_form(one: Organisation) -> str:
    typed = {name: getattr(one, name) for name in ("name", "website", "sector", "place")}
    form = OrganisationForm(formdata=None, data=typed)
    return render_template("internships/office/organisation_edit.html", form=form, one=one)


@bp.post(f"{ONE}/edit")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
def edit_organisation(one: Organisation) -> ResponseReturnValue:
    form = OrganisationForm()
    if form.validate():
        try:
            service.change_organisation(one, by=current_user, **form.facts())
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".organisation", organisation_id=one.id), code=303)
    return render_template("internships/office/organisation_edit.html", form=form, one=one), 422


@bp.post(f"{ONE}/verify")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
def verify(one: Organisation) -> ResponseReturnValue:
    partners_service.verify(one, verified=True, by=current_user)
    flash(_("Students see that this organisation is verified."), "success")
    return redirect(url_for(".organisation", organisation_id=one.id), code=303)


@bp.post(f"{ONE}/unverify")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
def unverify(one: Organisation) -> ResponseReturnValue:
    partners_service.verify(one, verified=False, by=current_user)
    flash(_("This organisation is verified no more."), "success")
    return redirect(url_for(".organisation", organisation_id=one.id), code=303)


@bp.post(f"{ONE}/contacts")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
def invite(one: Organisation) -> ResponseReturnValue:
    form = ContactForm()
    if form.validate():
        words = {name: getattr(form, name).data or "" for name in ("email", "name", "job")}
        try:
            service.invite(one, by=current_user, **words)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("A letter with a link to choose a password is on its way."), "success")
            return redirect(url_for(".organisation", organisation_id=one.id), code=303)
    return _page(one, contact_form=form), 422


@bp.post(f"{ONE}/contacts/<int:contact_id>/end")
@access(Who.COORDINATOR, load=partners.contact_to_manage)
def end_contact(contact: Contact) -> ResponseReturnValue:
    service.end_contact(contact, by=current_user)
    flash(_("%(name)s has no access any more.", name=contact.person.name), "success")
    return redirect(url_for(".organisation", organisation_id=contact.organisation_id), code=303)


@bp.post(f"{ONE}/agreements")
@access(Who.COORDINATOR, load=partners.organisation_to_manage)
def add_agreement(one: Organisation) -> ResponseReturnValue:
    form = AgreementForm()
    if form.validate():
        days = {name: getattr(form, name).data for name in ("starts_on", "ends_on")}
        try:
            partners_service.add_agreement(one, title=form.title.data, by=current_user, **days)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".organisation", organisation_id=one.id), code=303)
    return _page(one, agreement_form=form), 422


@bp.post(f"{ONE}/agreements/<int:agreement_id>/remove")
@access(Who.COORDINATOR, load=partners.agreement_to_manage)
def remove_agreement(agreement: Agreement) -> ResponseReturnValue:
    organisation_id = agreement.organisation_id
    partners_service.remove_agreement(agreement, by=current_user)
    return redirect(url_for(".organisation", organisation_id=organisation_id), code=303)


def _page(one: Organisation, **forms: Any) -> str:
    forms.setdefault("contact_form", ContactForm(formdata=None))
    forms.setdefault("agreement_form", AgreementForm(formdata=None))
    return render_template(
        "internships/office/organisation.html", one=one, contacts=partners.contacts_in(one.id, all_of_them=True),
        agreements=partners.agreements_with(one.id), has_agreement=partners.has_agreement(one.id),
        postings=queries.postings_of([one.id]), today=now().date(), **forms,
    )  # fmt: skip
