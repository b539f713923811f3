"""Who reads which part of the trail, and how it is searched."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import RoleName
from mentormatch.concerns import service as concerns
from mentormatch.concerns.models import ConcernKind
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.messages import service as messages
from mentormatch.privacy.service import delete_account
from mentormatch.programmes.models import EnrolledAs
from mentormatch.trail import queries
from mentormatch.trail.models import AboutPerson
from tests.make import Make
from tests.personas import Personas


@transactional
def _story(people: Personas) -> Match:
    pair = {"mentee_id": people.maya.id, "mentor_id": people.omar.id, "cohort_id": people.cohort.id}
    request = Request(**pair, status=RequestStatus.ACCEPTED, note="I ask.", opened_at=now())
    db.session.add(request)
    db.session.flush()
    match = Match(**pair, request_id=request.id, status=MatchStatus.ACTIVE, activated_at=now())
    db.session.add(match)
    db.session.flush()
    audit.record(people.maya, "request.asked", request, mentor=people.omar.id)
    audit.record(people.cora, "match.approved", match)
    messages.write(match, "A word.", by=people.maya)
    concerns.raise_concern(match, ConcernKind.OTHER, "A worry.", may_tell=False, by=people.maya)
    return match


@pytest.fixture
def match(personas: Personas) -> Match:
    found = _story(personas)
    JOBS["trail.seal"]()
    db.session.rollback()
    return found


def lines(page: Any) -> list[str]:
    soup = BeautifulSoup(page.text, "html.parser")
    return [" ".join(row.text.split()) for row in soup.select("tbody tr, ul.row-list li")]


def test_a_coordinator_reads_of_the_own_cohorts_and_nobody_elses(
    personas: Personas, make: Make, match: Match, as_person: Any
) -> None:
    carl = make.person("Carl Elsewhere", roles=["coordinator"])
    make.enrol(carl, personas.other_cohort, EnrolledAs.COORDINATOR)
    JOBS["trail.seal"]()
    cora = lines(as_person(personas.cora).get("/coordinator/trail"))
    assert any("Maya Rossi A student asked a mentor. Omar Haddad" in line for line in cora)
    assert any("Cora Bianchi A coordinator approved a match. Maya Rossi, Omar Haddad" in line for line in cora)
    assert any("told the coordinators about a concern" in line for line in cora)
    assert not any("Eve" in line for line in cora)
    elsewhere = " ".join(lines(as_person(carl).get("/coordinator/trail")))
    assert "Eve" in elsewhere
    assert "Maya" not in elsewhere
    assert as_person(personas.maya).get("/coordinator/trail").status_code == 403
    assert as_person(personas.cora).get("/admin/trail").status_code == 403


def test_a_coordinator_who_is_one_of_the_two_reads_of_no_concern_about_them_and_admins_of_none(
    personas: Personas, make: Make, match: Match, as_person: Any
) -> None:
    make.enrol(personas.omar, personas.cohort, EnrolledAs.COORDINATOR)
    accounts.grant(personas.omar, RoleName.COORDINATOR, by=None)
    for page in (as_person(personas.omar).get("/coordinator/trail"), as_person(personas.ada).get("/admin/trail")):
        found = " ".join(lines(page))
        assert "A student asked a mentor." in found
        assert "about a concern" not in found
    assert "concern" not in as_person(personas.omar).get("/coordinator/trail.csv").text


def test_everybody_reads_their_own_part_without_names_of_others(
    personas: Personas, match: Match, as_person: Any
) -> None:
    omar = lines(as_person(personas.omar).get("/me/trail"))
    assert any("A student asked a mentor." in line for line in omar)
    assert any("A coordinator approved a match." in line for line in omar)
    assert not any(name in line for line in omar for name in ("Maya", "Cora", "concern"))
    maya = lines(as_person(personas.maya).get("/me/trail"))
    assert any("A student asked a mentor. By you" in line for line in maya)
    assert not any("concern" in line for line in maya)
    assert not any("asked" in line for line in lines(as_person(personas.eve).get("/me/trail")))


def test_a_mentor_does_not_hear_of_a_request_that_a_coordinator_still_holds(personas: Personas, as_person: Any) -> None:
    @transactional
    def ask() -> None:
        held = Request(mentee_id=personas.maya.id, mentor_id=personas.omar.id, cohort_id=personas.cohort.id,
                       status=RequestStatus.AWAITING_REVIEW, note="I ask.")  # fmt: skip
        db.session.add(held)
        db.session.flush()
        audit.record(personas.maya, "request.asked", held)

    ask()
    JOBS["trail.seal"]()
    assert not any("asked" in line for line in lines(as_person(personas.omar).get("/me/trail")))
    assert any("asked" in line for line in lines(as_person(personas.maya).get("/me/trail")))


def test_filters_in_the_address_find_what_they_name(personas: Personas, match: Match, as_person: Any) -> None:
    ada = as_person(personas.ada)

    def found(address: str) -> list[str]:
        return lines(ada.get(f"/admin/trail?{address}"))

    assert [line for line in found("by=cora") if "Cora Bianchi" in line] == found("by=cora") != []
    assert len(found("action=match.approved")) == 1
    assert len(found(f"kind=match&number={match.id}")) == 1
    assert all("Omar Haddad" in line for line in found("about=omar&action=request.asked"))
    assert found("about=nobody+at+all") == found("from=2090-01-01") == []
    today = f"{now():%Y-%m-%d}"
    assert len(found(f"from={today[:4]}-01-01&action=request.asked")) == 1
    for nonsense in (
        "after=x_y",
        "after=9999-99-99_1",
        f"after={today}_99999999999999999999",
        "number=²",
        "from=x",
        "by=%00",
    ):
        assert ada.get(f"/admin/trail?{nonsense}").status_code == 200
    cora = as_person(personas.cora)
    assert len(lines(cora.get("/coordinator/trail?by=maya&action=request.asked"))) == 1
    assert len(lines(cora.get(f"/coordinator/trail?about=omar&from={today[:4]}-01-01"))) >= 2
    assert "A student asked a mentor." in cora.get("/coordinator/trail.csv?by=maya").text


def test_a_name_that_fits_too_many_people_is_told(
    personas: Personas, match: Match, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_PEOPLE", 2)
    cora = as_person(personas.cora)
    many = cora.get("/coordinator/trail?about=example.org").text
    assert "This name fits more than 2 people" in many
    assert "fits more than" not in cora.get("/coordinator/trail?about=maya").text
    assert lines(cora.get("/coordinator/trail?about=example.org")), "the first of them are looked for"


def test_pages_follow_each_other_without_a_gap_or_a_repeat(personas: Personas, as_person: Any) -> None:
    @transactional
    def many() -> None:
        for number in range(queries.PAGE_SIZE * 2 + 20):
            audit.record(personas.cora, "cohort.changed", personas.cohort, fields=[f"f{number % 3}"])

    many()
    JOBS["trail.seal"]()
    ids = set(db.session.scalars(sa.select(queries.AuditEntry.id).where(queries.AuditEntry.action == "cohort.changed")))
    for reader in (queries.Reader(personas.cora.id, (personas.cohort.id, personas.other_cohort.id)),
                   queries.Reader(personas.ada.id)):  # fmt: skip
        for filters in (queries.Filters(), queries.Filters(action="cohort.changed")):
            seen, after = [], None
            while True:
                page = queries.page_of(reader, filters, after)
                seen += [line.entry.id for line in page[: queries.PAGE_SIZE]]
                if len(page) <= queries.PAGE_SIZE:
                    break
                last = page[queries.PAGE_SIZE - 1].entry
                after = queries.Cursor(last.at, last.id)
            assert len(seen) == len(set(seen))
            assert ids <= set(seen)
    cora = as_person(personas.cora)
    page = BeautifulSoup(cora.get("/coordinator/trail").text, "html.parser")
    older = page.find("a", rel="next")
    assert len(lines(cora.get(str(older["href"])))) == queries.PAGE_SIZE  # type: ignore[index]


def test_who_leaves_is_concerned_by_nothing_any_more_and_the_trail_stays(personas: Personas, match: Match) -> None:
    before = db.session.scalar(sa.select(sa.func.count(queries.AuditEntry.id)))
    delete_account(personas.maya)
    JOBS["trail.seal"]()
    mine = sa.select(sa.func.count()).where(AboutPerson.person_id == personas.maya.id)
    assert db.session.scalar(mine) == 0
    assert (db.session.scalar(sa.select(sa.func.count(queries.AuditEntry.id))) or 0) > (before or 0)


def test_a_row_of_a_table_that_nobody_thought_of_is_found_by_its_columns(personas: Personas) -> None:
    """A removed rule about two people is gone when it is sealed: what the entry says of it is enough."""

    @transactional
    def remove() -> None:
        gone = Match(id=99, mentee_id=personas.maya.id)
        audit.record(personas.cora, "pair_rule.removed", gone, mentee=personas.maya.id, cohort=personas.cohort.id)

    remove()
    JOBS["trail.seal"]()
    (line,) = queries.page_of(
        queries.Reader(personas.cora.id, (personas.cohort.id,)), queries.Filters(action="pair_rule.removed"), None
    )
    assert line.about == ["Maya Rossi"]
    assert now() - line.entry.at < timedelta(minutes=5)
