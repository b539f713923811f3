"""Many rows at once: what would happen, asking for it, undoing it, and what became of each."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.queue import labels, service
from mentormatch.queue.errors import NothingChosen, TooManyRows
from mentormatch.queue.forms import BulkForm
from mentormatch.queue.models import Act, Bulk, BulkStatus
from mentormatch.queue.page import address, filters_of
from mentormatch.queue.policy import GRACE, MOST_AT_ONCE, Key
from mentormatch.queue.queries import own, rows
from mentormatch.queue.queries.subjects import names_of
from mentormatch.queue.shown import shown
from mentormatch.queue.views.blueprint import bp
from mentormatch.web.access import Who, access

ONE = "/queue/acts/<int:bulk_id>"


@bp.post("/queue/preview")
@access(Who.COORDINATOR)
def preview() -> ResponseReturnValue:
    """What would happen to which rows. Nothing is written."""
    try:
        keys = _keys()
    except Invalid as refusal:
        flash(str(refusal), "warning")
        return redirect(f"{url_for('.index')}?{address(filters_of(request.args))}", code=303)
    form = BulkForm(formdata=None)
    form.ask_for(_act())
    return _preview(_act(), keys, form)


@bp.post("/queue/acts")
@access(Who.COORDINATOR)
def ask() -> ResponseReturnValue:
    """Keep the act; it takes effect after the time in which it can be undone."""
    act, keys, form = _act(), _keys(), BulkForm()
    form.ask_for(act)
    if not form.validate():
        return _preview(act, keys, form), 422
    words = {} if act is Act.ASSIGN else {"reason": form.reason.data or "", "words": form.words.data or ""}
    try:
        bulk = service.ask(act, keys, by=current_user, assignee=_assignee(act), **words)
    except Invalid as refusal:
        form.refuse(str(refusal.facts.get("field") or "") or None, refusal)
        return _preview(act, keys, form), refusal.status
    return redirect(url_for(".act", bulk_id=bulk.id), code=303)


@bp.get(ONE)
@access(Who.COORDINATOR, load=own.bulk_for)
def act(bulk: Bulk) -> ResponseReturnValue:
    return _act_page(bulk)


@bp.post(f"{ONE}/undo")
@access(Who.COORDINATOR, load=own.bulk_for)
def undo(bulk: Bulk) -> ResponseReturnValue:
    try:
        service.undo(bulk, by=current_user)
    except Conflict as refusal:
        flash(str(refusal), "warning")
        return _act_page(bulk), refusal.status
    flash(_("Undone. Nothing has happened, and nobody was told."), "success")
    return redirect(url_for(".act", bulk_id=bulk.id), code=303)


@bp.post(f"{ONE}/now")
@access(Who.COORDINATOR, load=own.bulk_for)
def do_now(bulk: Bulk) -> ResponseReturnValue:
    try:
        service.do_now(bulk, by=current_user)
    except Conflict as refusal:
        flash(str(refusal), "warning")
        return _act_page(bulk), refusal.status
    return redirect(url_for(".act", bulk_id=bulk.id), code=303)


def _act() -> Act:
    wanted = request.form.get("act", "")
    return Act(wanted) if wanted in set(Act) else Act.ASSIGN


def _keys() -> list[Key]:
    """The ticked rows, or everything that the filters of the address show. Refuses NothingChosen, TooManyRows."""
    if request.form.get("every"):
        found, more = rows.page_of(filters_of(request.args), limit=MOST_AT_ONCE)
        keys = [row.key for row in found]
    else:
        read = (Key.read(text) for text in request.form.getlist("row"))
        keys, more = list(dict.fromkeys(key for key in read if key)), False
    if more or len(keys) > MOST_AT_ONCE:
        raise TooManyRows(MOST_AT_ONCE)
    if not keys:
        raise NothingChosen
    return keys


def _assignee(act: Act) -> Person | None:
    """The colleague who was chosen for an assignment; oneself when nobody was."""
    if act is not Act.ASSIGN:
        return None
    known = {person_id for person_id, _name in own.colleagues([one.id for one in programmes.cohorts_of(current_user)])}
    wanted = request.form.get("assignee", type=int)
    return db.session.get(Person, wanted if wanted in known else current_user.id)


def _preview(act: Act, keys: list[Key], form: BulkForm) -> str:
    assignee = _assignee(act)
    planned = service.plan(act, keys, by=current_user, assignee=assignee)
    return render_template(
        "queue/preview.html",
        act=act,
        form=form,
        assignee=assignee,
        possible=[shown(one.row, current_user.id) for one in planned if one.obstacle is None],
        impossible=[(shown(one.row, current_user.id), one.obstacle) for one in planned if one.obstacle is not None],
        left_out=len(keys) - len(planned),
        seconds=int(GRACE.total_seconds()),
        way_back=f"{url_for('.index')}?{address(filters_of(request.args))}",
        here=address(filters_of(request.args)),
    )


def _act_page(bulk: Bulk) -> str:
    found = own.rows_of(bulk)
    names = names_of(Key(row.kind, row.subject_id) for row in found)
    return render_template(
        "queue/act.html",
        bulk=bulk,
        rows=[(row, *names.get(Key(row.kind, row.subject_id), ("", ""))) for row in found],
        counts=own.count_rows(bulk.id),
        chip=labels.BULK_CHIPS[bulk.status],
        row_chips=labels.ROW_CHIPS,
        kinds=labels.CHIPS,
        waits=bulk.status == BulkStatus.WAITING,
        is_under_way=bulk.status in {BulkStatus.WAITING, BulkStatus.RUNNING},
        reasons=labels.REASONS_FOR | labels.REASONS_AGAINST,
    )
