"""The letters about joining that a cohort may add words to."""

from mentormatch.core.i18n import _l
from mentormatch.notifications.words import can_have_words

can_have_words("joined", "programmes/email/joined.txt", _l("Welcome to the cohort"), "name cohort")
can_have_words("not_joined", "programmes/email/not_joined.txt", _l("Not let in"), "name cohort", reason="“…”")
