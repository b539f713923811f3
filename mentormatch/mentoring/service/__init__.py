"""What people do: ask, answer, review, end. Each public function is one deed in one transaction.

``asking`` (the mentee's side), ``answering`` (the mentor's), ``reviewing``, ``replacing`` and ``assigning`` (the
coordinator's),
``ending`` (a match ends), ``leaving`` (an account is deleted), ``sweeping`` (the clock);
below them ``opening`` and ``closing`` (a request begins and ends),
``pairing`` (a match is made and begins), ``holding`` (it is kept as it is), ``messages``, ``turns``, ``limit``,
``times`` (the proposed time), ``deciding`` (a coordinator's reason and its row), and the letters: ``telling`` and
``telling_pairs``.
"""

from mentormatch.mentoring.service.answering import accept, ask_question, decline, pass_on
from mentormatch.mentoring.service.asking import answer_question, ask, ask_for_kept_place, withdraw
from mentormatch.mentoring.service.assigning import assign_mentor
from mentormatch.mentoring.service.ending import end_match
from mentormatch.mentoring.service.leaving import leave
from mentormatch.mentoring.service.locking import lock
from mentormatch.mentoring.service.opening import obstacle
from mentormatch.mentoring.service.replacing import change_mentor
from mentormatch.mentoring.service.reviewing import approve_match, reject_match, review_request
from mentormatch.mentoring.service.sweeping import answer_stranded, expire_due, remind_due

__all__ = [
    "accept",
    "answer_question",
    "answer_stranded",
    "approve_match",
    "ask",
    "ask_for_kept_place",
    "ask_question",
    "assign_mentor",
    "change_mentor",
    "decline",
    "end_match",
    "expire_due",
    "leave",
    "lock",
    "obstacle",
    "pass_on",
    "reject_match",
    "remind_due",
    "review_request",
    "withdraw",
]
