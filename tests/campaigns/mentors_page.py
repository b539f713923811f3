"""The ranked page with 883 mentors: SQL statements and CPU of the server a request.

    python -m tests.campaigns.mentors_page [PEOPLE.csv]

Imports the file, or people made up here, into a database of its own, asks for ``/mentors`` as 50 students, and exits
with 1 when a request needs more than 12 statements or the median more than 60 ms of CPU.
"""

import csv
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one thread, as in a web worker

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts.models import Person, Role, RoleName, person_role
from mentormatch.core.db import db
from tests.conftest import make_app, migrate, sign_in

MENTORS, STUDENTS = 883, 60
REQUESTS = 50
MOST_STATEMENTS, MOST_MILLISECONDS = 12, 60.0

ROLES = (
    "Data analyst",
    "Nurse",
    "Software engineer",
    "Product manager",
    "Teacher",
    "Civil engineer",
    "Lawyer",
    "Researcher",
)
FIELDS = ("marketing", "nursing", "law", "physics", "music", "sales", "economics", "journalism")
DEGREES = ("BSc Modern Computer Science", "BSc Digital Business", "MSc Applied Data Science & AI", "MSc Responsible AI")
SKILLS = ("SQL", "Tableau", "Python", "Excel", "Figma", "Git", "Writing", "Statistics", "Negotiation", "Teaching")
INDUSTRIES = ("finance", "health", "education", "retail", "energy", "media")
TOPICS = ("CV", "interview", "career change", "portfolio", "networking", "confidence")
LANGUAGES = ("en", "en;it", "en;de", "en;es", "en;fr")
ZONES = ("Europe/Rome", "Europe/Berlin", "Europe/Madrid", "America/New_York", "Asia/Kolkata")
HOURS = ("Mon 18:00-21:00", "Wed 12:00-13:00", "Thu 17:00-20:00", "Sat 09:00-12:00")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        app.test_client_class = FlaskClient  # the suite's own client works inside a test's context only
        migrate(app)
        file = Path(sys.argv[1]) if len(sys.argv) > 1 else _made_up(Path(folder) / "people.csv")
        imported = app.test_cli_runner().invoke(args=["people", "import", str(file), "--brief"])
        if imported.exit_code:
            sys.exit(imported.output)
        statements, milliseconds, first = _measure(app)
        with app.app_context():
            db.engine.dispose()
    median = statistics.median(milliseconds)
    _say(f"first request of a process: {first:.0f} ms of CPU")
    _say(f"statements a request: {min(statements)} to {max(statements)} (at most {MOST_STATEMENTS})")
    _say(f"CPU a request: median {median:.1f} ms (at most {MOST_MILLISECONDS:.0f}), slowest {max(milliseconds):.1f} ms")
    sys.exit(max(statements) > MOST_STATEMENTS or median > MOST_MILLISECONDS)


def _measure(app: Flask) -> tuple[list[int], list[float], float]:
    """Statements and CPU milliseconds of each request, and the CPU of the first, which fills the pool."""
    sent: list[str] = []
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
        students = (
            sa.select(Person).join(person_role).join(Role).where(Role.name == RoleName.MENTEE).order_by(Person.id)
        )
        clients = [sign_in(app.test_client(), person) for person in db.session.scalars(students.limit(REQUESTS)).all()]
    first = _cpu(clients[0])
    statements, milliseconds = [], []
    for client in clients:
        sent.clear()
        milliseconds.append(_cpu(client))
        statements.append(sum(not one.startswith("BEGIN") for one in sent))
    return statements, milliseconds, first


def _cpu(client: FlaskClient) -> float:
    started = time.process_time()
    answer = client.get("/mentors")
    spent = time.process_time() - started
    assert answer.status_code == 200, answer.status
    assert answer.text.count("<article") == 20, "the page did not show twenty mentors"
    return spent * 1000


def _made_up(file: Path) -> Path:
    with file.open("w", newline="", encoding="utf8") as out:
        rows = list(_rows(random.Random(1)))
        writer = csv.DictWriter(out, fieldnames=list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    return file


def _rows(chance: random.Random) -> Iterator[dict[str, Any]]:
    def some(words: tuple[str, ...], number: int) -> str:
        return ";".join(chance.sample(words, number))

    for number in range(MENTORS + STUDENTS):
        role, field = chance.choice(ROLES), chance.choice(FIELDS)
        row = {
            "email": f"person{number}@example.org",
            "name": f"Person {number}",
            "languages": chance.choice(LANGUAGES),
            "time_zone": chance.choice(ZONES),
            "degree": chance.choice(DEGREES),
            "previous_field": field,
            "industries": some(INDUSTRIES, 2),
            "help_topics": some(TOPICS, 2),
            "skills": some(SKILLS, 3),
            "years_experience": chance.randrange(1, 20),
            "availability": some(HOURS, 2),
        }
        if number < MENTORS:
            bio = f"I came from {field} and work as a {role.lower()}. I like {some(SKILLS, 2).replace(';', ' and ')}."
            yield row | {"roles": "mentor", "role_title": role, "headline": role, "bio": bio, "capacity": 2}
        else:
            goal = (
                f"I come from {field} and want to work as a {role.lower()}, with {some(SKILLS, 2).replace(';', ', ')}."
            )
            yield row | {"roles": "student", "goal": goal, "target_roles": role, "skills_wanted": some(SKILLS, 2)}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
