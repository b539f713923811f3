"""The letter about what is missing, to which a cohort may add words."""

from mentormatch.core.i18n import _l
from mentormatch.notifications.words import can_have_words

can_have_words(
    "missing",
    "progress/email/missing.txt",
    _l("Reminder of what is missing"),
    "name cohort",
    asks=("…",),
    as_mentor=False,
    confirmed=True,
)
