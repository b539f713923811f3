"""The page on which admins switch services on and off."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.i18n import _
from mentormatch.office import service
from mentormatch.office.about import SERVICES
from mentormatch.office.errors import NoSuchService
from mentormatch.office.queries import is_on
from mentormatch.web.access import Who, access

bp = Blueprint("office", __name__, url_prefix="/admin/services", template_folder="templates")


@bp.get("")
@access(Who.ADMIN)
def index() -> str:
    return render_template("office/index.html", services=[(one, is_on(one.name)) for one in SERVICES.values()])


@bp.get("/<name>/off")
@access(Who.ADMIN)
def off_form(name: str) -> str:
    """What would be called off, before it is."""
    if name not in SERVICES or not is_on(name):
        raise NoSuchService
    return render_template("office/off.html", one=SERVICES[name], ahead=SERVICES[name].ahead())


@bp.post("/<name>/off")
@access(Who.ADMIN)
def off(name: str) -> ResponseReturnValue:
    service.switch_off(name, by=current_user)
    flash(_("“%(service)s” is switched off.", service=SERVICES[name].title), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/<name>/on")
@access(Who.ADMIN)
def on(name: str) -> ResponseReturnValue:
    service.switch_on(name, by=current_user)
    flash(_("“%(service)s” is switched on.", service=SERVICES[name].title), "success")
    return redirect(url_for(".index"), code=303)
