"""The table of everything that needs a human, and the same as a file."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.queue import export
from mentormatch.queue.page import filters_of, queue_page
from mentormatch.queue.queries import own
from mentormatch.queue.views.blueprint import bp
from mentormatch.web.access import Who, access


@bp.get("/queue")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    """An address that asks for nothing leads to one's default view, if there is one."""
    kept = own.kept_by(current_user.id)
    default = next((view for view in kept[0] if view.is_default), None)
    if default is not None and not request.args:
        return redirect(f"{url_for('.index')}?{default.address}")
    return queue_page(kept_by=kept)


@bp.get("/queue.csv")
@access(Who.COORDINATOR)
def as_csv() -> ResponseReturnValue:
    return export.as_csv(filters_of(request.args))


@bp.get("/queue.xlsx")
@access(Who.COORDINATOR)
def as_workbook() -> ResponseReturnValue:
    return export.as_workbook(filters_of(request.args))
