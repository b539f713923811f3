"""Pages of one's own account: ``signing_in``, ``joining``, ``passwords`` and ``me``, on one blueprint."""

from mentormatch.accounts.views import joining, me, passwords, signing_in
from mentormatch.accounts.views.blueprint import bp

__all__ = ["bp", "joining", "me", "passwords", "signing_in"]
