"""Who asks to join a cohort, and the answers. For those who look after it: they know whom they want."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.programmes import queries, service
from mentormatch.programmes.coordinator_views.blueprint import ONE, bp, refused
from mentormatch.programmes.forms import DeclineForm
from mentormatch.programmes.models import Cohort, JoinRequest, JoinStatus
from mentormatch.programmes.signals import degree_of
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

A_PAGE = 25


@bp.get(f"{ONE}/joiners")
@access(Who.COORDINATOR, load=queries.cohort_for)
def joiners(cohort: Cohort) -> ResponseReturnValue:
    return _page(cohort, DeclineForm(formdata=None))


@bp.post("/joiners/<int:join_id>/approve")
@access(Who.COORDINATOR, load=queries.join_for)
def approve_join(asked: JoinRequest) -> ResponseReturnValue:
    try:
        service.approve_join(asked, by=current_user)
    except Refusal as refusal:
        flash(str(refusal), "warning")
        return _page(asked.cohort, DeclineForm(formdata=None)), refusal.status
    flash(_("%(name)s takes part now. A letter is on its way.", name=asked.person.name), "success")
    return redirect(url_for(".joiners", cohort_id=asked.cohort_id), code=303)


@bp.post("/joiners/<int:join_id>/decline")
@access(Who.COORDINATOR, load=queries.join_for)
def decline_join(asked: JoinRequest) -> ResponseReturnValue:
    form = DeclineForm()
    if asked.status == JoinStatus.WAITING and not form.validate():
        return _page(asked.cohort, form, asked.id), 422
    try:
        service.decline_join(asked, form.reason.data or "", by=current_user)
    except Refusal as refusal:
        refused(form, refusal)
        flash(str(refusal), "warning")
        return _page(asked.cohort, form, asked.id), refusal.status
    flash(_("Declined. %(name)s gets a letter with your reason.", name=asked.person.name), "success")
    return redirect(url_for(".joiners", cohort_id=asked.cohort_id), code=303)


def _page(cohort: Cohort, form: DeclineForm, at: int = 0) -> str:
    number, first = wanted_page(), request.args.get("asked", 0, int)
    waiting = queries.joins_waiting([cohort.id], first=first)
    found = list(db.session.scalars(waiting.limit(A_PAGE).offset((number - 1) * A_PAGE)))
    kept = {"cohort_id": cohort.id} | ({"asked": first} if first else {})
    return render_template(
        "programmes/joiners.html",
        cohort=cohort,
        waiting=[(asked, degree_of(asked.person)) for asked in found],
        answered=queries.answered_joins(cohort),
        form=form,
        at=at or request.args.get("at", 0, int),
        from_queue=bool(first),
        page=Page("coordinator_programmes.joiners", number, A_PAGE, queries.count_joins([cohort.id]), kept),
    )
