"""CVs that wait for a coach, and the form of an audit."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.documents import queries
from mentormatch.documents.drafting import Draft
from mentormatch.documents.errors import Edited
from mentormatch.documents.forms import AuditForm, HandForm, NoteForm, WordsForm, field_of, shown
from mentormatch.documents.models import Audit
from mentormatch.documents.policy import holds, is_told
from mentormatch.documents.sections import sections
from mentormatch.documents.service import auditing
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("coach_documents", __name__, url_prefix="/audits", template_folder="templates")
ONE = "/<int:audit_id>"


@bp.get("")
@access(Who.COACH)
def index() -> str:
    """What waits, the oldest first; above it what this coach has in hands."""
    page = Page(".index", wanted_page(), queries.A_PAGE, queries.count_waiting(current_user))
    waiting = queries.waiting_audits(current_user, offset=page.offset)
    mine, others = queries.in_hands_of(current_user), queries.in_other_hands(current_user)
    before = queries.audits_before([*waiting, *mine, *others])
    return render_template(
        "documents/coach/index.html", waiting=waiting, mine=mine, others=others, before=before, page=page
    )


@bp.get("/published")
@access(Who.COACH)
def published() -> str:
    number = wanted_page()
    audits, total = queries.published_by(current_user, offset=(number - 1) * queries.A_PAGE)
    page = Page(".published", number, queries.A_PAGE, total)
    return render_template("documents/coach/published.html", audits=audits, page=page)


@bp.get(ONE)
@access(Who.COACH, load=queries.audit_for_coach)
def show(asked: Audit) -> str:
    return _page(asked, _opened(asked))


@bp.post(ONE)
@access(Who.COACH, load=queries.audit_for_coach)
def save(asked: Audit) -> ResponseReturnValue:
    """Save the draft, and publish it with the other button; a draft that is not whole is saved all the same."""
    asks, points = sections(), queries.last_points_of(asked.document_id, before=asked.id)
    form = AuditForm.made(asks, points)
    if not form.validate():
        return _page(asked, form), 422
    note = (form.note.data or "", form.note_version.data or 0)
    try:
        version = auditing.save(asked, form.draft, form.version.data or 0, note=note, by=current_user)
    except Edited as refusal:
        form.begin_anew(_versions(asked))
        form.refuse(None, refusal)
        return _page(asked, form, refusal.fields), 409
    except Refusal as refusal:
        return _refused(asked, form, refusal)
    if "publish" not in request.form:
        flash(_("Saved. Nobody but coaches reads it before you publish it."), "success")
        return _to(asked)
    try:
        auditing.publish(asked, version, by=current_user)
    except Refusal as refusal:
        form.begin_anew(_versions(asked))
        return _refused(asked, form, refusal)
    flash(_("Published. %(name)s gets a letter.", name=asked.person.name), "success")
    return _to(asked)


@bp.post(f"{ONE}/take")
@access(Who.COACH, load=queries.audit_for_coach)
def take(asked: Audit) -> ResponseReturnValue:
    auditing.take(asked, by=current_user)
    return _to(asked)


@bp.post(f"{ONE}/give-back")
@access(Who.COACH, load=queries.audit_for_coach)
def give_back(asked: Audit) -> ResponseReturnValue:
    auditing.give_back(asked, by=current_user)
    flash(_("It waits for another coach, in its old place, with your draft."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post(f"{ONE}/hand-over")
@access(Who.COACH, load=queries.audit_for_coach)
def hand_over(asked: Audit) -> ResponseReturnValue:
    """To a colleague, or to oneself from a colleague."""
    form = HandForm()
    coaches = {coach.id: coach for coach in queries.coaches(but=[asked.person_id])}
    form.offer(coaches.values())
    if not form.validate():
        flash(_("Please choose another coach."), "error")
        return _to(asked)
    auditing.hand_over(asked, coaches[form.to_id.data], by=current_user)
    flash(_("%(name)s has it now.", name=coaches[form.to_id.data].name), "success")
    return _to(asked)


@bp.post(f"{ONE}/another-file")
@access(Who.COACH, load=queries.audit_for_coach)
def another_file(asked: Audit) -> ResponseReturnValue:
    form = WordsForm()
    if not form.validate():
        return _page(asked, _opened(asked), file_form=form), 422
    auditing.ask_for_file(asked, form.words.data, by=current_user)
    flash(_("%(name)s gets a letter with your words.", name=asked.person.name), "success")
    return _to(asked)


@bp.post(f"{ONE}/withdraw")
@access(Who.COACH, load=queries.audit_for_coach)
def withdraw(asked: Audit) -> ResponseReturnValue:
    form = WordsForm()
    if not form.validate():
        return _page(asked, _opened(asked), withdraw_form=form), 422
    auditing.withdraw(asked, form.words.data, by=current_user)
    flash(_("Withdrawn. %(name)s gets a letter.", name=asked.person.name), "success")
    return _to(asked)


@bp.post(f"{ONE}/note")
@access(Who.COACH, load=queries.audit_for_coach)
def note(asked: Audit) -> ResponseReturnValue:
    form = NoteForm()
    if not form.validate():
        return _page(asked, form), 422
    try:
        auditing.note(asked, form.note.data or "", form.note_version.data or 0, by=current_user)
    except Edited as refusal:
        form.begin_anew({"note_version": _versions(asked)["note_version"]})
        form.refuse(None, refusal)
        return _page(asked, form, refusal.fields), 409
    flash(_("Saved for the coaches alone."), "success")
    return _to(asked)


def _to(asked: Audit) -> ResponseReturnValue:
    return redirect(url_for(".show", audit_id=asked.id), code=303)


def _versions(asked: Audit) -> dict[str, int]:
    draft, note = queries.draft_of(asked.id), queries.note_of(asked.id)
    return {"version": draft.version if draft else 0, "note_version": note.version if note else 0}


def _opened(asked: Audit) -> NoteForm:
    """The form as it is opened: the whole audit for whoever has it in hands, the note for the others."""
    note = queries.note_of(asked.id)
    kept: dict[str, Any] = {**_versions(asked), "note": note.text if note else ""}
    if not holds(current_user, asked):
        return NoteForm(formdata=None, data=kept)
    return AuditForm.of(sections(), queries.last_points_of(asked.document_id, before=asked.id), _draft(asked), kept)


def _draft(asked: Audit) -> Draft:
    stored = queries.draft_of(asked.id)
    return Draft.of(stored.content) if stored else Draft()


def _refused(asked: Audit, form: AuditForm, refusal: Refusal) -> ResponseReturnValue:
    field = refusal.facts.get("field")
    form.refuse(field_of(field) if isinstance(field, str) else None, refusal)
    return _page(asked, form), refusal.status


def _page(asked: Audit, form: NoteForm, edited: frozenset[str] = frozenset(), **forms: Any) -> str:
    points = queries.last_points_of(asked.document_id, before=asked.id)
    hand = HandForm(formdata=None)
    hand.offer(queries.coaches(but=[asked.person_id, current_user.id]))
    note = queries.note_of(asked.id)
    return render_template(
        "documents/coach/show.html",
        asked=asked,
        form=form,
        writes=isinstance(form, AuditForm),
        holds=holds(current_user, asked),
        sections=sections(),
        points=points,
        answers=queries.answers_to(points),
        checks=queries.checks_in(asked.id),
        earlier=[one for one in queries.audits_of_document(asked.document_id) if is_told(one) and one.id < asked.id],
        stored=shown(_draft(asked)) | {"steps": "\n".join(_draft(asked).steps), "note": note.text if note else ""},
        note=note,
        edited=edited,
        hand_form=hand,
        file_form=forms.get("file_form") or WordsForm(formdata=None),
        withdraw_form=forms.get("withdraw_form") or WordsForm(formdata=None),
        all_optional=True,
    )
