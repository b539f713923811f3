"""What the office of the demo programme has set up: words of letters, a link, training, checks, somebody who asks."""

from datetime import timedelta

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now, travel
from mentormatch.notifications import service as letters
from mentormatch.notifications import words
from mentormatch.profiles import checks
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.training import service as training

#: Letter, language, words before, words after.
WORDS = (
    (
        "began",
        "en",
        "Dear {name}, we are glad that you and {mentor} found each other in {cohort}.",
        "The career office",
    ),
    ("began", "it", "Gentile {name}, siamo felici che tu e {mentor} vi siate trovati.", "Il career office"),
)
CHECKS = ("Identity seen", "Talk held")
CONDUCT = (
    "Be on time, and say early when you cannot come.\n\n"
    "What a student tells you stays between the two of you. When you worry about somebody, tell the coordinators."
)


def set_up(cohort: Cohort, asking: Person, *, by: Person) -> None:
    """Two weeks ago; the person asks to join since yesterday."""
    with travel(-timedelta(days=14)):
        programmes.change_cohort(cohort, by=by, self_enrolment=True)
        for key, locale, opening, closing in WORDS:
            letters.set_words(cohort.id, words.KINDS[key], locale, opening=opening, closing=closing, by=by)
        training.add_item(cohort, title="How we treat each other", text=CONDUCT, link="", also_present=False, by=by)
        for label in CHECKS:
            checks.add(label, by=by)
    until = now() + timedelta(days=60)
    programmes.invite(cohort, EnrolledAs.MENTEE, most_uses=100, expires_at=until, domain="university.example", by=by)
    with travel(-timedelta(days=1)):
        programmes.ask_to_join(asking, cohort, "I moved here in September and would like to meet your mentors.")
