"""What the scheduling engine refuses, each with the piece of input that was wrong.

The engine speaks no language but the programmer's: features above choose the sentence for a person by the class.
"""


class SchedulingError(ValueError):
    """Something that cannot be a time, a zone, a rule or a calendar entry; `part` is what was given."""

    reason = "cannot be used"

    def __init__(self, part: object) -> None:
        super().__init__(f"{part}: {self.reason}")
        self.part = str(part)


class NaiveTime(SchedulingError):
    """A datetime without a zone names no instant."""

    reason = "a time needs a zone"


class EmptyInterval(SchedulingError):
    """An interval ends after it starts."""

    reason = "an interval must end after it starts"


class BadLength(SchedulingError):
    """Lengths and steps are positive, and a buffer is not negative."""

    reason = "must be a positive length of time"


class UnknownZone(SchedulingError):
    """No such name in the IANA time zone database."""

    reason = "is not an IANA time zone"


class HoursError(SchedulingError):
    """Weekly hours that cannot be read; every error of the written form is one of these."""


class UnreadableHours(HoursError):
    """Not of the form `Mon 18:00-21:00`."""

    reason = "is not written like Mon 18:00-21:00"


class UnknownDay(HoursError):
    """Not one of Mon, Tue, Wed, Thu, Fri, Sat, Sun, nor the whole English word."""

    reason = "is not a day of the week"


class BadClockTime(HoursError):
    """Not a time of day between 00:00 and 24:00."""

    reason = "is not a time of day"


class EndBeforeStart(HoursError):
    """Hours end after they start, on the same day."""

    reason = "must end after it starts, by 24:00 of the same day"


class BadAddress(SchedulingError):
    """A link or mail address that a calendar file must not carry."""

    reason = "is not an address that a calendar file can carry"


class NoCalendar(SchedulingError):
    """Not a calendar file."""

    reason = "is not a calendar file"


class TooManyEvents(SchedulingError):
    """More events ahead than anybody has."""

    reason = "holds more events than can be read"


class TooMuchWork(SchedulingError):
    """A file that takes longer to read than it may."""

    reason = "takes too long to read"
