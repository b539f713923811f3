"""Raising a concern about a match, and seeing what has become of one's own."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.concerns import queries, service
from mentormatch.concerns.errors import NothingSaid
from mentormatch.concerns.forms import ConcernForm
from mentormatch.concerns.labels import CHIPS, KINDS
from mentormatch.concerns.models import ConcernKind
from mentormatch.core.errors import TooMany
from mentormatch.core.i18n import _
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.models import Match
from mentormatch.programmes import queries as programmes
from mentormatch.web import once
from mentormatch.web.access import Who, access

bp = Blueprint("concerns", __name__, template_folder="templates")
CONCERNS = "/matches/<int:match_id>/concerns"


@bp.get(CONCERNS)
@access(Who.SIGNED_IN, load=mentoring.match_for)
def index(match: Match) -> ResponseReturnValue:
    return _concerns_page(match, ConcernForm(formdata=None))


@bp.post(CONCERNS)
@access(Who.SIGNED_IN, load=mentoring.match_for)
def tell(match: Match) -> ResponseReturnValue:
    form = ConcernForm()
    if not form.validate():
        return _concerns_page(match, form), 422
    kind, words, may_tell = ConcernKind(form.kind.data), form.words.data or "", bool(form.may_tell.data)

    def deed() -> str:
        service.raise_concern(match, kind, words, may_tell=may_tell, by=current_user)
        return _("Received. A coordinator reads it, and you see here what becomes of it.")

    try:
        return once.done(deed, then=url_for(".index", match_id=match.id))
    except (NothingSaid, TooMany) as refusal:
        form.refuse("words", refusal)
        return _concerns_page(match, form), refusal.status


def _concerns_page(match: Match, form: ConcernForm) -> str:
    return render_template(
        "concerns/index.html",
        match=match,
        other=match.mentor if current_user.id == match.mentee_id else match.mentee,
        raised=queries.raised_in(match, current_user),
        kinds=KINDS,
        chips=CHIPS,
        programme=programmes.programme(),
        form=form,
    )
