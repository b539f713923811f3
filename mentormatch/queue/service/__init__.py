"""What coordinators do in the queue. Each public function is one deed in one transaction.

``planning`` (what an act on many rows would do), ``asking`` (it is asked for, undone, done at once), ``carrying_out``
(the worker does it), ``deciding`` (one row), ``assigning`` (a row to a colleague), ``keeping`` (views and wishes),
``letters`` (one that failed).
"""

from mentormatch.queue.service.asking import ask, do_now, undo
from mentormatch.queue.service.assigning import assign
from mentormatch.queue.service.carrying_out import carry_out_due
from mentormatch.queue.service.keeping import delete_view, rename_view, save_view, set_default, set_shortcuts
from mentormatch.queue.service.letters import give_up, send_again
from mentormatch.queue.service.planning import Planned, plan

__all__ = [
    "Planned",
    "ask",
    "assign",
    "carry_out_due",
    "delete_view",
    "do_now",
    "give_up",
    "plan",
    "rename_view",
    "save_view",
    "send_again",
    "set_default",
    "set_shortcuts",
    "undo",
]
