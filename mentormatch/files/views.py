"""The page of a match's files, for both of its people."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Conflict, Invalid, TooMany
from mentormatch.core.i18n import _
from mentormatch.files import queries, service
from mentormatch.files.forms import ShareForm
from mentormatch.files.models import MATCH_MOST, MatchFile
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.labels import MATCH_CHIPS
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.policy import may_exchange
from mentormatch.uploads.errors import DiskFull
from mentormatch.uploads.kinds import ENDS
from mentormatch.uploads.limits import BODY_MOST, FILE_MOST, MEGABYTE
from mentormatch.uploads.serving import attachment, content_of
from mentormatch.web import once
from mentormatch.web.access import Who, access

bp = Blueprint("files", __name__, template_folder="templates")
FILES = "/matches/<int:match_id>/files"
ONE = f"{FILES}/<int:file_id>"


@bp.get(FILES)
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def index(match: Match) -> ResponseReturnValue:
    return _files_page(match, ShareForm(formdata=None))


@bp.post(FILES)
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for, body=BODY_MOST)
def share(match: Match) -> ResponseReturnValue:
    form = ShareForm()
    if not form.validate():
        return _files_page(match, form), 422
    content = content_of(form.file.data)

    def deed() -> str:
        file = service.share(match, content, form.file.data.filename, by=current_user)
        return _("Shared: %(name)s.", name=file.name)

    try:
        return once.done(deed, then=url_for(".index", match_id=match.id))
    except (Conflict, Invalid, TooMany, DiskFull) as refusal:
        form.refuse("file", refusal)
        return _files_page(match, form), refusal.status


@bp.get(ONE)
@access(Who.MENTEE, Who.MENTOR, load=queries.file_for)
def download(file: MatchFile) -> Response:
    return attachment(service.content_of(file), file.kind, file.name)


@bp.post(f"{ONE}/take-away")
@access(Who.MENTEE, Who.MENTOR, load=queries.file_of_uploader)
def take_away(file: MatchFile) -> ResponseReturnValue:
    service.take_away(file, by=current_user)
    flash(_("%(name)s is gone. Whoever has saved it still has it.", name=file.name), "success")
    return redirect(url_for(".index", match_id=file.match_id), code=303)


def _files_page(match: Match, form: ShareForm) -> str:
    return render_template(
        "files/index.html",
        match=match,
        chip=MATCH_CHIPS[match.status],
        other=match.mentor if current_user.id == match.mentee_id else match.mentee,
        files=queries.files_of(match),
        used=queries.room_used(match),
        room=MATCH_MOST,
        most=FILE_MOST // MEGABYTE,
        accept=",".join(f".{end}" for end in ENDS),
        is_open=may_exchange(match, now()),
        form=form,
    )
