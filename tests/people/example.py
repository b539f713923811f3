"""Small people files for tests."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from mentormatch.people.files import read_table
from mentormatch.people.record import Entry
from mentormatch.people.rows import read_entries

MENTOR = {
    "email": "nina@example.org",
    "name": "Nina Berg",
    "roles": "mentor",
    "languages": "de;en",
    "time_zone": "Europe/Berlin",
    "degree": "BSc Digital Business",
    "graduation_year": "2019",
    "headline": "From shop floor to data",
    "organisation": "Hansewerk",
    "role_title": "Data analyst",
    "industries": "retail;logistics",
    "skills": "SQL;Python",
    "help_topics": "CV;interview",
    "bio": "I count parcels and find out why they are late.",
    "previous_field": "sales",
    "years_experience": "6",
    "capacity": "3",
    "availability": "Mon 18:00-20:00; Wed 12:00-13:00",
}
STUDENT = {
    "email": "sam@example.org",
    "name": "Sam Poe",
    "roles": "student",
    "languages": "en",
    "time_zone": "Europe/London",
    "degree": "MSc Applied Data Science & AI",
    "graduation_year": "2031",
    "skills": "Excel",
    "skills_wanted": "SQL",
    "target_roles": "Data analyst",
    "help_topics": "career change",
    "goal": "I want to become a data analyst in a hospital and explain what the numbers mean.",
    "previous_field": "nursing",
    "availability": "Tue 19:00-21:00",
}


def csv_of(*rows: Mapping[str, str], delimiter: str = ",", header: Sequence[str] = ()) -> bytes:
    """A file with these rows; the header names every column that any of them has."""
    names = list(header) or list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(
        delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines
    ).encode()


def bytes_of(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: Sequence[Any]) -> bytes:
    """A workbook whose only sheet has these cells."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return bytes_of(book)


def xlsx_of(*rows: Mapping[str, Any]) -> bytes:
    """The same as ``csv_of``, as a workbook."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return sheet_of(names, *([row.get(name) for name in names] for row in rows))


def entries_of(*rows: Mapping[str, str]) -> list[Entry]:
    return list(read_entries(read_table(csv_of(*rows))))
