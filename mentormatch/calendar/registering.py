"""How a feature makes its kind of booking known."""

from mentormatch.calendar import letters, reminders
from mentormatch.calendar.kinds import KINDS, KindOfBooking
from mentormatch.notifications.truth import true_while


def register(kind: KindOfBooking) -> KindOfBooking:
    """Know a kind, and have its letters asked before they leave whether they are still true."""
    KINDS[kind.name] = kind
    true_while(kind.reminder)(reminders.is_still_true)
    for event in ("booked", "moved") if kind.letters else ():
        true_while(f"{kind.letters}/{event}.txt")(letters.is_still_true)
    return kind
