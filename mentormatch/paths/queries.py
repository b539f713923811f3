"""Which paths somebody sees, the mentors who walk them, and what editors see."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.degrees.models import DegreeStatus
from mentormatch.office.queries import is_on
from mentormatch.paths.models import CareerPath, PathDegree, PathStatus, PathVersion, Salary
from mentormatch.paths.policy import is_called
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.training import queries as training


def published() -> list[CareerPath]:
    """By name, with what readers see of each."""
    found = sa.select(CareerPath).where(CareerPath.status == PathStatus.PUBLISHED)
    return list(db.session.scalars(found.options(selectinload(CareerPath.links)).order_by(CareerPath.title)))


def published_among(ids: Collection[int]) -> dict[int, CareerPath]:
    found = sa.select(CareerPath).where(CareerPath.id.in_(ids), CareerPath.status == PathStatus.PUBLISHED)
    return {one.id: one for one in db.session.scalars(found)}


def texts_of(paths: Collection[CareerPath]) -> dict[int, PathVersion]:
    """What readers see of each path, by its number."""
    shown = sa.select(PathVersion).join(
        CareerPath, sa.and_(CareerPath.id == PathVersion.path_id, CareerPath.shown == PathVersion.number)
    )
    found = shown.where(PathVersion.path_id.in_([path.id for path in paths]))
    return {one.path_id: one for one in db.session.scalars(found)}


def version_of(path: CareerPath, number: int | None) -> PathVersion | None:
    return db.session.get(PathVersion, (path.id, number)) if number is not None else None


def path_for_reader(_reader: Person, path_id: int) -> CareerPath | None:
    path = db.session.get(CareerPath, path_id)
    return path if path is not None and path.status == PathStatus.PUBLISHED else None


def links_of(path: CareerPath) -> list[PathDegree]:
    """Its degrees that readers may see."""
    if not is_on("degrees"):
        return []
    return [link for link in path.links if link.degree.status == DegreeStatus.PUBLISHED]


def count_mentors(reader: Person, path: CareerPath) -> int:
    """How many mentors whom a student may ask call their role so; nobody counts for those who ask no mentor."""
    enrolment = programmes.enrolment_of(reader, EnrolledAs.MENTEE) if reader.is_(RoleName.MENTEE) else None
    if enrolment is None:
        return 0
    titles = sa.select(Offer.role_title).join(Person, Person.id == Offer.person_id)
    titles = titles.where(
        Offer.status == OfferStatus.APPROVED,
        Person.active.is_(True),
        Offer.person_id != reader.id,
        Offer.person_id.in_(programmes.members_of(enrolment.cohort_id, EnrolledAs.MENTOR)),
        Offer.person_id.not_in(training.lacking_in(enrolment.cohort_id)),
    )
    return sum(is_called(title, path.all_names) for title in db.session.scalars(titles))


# ---- For editors


def edited() -> list[CareerPath]:
    return list(db.session.scalars(sa.select(CareerPath).order_by(CareerPath.title)))


def path_to_edit(_editor: Person, path_id: int) -> CareerPath | None:
    return db.session.get(CareerPath, path_id)


def version_to_edit(_editor: Person, path_id: int, text_number: int) -> PathVersion | None:
    return db.session.get(PathVersion, (path_id, text_number))


def salary_to_edit(_editor: Person, path_id: int, salary_id: int) -> Salary | None:
    found = db.session.get(Salary, salary_id)
    return found if found is not None and found.path_id == path_id else None


def link_to_edit(_editor: Person, path_id: int, degree_id: int) -> PathDegree | None:
    return db.session.get(PathDegree, (path_id, degree_id))


def by_title(title: str) -> CareerPath | None:
    return db.session.scalar(sa.select(CareerPath).where(sa.func.lower(CareerPath.title) == title.lower()))
