"""A mentor reads and ticks."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.i18n import _
from mentormatch.training import queries, service
from mentormatch.training.models import TrainingItem
from mentormatch.web.access import Who, access

bp = Blueprint("training", __name__, url_prefix="/mentor/training", template_folder="templates")


@bp.app_context_processor
def _shared() -> dict[str, object]:
    """For the first page of mentors and their offer; read only where it is drawn."""
    return {"training_missing": lambda: queries.count_missing(current_user)}


@bp.get("")
@access(Who.MENTOR)
def index() -> ResponseReturnValue:
    items = queries.items_of(current_user)
    return render_template("training/index.html", items=items, missing=sum(not ticked for _item, ticked in items))


@bp.post("/<int:item_id>/tick")
@access(Who.MENTOR, load=queries.item_for_mentor)
def tick(item: TrainingItem) -> ResponseReturnValue:
    service.tick(item, by=current_user)
    left = queries.count_missing(current_user)
    flash(_("Thank you.") if left else _("Thank you. That was all: students can find you."), "success")
    return redirect(url_for(".index"), code=303)
