"""Links that let people into a cohort: made, followed, used, taken back.

Following a link does nothing but remember it for somebody who registers; it is used when their address is confirmed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.errors import Invalid, Refusal
from mentormatch.core.i18n import _l
from mentormatch.programmes import links, policy, queries
from mentormatch.programmes.errors import LinkOver, NotForYou, StaffByLink
from mentormatch.programmes.models import JOINABLE, Cohort, EnrolledAs, Invitation, InvitationUse
from mentormatch.programmes.service.enrolling import enrol, ensure_not_archived

MOST_USES = 5000
MOST_ADDRESSES = 500
LONGEST = timedelta(days=366)


@transactional
def invite(
    cohort: Cohort,
    enrolled_as: EnrolledAs,
    *,
    most_uses: int,
    expires_at: datetime,
    domain: str = "",
    addresses: Iterable[str] = (),
    by: Person,
) -> Invitation:
    """Make a link. Raises StaffByLink, CohortArchived; Invalid, with its field, for limits that make no sense."""
    if enrolled_as not in JOINABLE:
        raise StaffByLink
    ensure_not_archived(cohort.id)
    if not 1 <= most_uses <= MOST_USES:
        raise Invalid(_l("Please give a number from 1 to %(most)d.", most=MOST_USES), field="most_uses")
    if not now() < expires_at <= now() + LONGEST:
        raise Invalid(_l("Please choose a day that is ahead, at most a year."), field="expires_on")
    invitation = Invitation(
        cohort_id=cohort.id,
        enrolled_as=enrolled_as,
        seed=links.new_seed(),
        most_uses=most_uses,
        expires_at=expires_at,
        domain=_domain(domain),
        addresses=_addresses(addresses),
        made_by_id=by.id,
    )
    db.session.add(invitation)
    db.session.flush()
    audit.record(by, "invitation.made", invitation, cohort=cohort.id, role=enrolled_as, most_uses=most_uses)
    return invitation


@transactional
def revoke(invitation: Invitation, *, by: Person) -> None:
    """Take a link back; whoever came by it stays. Its list of addresses is forgotten. Taking it back twice is once."""
    mine = sa.update(Invitation).where(Invitation.id == invitation.id, Invitation.revoked_at.is_(None))
    if changed(mine.values(revoked_at=now(), addresses=())):
        audit.record(by, "invitation.revoked", invitation)


@transactional
def forget_addresses() -> None:
    """A link that has expired needs its list of addresses no more."""
    over = sa.update(Invitation).where(Invitation.expires_at < now(), sa.cast(Invitation.addresses, sa.Text) != "[]")
    db.session.execute(over.values(addresses=()).execution_options(synchronize_session=False))


@transactional
def follow(invitation: Invitation, person: Person) -> None:
    """Remember by which link somebody has registered; the latest counts."""
    db.session.execute(
        sa.delete(InvitationUse).where(InvitationUse.person_id == person.id, InvitationUse.used_at.is_(None))
    )
    if not _use_of(invitation.id, person.id):
        db.session.add(InvitationUse(invitation_id=invitation.id, person_id=person.id))
        db.session.flush()


@transactional
def use_followed(person: Person) -> bool:
    """Let somebody in by the link they registered with; False without one, or when it cannot be used any more."""
    waiting = sa.select(InvitationUse).where(InvitationUse.person_id == person.id, InvitationUse.used_at.is_(None))
    use = db.session.scalar(waiting)
    if use is None:
        return False
    try:
        with db.session.begin_nested():
            join_by(db.session.get_one(Invitation, use.invitation_id), person)
    except Refusal:
        db.session.execute(sa.delete(InvitationUse).where(InvitationUse.person_id == person.id, _not_used()))
        return False
    return True


@transactional
def join_by(invitation: Invitation, person: Person) -> None:
    """Join the cohort of a link, which counts one use; joining twice is once.

    A mentor's link leads to the application, on which coordinators decide: nobody gets a role of trust by a link.
    Raises LinkOver, NotForYou, CohortArchived.
    """
    # One after the other: a double click would count two uses.
    db.session.get_one(Invitation, invitation.id, with_for_update=True, populate_existing=True)
    used = _use_of(invitation.id, person.id)
    if used is not None and used.used_at is not None:
        return
    if not policy.is_for(invitation, person.email):
        raise NotForYou
    if not queries.takes_part(person, invitation.cohort_id, invitation.enrolled_as):
        _count(invitation)
    _note_use(invitation.id, person.id)
    enrol(person, invitation.cohort, invitation.enrolled_as, by=person)
    if invitation.enrolled_as == EnrolledAs.MENTEE:
        accounts.grant(person, RoleName.MENTEE, by=None)
    audit.record(person, "invitation.used", invitation)


def _count(invitation: Invitation) -> None:
    """Count one use by one conditional update: the database decides who is the last."""
    free = sa.update(Invitation).where(
        Invitation.id == invitation.id,
        Invitation.uses < Invitation.most_uses,
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now(),
    )
    if not changed(free.values(uses=Invitation.uses + 1)):
        raise LinkOver


def _note_use(invitation_id: int, person_id: int) -> None:
    use = _use_of(invitation_id, person_id) or InvitationUse(invitation_id=invitation_id, person_id=person_id)
    use.used_at = now()
    db.session.add(use)
    db.session.flush()


def _use_of(invitation_id: int, person_id: int) -> InvitationUse | None:
    return db.session.get(InvitationUse, (invitation_id, person_id), populate_existing=True)


def _not_used() -> sa.ColumnElement[bool]:
    return InvitationUse.used_at.is_(None)


def _domain(text: str) -> str:
    domain = text.strip().lower().removeprefix("@")
    if not domain:
        return ""
    try:
        return accounts.normal_email(f"somebody@{domain}").partition("@")[2]
    except Invalid as error:
        raise Invalid(_l("This is not a domain. Give one such as university.example."), field="domain") from error


def _addresses(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        try:
            found[accounts.normal_email(text)] = None
        except Invalid as error:
            raise Invalid(_l("“%(text)s” is not an e-mail address.", text=text[:80]), field="addresses") from error
    if len(found) > MOST_ADDRESSES:
        raise Invalid(_l("Please name at most %(n)d addresses.", n=MOST_ADDRESSES), field="addresses")
    return tuple(found)
