"""Pages of threads, for both people of a match."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Conflict, Invalid, TooMany
from mentormatch.core.i18n import _
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.labels import MATCH_CHIPS
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.policy import may_exchange
from mentormatch.messages import queries, service
from mentormatch.messages.errors import ThreadClosed, TooLateToTakeBack
from mentormatch.messages.forms import HIGHEST, ReadForm, WriteForm
from mentormatch.messages.models import Message
from mentormatch.messages.policy import can_take_back
from mentormatch.messages.unread import unread_messages
from mentormatch.web import once
from mentormatch.web.access import Who, access

bp = Blueprint("messages", __name__, template_folder="templates")
THREAD = "/matches/<int:match_id>/messages"


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """For the tab of a match."""
    return {"unread_messages": unread_messages}


@bp.get("/messages")
@access(Who.MENTEE, Who.MENTOR)
def threads() -> ResponseReturnValue:
    return render_template("messages/threads.html", threads=queries.threads_of(current_user, unread_messages()))


@bp.get(THREAD)
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def show(match: Match) -> ResponseReturnValue:
    """The newest messages, or those before the one in ``?before=``. Reading is told by a post, not by this."""
    return _thread_page(match, WriteForm(formdata=None))


@bp.post(THREAD)
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def write(match: Match) -> ResponseReturnValue:
    form = WriteForm()
    if not form.validate():
        return _thread_page(match, form), 422

    def deed() -> str:
        service.write(match, form.text.data or "", seen=form.seen.data or 0, by=current_user)
        return ""

    try:
        return once.done(deed, then=_newest(match))
    except (ThreadClosed, TooMany, Invalid) as refusal:
        form.refuse("text", refusal)
        return _thread_page(match, form), refusal.status


@bp.post(f"{THREAD}/read")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def read(match: Match) -> ResponseReturnValue:
    """Told by the page itself as soon as it is open, or by its button where there is no JavaScript."""
    service.mark_read(match, ReadForm().up_to.data or 0, by=current_user)
    return ("", 204) if "HX-Request" in request.headers else _to_newest(match)


@bp.post(f"{THREAD}/mute")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def mute(match: Match) -> ResponseReturnValue:
    muted = request.form.get("muted") == "yes"
    service.set_muted(match, muted, by=current_user)
    done = _("No more letters about this thread.") if muted else _("You get letters about this thread again.")
    flash(done, "success")
    return redirect(url_for(".show", match_id=match.id), code=303)


@bp.post(f"{THREAD}/<int:message_id>/take-back")
@access(Who.MENTEE, Who.MENTOR, load=queries.message_for)
def take_back(message: Message) -> ResponseReturnValue:
    match = mentoring.match_for(current_user, message.match_id)
    assert match is not None  # the message is theirs
    try:
        service.take_back(message, by=current_user)
    except TooLateToTakeBack as refusal:
        flash(str(refusal), "warning")
        return _thread_page(match, WriteForm(formdata=None)), Conflict.status
    return _to_newest(match)


def _newest(match: Match) -> str:
    return url_for(".show", match_id=match.id, _anchor="newest")


def _to_newest(match: Match) -> ResponseReturnValue:
    return redirect(_newest(match), code=303)


def _thread_page(match: Match, form: WriteForm) -> str:
    before = request.args.get("before", type=int)
    rows, has_earlier = queries.page_of(match, max(min(before, HIGHEST), 0) if before else None)
    other = match.mentor if current_user.id == match.mentee_id else match.mentee
    mine = queries.reading_of(match, current_user.id)
    at = now()
    theirs = [row for row in rows if row.author_id != current_user.id and row.taken_back_at is None]
    own = [row for row in rows if row.author_id == current_user.id and row.taken_back_at is None]
    form.seen.data = form.seen.data or (rows[-1].id if rows else 0)
    return render_template(
        "messages/thread.html",
        match=match,
        chip=MATCH_CHIPS[match.status],
        other=other,
        rows=rows,
        earlier=rows[0].id if has_earlier else None,
        is_newest=not before,
        first_new=next((row.id for row in theirs if row.id > mine.read_up_to), None),
        last_own=own[-1].id if own else None,
        read_by_other=queries.reading_of(match, other.id).read_up_to,
        can_take_back={row.id for row in own if can_take_back(row, current_user, at)},
        muted=mine.muted,
        is_open=may_exchange(match, at),
        form=form,
    )
