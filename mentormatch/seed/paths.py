"""The demo's degrees, invented but for those with a source, and its career paths."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Affiliation, Person, Role, RoleName, person_role
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db
from mentormatch.degrees import service as degrees
from mentormatch.degrees.models import Degree, Level, Mode
from mentormatch.degrees.policy import FACTS
from mentormatch.paths import service as paths
from mentormatch.paths.models import Stage
from mentormatch.seed import content

#: Who writes, unless somebody of the demo is an editor already.
EDITOR = "edda", "Edda Lang"
#: When they began to write, and how old prices are.
SINCE, PRICED = timedelta(days=40), timedelta(days=100)
NOTHING: dict[str, Any] = {
    **dict.fromkeys(FACTS, ""), "months": None, "ects": None, "cost": None, "priced_on": None, "checked_on": None,
}  # fmt: skip


def set_up(*, by: Person) -> None:
    """A catalogue, and eight roles with the degrees that lead to them."""
    with travel(-SINCE):
        editor = _editor(by)
        made = {entry["key"]: _degree(entry, by=editor) for entry in content.degrees()}
        for entry in content.paths():
            _path(entry, made, by=editor)


def _editor(by: Person) -> Person:
    holders = sa.select(Person).join(person_role, person_role.c.person_id == Person.id)
    holders = holders.join(Role, Role.id == person_role.c.role_id).where(Role.name == RoleName.EDITOR)
    there = db.session.scalar(holders.order_by(Person.id).limit(1))
    if there is not None:
        return there
    edda = accounts.make_person(
        email=content.address(EDITOR[0]), name=EDITOR[1], locale="en", affiliation=Affiliation.OTHER, is_confirmed=True
    )
    accounts.grant(edda, RoleName.EDITOR, by=None)
    accounts.revoke(edda, RoleName.MENTEE, by=by)
    return edda


def _degree(entry: dict[str, Any], *, by: Person) -> Degree:
    facts = NOTHING | entry
    facts |= {"level": Level(entry["level"]), "mode": Mode(entry["mode"]), "invented": not facts["source"]}
    facts |= {name: tuple(entry.get(name, ())) for name in ("roles", "skills")}
    facts["content"] = facts["content"].strip()
    if facts["cost"] is not None:
        day = entry.get("priced_on") or (now() - PRICED).date()
        facts |= {"currency": entry.get("currency", "EUR"), "priced_on": day}
    degree = degrees.make(by=by, **facts)
    degrees.publish(degree, by=by)
    return degree


def _path(entry: dict[str, Any], made: dict[str, Degree], *, by: Person) -> None:
    words = {name: entry[name].strip() for name in ("summary", "does", "ways_in", "progress")}
    text = paths.Text(**words, skills=tuple(entry["skills"]))
    path = paths.make(entry["title"], by=by, names=tuple(entry["names"]), text=text)
    for link in entry.get("degree", ()):
        paths.link(path, made[link["key"]].id, by=by, words=link["words"])
    for told in entry.get("salary", ()):
        paths.add_salary(path, paths.Pay(**told | {"stage": Stage(told["stage"])}), by=by)
    paths.publish(path, by=by)
