"""What is done in coaching: ``types`` and who gives them (``offers``), ``booking`` of appointments and
``bringing`` documents to them, the line
(``waiting``, ``keeping``), what comes ``after`` an appointment, and how everything ends (``ending``)."""

from mentormatch.coaching.service.after import count_as_held, give_feedback, mark
from mentormatch.coaching.service.booking import book, cancel, hold, move, release_hold
from mentormatch.coaching.service.bringing import change_document
from mentormatch.coaching.service.interview import (
    agree_to_recording,
    judge,
    link_recording,
    pick_questions,
    remove_recording,
)
from mentormatch.coaching.service.keeping import accept, keep_due, pass_on
from mentormatch.coaching.service.notes import write_coach_note, write_note, write_notes
from mentormatch.coaching.service.offers import change_offer, give, give_no_more
from mentormatch.coaching.service.types import (
    add_question,
    add_type,
    bring_back,
    change_question,
    change_type,
    put_before,
    retire,
)
from mentormatch.coaching.service.waiting import join, leave_line

__all__ = [
    "accept",
    "add_question",
    "add_type",
    "agree_to_recording",
    "book",
    "bring_back",
    "cancel",
    "change_document",
    "change_offer",
    "change_question",
    "change_type",
    "count_as_held",
    "give",
    "give_feedback",
    "give_no_more",
    "hold",
    "join",
    "judge",
    "keep_due",
    "leave_line",
    "link_recording",
    "mark",
    "move",
    "pass_on",
    "pick_questions",
    "put_before",
    "release_hold",
    "remove_recording",
    "retire",
    "write_coach_note",
    "write_note",
    "write_notes",
]
