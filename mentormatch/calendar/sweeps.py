"""Sweeps of the worker: reserved times that nobody confirmed are free again."""

from mentormatch.calendar import service
from mentormatch.core.jobs import job

job("calendar.release_lapsed")(service.release_lapsed)
