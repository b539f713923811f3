"""The answers to an event's questions, checked and put beside the words of the question."""

from collections.abc import Mapping
from typing import Any

from mentormatch.events.errors import AnswerNeeded, AnswerTooLong, NotAChoice
from mentormatch.events.models import Event, QuestionKind
from mentormatch.events.policy import ANSWER_MOST


def checked(event: Event, answers: Mapping[int, str]) -> list[dict[str, Any]]:
    """What is stored: ``question`` as it is asked today, and ``answer``. ``answers`` go by the question's number.

    Refuses AnswerNeeded, NotAChoice and AnswerTooLong, with the field ``answer_<number>``.
    """
    said = []
    for question in event.questions:
        field, answer = f"answer_{question.number}", answers.get(question.number, "").strip()
        if not answer:
            if question.needed:
                raise AnswerNeeded(field=field)
            continue
        if question.kind == QuestionKind.CHOICE and answer not in question.choices:
            raise NotAChoice(field=field)
        if len(answer) > ANSWER_MOST[question.kind]:
            raise AnswerTooLong(field=field)
        said.append({"question": question.text, "answer": answer})
    return said
