"""Pages of a plan: for its student (``plan``, ``sharing``), and ``steps`` for everybody inside, on one blueprint."""

from mentormatch.plans.views import plan, sharing, steps
from mentormatch.plans.views.blueprint import bp

__all__ = ["bp", "plan", "sharing", "steps"]
