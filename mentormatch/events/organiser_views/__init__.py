"""Pages of organisers, on one blueprint: ``planning`` events, the ``people`` in them."""

from mentormatch.events.organiser_views import people, planning
from mentormatch.events.organiser_views.blueprint import bp

__all__ = ["bp", "people", "planning"]
