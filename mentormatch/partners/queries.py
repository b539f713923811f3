"""Reading organisations, contacts and agreements."""

from datetime import date

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.partners.models import Agreement, Contact, Organisation


def organisations() -> list[Organisation]:
    """All of them, by name."""
    return list(db.session.scalars(sa.select(Organisation).order_by(Organisation.name, Organisation.id)))


def organisation_to_manage(_reader: Person, organisation_id: int) -> Organisation | None:
    return db.session.get(Organisation, organisation_id)


def organisation_named(name: str) -> Organisation | None:
    same = sa.func.lower(Organisation.name) == name.lower()
    return db.session.scalar(sa.select(Organisation).where(same).limit(1))


def contact_of(person_id: int, organisation_id: int) -> Contact | None:
    found = sa.select(Contact).where(Contact.person_id == person_id, Contact.organisation_id == organisation_id)
    return db.session.scalar(found)


def contact_to_manage(_reader: Person, organisation_id: int, contact_id: int) -> Contact | None:
    found = db.session.get(Contact, contact_id)
    return found if found is not None and found.organisation_id == organisation_id else None


def contacts_in(organisation_id: int, *, all_of_them: bool = False) -> list[Contact]:
    found = sa.select(Contact).where(Contact.organisation_id == organisation_id).order_by(Contact.id)
    return list(db.session.scalars(found if all_of_them else found.where(Contact.ended_at.is_(None))))


def my_organisation_ids(person: Person) -> sa.Select[int]:
    """The numbers of the organisations for which somebody speaks now; none without the role."""
    mine = sa.select(Contact.organisation_id).where(Contact.person_id == person.id, Contact.ended_at.is_(None))
    return mine if person.is_(RoleName.PARTNER) else mine.where(sa.false())


def my_organisations(person: Person) -> list[Organisation]:
    mine = sa.select(Organisation).where(Organisation.id.in_(my_organisation_ids(person)))
    return list(db.session.scalars(mine.order_by(Organisation.name, Organisation.id)))


def speaks_for(person: Person, organisation_id: int) -> bool:
    mine = my_organisation_ids(person).where(Contact.organisation_id == organisation_id)
    return db.session.scalar(mine) is not None


def current_contacts_of(person_id: int) -> list[Contact]:
    mine = sa.select(Contact).where(Contact.person_id == person_id, Contact.ended_at.is_(None))
    return list(db.session.scalars(mine.order_by(Contact.id)))


def agreements_with(organisation_id: int) -> list[Agreement]:
    """The latest first."""
    found = sa.select(Agreement).where(Agreement.organisation_id == organisation_id)
    return list(db.session.scalars(found.order_by(Agreement.ends_on.desc(), Agreement.id.desc())))


def agreement_to_manage(_reader: Person, organisation_id: int, agreement_id: int) -> Agreement | None:
    found = db.session.get(Agreement, agreement_id)
    return found if found is not None and found.organisation_id == organisation_id else None


def agreed_until(day: date) -> dict[int, date | None]:
    """Each organisation's last day of the agreements that are valid on a day; None without one."""
    valid = sa.select(Agreement.organisation_id, sa.func.max(Agreement.ends_on))
    valid = valid.where(Agreement.starts_on <= day, Agreement.ends_on >= day).group_by(Agreement.organisation_id)
    last = {row[0]: row[1] for row in db.session.execute(valid)}
    return {number: last.get(number) for number in db.session.scalars(sa.select(Organisation.id))}


def has_agreement(organisation_id: int, on: date | None = None) -> bool:
    """Whether an agreement with it is valid on a day, today without one."""
    day = on or now().date()
    valid = (Agreement.organisation_id == organisation_id, Agreement.starts_on <= day, Agreement.ends_on >= day)
    return db.session.scalar(sa.select(Agreement.id).where(*valid).limit(1)) is not None
