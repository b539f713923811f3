"""Pages of whoever comes to events, on one blueprint: what is ``coming``, ``registering``, what is ``after``,
``speaking``."""

from mentormatch.events.views import after, coming, registering, speaking
from mentormatch.events.views.blueprint import bp

__all__ = ["after", "bp", "coming", "registering", "speaking"]
