"""The calls of the API, a module a resource: ``reading`` (me, mentors, slots), ``requests`` (also matches),
``bookings``, ``goals``, ``messages``; one blueprint."""

from mentormatch.api.views import bookings, goals, messages, reading, requests
from mentormatch.api.views.blueprint import bp as rest

__all__ = ["bookings", "goals", "messages", "reading", "requests", "rest"]
