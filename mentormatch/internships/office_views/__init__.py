"""Pages of the office, on one blueprint: ``reviewing`` postings and reports, ``organisations`` and their people."""

from mentormatch.internships.office_views import organisations, reviewing
from mentormatch.internships.office_views.blueprint import bp

__all__ = ["bp", "organisations", "reviewing"]
