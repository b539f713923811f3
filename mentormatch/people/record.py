"""What a file says about one person, what the programme knows, and how the two are called in a report."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from mentormatch.accounts.models import RoleName
from mentormatch.core.i18n import Lazy
from mentormatch.programmes.models import EnrolledAs
from mentormatch.scheduling import WeeklyRule


@dataclass(frozen=True)
class PersonRow:
    """One person in the columns of a file. ``None`` in a field: nothing is said about it, so nothing changes."""

    email: str
    name: str | None = None
    roles: tuple[RoleName, ...] | None = None
    languages: tuple[str, ...] | None = None
    time_zone: str | None = None
    degree: str | None = None
    graduation_year: int | None = None
    headline: str | None = None
    organisation: str | None = None
    role_title: str | None = None
    industries: tuple[str, ...] | None = None
    skills: tuple[str, ...] | None = None
    skills_wanted: tuple[str, ...] | None = None
    target_roles: tuple[str, ...] | None = None
    help_topics: tuple[str, ...] | None = None
    goal: str | None = None
    bio: str | None = None
    previous_field: str | None = None
    years_experience: int | None = None
    capacity: int | None = None
    availability: tuple[WeeklyRule, ...] | None = None

    def said(self, columns: Iterable[str]) -> dict[str, object]:
        """The values of those ``columns`` about which something is said."""
        return {name: value for name in columns if (value := getattr(self, name)) is not None}


#: The columns of the file, in its order.
COLUMNS = tuple(column.name for column in fields(PersonRow))
#: Which of them belong to the background of anybody, to what a mentee wants and to what a mentor gives.
PROFILE_COLUMNS = (
    "degree",
    "graduation_year",
    "previous_field",
    "years_experience",
    "skills",
    "languages",
    "bio",
    "organisation",
)
AIM_COLUMNS = ("goal", "target_roles", "skills_wanted", "industries", "help_topics")
OFFER_COLUMNS = ("headline", "role_title", "organisation", "industries", "help_topics", "capacity")


@dataclass(frozen=True)
class Fault:
    """Why a row is refused; ``column`` is empty when the row as a whole is at fault."""

    column: str
    reason: Lazy | str


@dataclass(frozen=True)
class Entry:
    """A row of a file as it was read: its line, the address as typed, and either what it says or what is wrong."""

    line: int
    email: str
    row: PersonRow | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Known:
    """A person whom the programme has already, in the words of a file, and what decides about an import."""

    person_id: int
    row: PersonRow
    roles: frozenset[RoleName]
    enrolments: frozenset[tuple[int, EnrolledAs]]
    load: int = 0


class OutcomeStatus(enum.StrEnum):
    """What happens, or would happen, to a row."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What becomes of one row: a new person, changed columns, nothing to do, or reasons why not."""

    line: int
    email: str
    status: OutcomeStatus
    changes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    #: Columns that say something which the person's roles have no use for, such as a student's capacity.
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """Under which terms a file is imported. ``own_cohorts`` bounds a coordinator; None: no bounds, an operator."""

    #: The cohort that takes everybody in the file. Without a name, newcomers go where newcomers go and others stay.
    cohort_name: str | None = None
    #: Found by that name; 0 while the cohort has yet to be made.
    cohort_id: int = 0
    staff_allowed: bool = False
    own_cohorts: frozenset[int] | None = None


@dataclass
class Report:
    """The outcomes of a whole file."""

    cohort_name: str
    outcomes: list[Outcome] = field(default_factory=list)

    def count(self, status: OutcomeStatus) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)

    def of(self, *statuses: OutcomeStatus) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status in statuses]
