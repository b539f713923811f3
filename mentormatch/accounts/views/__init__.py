"""Pages of one's own account, on one blueprint: signing in, joining, passwords, the account, second factor, tokens."""

from mentormatch.accounts.views import joining, me, passwords, second_factor, signing_in, tokens
from mentormatch.accounts.views.blueprint import bp

__all__ = ["bp", "joining", "me", "passwords", "second_factor", "signing_in", "tokens"]
