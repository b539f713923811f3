"""What a service of the office says of itself, once, in ``about.py`` of its folder; ``app`` passes it on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import Lazy
from mentormatch.notifications.optional import OptionalLetter
from mentormatch.office.deeds import Deed
from mentormatch.office.kept import Entry


@dataclass(frozen=True)
class Place:
    """An entry of the menu."""

    endpoint: str
    label: Lazy
    icon: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a student, as their record lists it. ``url``: its page, if the reader may open it.

    ``state``: ``done``, ``next`` when it is still to come, ``bad`` when it did not take place.
    """

    at: datetime
    title: str
    text: str = ""
    url: str = ""
    state: str = "done"


@dataclass(frozen=True, slots=True)
class Given:
    """Something that somebody lets others see or do now: what, who, since when, and the page where it is taken back."""

    what: str
    to: str
    url: str
    since: datetime | None = None


#: Whose record, who reads it; what happened in this service, in any order.
Record = Callable[[Person, Person], Iterable[Happening]]


@dataclass(frozen=True, slots=True)
class Task:
    """What waits for somebody in a service: what, how many, and where."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Door:
    """A way from a page about a student into this service: a link, or with ``asks`` a button that posts; without
    ``url`` only words."""

    label: str
    url: str = ""
    asks: bool = False


#: Whose page, who reads it; where they can go from there.
Doors = Callable[[Person, Person], Iterable[Door]]


def _nothing_to_do(_person: Person) -> Iterable[Task]:
    return ()


def _no_doors(_student: Person, _reader: Person) -> Iterable[Door]:
    return ()


def _nothing(_student: Person, _reader: Person) -> Iterable[Happening]:
    return ()


def _knows_nobody(_reader: Person, _person_id: int) -> bool:
    return False


def _none() -> int:
    return 0


def _no_files(_person: Person) -> Iterable[tuple[str, bytes]]:
    return ()


def _gave_nothing(_person: Person) -> Iterable[Given]:
    return ()


def _nothing_to_end(_by: Person) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Service:
    """``name`` is the folder, and what its templates begin with. Modules are named as in ``app``, without the folder.

    ``pages`` and ``api`` hold blueprints ``bp`` and ``rest``; ``ahead`` counts what would be called off if it were
    switched off now, and ``wind_down`` calls it off; ``last_letters`` are those that leave all the same. ``leave`` is
    what happens when an account is deleted, before its rows go as ``kept`` says; ``files`` are somebody's own, for the
    download: names with bytes.
    """

    name: str
    title: Lazy
    text: Lazy
    tables: tuple[str, ...] = ("models",)
    pages: tuple[str, ...] = ("views",)
    api: tuple[str, ...] = ()
    listeners: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    menu: Mapping[RoleName, tuple[Place, ...]] = field(default_factory=dict)
    #: Where in the menu one is on pages of blueprints, or at endpoints, that have no place of their own.
    belongs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Every table and column (``privacy.register``), every deed and kind of subject (``trail.words``).
    kept: Mapping[str, Entry] = field(default_factory=dict)
    deeds: Mapping[str, Deed] = field(default_factory=dict)
    subjects: Mapping[str, Lazy] = field(default_factory=dict)
    record: Record = _nothing
    #: Whether a member of its staff has to do with somebody, and so may read their record.
    knows: Callable[[Person, int], bool] = _knows_nobody
    #: Ways into this service from what a coach sees of a student, such as an appointment.
    doors: Doors = _no_doors
    #: What waits for somebody who works here, for their first page.
    tasks: Callable[[Person], Iterable[Task]] = _nothing_to_do
    ahead: Callable[[], int] = _none
    wind_down: Callable[[Person], None] = _nothing_to_end
    leave: Callable[[Person], None] = _nothing_to_end
    files: Callable[[Person], Iterable[tuple[str, bytes]]] = _no_files
    last_letters: frozenset[str] = frozenset()
    #: Letters of it that a person may switch off, each on the one page of letters.
    letters: tuple[OptionalLetter, ...] = ()
    #: What somebody lets others see or do here, for the one page on which they find it again.
    given: Callable[[Person], Iterable[Given]] = _gave_nothing

    def modules(self, names: Iterable[str]) -> list[str]:
        return [f"{self.name}.{name}" for name in names]


#: Filled by ``app``, in the order in which the office lists them.
SERVICES: dict[str, Service] = {}
