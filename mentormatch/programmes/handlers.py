"""What happens here when something happens in a feature below."""

from flask import has_request_context, session

from mentormatch.accounts.errors import RegistrationClosed
from mentormatch.accounts.models import Person, RoleName
from mentormatch.accounts.signals import confirmed, registered, registering
from mentormatch.programmes import links, policy, queries, service
from mentormatch.programmes.models import EnrolledAs, Invitation

#: Where the browser's own session remembers the link by which somebody came to register.
FOLLOWED = "invitation"


@confirmed.connect
def _enrol_newcomer(person: Person) -> None:
    """Who confirms an address joins the cohort of the link they came by, or the one that takes newcomers; who was
    imported into a cohort stays there, and contacts of partner organisations join none."""
    if person.is_(RoleName.PARTNER):
        return
    if service.use_followed(person):
        return
    cohort = queries.default_cohort()
    if cohort is not None and not queries.is_enrolled(person):
        service.enrol(person, cohort, EnrolledAs.MENTEE, by=person)


@registered.connect
def _remember_invitation(person: Person) -> None:
    """Who registers after following a link is let in by it once the address is confirmed."""
    invitation = _followed()
    if invitation is not None and policy.is_for(invitation, person.email):
        service.follow(invitation, person)


@registering.connect
def _refuse_while_closed(_sender: None, *, email: str | None = None) -> None:
    """Nobody registers while the programme takes no newcomers, but for whoever has a link; before there is a programme,
    anybody may. ``email`` is still missing while only the form is asked for."""
    programme = queries.programme()
    if programme is None or programme.registration_open:
        return
    invitation = _followed()
    if invitation is None or (email is not None and not policy.is_for(invitation, email)):
        raise RegistrationClosed(contact_name=programme.contact_name, contact_email=programme.contact_email)


def _followed() -> Invitation | None:
    """The link that this browser followed last, while it can be used."""
    seed = links.seed_of(session.get(FOLLOWED, "")) if has_request_context() else None
    invitation = queries.invitation_of_seed(seed) if seed else None
    return invitation if invitation is not None and policy.is_usable(invitation) else None
