"""Which paths somebody sees, the mentors who walk them, and what editors see."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.degrees.mentors import Mentor, askable
from mentormatch.degrees.models import DegreeStatus
from mentormatch.office.queries import is_on
from mentormatch.paths.models import CareerPath, PathDegree, PathStatus, PathVersion, Salary
from mentormatch.paths.policy import is_called


def published() -> list[CareerPath]:
    """By name, with what readers see of each."""
    found = sa.select(CareerPath).where(CareerPath.status == PathStatus.PUBLISHED)
    return list(db.session.scalars(found.options(selectinload(CareerPath.links)).order_by(CareerPath.title)))


def published_among(ids: Collection[int]) -> dict[int, CareerPath]:
    found = sa.select(CareerPath).where(CareerPath.id.in_(ids), CareerPath.status == PathStatus.PUBLISHED)
    return {one.id: one for one in db.session.scalars(found)}


def published_with(degree_id: int) -> list[CareerPath]:
    """Those to which an editor says that a degree leads."""
    found = sa.select(CareerPath).join(PathDegree, PathDegree.path_id == CareerPath.id)
    found = found.where(PathDegree.degree_id == degree_id, CareerPath.status == PathStatus.PUBLISHED)
    return list(db.session.scalars(found.order_by(CareerPath.id)))


def texts_of(paths: Iterable[CareerPath]) -> dict[int, PathVersion]:
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


def mentors_of(reader: Person, path: CareerPath) -> list[Mentor]:
    """Mentors whom a student may ask and who call their role so."""
    return [one for one in askable(reader) if is_called(one.role_title, path.all_names)]


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
