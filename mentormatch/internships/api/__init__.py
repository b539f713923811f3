"""Internships for programs: of students (``students``), of those who handle postings (``handlers``), and of the office
(``office``, ``organisations``)."""

from mentormatch.internships.api import handlers, office, organisations, students
from mentormatch.internships.api.blueprint import rest

__all__ = ["handlers", "office", "organisations", "rest", "students"]
