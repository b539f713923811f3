"""What the worker does by itself for the trail."""

from mentormatch.core.jobs import job
from mentormatch.trail import checking, service


@job("trail.seal")
def seal() -> None:
    service.seal_all()


@job("trail.check")
def check() -> None:
    checking.check_when_due()
