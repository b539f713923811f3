"""Internships for programs: of students (``students``), and of those who handle postings (``handlers``)."""

from mentormatch.internships.api import handlers, students
from mentormatch.internships.api.blueprint import rest

__all__ = ["handlers", "rest", "students"]
