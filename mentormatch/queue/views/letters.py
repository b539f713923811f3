"""One letter that could not be delivered: to whom and why, never what it says."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.i18n import _
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.queue import service
from mentormatch.queue.queries import own
from mentormatch.queue.views.blueprint import bp
from mentormatch.web.access import Who, access

ONE = "/queue/letters/<int:letter_id>"


@bp.get(ONE)
@access(Who.COORDINATOR, load=own.failed_letter_for)
def letter(letter: Letter) -> ResponseReturnValue:
    return render_template("queue/letter.html", letter=letter, failed=letter.status == LetterStatus.FAILED)


@bp.post(f"{ONE}/again")
@access(Who.COORDINATOR, load=own.failed_letter_for)
def send_again(letter: Letter) -> ResponseReturnValue:
    service.send_again(letter, by=current_user)
    flash(_("The letter is queued again."), "success")
    return redirect(url_for(".index", kind="letter"), code=303)


@bp.post(f"{ONE}/give-up")
@access(Who.COORDINATOR, load=own.failed_letter_for)
def give_up(letter: Letter) -> ResponseReturnValue:
    service.give_up(letter, by=current_user)
    flash(_("Done. The letter is no longer listed."), "success")
    return redirect(url_for(".index", kind="letter"), code=303)
