"""Names and words as long as they may be fit a phone; so does every page when it is read from right to left."""

import pytest

from mentormatch.accounts.models import Person
from mentormatch.attendance import service as attendance
from mentormatch.attendance.models import Outcome
from mentormatch.calendar.models import Booking
from mentormatch.concerns import service as concerns
from mentormatch.concerns.models import ConcernKind
from mentormatch.core.db import db
from mentormatch.files import service as files
from mentormatch.goals import service as goals
from mentormatch.mentoring.models import Match
from mentormatch.messages import service as messages
from mentormatch.notes import service as notes
from tests.browser.conftest import Site, Visit
from tests.browser.world import People, on, pair

#: A word that no browser can break by itself, and a name of such words.
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NAMES = {"maya": f"Maximiliana {WORD[:60]}", "omar": f"{WORD[:60]} von Habsburg"}
TEXT = f"{WORD * 3} and then words of a usual length. https://example.org/{'a' * 120}"


@pytest.fixture
def people(site: Site) -> People:
    """A match in which everything that can be long is."""
    found = pair(site, past=True, coming=True, **NAMES)
    with on(site):
        maya, omar = (db.session.get_one(Person, number) for number in (found.maya, found.omar))
        match = db.session.get_one(Match, found.match)
        goal = goals.add_goal(match, title=(WORD * 2)[:120], why=TEXT, target_on=None, by=maya)
        goals.add_step(goal, text=(WORD * 2)[:150], due_on=None, doer_id=omar.id, by=maya)
        messages.write(match, TEXT, by=omar)
        files.share(match, b"short", f"{WORD[:70]}.txt", by=maya)
        drafts = {"agenda": notes.Draft(TEXT, version=0), "private": notes.Draft(TEXT, version=0)}
        notes.save(db.session.get_one(Booking, found.coming), drafts, by=maya)
        over = db.session.get_one(Booking, found.past)
        attendance.say(over, Outcome.MISSED, missed_by_id=maya.id, by=omar)
        attendance.say(over, Outcome.HELD, words=TEXT, by=maya)
        concerns.raise_concern(match, ConcernKind.OTHER, TEXT, may_tell=False, by=maya)
    return found


def test_every_page_fits_a_phone_in_both_directions(visitors: Visit, site: Site, people: People) -> None:
    match = f"/matches/{people.match}"
    own = [
        match,
        *(f"{match}/{page}" for page in ("messages", "goals", "notes", "files", "timeline", "concerns", "end")),
    ]
    own += [f"/sessions/{people.past}", f"/sessions/{people.coming}", f"/sessions/{people.coming}/notes"]
    own += [f"/sessions/{people.coming}/move", f"/sessions/{people.coming}/cancel", f"{match}/book"]
    own += ["/", "/sessions", "/messages", "/requests", f"/mentors/{people.omar}/ask", "/hours", "/me", "/me/privacy"]
    theirs = ["/", match, "/mentor/mentees", "/hours?draw=grid", "/hours/preview"]
    staff = ["/", "/coordinator/attendance", "/coordinator/concerns", f"/coordinator/matches/{people.match}"]
    for number, paths in ((people.maya, own), (people.omar, theirs), (people.cora, staff)):
        visitor = visitors(scripted=False)
        visitor.sign_in(number)
        for path in paths:
            visitor.page.goto(site.url + path)
            for direction in ("ltr", "rtl"):
                visitor.turn(direction)
                visitor.look()
