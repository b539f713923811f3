"""The calls of the API: ``reading`` (me, mentors, slots), ``requests`` (also matches), ``bookings``; one blueprint."""

from mentormatch.api.views import bookings, reading, requests
from mentormatch.api.views.blueprint import bp

__all__ = ["bookings", "bp", "reading", "requests"]
