"""Pages of students, on one blueprint: ``finding`` a posting, ``applying``, and one's ``board``."""

from mentormatch.internships.views import applying, board, finding
from mentormatch.internships.views.blueprint import bp

__all__ = ["applying", "board", "bp", "finding"]
