"""Applying, one's own application, withdrawing it, picking a time, saying yes."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, as_instant, moment
from mentormatch.documents import queries as documents
from mentormatch.internships import queries, service
from mentormatch.internships.arriving import arrived, posting_to_apply
from mentormatch.internships.errors import NotOpen
from mentormatch.internships.forms import ApplicationForm, PickForm, application_form
from mentormatch.internships.models import Application, Interview, InterviewStatus, Posting
from mentormatch.internships.policy import WITHDRAWABLE
from mentormatch.internships.views.blueprint import APPLICATION, ONE, bp
from mentormatch.web.access import Who, access
from mentormatch.web.forms import options

INTERVIEW = "/interviews/<int:interview_id>"


@bp.get(f"{ONE}/apply")
@access(Who.MENTEE, load=queries.posting_for_student)
def apply_form(posting: Posting) -> ResponseReturnValue:
    mine = queries.application_of(current_user.id, posting.id)
    if mine is not None:
        return redirect(url_for(".application", application_id=mine.id))
    return _page(posting, _form(posting, formdata=None))


@bp.post(f"{ONE}/apply")
@access(Who.MENTEE, load=posting_to_apply)
def apply(posting: Posting) -> ResponseReturnValue:
    """Also of a posting that was closed or taken away while the form was open: that is said, and nothing is lost."""
    form = _form(posting)
    if not queries.may_be_read(posting):
        return render_template("internships/gone.html", form=form, sentence=NotOpen.sentence), NotOpen.status
    if not form.validate():
        return _page(posting, form), 422
    version = int(form.version.data)
    try:
        made = service.apply(
            posting, by=current_user, version_id=version, note=form.note.data or "", answers=form.answers(),
            arrived=arrived(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        return _page(posting, form), refusal.status
    flash(_("Your application is sent."), "success")
    return redirect(url_for(".application", application_id=made.id), code=303)


def _form(posting: Posting, **kwargs: object) -> ApplicationForm:
    versions = [
        (str(one.id), _("%(title)s, version %(number)s", title=one.document.title, number=one.number))
        for one in documents.versions_for(current_user)
    ]
    return application_form(posting.questions, versions, **kwargs)


def _page(posting: Posting, form: ApplicationForm) -> str:
    return render_template("internships/apply.html", posting=posting, form=form)


@bp.get(APPLICATION)
@access(Who.MENTEE, load=queries.application_for)
def application(mine: Application) -> str:
    return _application(mine)


def _application(mine: Application, form: PickForm | None = None) -> str:
    interviews = queries.interviews_of(mine.id)
    running = next((one for one in interviews if one.status != InterviewStatus.CALLED_OFF), None)
    if form is None and running is not None:
        form = _pick_form(running, formdata=None)
    return render_template(
        "internships/application.html", mine=mine, posting=mine.posting, interview=running, form=form,
        can_withdraw=mine.status in WITHDRAWABLE, may_read=queries.may_be_read(mine.posting),
    )  # fmt: skip


def _pick_form(interview: Interview, **kwargs: object) -> PickForm:
    form = PickForm(**kwargs)
    times = [as_instant(one) for one in interview.times]
    ahead = [at for at in times if at > now()]
    form.time.choices = options((at.isoformat(), moment(at, current_user.time_zone)) for at in ahead)
    return form


@bp.post(f"{APPLICATION}/withdraw")
@access(Who.MENTEE, load=queries.application_for)
def withdraw(mine: Application) -> ResponseReturnValue:
    service.withdraw(mine, by=current_user)
    flash(_("Your application is withdrawn. They see nothing of you any more."), "success")
    return redirect(url_for(".application", application_id=mine.id), code=303)


@bp.post(f"{APPLICATION}/accept")
@access(Who.MENTEE, load=queries.application_for)
def accept(mine: Application) -> ResponseReturnValue:
    service.accept_offer(mine, by=current_user)
    flash(_("They are told that you accept. Congratulations!"), "success")
    return redirect(url_for(".application", application_id=mine.id), code=303)


@bp.post(f"{INTERVIEW}/pick")
@access(Who.MENTEE, load=queries.interview_for)
def pick(interview: Interview) -> ResponseReturnValue:
    form = _pick_form(interview)
    if not form.validate():
        return _application(interview.application, form), 422
    try:
        service.pick_time(interview, datetime.fromisoformat(form.time.data), by=current_user)
    except Refusal as refusal:
        form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        return _application(interview.application, form), refusal.status
    flash(_("The time is fixed. Both of you get a letter with a calendar file."), "success")
    return redirect(url_for(".application", application_id=interview.application_id), code=303)


@bp.post(f"{INTERVIEW}/call-off")
@access(Who.MENTEE, load=queries.interview_for)
def call_off(interview: Interview) -> ResponseReturnValue:
    service.call_off_interview(interview, by=current_user)
    flash(_("The interview is called off."), "success")
    return redirect(url_for(".application", application_id=interview.application_id), code=303)


def _mine(person: Person, booking_id: int) -> Interview | None:
    return queries.interview_of_booking(person, booking_id)


@bp.get("/time/<int:booking_id>")
@access(Who.MENTEE, Who.PARTNER, Who.COORDINATOR, load=_mine)
def of_booking(interview: Interview) -> ResponseReturnValue:
    """From a time in one's calendar to what it is for."""
    page = "internships.application"
    if interview.application.person_id != current_user.id:
        page = "partner_internships.application"
    return redirect(url_for(page, application_id=interview.application_id))
