"""Pages of sessions for mentees and mentors, on one blueprint: ``booking`` a new one, ``sessions`` that exist."""

from mentormatch.sessions.views import booking, sessions
from mentormatch.sessions.views.blueprint import bp

__all__ = ["booking", "bp", "sessions"]
