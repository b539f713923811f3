"""Sweeps of the worker: reminders, requests that close, and answers nobody else would give."""

from mentormatch.core.jobs import job
from mentormatch.mentoring import service


@job("requests.clock")
def keep_the_clock() -> int:
    """Close what is over before reminding, so that nobody is reminded of what has closed; returns how many moved."""
    return service.expire_due() + service.answer_stranded() + service.remind_due()
