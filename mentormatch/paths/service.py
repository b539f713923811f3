"""Editors write career paths: versions of text, publishing, salaries, degrees."""

from dataclasses import asdict, dataclass
from datetime import date

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.degrees.models import Degree
from mentormatch.paths import queries
from mentormatch.paths.errors import (
    ChangedMeanwhile,
    NoDay,
    NoSource,
    NoSuchDegree,
    NothingToShow,
    TitleTaken,
    TooMuch,
    WrongRange,
)
from mentormatch.paths.found import drop, put
from mentormatch.paths.models import CareerPath, PathDegree, PathStatus, PathVersion, Salary, Stage
from mentormatch.paths.policy import MOST, MOST_NAMES, MOST_SALARY, MOST_SKILLS, NAME_MOST, PLACE_MOST, WORDS_MOST
from mentormatch.profiles.policy import is_meeting_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is said of a role."""

    summary: str = ""
    does: str = ""
    skills: tuple[str, ...] = ()
    ways_in: str = ""
    progress: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What a role pays in a year, and who says so when."""

    stage: Stage
    place: str
    low: int
    high: int
    currency: str
    source: str
    said_on: date | None


@transactional
def make(title: str, *, by: Person, names: tuple[str, ...] = (), text: Text) -> CareerPath:
    """A draft that only editors see. Refuses TitleTaken, TooMuch."""
    _check_names(title, names, None)
    path = CareerPath(title=title, names=names, status=PathStatus.DRAFT, latest=0)
    db.session.add(path)
    db.session.flush()
    audit.record(by, "career_path.made", path)
    _save(path, text)
    return path


@transactional
def write(path: CareerPath, *, by: Person, latest: int, title: str, names: tuple[str, ...], text: Text) -> bool:
    """Save a further version of the text; readers go on seeing the published one. False when nothing is new.

    Refuses ChangedMeanwhile when ``latest`` is not what was read, TitleTaken, TooMuch.
    """
    _lock(path)
    if path.latest != latest:
        raise ChangedMeanwhile
    _check_names(title, names, path)
    renamed = (path.title, path.names) != (title, names)
    path.title, path.names = title, names
    saved = _save(path, text)
    if renamed or saved:
        db.session.flush()
        audit.record(by, "career_path.changed", path)
    if renamed and path.status == PathStatus.PUBLISHED:
        put(path)
    return renamed or saved


@transactional
def publish(path: CareerPath, *, by: Person) -> None:
    """Show the latest text to everybody. Twice is once. Refuses NothingToShow."""
    _lock(path)
    text = queries.version_of(path, path.latest)
    if text is None or not (text.summary and text.does):
        raise NothingToShow
    if path.status == PathStatus.PUBLISHED and path.shown == path.latest:
        return
    path.status, path.shown = PathStatus.PUBLISHED, path.latest
    db.session.flush()
    audit.record(by, "career_path.published", path, version=path.latest)
    put(path)


@transactional
def withdraw(path: CareerPath, *, by: Person) -> None:
    """Show it to nobody but editors any more. Twice is once."""
    _lock(path)
    if path.status == PathStatus.WITHDRAWN:
        return
    path.status = PathStatus.WITHDRAWN
    db.session.flush()
    audit.record(by, "career_path.withdrawn", path)
    drop(path)


@transactional
def go_back(version: PathVersion, *, by: Person) -> CareerPath:
    """Make an older text the latest one again, as a further version."""
    path = db.session.get_one(CareerPath, version.path_id)
    _lock(path)
    text = Text(**{name: getattr(version, name) for name in ("summary", "does", "skills", "ways_in", "progress")})
    if _save(path, text):
        audit.record(by, "career_path.changed", path)
    return path


@transactional
def add_salary(path: CareerPath, pay: Pay, *, by: Person) -> Salary:
    """Refuses NoSource, NoDay, WrongRange, TooMuch, each with its field."""
    if not is_meeting_link(pay.source):
        raise NoSource(field="source")
    if pay.said_on is None or pay.said_on > now().date():
        raise NoDay(field="said_on")
    if not 0 < pay.low <= pay.high <= MOST_SALARY:
        raise WrongRange(field="high")
    if not 0 < len(pay.place) <= PLACE_MOST:
        raise TooMuch(field="place")
    salary = Salary(path_id=path.id, **asdict(pay))
    db.session.add(salary)
    audit.record(by, "career_path.salary_added", path)
    return salary


@transactional
def remove_salary(salary: Salary, *, by: Person) -> None:
    path = db.session.get_one(CareerPath, salary.path_id)
    db.session.delete(salary)
    audit.record(by, "career_path.salary_removed", path)


@transactional
def link(path: CareerPath, degree_id: int, *, by: Person, words: str = "") -> None:
    """Say that a degree leads here, or say it in other words. Refuses NoSuchDegree, TooMuch."""
    if db.session.get(Degree, degree_id) is None:
        raise NoSuchDegree(field="degree")
    if len(words) > WORDS_MOST:
        raise TooMuch(field="words")
    _lock(path)
    there = db.session.get(PathDegree, (path.id, degree_id))
    if there is None:
        db.session.add(PathDegree(path_id=path.id, degree_id=degree_id, words=words))
    else:
        there.words = words
    audit.record(by, "career_path.linked", path, degree=degree_id)
    _tell(path)


@transactional
def unlink(found: PathDegree, *, by: Person) -> None:
    path = db.session.get_one(CareerPath, found.path_id)
    db.session.delete(found)
    audit.record(by, "career_path.unlinked", path, degree=found.degree_id)
    _tell(path)


def _tell(path: CareerPath) -> None:
    db.session.flush()
    db.session.refresh(path)
    if path.status == PathStatus.PUBLISHED:
        put(path)


def _lock(path: CareerPath) -> None:
    db.session.refresh(path, with_for_update=True)


def _save(path: CareerPath, text: Text) -> bool:
    told = asdict(text)
    told["skills"] = text.skills
    if any(len(told[name]) > most for name, most in MOST.items()) or len(text.skills) > MOST_SKILLS:
        raise TooMuch
    before = queries.version_of(path, path.latest)
    if before is not None and all(getattr(before, name) == value for name, value in told.items()):
        return False
    path.latest += 1
    db.session.add(PathVersion(path_id=path.id, number=path.latest, **told))
    db.session.flush()
    return True


def _check_names(title: str, names: tuple[str, ...], path: CareerPath | None) -> None:
    if not 0 < len(title) <= NAME_MOST:
        raise TooMuch(field="title")
    if len(names) > MOST_NAMES or any(len(name) > NAME_MOST for name in names):
        raise TooMuch(field="names")
    other = queries.by_title(title)
    if other is not None and other is not path:
        raise TitleTaken(field="title")
