"""Guides of the demo: an editor wrote them, the coordinator looked at them; one waits for review, one is due again."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Affiliation, Person, RoleName
from mentormatch.core.clock import now, travel
from mentormatch.resources import queries, service
from mentormatch.resources.content import Content
from mentormatch.resources.models import Guide, GuideKind
from mentormatch.resources.policy import items
from mentormatch.seed.content import address

EDITOR = ("edda", "Edda Lindgren")
FOLDER = Path(__file__).parent / "content" / "guides"
LISTS = ("topics", "roles", "industries", "skills", "degrees")
#: In the order in which they were written; the last ones of these are listed first.
ORDER = (
    "working-in-a-new-country", "phd-or-industry", "thesis-with-a-company", "salary-talks", "networking-for-introverts",
    "portfolio-of-a-data-analyst", "omar-first-project", "changing-into-data", "writing-to-a-mentor",
    "interview-practice", "first-cv",
)  # fmt: skip
EVERY, SINCE = timedelta(days=5), timedelta(days=58)
#: Which one was written a year earlier, and which one waits for review.
OLD, WAITING = "working-in-a-new-country", "salary-talks"


def set_up(maya: Person, omar: Person, *, by: Person) -> None:
    """What an editor wrote in two months, and what Maya did with it. ``by`` looks at it before it is published."""
    with travel(-SINCE - timedelta(days=2)):
        edda = make_editor(by=by)
    made: dict[str, Guide] = {}
    for number, name in enumerate(ORDER):
        with travel(EVERY * number - SINCE):
            original = None
            for language in ("en", "it"):
                file = FOLDER / f"{name}.{language}.md"
                if file.exists():
                    guide = _write(file, edda, original, omar, by=by, key=f"{name}-{language}")
                    original = original or guide
                    made.setdefault(name, guide)
    _keep(made, maya)


def make_editor(*, by: Person) -> Person:
    """Edda, unless she is there."""
    found = accounts.find_person(address(EDITOR[0]))
    if found is None:
        found = accounts.make_person(
            email=address(EDITOR[0]), name=EDITOR[1], locale="en", affiliation=Affiliation.OTHER, is_confirmed=True
        )
        accounts.grant(found, RoleName.EDITOR, by=None)
        accounts.revoke(found, RoleName.MENTEE, by=by)
    return found


def _write(file: Path, edda: Person, original: Guide | None, omar: Person, *, by: Person, key: str) -> Guide:
    language = file.name.split(".")[1]
    content = read(file, omar)
    guide = service.make(content, language=language, by=edda, translates=original, key=key)
    service.submit(guide, version=1, by=edda)
    if not file.name.startswith(WAITING):
        service.publish(guide, version=1, by=by, review_on=_due() if file.name.startswith(OLD) else None)
    return guide


def _due() -> date:
    """A day that is over when the demo begins."""
    return (now() + EVERY).date()


def read(file: Path, omar: Person) -> Content:
    """A file of the demo: facts, an empty line, and the text."""
    head, _line, text = file.read_text(encoding="utf8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    lists: dict[str, Any] = {name: tuple(facts[name].split("; ")) for name in LISTS if name in facts}
    alum = facts.get("alum", "")
    return Content(
        kind=GuideKind(facts["kind"]), title=facts["title"], lead=facts["lead"], text=text.strip(), alum=alum,
        mentor_id=omar.id if alum else None, **lists,
    )  # fmt: skip


def _keep(made: dict[str, Guide], maya: Person) -> None:
    """Maya has read and saved some, has ticked, and would change something."""
    cv, practice, change = made["first-cv"], made["interview-practice"], made["changing-into-data"]
    service.keep_read(cv, True, by=maya)
    service.vote(cv, True, by=maya)
    service.keep_saved(practice, True, by=maya)
    service.keep_saved(change, True, by=maya)
    shown = queries.guide_for_reader(maya, practice.id)
    assert shown is not None
    assert shown.shown is not None
    service.tick(practice, {item.key for item in items(shown.shown.text)[:3]}, by=maya)
    service.suggest(cv, "Could there be an example of the whole page? I never know how much space each part takes.",
                    by=maya)  # fmt: skip
