"""Views that one keeps, and whether single letters act as keys."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _
from mentormatch.queue import service
from mentormatch.queue.forms import ViewForm
from mentormatch.queue.models import SavedView
from mentormatch.queue.page import address, filters_of, queue_page
from mentormatch.queue.policy import MOST_VIEWS
from mentormatch.queue.queries import own
from mentormatch.queue.views.blueprint import bp
from mentormatch.web.access import Who, access
from mentormatch.web.security import own_path

ONE = "/queue/views/<int:view_id>"


@bp.get("/queue/views")
@access(Who.COORDINATOR)
def views() -> ResponseReturnValue:
    return _views_page()


@bp.post("/queue/views")
@access(Who.COORDINATOR)
def save_view() -> ResponseReturnValue:
    """Keep the filters of this address under a name."""
    form = ViewForm()
    if not form.validate():
        return queue_page(form), 422
    try:
        view = service.save_view(form.name.data or "", address(filters_of(request.args)), by=current_user)
    except Invalid as refusal:
        form.refuse("name", refusal)
        return queue_page(form), refusal.status
    flash(_("“%(name)s” is kept.", name=view.name), "success")
    return redirect(f"{url_for('.index')}?{view.address}", code=303)


@bp.post(ONE)
@access(Who.COORDINATOR, load=own.view_for)
def rename_view(view: SavedView) -> ResponseReturnValue:
    form = ViewForm()
    if not form.validate():
        return _views_page(view.id, form), 422
    try:
        service.rename_view(view, form.name.data or "", by=current_user)
    except Invalid as refusal:
        form.refuse("name", refusal)
        return _views_page(view.id, form), refusal.status
    flash(_("Saved."), "success")
    return redirect(url_for(".views"), code=303)


@bp.post(f"{ONE}/default")
@access(Who.COORDINATOR, load=own.view_for)
def default_view(view: SavedView) -> ResponseReturnValue:
    service.set_default(view, request.form.get("default") == "yes", by=current_user)
    flash(_("Saved."), "success")
    return redirect(url_for(".views"), code=303)


@bp.post(f"{ONE}/delete")
@access(Who.COORDINATOR, load=own.view_for)
def delete_view(view: SavedView) -> ResponseReturnValue:
    service.delete_view(view, by=current_user)
    flash(_("The view is gone. Nothing else has changed."), "success")
    return redirect(url_for(".views"), code=303)


@bp.post("/queue/shortcuts")
@access(Who.COORDINATOR)
def shortcuts() -> ResponseReturnValue:
    service.set_shortcuts(request.form.get("shortcuts") == "on", by=current_user)
    flash(_("Saved."), "success")
    return redirect(own_path(request.form.get("next")) or url_for(".index"), code=303)


def _views_page(failed_id: int | None = None, failed: ViewForm | None = None) -> str:
    views = own.views_of(current_user.id)
    forms = {view.id: ViewForm(formdata=None, data={"name": view.name}, prefix="") for view in views}
    if failed is not None and failed_id in forms:
        forms[failed_id] = failed
    return render_template("queue/views.html", views=views, forms=forms, most=MOST_VIEWS)
