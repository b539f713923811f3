"""What an import would change about somebody, and what speaks against it. Pure: no table is read or written here."""

from mentormatch.accounts.models import STAFF, RoleName
from mentormatch.core.i18n import _
from mentormatch.people.record import (
    AIM_COLUMNS,
    COLUMNS,
    OFFER_COLUMNS,
    PROFILE_COLUMNS,
    Entry,
    Fault,
    Known,
    Outcome,
    OutcomeStatus,
    PersonRow,
    Terms,
)
from mentormatch.programmes.models import EnrolledAs

ENROLLED_AS = {
    RoleName.MENTEE: EnrolledAs.MENTEE,
    RoleName.MENTOR: EnrolledAs.MENTOR,
    RoleName.COORDINATOR: EnrolledAs.COORDINATOR,
}


def judge(entry: Entry, known: Known | None, terms: Terms) -> Outcome:
    """What becomes of a row, given what the programme knows about this address."""
    if entry.row is None:
        return Outcome(entry.line, entry.email, OutcomeStatus.REFUSED, faults=entry.faults)
    if faults := objections(entry.row, known, terms):
        return Outcome(entry.line, entry.email, OutcomeStatus.REFUSED, faults=tuple(faults))
    unused = unused_columns(entry.row, known)
    if known is None:
        return Outcome(entry.line, entry.email, OutcomeStatus.ACCEPTED, unused=unused)
    changes = changed_columns(entry.row, known, terms)
    status = OutcomeStatus.CHANGED if changes else OutcomeStatus.UNCHANGED
    return Outcome(entry.line, entry.email, status, changes=changes, unused=unused)


def roles_given(row: PersonRow, known: Known | None) -> frozenset[RoleName]:
    """The roles the row gives; somebody new about whom nothing is said is a student."""
    return frozenset(row.roles or (() if known else (RoleName.MENTEE,)))


def roles_had(known: Known | None) -> frozenset[RoleName]:
    return frozenset((known.row.roles if known else None) or ())


def roles_after(row: PersonRow, known: Known | None) -> frozenset[RoleName]:
    """The roles of a file that somebody has once the row is imported: roles are added, never taken away."""
    return roles_given(row, known) | roles_had(known)


def objections(row: PersonRow, known: Known | None, terms: Terms) -> list[Fault]:
    """Every reason against this row that the row itself cannot show."""
    faults = [_out_of_reach(known, terms) if known else _nameless(row)]
    new_staff = (roles_given(row, known) & STAFF) - (known.roles if known else frozenset())
    if new_staff and not terms.staff_allowed:
        faults.append(Fault("roles", _("Staff roles are given by an admin, not by this import.")))
    if known and row.capacity is not None and row.capacity < known.load:
        faults.append(
            Fault("capacity", _("This mentor has %(n)d mentees now; the capacity cannot be lower.", n=known.load))
        )
    return [fault for fault in faults if fault]


def _nameless(row: PersonRow) -> Fault | None:
    return None if row.name else Fault("name", _("A new person needs a name."))


def _out_of_reach(known: Known, terms: Terms) -> Fault | None:
    """Coordinators change people of their own cohorts, and take in those whom no cohort has; nobody else."""
    if terms.own_cohorts is None:
        return None
    if known.roles & STAFF:
        return Fault("email", _("This is an account of the staff. An admin can change it."))
    cohorts = {cohort_id for cohort_id, _as in known.enrolments}
    if cohorts and not cohorts & terms.own_cohorts:
        return Fault("email", _("This person takes part in a cohort that is not yours. An admin can help."))
    return None


def unused_columns(row: PersonRow, known: Known | None) -> tuple[str, ...]:
    """Columns that say something although none of the person's roles has a use for it."""
    roles = roles_after(row, known)
    used = set(PROFILE_COLUMNS)
    used.update(AIM_COLUMNS if RoleName.MENTEE in roles else ())
    used.update(OFFER_COLUMNS if RoleName.MENTOR in roles else ())
    said = row.said({*AIM_COLUMNS, *OFFER_COLUMNS})
    return tuple(name for name in COLUMNS if name in said and name not in used)


def changed_columns(row: PersonRow, known: Known, terms: Terms) -> tuple[str, ...]:
    """The columns in which the file differs from what is known; "cohort" when an enrolment is missing."""
    unused = unused_columns(row, known)
    differing = [
        name
        for name, value in row.said(COLUMNS).items()
        if name not in unused and name != "roles" and value != getattr(known.row, name)
    ]
    if roles_given(row, known) - roles_had(known):
        differing.insert(0, "roles")
    return (*differing, *(["cohort"] if missing_enrolments(row, known, terms) else []))


def missing_enrolments(row: PersonRow, known: Known | None, terms: Terms) -> list[EnrolledAs]:
    """As what a person still has to be enrolled in the cohort.

    A named cohort takes everybody in the file. Without one only a role that is new brings an enrolment, so that
    importing an export changes nothing.
    """
    had = roles_had(known)
    given = roles_given(row, known) or had
    wanted = (given if terms.cohort_name else given - had) - (frozenset() if terms.staff_allowed else STAFF)
    enrolments = known.enrolments if known else frozenset()
    there = {role for cohort_id, role in enrolments if not terms.cohort_name or cohort_id == terms.cohort_id}
    return [enrolled_as for role, enrolled_as in ENROLLED_AS.items() if role in wanted and enrolled_as not in there]
