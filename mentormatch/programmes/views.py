"""Coming into a cohort: by a link, or by asking."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.programmes import links, policy, queries, service
from mentormatch.programmes.errors import LinkOver, NotForYou
from mentormatch.programmes.forms import JoinForm
from mentormatch.programmes.handlers import FOLLOWED
from mentormatch.programmes.models import Cohort, EnrolledAs, Invitation, JoinRequest
from mentormatch.programmes.signals import degree_of
from mentormatch.web.access import Who, access

bp = Blueprint("programmes", __name__, template_folder="templates")


@bp.get("/join/<token>")
@access(Who.ANYONE)
def join_form(token: str) -> ResponseReturnValue:
    """Opening the link changes nothing but what this browser remembers: mail scanners open links too."""
    invitation = _usable(token)
    if not current_user.is_authenticated:
        session[FOLLOWED] = token
    return _page(invitation, token)


@bp.post("/join/<token>")
@access(Who.SIGNED_IN)
def join(token: str) -> ResponseReturnValue:
    """Join with the account one has."""
    invitation = _usable(token)
    service.join_by(invitation, current_user)
    session.pop(FOLLOWED, None)
    if invitation.enrolled_as == EnrolledAs.MENTOR:
        flash(
            _("Welcome. Tell what you offer and send it: a coordinator looks at it, then students find you."), "success"
        )
        return redirect(url_for("mentor_profiles.apply_form"), code=303)
    flash(_("You take part in %(name)s now.", name=invitation.cohort.name), "success")
    return redirect(url_for("dashboard.home"), code=303)


@bp.get("/cohorts")
@access(Who.SIGNED_IN)
def open_cohorts() -> ResponseReturnValue:
    return render_template("programmes/open.html", **_open(), form=JoinForm(formdata=None), at=0)


def _cohort_to_ask(_person: Person, cohort_id: int) -> Cohort | None:
    """A cohort that people may ask to join."""
    return next((cohort for cohort in queries.cohorts_open_to_ask() if cohort.id == cohort_id), None)


@bp.post("/cohorts/<int:cohort_id>/ask")
@access(Who.SIGNED_IN, load=_cohort_to_ask)
def ask_to_join(cohort: Cohort) -> ResponseReturnValue:
    form = JoinForm()
    if form.validate():
        try:
            service.ask_to_join(current_user, cohort, form.words.data or "")
        except Refusal as refusal:
            form.refuse("words", refusal)
        else:
            flash(
                _(
                    "The coordinators of %(name)s have your request. You get a letter with their answer.",
                    name=cohort.name,
                ),
                "success",
            )
            return redirect(url_for(".open_cohorts"), code=303)
    return render_template("programmes/open.html", **_open(), form=form, at=cohort.id), 422


@bp.post("/cohorts/asked/<int:join_id>/withdraw")
@access(Who.SIGNED_IN, load=queries.my_join)
def withdraw_join(asked: JoinRequest) -> ResponseReturnValue:
    service.withdraw_join(asked, by=current_user)
    flash(_("Taken back."), "success")
    return redirect(url_for(".open_cohorts"), code=303)


def _usable(token: str) -> Invitation:
    """The invitation of a link; LinkOver for one that is over, and just the same for one that never was."""
    seed = links.seed_of(token)
    invitation = queries.invitation_of_seed(seed) if seed else None
    if invitation is None or not policy.is_usable(invitation):
        raise LinkOver
    return invitation


def _page(invitation: Invitation, token: str) -> str:
    fits = not current_user.is_authenticated or policy.is_for(invitation, current_user.email)
    taking_part = current_user.is_authenticated and queries.takes_part(
        current_user, invitation.cohort_id, invitation.enrolled_as
    )
    return render_template(
        "programmes/join.html",
        invitation=invitation,
        cohort=invitation.cohort,
        as_mentor=invitation.enrolled_as == EnrolledAs.MENTOR,
        against="" if fits else NotForYou.sentence,
        taking_part=taking_part,
        token=token,
    )


def _open() -> dict[str, object]:
    degree, today = degree_of(current_user), now().date()
    mine = queries.latest_joins(current_user)
    return {
        "cohorts": [
            {
                "row": cohort,
                "against": policy.reason_against(cohort, current_user, degree, today),
                "asked": mine.get(cohort.id),
                "taking_part": queries.takes_part(current_user, cohort.id, EnrolledAs.MENTEE),
            }
            for cohort in queries.cohorts_open_to_ask()
        ]
    }
