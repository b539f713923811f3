"""When a letter may leave: rules that need no database."""

from datetime import UTC, datetime, time, timedelta

from mentormatch.core.i18n import zone
from mentormatch.notifications.models import LetterPreference


def end_of_quiet(at: datetime, wanted: LetterPreference | None, zone_name: str) -> datetime:
    """``at`` itself, or, inside the quiet hours of a person who lives in ``zone_name``, the instant at which they end.

    Both ends are wall times: on a night on which the clocks change the hours are longer or shorter, as the night is.
    """
    if wanted is None or wanted.quiet_from is None or wanted.quiet_to is None:
        return at
    local = at.astimezone(zone(zone_name))
    minute, start, end = local.hour * 60 + local.minute, wanted.quiet_from, wanted.quiet_to
    if not (start <= minute < end if start < end else minute >= start or minute < end):
        return at
    day = local.date() + timedelta(days=1 if minute >= end else 0)
    # An end that comes twice, as clocks are put back, is the next one from here.
    ends = datetime.combine(day, time(end // 60, end % 60), local.tzinfo).replace(fold=local.fold)
    return max(at, ends.astimezone(UTC))


def is_digest_due(at: datetime, wanted: LetterPreference, zone_name: str) -> bool:
    """Whether a person's digest of today is still to come and its hour has struck on their own clock."""
    local = at.astimezone(zone(zone_name))
    if wanted.digest_hour is None or local.hour < wanted.digest_hour:
        return False
    return wanted.digested_on is None or wanted.digested_on < local.date()
