"""From a draft to what readers see: two people, versions that stay, days on which to look again."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db
from mentormatch.core.errors import NotFound
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.resources import comparing, queries, service
from mentormatch.resources.errors import Edited, GuideMoved, OwnGuide, WrongLanguage
from mentormatch.resources.found import visible
from mentormatch.resources.models import Guide, GuideKind, GuideStatus
from mentormatch.resources.policy import FEWEST_VOTES, items
from mentormatch.search.models import SearchEntry
from tests.make import Make
from tests.resources.make import LIST, content, draft, make_due, published

People = tuple[Person, Person, Person]


def entries() -> list[str]:
    return list(db.session.scalars(sa.select(SearchEntry.title).where(SearchEntry.kind == "guide")))


def letters_of(person: Person) -> list[str]:
    left = sa.select(Letter.template).where(Letter.person_id == person.id, Letter.status != LetterStatus.OBSOLETE)
    return [name.rpartition("/")[2] for name in db.session.scalars(left.order_by(Letter.id))]


def test_a_second_person_publishes_and_readers_see_what_was_looked_at(app: Any, people: People, as_person: Any) -> None:
    edda, erik, maya = people
    guide = draft(edda)
    page = as_person(maya)
    assert page.get(f"/resources/{guide.id}").status_code == 404
    service.submit(guide, version=1, by=edda)
    assert letters_of(erik) == ["review.txt"]
    assert letters_of(edda) == []
    with pytest.raises(OwnGuide):
        service.publish(guide, version=1, by=edda)
    service.publish(guide, version=1, by=erik)
    assert letters_of(erik) == []
    assert "Your first CV" in page.get("/resources").text
    assert "One page, the newest job first." in page.get(f"/resources/{guide.id}").text
    assert entries() == ["Your first CV"]
    with app.test_request_context():
        assert list(visible(maya, [guide.id])) == [guide.id]

    service.save(guide, content(title="Your second CV"), version=1, by=edda)
    assert "Your first CV" in page.get("/resources").text
    assert "Your second CV" not in page.get(f"/resources/{guide.id}").text
    service.submit(guide, version=2, by=edda)
    with pytest.raises(GuideMoved):
        service.publish(guide, version=1, by=erik)
    service.publish(guide, version=2, by=erik)
    assert entries() == ["Your second CV"]

    service.withdraw(guide, by=edda)
    assert entries() == []
    assert not visible(maya, [guide.id])
    assert page.get(f"/resources/{guide.id}").status_code == 404
    with pytest.raises(NotFound):
        service.keep_saved(guide, True, by=maya)


def test_the_only_editor_may_publish_and_that_is_said(make: Make, people: People, as_person: Any) -> None:
    edda, erik, maya = people
    guide = draft(edda)
    service.submit(guide, version=1, by=edda)
    assert service.may_publish(guide, edda) == (False, False)
    db.session.get_one(Person, erik.id).active = False
    db.session.commit()
    assert service.may_publish(guide, edda) == (True, True)
    service.publish(guide, version=1, by=edda)
    assert "nobody else has looked over it yet" in as_person(maya).get(f"/resources/{guide.id}").text
    assert db.session.scalar(sa.select(AuditEntry.id).where(AuditEntry.action == "guide.published_alone"))


def test_who_wrote_a_later_part_does_not_publish_it(people: People) -> None:
    edda, erik, _maya = people
    guide = published(edda, erik)
    service.save(guide, content(title="Changed by Erik"), version=1, by=erik)
    service.submit(guide, version=2, by=edda)
    assert service.may_publish(guide, edda)[0]
    assert not service.may_publish(guide, erik)[0]


def test_two_tabs_lose_nothing(people: People, as_person: Any) -> None:
    edda, _erik, _maya = people
    guide = draft(edda)
    page = as_person(edda)
    data = {"kind": "guide", "title": "From the first tab", "text": "One."}
    assert page.post(f"/guides/{guide.id}/edit", data={**data, "version": 1}).status_code == 303
    late = page.post(f"/guides/{guide.id}/edit", data={**data, "title": "From the second", "version": 1})
    assert late.status_code == 409
    assert "From the first tab" in late.text
    assert "From the second" in late.text
    assert 'value="2"' in late.text
    assert page.post(f"/guides/{guide.id}/submit", data={"version": 1}).status_code == 409
    with pytest.raises(Edited):
        service.bring_back(guide, 1, version=1, by=edda)
    assert service.bring_back(guide, 1, version=2, by=edda)
    assert db.session.get_one(Guide, guide.id).newest == 3
    assert queries.version_of(guide, 3).title == "Your first CV"  # type: ignore[union-attr]  # it is there
    shown = page.get(f"/guides/{guide.id}/compare?older=2&newer=3").text
    assert "<del>One.</del>" in shown
    assert page.get(f"/guides/{guide.id}/compare?older=9").status_code == 404


def test_compared_lines_come_and_go() -> None:
    found = comparing.lines("a\nb\nc", "a\nB\nc")
    assert [(line.mark, line.text) for line in found] == [("", "a"), ("-", "b"), ("+", "B"), ("", "c")]
    assert comparing.lines("same", "same") == []


def test_a_reader_gets_their_language_first(people: People, as_person: Any) -> None:
    edda, erik, maya = people
    english = published(edda, erik)
    with pytest.raises(WrongLanguage):
        draft(edda, translates=english, language="en")
    italian = published(edda, erik, translates=english, language="it", title="Il primo CV")
    page = as_person(maya)
    listed = page.get("/resources").text
    assert "Your first CV" in listed
    assert "Il primo CV" not in listed
    assert f"/resources/{italian.id}" in listed
    page.set_cookie("locale", "it")
    assert "Il primo CV" in page.get("/resources").text
    assert "Il primo CV" in page.get(f"/resources/{english.id}").text
    assert "Your first CV" in page.get("/resources?language=en").text


def test_lists_are_narrowed_by_any_word(people: People, as_person: Any) -> None:
    edda, erik, maya = people
    published(edda, erik, title="One", topics=("CV",), roles=("Développeur 100%",))
    published(edda, erik, title="Two", kind=GuideKind.CHECKLIST, text=LIST, topics=("interview",), roles=("Data",))
    page = as_person(maya)

    def titles(**asked: str) -> list[bool]:
        text = page.get("/resources", query_string=asked).text
        return [f">{title}</a>" in text for title in ("One", "Two")]

    assert titles() == [True, True]
    assert titles(topic="CV") == [True, False]
    assert titles(kind="checklist") == [False, True]
    assert titles(role="Développeur 100%") == [True, False]
    assert titles(role="%") == [True, True]
    assert titles(kind="' OR 1=1 --", page="-4") == [True, True]


def test_editors_hear_once_a_week_of_what_is_to_be_looked_at_again(people: People, as_person: Any) -> None:
    edda, erik, _maya = people
    guide = published(edda, erik)
    assert service.sweep() == 0
    make_due(guide)
    noon = timedelta(hours=12 - now().hour)
    with travel(noon):
        service.sweep()
        service.sweep()
    assert letters_of(edda).count("due.txt") == 1
    with travel(noon + timedelta(days=7)):
        service.sweep()
    assert letters_of(edda).count("due.txt") == 2
    page = as_person(edda)
    assert "Your first CV" in page.get("/guides?shelf=due").text
    wrong = page.post(f"/guides/{guide.id}/look-again", data={"review_on": "2199-01-01"})
    assert wrong.status_code == 422
    later = (now() + timedelta(days=200)).date().isoformat()
    assert page.post(f"/guides/{guide.id}/look-again", data={"review_on": later}).status_code == 303
    assert "Your first CV" not in page.get("/guides?shelf=due").text


def test_a_reader_keeps_votes_ticks_and_suggests(people: People, as_person: Any) -> None:
    edda, erik, maya = people
    guide = published(edda, erik, kind=GuideKind.CHECKLIST, text=LIST)
    first, second, third = (item.key for item in items(LIST))
    page = as_person(maya)
    for _twice in range(2):
        page.post(f"/resources/{guide.id}/save", data={"wanted": "1"})
        page.post(f"/resources/{guide.id}/read", data={"wanted": "1"})
        page.post(f"/resources/{guide.id}/helpful", data={"helpful": "yes"})
        page.post(f"/resources/{guide.id}/ticks", data={"tick": [first, third, "nonsense"]})
    kept = queries.kept_of(maya, guide)
    assert kept
    assert kept.ticks == (first, third)
    assert "2 of 3 done" in page.get(f"/resources/{guide.id}").text
    assert queries.votes([guide.id])[guide.id] == queries.Votes(1, 0, 1, 1)
    page.post(f"/resources/{guide.id}/helpful", data={"helpful": "no"})
    assert "1 no" in as_person(edda).get(f"/guides/{guide.id}").text
    assert "Read “Your first CV”" in page.get("/me/record").text
    service.save(guide, content(kind=GuideKind.CHECKLIST, text=f"- New\n{LIST}"), version=1, by=edda)
    service.submit(guide, version=2, by=edda)
    service.publish(guide, version=2, by=erik)
    assert queries.kept_of(maya, guide).ticks == (first, third)  # type: ignore[union-attr]  # it was there
    assert second not in kept.ticks

    assert page.post(f"/resources/{guide.id}/suggest", data={"text": ""}).status_code == 422
    for _twice in range(2):
        page.post(f"/resources/{guide.id}/suggest", data={"text": "Say more of photos."})
    (asked,) = queries.my_suggestions(maya)
    assert letters_of(edda).count("suggested.txt") == 1
    desk = as_person(edda)
    assert "Say more of photos." in desk.get("/guides/suggestions").text
    assert desk.post(f"/guides/suggestions/{asked.id}", data={"answer": "It is there now."}).status_code == 303
    assert desk.post(f"/guides/suggestions/{asked.id}", data={"answer": "Again."}).status_code == 409
    assert letters_of(maya) == ["answered.txt"]
    assert "It is there now." in page.get("/resources/mine").text
    assert FEWEST_VOTES
    service.withdraw(guide, by=edda)
    assert "A guide that is withdrawn" in page.get("/resources/mine").text


def test_partners_read_nothing_and_editors_write(make: Make, people: People, as_person: Any) -> None:
    from mentormatch.accounts.models import RoleName

    edda, erik, _maya = people
    guide = published(edda, erik)
    partner = make.person("Paul Partner", roles=[RoleName.PARTNER])
    assert as_person(partner).get("/guides").status_code == 403
    assert as_person(partner).get("/resources").status_code == 403
    assert not visible(partner, [guide.id])
    desk = as_person(edda)
    assert desk.get("/guides").status_code == 200
    made = desk.post("/guides/new", data={"kind": "video", "language": "en", "title": "A talk"})
    assert made.status_code == 422
    assert "A video needs its link." in made.text
    looked = {"kind": "guide", "language": "en", "title": "T", "text": "**bold**", "preview": "1"}
    page = desk.post("/guides/new", data=looked)
    assert page.status_code == 200
    assert "<strong>bold</strong>" in page.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Guide)) == 1
    assert db.session.get_one(Guide, guide.id).status == GuideStatus.PUBLISHED
