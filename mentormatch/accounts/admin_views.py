"""People and their roles, for admins."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts import queries, service, sign_ins
from mentormatch.accounts.errors import LastAdmin, NotYourself
from mentormatch.accounts.forms import ROLE_WORDS, RoleForm
from mentormatch.accounts.models import Person, RoleName
from mentormatch.accounts.service import second_factor
from mentormatch.accounts.trail import deed_words
from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line, options
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("admin_accounts", __name__, template_folder="templates", url_prefix="/admin/people")
PAGE_SIZE = 25
ONE = "/<int(max=2147483647):person_id>"


@bp.get("")
@access(Who.ADMIN)
def index() -> ResponseReturnValue:
    """Everybody with an account, narrowed by what the address says."""
    text = clean_line(request.args.get("q"))[: queries.TEXT_MOST]
    asked = request.args.get("role", "")
    role = RoleName(asked) if asked in set(RoleName) else None
    number = wanted_page()
    people, total = queries.page_of_people(text, role, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    page = Page("admin_accounts.index", number, PAGE_SIZE, total, {"q": text or None, "role": role})
    return render_template(
        "accounts/admin/index.html", people=people, page=page, text=text, role=role, role_words=ROLE_WORDS
    )


@bp.get(ONE)
@access(Who.ADMIN, load=queries.person_for_admin)
def show(subject: Person) -> ResponseReturnValue:
    return _page(subject)


@bp.post(f"{ONE}/grant")
@access(Who.ADMIN, load=queries.person_for_admin)
def grant(subject: Person) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        return make_response(_page(subject, form), 422)
    role = RoleName(form.role.data)
    service.grant(subject, role, by=current_user)
    flash(_("%(name)s now has the role: %(role)s.", name=subject.name, role=ROLE_WORDS[role]), "success")
    return redirect(url_for(".show", person_id=subject.id), code=303)


@bp.post(f"{ONE}/revoke")
@access(Who.ADMIN, load=queries.person_for_admin)
def revoke(subject: Person) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        return make_response(_page(subject, form), 422)
    role = RoleName(form.role.data)
    try:
        service.revoke(subject, role, by=current_user)
    except LastAdmin as refusal:
        return _refused(subject, refusal)
    flash(_("%(name)s no longer has the role: %(role)s.", name=subject.name, role=ROLE_WORDS[role]), "success")
    if role == RoleName.ADMIN and subject.id == current_user.id:
        return redirect(url_for("dashboard.home"), code=303)
    return redirect(url_for(".show", person_id=subject.id), code=303)


@bp.post(f"{ONE}/disable")
@access(Who.ADMIN, load=queries.person_for_admin)
def disable(subject: Person) -> ResponseReturnValue:
    try:
        service.set_active(subject, False, by=current_user)
    except (LastAdmin, NotYourself) as refusal:
        return _refused(subject, refusal)
    flash(_("The account of %(name)s is disabled.", name=subject.name), "success")
    return redirect(url_for(".show", person_id=subject.id), code=303)


@bp.post(f"{ONE}/enable")
@access(Who.ADMIN, load=queries.person_for_admin)
def enable(subject: Person) -> ResponseReturnValue:
    service.set_active(subject, True, by=current_user)
    flash(_("The account of %(name)s is enabled again.", name=subject.name), "success")
    return redirect(url_for(".show", person_id=subject.id), code=303)


@bp.post(f"{ONE}/reset-second-factor")
@access(Who.ADMIN, load=queries.person_for_admin)
def reset_second_factor(subject: Person) -> ResponseReturnValue:
    second_factor.reset(subject, by=current_user)
    flash(_("%(name)s signs in with the password alone now, and gets a letter.", name=subject.name), "success")
    return redirect(url_for(".show", person_id=subject.id), code=303)


def _refused(subject: Person, refusal: Conflict) -> ResponseReturnValue:
    """The page as it stands now, and why nothing has changed."""
    return make_response(_page(subject, refusal=refusal), refusal.status)


def _page(subject: Person, form: RoleForm | None = None, refusal: Conflict | None = None) -> str:
    missing = options((role.value, ROLE_WORDS[role]) for role in ROLE_WORDS if not subject.is_(role))
    form = form or RoleForm(formdata=None)
    form.role.choices = missing
    return render_template(
        "accounts/admin/show.html",
        subject=subject,
        form=form,
        refusal=refusal,
        role_words=ROLE_WORDS,
        has_second_factor=queries.second_factor_of(subject.id) is not None,
        open_sign_ins=len(sign_ins.sign_ins_of(subject)),
        deeds=[(deed, deed_words(deed.action, deed.facts)) for deed in queries.deeds_about(subject)],
    )
