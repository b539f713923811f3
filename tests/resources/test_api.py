"""Guides for programs."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.resources import service
from mentormatch.resources.models import GuideKind
from mentormatch.resources.policy import items
from tests.api.conftest import program
from tests.resources.make import LIST, draft, published

__all__ = ["program"]
People = tuple[Person, Person, Person]


def test_a_program_reads_and_keeps(people: People, program: Any) -> None:
    edda, erik, maya = people
    guides = [published(edda, erik, title=f"Guide {number}") for number in range(3)]
    hidden = draft(edda)
    call = program(maya)
    first = call.get("/guides", limit=2).json
    assert [one["title"] for one in first["items"]] == ["Guide 2", "Guide 1"]
    rest = call.get("/guides", limit=2, cursor=first["next_cursor"]).json
    assert [one["title"] for one in rest["items"]] == ["Guide 0"]
    assert rest["next_cursor"] is None
    assert call.get(f"/guides/{hidden.id}").status_code == 404
    at = f"/guides/{guides[0].id}"
    assert call.get(at).json["text"].startswith("# Before")
    for _twice in range(2):
        assert call.post(f"{at}/save", {"wanted": True}, key="a").json["saved"]
    assert call.post(f"{at}/read", {"wanted": True}).json["read"]
    assert call.post(f"{at}/helpful", {"helpful": False}).json["helpful"] is False
    assert call.post(f"{at}/helpful", {"helpful": None}).json["helpful"] is None
    assert [one["id"] for one in call.get("/guides/saved").json["items"]] == [guides[0].id]
    assert [one["id"] for one in call.get("/guides/read").json["items"]] == [guides[0].id]
    assert call.post(f"{at}/suggest", {"text": "More of it."}).status_code == 201
    (one,) = call.get("/guides/suggestions").json["items"]
    assert (one["text"], one["answered_at"]) == ("More of it.", None)
    assert call.post(f"{at}/suggest", {"text": " "}).status_code == 422
    assert call.post(f"{at}/save", {"wanted": "yes"}).status_code == 422


def test_a_program_ticks(people: People, program: Any) -> None:
    edda, erik, maya = people
    guide = published(edda, erik, kind=GuideKind.CHECKLIST, text=LIST)
    key = items(LIST)[1].key
    body = program(maya).post(f"/guides/{guide.id}/ticks", {"keys": [key, "none of ours"]}).json
    assert [one["ticked"] for one in body["items"]] == [False, True, False]
    assert not [one["ticked"] for one in program(edda).get(f"/guides/{guide.id}").json["items"] if one["ticked"]]
    service.withdraw(guide, by=edda)
    assert program(maya).get(f"/guides/{guide.id}").status_code == 404
