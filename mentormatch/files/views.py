"""The page of a match's files, for both of its people."""

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Conflict, Invalid, TooMany
from mentormatch.core.i18n import _
from mentormatch.files import queries, service
from mentormatch.files.errors import DiskFull
from mentormatch.files.forms import BODY_MOST, ShareForm
from mentormatch.files.kinds import ENDS, MEDIA_TYPES
from mentormatch.files.models import FILE_MOST, MATCH_MOST, MEGABYTE, MatchFile
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.labels import MATCH_CHIPS
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.policy import may_exchange
from mentormatch.web import once
from mentormatch.web.access import Who, access

bp = Blueprint("files", __name__, template_folder="templates")
FILES = "/matches/<int:match_id>/files"
ONE = f"{FILES}/<int:file_id>"
#: What a browser may do with a file that it opens after all: nothing.
SANDBOX = "sandbox; default-src 'none'"


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
    content = form.content

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
    """Always a file to save, never a page of ours."""
    content = BytesIO(service.content_of(file))
    answer = send_file(content, mimetype=MEDIA_TYPES[file.kind], as_attachment=True, download_name=file.name)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


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
