"""What somebody lets others see or do is in one list, and goes from it when it is taken back."""

from typing import Any

import pytest

from mentormatch.accounts import tokens
from mentormatch.accounts.models import Person
from mentormatch.calendar import service as calendar
from mentormatch.documents.service import sharing
from mentormatch.files import service as files
from mentormatch.office import service as office
from mentormatch.plans import service as plans
from tests.calendar.conftest import Pair, monday, pair
from tests.documents.conftest import empty_store, upload
from tests.files.samples import PDF
from tests.make import Make

__all__ = ["empty_store", "monday", "pair"]
pytestmark = pytest.mark.usefixtures("empty_store")


def listed(page: str) -> str:
    return page.partition('id="given"')[2].partition("</section>")[0]


def test_everything_is_listed_with_whom_it_is_for(pair: Pair, as_person: Any) -> None:
    maya = pair.mentee
    share = sharing.share(upload(maya), pair.match, by=maya)
    plan = plans.begin(title="A job", aim="", by=maya)
    plans.let_in(plan, pair.mentor, by=maya)
    files.share(pair.match, PDF, name="Notes.pdf", by=maya)
    calendar.make_feed(maya, by=maya)
    tokens.create(maya, "My script", by=maya)
    mine = as_person(maya)
    told = listed(mine.get("/me/privacy").text)
    for words in (
        "CV for data jobs, version 1", "Action plan “A job”", "Notes.pdf", "For: Omar Haddad", "Your calendar feed",
        "your program “My script”", "Announcements by e-mail",
    ):  # fmt: skip
        assert words in told
    sharing.take_back(share, by=maya)
    calendar.revoke_feed(maya, by=maya)
    told = listed(mine.get("/me/privacy").text)
    assert "CV for data jobs" not in told
    assert "calendar feed" not in told
    assert "Omar" not in listed(as_person(pair.mentor).get("/me/privacy").text)


def test_what_is_given_in_a_service_that_is_off_reaches_nobody_and_is_not_listed(
    pair: Pair, make: Make, as_person: Any
) -> None:
    maya: Person = pair.mentee
    plans.let_in(plans.begin(title="A job", aim="", by=maya), pair.mentor, by=maya)
    office.switch_off("plans", by=make.person("Ada", roles=["admin"]))
    assert "Action plan" not in listed(as_person(maya).get("/me/privacy").text)
