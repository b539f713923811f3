"""Reading coaching: ``types`` and who gives them, ``times`` that are free, ``appointments`` with what is written about
them, ``waiting``, and ``figures`` for coordinators."""

from mentormatch.coaching.queries.appointments import coached_by, is_coach_of

__all__ = ["coached_by", "is_coach_of"]
