"""Forms whose effect happens once: each carries a random key, which the database accepts once for each author."""

import re
import secrets
from typing import Any

from wtforms import HiddenField

from mentormatch.web.forms import Form

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


def new_key() -> str:
    return secrets.token_urlsafe(18)


class OnceForm(Form):
    """A form with a key of its own: sent twice, by a double click or a repeat, it is recognised by it."""

    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not KEY.fullmatch(self.key.data or ""):
            self.renew()

    def renew(self) -> None:
        """A new key: what is typed now is another deed than the one before."""
        self.key.data = new_key()
