"""A cohort for those who look after it: settings, letters, links, and who asks to join."""

from mentormatch.programmes.coordinator_views import cohorts, invitations, joiners, letters
from mentormatch.programmes.coordinator_views.blueprint import bp

__all__ = ["bp", "cohorts", "invitations", "joiners", "letters"]
