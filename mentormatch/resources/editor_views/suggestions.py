"""What readers would change, and answers to them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.resources import queries, service
from mentormatch.resources.editor_views.blueprint import A_PAGE, EDITORS, bp, field_of
from mentormatch.resources.forms import AnswerForm
from mentormatch.resources.models import GuideSuggestion
from mentormatch.web.access import access
from mentormatch.web.paging import Page, wanted_page

SUGGESTION = "/suggestions/<int:suggestion_id>"


@bp.get("/suggestions")
@access(*EDITORS)
def suggestions() -> str:
    answered = "answered" in request.args
    number = wanted_page()
    rows, total = queries.suggestions(answered=answered, limit=A_PAGE, offset=(number - 1) * A_PAGE)
    listed = Page(".suggestions", number, A_PAGE, total, {"answered": 1} if answered else {})
    return render_template("resources/desk/suggestions.html", rows=rows, answered=answered, page=listed)


@bp.get(SUGGESTION)
@access(*EDITORS, load=queries.suggestion_for_editor)
def suggestion(found: GuideSuggestion) -> str:
    return render_template("resources/desk/suggestion.html", one=found, form=AnswerForm())


@bp.post(SUGGESTION)
@access(*EDITORS, load=queries.suggestion_for_editor)
def answer(found: GuideSuggestion) -> ResponseReturnValue:
    form = AnswerForm()
    if not form.validate():
        return render_template("resources/desk/suggestion.html", one=found, form=form), 422
    try:
        service.answer(found, form.answer.data or "", by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return render_template("resources/desk/suggestion.html", one=found, form=form), refusal.status
    flash(_("Your answer is sent."), "success")
    return redirect(url_for(".suggestions"), code=303)
