"""The whole trail, for admins."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.trail import pages
from mentormatch.trail.queries import Reader
from mentormatch.web.access import Who, access

bp = Blueprint("admin_trail", __name__, url_prefix="/admin/trail", template_folder="templates")


@bp.get("")
@access(Who.ADMIN)
def index() -> ResponseReturnValue:
    return pages.trail_page(Reader(current_user.id), "admin_trail.index", "admin_trail.export")


@bp.get("/entries.csv")
@access(Who.ADMIN)
def export() -> ResponseReturnValue:
    return pages.trail_file(Reader(current_user.id))
