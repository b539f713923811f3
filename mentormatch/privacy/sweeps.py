"""What the worker does for privacy."""

from mentormatch.core.jobs import job
from mentormatch.privacy import service


@job("privacy.forget_last_letters")
def forget_last_letters() -> None:
    """Delete letters to people who have left, once these have left too."""
    service.forget_last_letters()
