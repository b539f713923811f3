"""What the tests of the whole ask guides."""

from typing import Any

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.resources import service
from mentormatch.resources.models import GuideKind, GuideReader, GuideSuggestion
from mentormatch.resources.service import pictures
from tests.make import Make
from tests.resources.make import LIST, editors, published
from tests.resources.samples import picture

#: What guides say is the office's; who said it is not told by it.
OURS = {
    "guide_version": "title lead text video_link alum topics roles industries skills degrees",
    "guide_picture": "alt sha256 source_sha256 stored_as",
}


def objects(make: Make, people: Any) -> dict[str, Any]:
    """A published checklist with a picture, and what Maya would change in it."""
    edda, erik = editors(make)
    guide = published(edda, erik, kind=GuideKind.CHECKLIST, text=LIST)
    shown = pictures.add(guide, picture(), "A red field", by=edda)
    suggestion = service.suggest(guide, "Say more of photos.", by=people.maya)
    return {"guide_id": guide.id, "picture_id": shown.id, "suggestion_id": suggestion.id}


def words(world: Any) -> None:
    """What Maya ticked and suggested, and what an editor answered her."""
    say, maya = world.say, world.maya
    guide = published(*editors(Make()), kind=GuideKind.CHECKLIST, text=LIST)
    db.session.add_all([
        GuideReader(person_id=maya.id, guide_id=guide.id, saved_at=now(), ticks=(say("own", "guide_reader.ticks"),)),
        GuideSuggestion(guide_id=guide.id, person_id=maya.id, text=say("own", "guide_suggestion.text"),
                        answer=say("own", "guide_suggestion.answer"), answered_at=now()),
    ])  # fmt: skip
    db.session.flush()
