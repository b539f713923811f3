"""What is done with guides: written, reviewed, illustrated, read, and changed on suggestion."""

from mentormatch.resources.service.leaving import leave
from mentormatch.resources.service.reading import keep_read, keep_saved, tick, vote
from mentormatch.resources.service.reviewing import (
    look_again,
    may_publish,
    publish,
    publish_all,
    reopen,
    send_back,
    submit,
    withdraw,
)
from mentormatch.resources.service.suggesting import answer, suggest
from mentormatch.resources.service.sweeping import sweep
from mentormatch.resources.service.writing import bring_back, make, save

__all__ = [
    "answer",
    "bring_back",
    "keep_read",
    "keep_saved",
    "leave",
    "look_again",
    "make",
    "may_publish",
    "publish",
    "publish_all",
    "reopen",
    "save",
    "send_back",
    "submit",
    "suggest",
    "sweep",
    "tick",
    "vote",
    "withdraw",
]
