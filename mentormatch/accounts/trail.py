"""The audit trail of an account, in words."""

from typing import Any

from mentormatch.accounts.forms import ROLE_WORDS
from mentormatch.core.i18n import Lazy, _l

DEEDS: dict[str, Lazy] = {
    "person.registered": _l("Registered"),
    "person.confirmed": _l("Address confirmed"),
    "person.updated": _l("Name, language or time zone changed"),
    "person.password_changed": _l("Password changed"),
    "person.password_reset": _l("Password set by a letter"),
    "person.role_granted": _l("Role given"),
    "person.role_revoked": _l("Role taken away"),
    "person.second_factor_added": _l("Second factor added"),
    "person.second_factor_removed": _l("Second factor removed"),
    "person.second_factor_reset": _l("Second factor removed by an admin"),
    "person.recovery_code_used": _l("Signed in with a recovery code"),
    "person.recovery_codes_renewed": _l("New recovery codes"),
    "person.token_created": _l("API token created"),
    "person.token_revoked": _l("API token revoked"),
    "person.left": _l("Account deleted by its owner"),
    "person.disabled": _l("Account disabled"),
    "person.enabled": _l("Account enabled"),
}


def deed_words(action: str, facts: dict[str, Any]) -> str:
    """What was done; the entry's own code where this page has no words for it."""
    words = str(DEEDS.get(action, action))
    role = ROLE_WORDS.get(facts.get("role", ""))
    return f"{words}: {role}" if role else words
