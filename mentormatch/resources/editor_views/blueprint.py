"""The blueprint of those who write guides."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from mentormatch.core.errors import Refusal
from mentormatch.resources.models import Guide
from mentormatch.web.access import Who

bp = Blueprint("guide_desk", "mentormatch.resources", url_prefix="/guides", template_folder="templates")
EDITORS = (Who.EDITOR, Who.COORDINATOR)
ONE = "/<int:guide_id>"
A_PAGE = 25


def field_of(refusal: Refusal) -> str:
    return str(refusal.facts.get("field") or "")


def to(guide: Guide) -> ResponseReturnValue:
    return redirect(url_for(".show", guide_id=guide.id), code=303)
