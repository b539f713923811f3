"""Who reads the catalogue."""

from mentormatch.web.access import Who

READERS = (Who.MENTEE, Who.MENTOR, Who.COACH, Who.COORDINATOR, Who.EDITOR)
