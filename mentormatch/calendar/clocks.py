"""When a wall time alone could mislead."""

from datetime import datetime, timedelta

from mentormatch.core.i18n import offset_label, zone


def offset_on_change(at: datetime, zone_name: str) -> str:
    """``UTC+2`` on a day on which the clocks of a zone change, when the wall time alone could mislead; else nothing."""
    midnight = at.astimezone(zone(zone_name)).replace(hour=0, minute=0, fold=0)
    ends = midnight + timedelta(days=1)  # the next midnight on the wall, however many hours away it is
    return offset_label(at, zone_name) if midnight.utcoffset() != ends.utcoffset() else ""


def differ(at: datetime, one: str, other: str) -> bool:
    """Whether clocks in the two zones show different times at an instant."""
    return at.astimezone(zone(one)).utcoffset() != at.astimezone(zone(other)).utcoffset()
