"""Events for the tests of the whole: one ahead, for which Maya is registered and of which Omar is to speak."""

from typing import Any

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.events import service
from mentormatch.events.models import EventKind, Place, QuestionKind, Speaker
from tests.events.make import draft
from tests.make import Make

OURS = {"event_speaker": "", "event_place": ""}
STAYS: set[tuple[str, str]] = set()


def objects(_make: Make, people: Any) -> dict[str, int]:
    asked = [service.Asked(QuestionKind.SHORT, "Which role?")]
    event = draft(people.cora, title="Talk", questions=asked, online_link="https://meet.example.org/talk", days=12)
    speaker = service.speakers.add(event, by=people.cora, name="Omar", email=people.omar.email)
    service.publish(event, by=people.cora)
    service.speakers.agree(speaker, by=people.omar)
    place = service.register(event, by=people.maya, answers={1: "Analyst"})
    return {"event_id": event.id, "registration_id": place.id, "speaker_id": speaker.id}


def words(world: Any) -> None:
    """Maya's answers and feedback, and her words as a speaker of another event."""
    event = draft(world.cora, title="Event", kind=EventKind.WORKSHOP, days=40)
    place = Place(event_id=event.id, person_id=world.maya.id, status="registered", turn=1)
    place.answers = [{"question": "Which role?", "answer": world.say("own", "event_place.answers")}]
    place.feedback, place.rating, place.feedback_at = world.say("own", "event_place.feedback"), 3, now()
    other = Place(event_id=event.id, person_id=world.omar.id, status="registered", turn=1)
    other.answers, other.feedback = [], world.say("foreign", "event_place.feedback")
    told = {name: world.say("own", f"event_speaker.{name}") for name in ("name", "words", "link")}
    speaker = Speaker(event_id=event.id, person_id=world.maya.id, agreed_at=now(), **told)
    db.session.add_all([place, other, speaker])
    db.session.flush()
