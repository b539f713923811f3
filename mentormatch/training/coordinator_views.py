"""What the office asks mentors to read."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.errors import NotAllowed, Refusal
from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.training import queries, service
from mentormatch.training.forms import ItemForm, refused
from mentormatch.training.models import TrainingItem
from mentormatch.web.access import Who, access

bp = Blueprint(
    "coordinator_training", __name__, url_prefix="/coordinator/cohorts/<int:cohort_id>/training",
    template_folder="templates",
)  # fmt: skip


def _managed(person: Person, cohort_id: int, item_id: int) -> tuple[Cohort, TrainingItem] | None:
    """An item, and the cohort from whose page it was called."""
    cohort = programmes.cohort_to_manage(person, cohort_id)
    item = queries.item_to_manage(person, cohort_id, item_id)
    return (cohort, item) if cohort and item else None


@bp.get("")
@access(Who.COORDINATOR, Who.ADMIN, load=programmes.cohort_to_manage)
def index(cohort: Cohort) -> ResponseReturnValue:
    return _page(cohort, ItemForm(formdata=None))


@bp.post("")
@access(Who.COORDINATOR, Who.ADMIN, load=programmes.cohort_to_manage)
def add(cohort: Cohort) -> ResponseReturnValue:
    form = ItemForm()
    if form.validate():
        try:
            service.add_item(cohort, for_all=form.for_all.data, by=current_user, **form.values())
        except Refusal as refusal:
            refused(form, refusal)
        else:
            flash(_("Mentors find it on their page."), "success")
            return redirect(url_for(".index", cohort_id=cohort.id), code=303)
    return _page(cohort, form), 422


@bp.get("/<int:item_id>")
@access(Who.COORDINATOR, Who.ADMIN, load=_managed)
def edit_form(found: tuple[Cohort, TrainingItem]) -> ResponseReturnValue:
    return _edit_page(found, ItemForm(formdata=None, obj=found[1]))


@bp.post("/<int:item_id>")
@access(Who.COORDINATOR, Who.ADMIN, load=_managed)
def edit(found: tuple[Cohort, TrainingItem]) -> ResponseReturnValue:
    form, (cohort, item) = ItemForm(), found
    if form.validate():
        try:
            service.change_item(item, by=current_user, **form.values())
        except Refusal as refusal:
            refused(form, refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".index", cohort_id=cohort.id), code=303)
    return _edit_page(found, form), 422


@bp.post("/<int:item_id>/retire")
@access(Who.COORDINATOR, Who.ADMIN, load=_managed)
def retire(found: tuple[Cohort, TrainingItem]) -> ResponseReturnValue:
    cohort, item = found
    service.retire(item, by=current_user)
    flash(_("Nobody is asked for it any more."), "success")
    return redirect(url_for(".index", cohort_id=cohort.id), code=303)


def _edit_page(found: tuple[Cohort, TrainingItem], form: ItemForm) -> str:
    cohort, item = found
    if item.cohort_id is None and not current_user.is_(RoleName.ADMIN):
        raise NotAllowed
    return render_template("training/edit.html", cohort=cohort, item=item, form=form)


def _page(cohort: Cohort, form: ItemForm) -> str:
    return render_template(
        "training/coordinator.html",
        cohort=cohort,
        form=form,
        items=queries.items_in(cohort),
        mentors=programmes.counts_of([cohort])[cohort.id].get(EnrolledAs.MENTOR, 0),
        is_admin=current_user.is_(RoleName.ADMIN),
    )
