"""What the worker does in the queue."""

from mentormatch.core.jobs import job
from mentormatch.queue import service
from mentormatch.queue.service.asking import JOB


@job(JOB)
def carry_out() -> int:
    """Carry out acts on many rows that nobody has undone in time; returns how many rows were decided."""
    return service.carry_out_due()
