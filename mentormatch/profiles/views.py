"""A mentee's profile: the summary, a page for each step, and words offered while typing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.core.errors import NotFound
from mentormatch.core.i18n import _
from mentormatch.profiles import languages, steps, vocabulary
from mentormatch.profiles.forms import StepForm, offered_for
from mentormatch.profiles.labels import CLARITIES_EXPLAINED, topic_label
from mentormatch.profiles.models import TermKind
from mentormatch.profiles.steps import Step
from mentormatch.profiles.summary import summary_of
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line
from mentormatch.web.security import own_path

bp = Blueprint("profiles", __name__, template_folder="templates")
bp.add_app_template_filter(topic_label)


@bp.get("/profile")
@access(Who.SIGNED_IN)
def start() -> ResponseReturnValue:
    """A mentee's summary; a mentor has one page for everything, and staff have their account."""
    if current_user.is_(RoleName.MENTEE):
        return render_template("profiles/start.html", summary=summary_of(current_user), steps=steps)
    elsewhere = "mentor_profiles.offer_form" if current_user.is_(RoleName.MENTOR) else "accounts.me"
    return redirect(url_for(elsewhere))


@bp.get("/profile/<step>")
@access(Who.MENTEE)
def step_form(step: str) -> ResponseReturnValue:
    if step == steps.HOURS:
        return redirect(url_for("calendar.hours_form", next=own_path(request.args.get("next")) or url_for(".start")))
    found = _step(step)
    return _page(found, _form(found))


@bp.post("/profile/<step>")
@access(Who.MENTEE)
def step(step: str) -> ResponseReturnValue:
    """Save a step and go where the button says; a change sent in the background is only saved."""
    found = _step(step)
    form = _form(found)
    in_background = "HX-Request" in request.headers
    if not form.validate():
        return render_template("profiles/_not_saved.html") if in_background else (_page(found, form), 422)
    found.save(current_user, by=current_user, **form.answers())
    if in_background:
        return render_template("profiles/_saved.html")
    return redirect(_way_on(found), code=303)


@bp.get("/profile/terms")
@access(Who.SIGNED_IN)
def terms() -> ResponseReturnValue:
    """Options for a field that is being typed in. ``of`` names the parameter that holds its text; with ``many`` it is
    a list, and the options complete its last word."""
    typed = clean_line(request.args.get(request.args.get("of", "q"), "")[:1000])
    cut = max(typed.rfind(","), typed.rfind(";")) + 1 if "many" in request.args else 0
    said, word = typed[:cut], typed[cut:].strip()
    offered = _offered(request.args.get("kind", ""), word)
    return render_template("profiles/_terms.html", said=f"{said} " if said else "", words=offered)


def _offered(kind: str, word: str) -> list[str]:
    if kind == "language":
        return languages.suggested(word, limit=vocabulary.OFFERED)
    if kind not in set(TermKind):
        raise NotFound
    return vocabulary.suggestions(TermKind(kind), word)


def _step(name: str) -> Step:
    found = steps.find_step(name)
    if found is None:
        raise NotFound
    return found


def _form(step: Step) -> StepForm:
    return step.form(obj=step.read(current_user.id), time_zone=current_user.time_zone)


def _page(step: Step, form: StepForm) -> str:
    return render_template(
        f"profiles/steps/{step.name}.html",
        step=step,
        form=form,
        number=steps.number_of(step),
        count=steps.COUNT,
        before=steps.step_before(step),
        way_back=own_path(request.args.get("next")),
        explained=CLARITIES_EXPLAINED,
        offered=offered_for(form),
        all_optional=True,
    )


def _way_on(step: Step) -> str:
    way_back = own_path(request.args.get("next"))
    if way_back:
        flash(_("Saved."), "success")
        return way_back
    go = request.form.get("go")
    before = steps.step_before(step)
    if go == "later" or (go == "back" and before is None):
        return url_for(".start")
    return url_for(".step_form", step=before if go == "back" else steps.step_after(step))
