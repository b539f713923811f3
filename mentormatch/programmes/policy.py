"""Who may join which cohort, as pure answers."""

from datetime import date

from mentormatch.accounts.models import Affiliation, Person
from mentormatch.core.clock import now
from mentormatch.core.i18n import Lazy, _l
from mentormatch.programmes.models import Cohort, Invitation, OpenTo

_AFFILIATIONS = {OpenTo.STUDENTS: Affiliation.STUDENT, OpenTo.ALUMNI: Affiliation.ALUM}


def reason_against(cohort: Cohort, person: Person, degree: str, today: date) -> Lazy | None:
    """Why this person cannot ask to join this cohort; None when they can."""
    if cohort.archived_at is not None or not cohort.self_enrolment or (cohort.ends_on and cohort.ends_on < today):
        return _l("This cohort takes nobody at present.")
    wanted = _AFFILIATIONS.get(cohort.open_to)
    if wanted is not None and person.affiliation != wanted:
        return _l("This cohort is for students.") if wanted is Affiliation.STUDENT else _l("This cohort is for alumni.")
    if cohort.degrees and degree.casefold() not in {name.casefold() for name in cohort.degrees}:
        return _l("This cohort is for these degrees: %(degrees)s.", degrees=", ".join(cohort.degrees))
    return None


def is_usable(invitation: Invitation) -> bool:
    """Whether one more person can come by this link now."""
    over = invitation.revoked_at is not None or invitation.cohort.archived_at is not None
    return not over and invitation.expires_at > now() and invitation.uses < invitation.most_uses


def is_for(invitation: Invitation, email: str) -> bool:
    """Whether an invitation is for the owner of this address (normalised); without a list, for everybody."""
    if not invitation.domain and not invitation.addresses:
        return True
    return email in invitation.addresses or bool(invitation.domain and email.endswith(f"@{invitation.domain}"))
