"""Links by which people come into a cohort."""

from datetime import UTC, datetime, time, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, zone
from mentormatch.programmes import links, policy, queries, service
from mentormatch.programmes.coordinator_views.blueprint import ONE, bp, refused
from mentormatch.programmes.forms import InvitationForm
from mentormatch.programmes.models import Cohort, EnrolledAs, Invitation
from mentormatch.web.access import Who, access


@bp.get(f"{ONE}/invitations")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def invitations(cohort: Cohort) -> ResponseReturnValue:
    in_a_month = (now() + timedelta(days=30)).date()
    return _page(cohort, InvitationForm(formdata=None, data={"expires_on": in_a_month, "most_uses": 50}))


@bp.post(f"{ONE}/invitations")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def invite(cohort: Cohort) -> ResponseReturnValue:
    form = InvitationForm()
    if form.validate_on_submit():
        last = datetime.combine(form.expires_on.data, time(23, 59), zone(current_user.time_zone))
        try:
            service.invite(
                cohort,
                EnrolledAs(form.enrolled_as.data),
                most_uses=form.most_uses.data,
                expires_at=last.astimezone(UTC),
                domain=form.domain.data or "",
                addresses=form.address_list(),
                by=current_user,
            )
        except Refusal as refusal:
            refused(form, refusal)
        else:
            flash(_("The link is ready. Whoever has it can use it: send it only to those it is for."), "success")
            return redirect(url_for(".invitations", cohort_id=cohort.id), code=303)
    return _page(cohort, form), 422


@bp.post(f"{ONE}/invitations/<int:invitation_id>/revoke")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.invitation_to_manage)
def revoke(invitation: Invitation) -> ResponseReturnValue:
    service.revoke(invitation, by=current_user)
    flash(_("The link is taken back. Whoever came by it stays."), "success")
    return redirect(url_for(".invitations", cohort_id=invitation.cohort_id), code=303)


def _page(cohort: Cohort, form: InvitationForm) -> str:
    found = queries.invitations_of(cohort)
    return render_template(
        "programmes/invitations.html",
        cohort=cohort,
        form=form,
        invitations=[
            {
                "row": invitation,
                "usable": policy.is_usable(invitation),
                "url": url_for("programmes.join_form", token=links.token_of(invitation), _external=True),
            }
            for invitation in found
        ],
    )
