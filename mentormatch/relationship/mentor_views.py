"""What a mentor has given."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.relationship.impact import impact_of
from mentormatch.web.access import Who, access
from mentormatch.web.certificate import hours_in_words

bp = Blueprint("mentor_impact", __name__, template_folder="templates")


@bp.get("/mentor/impact")
@access(Who.MENTOR)
def impact() -> ResponseReturnValue:
    given = impact_of(current_user)
    return render_template("relationship/impact.html", given=given, hours=hours_in_words(given.minutes))
