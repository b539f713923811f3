"""What is published, one posting, reporting one, advice."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.internships import queries, service
from mentormatch.internships.forms import AlarmForm
from mentormatch.internships.models import Posting, Stage
from mentormatch.internships.views.blueprint import ONE, bp
from mentormatch.profiles.languages import COMMON
from mentormatch.web.access import Who, access
from mentormatch.web.context import language_name
from mentormatch.web.forms import clean_line


@bp.get("")
@access(Who.MENTEE)
def index() -> str:
    """What suits one first, with reasons; or by deadline."""
    asked = request.args
    wanted = queries.Wanted(
        kind=asked.get("kind", "")[:30],
        where=asked.get("where", "")[:30],
        language=asked.get("language", "") if asked.get("language") in COMMON else "",
        words=clean_line(asked.get("q"))[:100],
        paid="paid" in asked,
        for_me="mine" in asked,
    )
    postings = queries.published(current_user, wanted)
    others = queries.my_why_not(current_user, postings)
    by_fit = asked.get("order") != "deadline"
    placed = queries.by_fit(current_user, postings, others) if by_fit else queries.by_deadline(postings)
    applied = {one.posting_id: one for one in queries.applications_of(current_user)}
    spoken = sorted(((tag, language_name(tag)) for tag in COMMON), key=lambda one: str(one[1]))
    return render_template(
        "internships/index.html", placed=placed, wanted=wanted, applied=applied, spoken=spoken, others=others,
        by_fit=by_fit, other_order=_other_order(by_fit=by_fit),
    )  # fmt: skip


def _other_order(*, by_fit: bool) -> str:
    """The same list in the other order."""
    names = ("q", "kind", "where", "language", "paid", "mine")
    asked: dict[str, Any] = {name: request.args[name] for name in names if request.args.get(name)}
    return url_for(".index", **asked, order="deadline" if by_fit else None)


@bp.get("/advice")
@access(Who.MENTEE)
def advice() -> str:
    return render_template("internships/advice.html")


@bp.get(ONE)
@access(Who.MENTEE, load=queries.posting_for_student)
def show(posting: Posting) -> str:
    mine = queries.application_of(current_user.id, posting.id)
    others = queries.my_why_not(current_user, [posting])
    placed = queries.by_fit(current_user, [posting], others) if queries.is_shown(posting) else []
    return render_template(
        "internships/show.html", posting=posting, mine=mine, is_shown=queries.is_shown(posting),
        knows_contact=mine is not None and mine.status != Stage.WITHDRAWN, may_read=queries.may_be_read(posting),
        is_for_me=not others, reasons=placed[0].reasons if placed else (),
    )  # fmt: skip


@bp.get(f"{ONE}/report")
@access(Who.MENTEE, load=queries.posting_for_student)
def report_form(posting: Posting) -> str:
    return render_template("internships/report.html", posting=posting, form=AlarmForm(formdata=None))


@bp.post(f"{ONE}/report")
@access(Who.MENTEE, load=queries.posting_for_student)
def report(posting: Posting) -> ResponseReturnValue:
    form = AlarmForm()
    if form.validate():
        try:
            service.report(posting, reason=form.alarm(), words=form.words.data or "", by=current_user)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("Thank you. The career office looks at it and writes to you."), "success")
            return redirect(url_for(".index"), code=303)
    return render_template("internships/report.html", posting=posting, form=form), 422
