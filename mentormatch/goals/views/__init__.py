"""Pages of goals and their steps, on one blueprint."""

from mentormatch.goals.views import goals, steps
from mentormatch.goals.views.blueprint import bp

__all__ = ["bp", "goals", "steps"]
