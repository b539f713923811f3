"""What kinds of things can be found. A feature says once how they are called and who may see which."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import Lazy


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of something that was found: its title, one line below, and its page."""

    title: str
    line: str
    url: str


#: The numbers of some things; those of them that this reader may see now, as they are now.
Visible = Callable[[Person, Collection[int]], Mapping[int, Shown]]


#: Those of them, best first, that are worth suggesting to this reader: not what they are done with, nothing twice.
Worth = Callable[[Person, Collection[int]], Collection[int]]


@dataclass(frozen=True, slots=True)
class Kind:
    """``service`` is the folder of a service that can be switched off, or empty. ``roles``: whom this kind is for; all
    others never find one. ``visible`` is asked about every result before anybody sees it: an entry that is behind the
    times shows nothing that it must not."""

    name: str
    one: Lazy
    many: Lazy
    icon: str
    visible: Visible
    service: str = ""
    worth: Worth | None = None
    roles: frozenset[RoleName] = field(default_factory=lambda: frozenset(RoleName))


#: In the order in which a page lists them.
KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    KINDS[kind.name] = kind
    return kind
