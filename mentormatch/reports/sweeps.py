"""What the worker does by itself for reports."""

from mentormatch.core.jobs import job
from mentormatch.reports import service


@job(service.JOB)
def count_exposure() -> None:
    service.count_due()
