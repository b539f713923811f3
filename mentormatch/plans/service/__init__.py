"""What is done with plans: ``plans`` and their ``steps``, who helps (``helping``, ``handing_over``), ``templates`` of
the office. Below them ``holding``; ``telling`` writes the letters, ``sweeping`` is the worker's part."""

from mentormatch.plans.service.handing_over import agree, decline, propose, withdraw
from mentormatch.plans.service.helping import admit, ask, end_help, leave, let_in
from mentormatch.plans.service.plans import begin, change, finish, resume
from mentormatch.plans.service.steps import (
    add_from_template,
    add_step,
    change_step,
    comment,
    drop,
    shift,
    take_up,
    tick,
    untick,
)

__all__ = [
    "add_from_template",
    "add_step",
    "admit",
    "agree",
    "ask",
    "begin",
    "change",
    "change_step",
    "comment",
    "decline",
    "drop",
    "end_help",
    "finish",
    "leave",
    "let_in",
    "propose",
    "resume",
    "shift",
    "take_up",
    "tick",
    "untick",
    "withdraw",
]
