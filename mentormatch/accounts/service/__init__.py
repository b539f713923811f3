"""What a person does with an account, and what an admin does with people.

``joining`` (register, confirm), ``proving`` (passwords, by heart or by letter), ``second_factor``, ``people`` (the
account itself), ``leaving`` (it is deleted).
"""

from mentormatch.accounts.queries import find_person
from mentormatch.accounts.service.joining import ask_at_the_door, confirm_by_letter, register, send_confirmation_again
from mentormatch.accounts.service.leaving import hold_who_leaves, leave
from mentormatch.accounts.service.people import (
    confirm,
    grant,
    make_person,
    normal_email,
    revoke,
    set_active,
    touch_facts,
    update_me,
)
from mentormatch.accounts.service.proving import ask_for_reset, change_password, check_password, reset_password

__all__ = [
    "ask_at_the_door",
    "ask_for_reset",
    "change_password",
    "check_password",
    "confirm",
    "confirm_by_letter",
    "find_person",
    "grant",
    "hold_who_leaves",
    "leave",
    "make_person",
    "normal_email",
    "register",
    "reset_password",
    "revoke",
    "send_confirmation_again",
    "set_active",
    "touch_facts",
    "update_me",
]
