"""Concerns for coordinators: the list, one of them, and what was done about it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.concerns import queries, service
from mentormatch.concerns.errors import ConcernClosed
from mentormatch.concerns.forms import NoteForm
from mentormatch.concerns.labels import CHIPS, KINDS
from mentormatch.concerns.models import Concern, ConcernStatus
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("coordinator_concerns", __name__, url_prefix="/coordinator/concerns", template_folder="templates")
ONE = "/<int:concern_id>"


@bp.app_context_processor
def _about() -> dict[str, Any]:
    """The page of a pair under review, which stands below this feature, asks whether there are concerns."""
    return {"concerns_about": lambda person: queries.about(person, reader=current_user)}


@bp.get("")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    """Concerns that wait, or closed ones with ``?closed=1``."""
    closed = "closed" in request.args
    page = wanted_page()
    concerns, total = queries.page_of(current_user, closed=closed, offset=(page - 1) * queries.A_PAGE)
    return render_template(
        "concerns/coordinator/index.html",
        concerns=concerns,
        closed=closed,
        waiting=queries.waiting_for(current_user),
        pages=Page(".index", page, queries.A_PAGE, total, {"closed": 1} if closed else {}),
        chips=CHIPS,
    )


@bp.get(ONE)
@access(Who.COORDINATOR, load=queries.concern_for)
def show(concern: Concern) -> ResponseReturnValue:
    """What it says, once the coordinator has opened it; before that only that it is there."""
    return _concern_page(concern, NoteForm(formdata=None))


@bp.post(f"{ONE}/read", endpoint="open")
@access(Who.COORDINATOR, load=queries.concern_for)
def open_(concern: Concern) -> ResponseReturnValue:
    """Open it to read it. A post, because the trail remembers who did."""
    service.open_concern(concern, by=current_user)
    return redirect(url_for(".show", concern_id=concern.id), code=303)


@bp.post(f"{ONE}/notes")
@access(Who.COORDINATOR, load=queries.concern_for)
def note(concern: Concern) -> ResponseReturnValue:
    form = NoteForm()
    if not form.validate():
        return _concern_page(concern, form), 422
    try:
        service.note(concern, form.text.data or "", close=bool(form.close.data), by=current_user)
    except (ConcernClosed, Invalid) as refusal:
        form.refuse("text", refusal)
        return _concern_page(concern, form), refusal.status
    flash(_("Closed. The person who raised it gets a letter.") if form.close.data else _("Noted."), "success")
    return redirect(url_for(".show", concern_id=concern.id), code=303)


def _concern_page(concern: Concern, form: NoteForm) -> str:
    if not queries.has_opened(current_user, concern):
        return render_template("concerns/coordinator/door.html", concern=concern, chips=CHIPS)
    return render_template(
        "concerns/coordinator/show.html",
        concern=concern,
        other=concern.match.mentor if concern.raised_by_id == concern.match.mentee_id else concern.match.mentee,
        is_closed=concern.status == ConcernStatus.CLOSED,
        kinds=KINDS,
        chips=CHIPS,
        form=form,
    )
