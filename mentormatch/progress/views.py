"""How far a cohort is: the picture on its page, and the list of people behind each figure."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, _n
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.progress import queries, service
from mentormatch.progress.policy import STEPS, Step
from mentormatch.progress.queries import Filters
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint(
    "progress", __name__, url_prefix="/coordinator/cohorts/<int:cohort_id>/progress", template_folder="templates"
)
ROLES = (EnrolledAs.MENTEE, EnrolledAs.MENTOR)


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """For the page of a cohort, which stands in a feature below; read only where it is drawn."""
    return {"progress_of": progress_of}


def progress_of(cohort: Cohort) -> list[dict[str, Any]]:
    """For each role its steps, each with count, share of all, and where the people stand who have or lack it."""
    return [_of_role(cohort, role) for role in ROLES]


def _of_role(cohort: Cohort, role: EnrolledAs) -> dict[str, Any]:
    counts = queries.counts(cohort.id, role)
    everybody = counts[Step.ENROLLED]
    address: dict[str, Any] = {"endpoint": "progress.index", "cohort_id": cohort.id, "role": role.value}
    steps = [
        {
            "word": rule.word,
            "rule": rule.rule,
            "count": counts[step],
            "share": counts[step] / everybody if everybody else 0,
            "url": url_for(**address, step=step.value),
            "lack": everybody - counts[step],
            "lack_url": url_for(**address, step=step.value, has="no"),
        }
        for step, rule in STEPS[role].items()
    ]
    rules = [(rule.word, rule.rule) for rule in STEPS[role].values()]
    return {"role": role.value, "everybody": everybody, "steps": steps, "rules": rules}


@bp.get("")
@access(Who.COORDINATOR, load=programmes.cohort_for)
def index(cohort: Cohort) -> ResponseReturnValue:
    filters, number = _filters(cohort), wanted_page()
    rows, total = queries.page_of(filters, limit=service.AT_ONCE, offset=(number - 1) * service.AT_ONCE)
    kept = {**_kept(filters), "cohort_id": cohort.id}
    return render_template(
        "progress/index.html",
        cohort=cohort,
        filters=filters,
        rules=STEPS[filters.role],
        rows=rows,
        week_ago=now() - service.ONCE_IN,
        page=Page("progress.index", number, service.AT_ONCE, total, kept),
        kept=kept,
    )


@bp.post("/remind")
@access(Who.COORDINATOR, load=programmes.cohort_for)
def remind(cohort: Cohort) -> ResponseReturnValue:
    filters = _filters(cohort)
    people = [number for number in request.form.getlist("person", int) if 0 < number < 2**31]
    try:
        done = service.remind(cohort, filters.role, people, by=current_user)
    except Refusal as refusal:
        flash(str(refusal), "error")
    else:
        words = [_n("%(num)s letter is on its way.", "%(num)s letters are on their way.", done.written)]
        if done.left_out:
            left = _n("%(num)s person was left out", "%(num)s people were left out", done.left_out)
            words.append(_("%(left)s: reminded this week already, or nothing is theirs to do.", left=left))
        flash(" ".join(words), "success" if done.written else "info")
    return redirect(url_for(".index", cohort_id=cohort.id, **_kept(filters)), code=303)


def _filters(cohort: Cohort) -> Filters:
    """What the address says; a word that is none of ours counts as not said."""
    given = request.args
    role = EnrolledAs(given["role"]) if given.get("role") in ROLES else EnrolledAs.MENTEE
    step = Step(given["step"]) if given.get("step") in STEPS[role] else Step.ENROLLED
    return Filters(cohort.id, role, step, given.get("has") != "no", clean_line(given.get("q", "")[:100]))


def _kept(filters: Filters) -> dict[str, Any]:
    kept = {"role": filters.role.value, "step": filters.step.value, "q": filters.text}
    return {**{name: value for name, value in kept.items() if value}, **({} if filters.has else {"has": "no"})}
