"""What the office asks mentors to read."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.training import queries, service
from mentormatch.training.forms import ItemForm
from mentormatch.training.models import TrainingItem
from mentormatch.web.access import Who, access

bp = Blueprint(
    "coordinator_training", __name__, url_prefix="/coordinator/cohorts/<int:cohort_id>/training",
    template_folder="templates",
)  # fmt: skip


def _managed(person: Person, cohort_id: int, item_id: int) -> tuple[int, TrainingItem] | None:
    """An item, and the cohort from whose page it was called."""
    item = queries.item_to_manage(person, cohort_id, item_id)
    return (cohort_id, item) if item else None


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
            service.add_item(
                cohort,
                title=form.title.data or "",
                text=form.text.data or "",
                link=form.link.data or "",
                also_present=form.also_present.data,
                for_all=form.for_all.data,
                by=current_user,
            )
        except Refusal as refusal:
            field = refusal.facts.get("field")
            form.refuse(field if isinstance(field, str) else None, refusal)
        else:
            flash(_("Mentors find it on their page."), "success")
            return redirect(url_for(".index", cohort_id=cohort.id), code=303)
    return _page(cohort, form), 422


@bp.post("/<int:item_id>/retire")
@access(Who.COORDINATOR, Who.ADMIN, load=_managed)
def retire(found: tuple[int, TrainingItem]) -> ResponseReturnValue:
    cohort_id, item = found
    service.retire(item, by=current_user)
    flash(_("Nobody is asked for it any more."), "success")
    return redirect(url_for(".index", cohort_id=cohort_id), code=303)


def _page(cohort: Cohort, form: ItemForm) -> str:
    return render_template(
        "training/coordinator.html",
        cohort=cohort,
        form=form,
        items=queries.items_in(cohort),
        mentors=programmes.counts_of([cohort])[cohort.id].get(EnrolledAs.MENTOR, 0),
        is_admin=current_user.is_(RoleName.ADMIN),
    )
