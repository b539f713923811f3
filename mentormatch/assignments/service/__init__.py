"""What coordinators do with whole cohorts. Each public function is one deed in one transaction.

``asking`` (drafts and rules about pairs), ``making`` (the worker computes a draft), ``correcting`` (a row by hand),
``publishing`` (the draft becomes matches, all at once).
"""

from mentormatch.assignments.service.asking import add_rule, ask_drafts, discard, remove_rule, stop
from mentormatch.assignments.service.correcting import give, swap, take_away
from mentormatch.assignments.service.making import make_drafts, run_due
from mentormatch.assignments.service.publishing import ask_to_publish

__all__ = [
    "add_rule",
    "ask_drafts",
    "ask_to_publish",
    "discard",
    "give",
    "make_drafts",
    "remove_rule",
    "run_due",
    "stop",
    "swap",
    "take_away",
]
