"""Every page of the workbench, stood on once: in a world where each thing exists, and where each word is too long."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from mentormatch.accounts.models import Person
from mentormatch.announcements.models import Announcement
from mentormatch.assignments.models import DraftRow, PairRule
from mentormatch.core.db import db, transactional
from mentormatch.notifications.models import Letter
from mentormatch.people.models import PeopleUpload, PeopleUploadRow, UploadStatus
from mentormatch.profiles.models import Aim, MentorCheck, Offer, Profile, Term, TermKind, TermMerge
from mentormatch.programmes import links
from mentormatch.programmes.models import Cohort, Invitation, JoinRequest
from mentormatch.queue.models import Bulk, BulkRow, Kind, SavedView
from mentormatch.training.models import TrainingItem
from tests.architecture.world import World, make_world
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.keyboard import Keyboard
from tests.browser.test_long_and_right_to_left import TEXT, WORD
from tests.browser.world import on

COHORT = "/coordinator/cohorts/{cohort_id}"
SETTING_UP = (
    "/coordinator/cohorts",
    *(f"{COHORT}{page}" for page in ("", "/settings", "/copy", "/letters", "/letters/began/it")),
    *(f"{COHORT}/{page}" for page in ("training", "training/{item_id}", "invitations", "joiners", "progress")),
    "/coordinator/people",
    "/coordinator/people/import",
    "/coordinator/words",
    "/coordinator/words?show=alike",
    "/coordinator/words/one?kind=skill&key=python",
    "/coordinator/words/merge?kind=skill&key=python&into=Go",
    "/coordinator/words/merges",
    "/coordinator/people/import/{upload_id}/columns",
    "/coordinator/people/import/{upload_id}",
    "/coordinator/people/import/{upload_id}/rows/{row_id}",
)
DECIDING = (
    "/coordinator/queue",
    *(f"/coordinator/queue?kind={kind.value}" for kind in (Kind.WAITING, Kind.LETTER)),
    "/coordinator/queue/views",
    "/coordinator/queue/acts/{bulk_id}",
    "/coordinator/queue/letters/{letter_id}",
    "/coordinator/requests/{request_id}",
    "/coordinator/requests/{request_id}/change",
    "/coordinator/matches/{match_id}",
    "/coordinator/matches/{match_id}/change",
    "/coordinator/concerns",
    "/coordinator/concerns/{concern_id}",
    "/coordinator/attendance",
    "/coordinator/waiting",
    "/coordinator/waiting/{place_id}",
    "/coordinator/mentors",
    "/coordinator/mentors/{offer_id}",
    "/coordinator/mentors/checks",
    f"{COHORT}/assignments",
    "/coordinator/drafts/{draft_id}",
    "/coordinator/drafts/{draft_id}/students/{mentee_id}",
)
LOOKING = (
    "/coordinator/matches",
    "/coordinator/matches/certificates/{cohort_id}",
    "/coordinator/announcements",
    "/coordinator/announcements/new",
    "/coordinator/announcements/{announcement_id}",
    "/coordinator/announcements/{announcement_id}/edit",
    f"{COHORT}/report",
    f"{COHORT}/report/groups",
    f"{COHORT}/report/figures/registered",
    "/coordinator/reports",
    "/coordinator/overrides",
    "/coordinator/feedback",
    "/coordinator/expectations",
    "/coordinator/trail",
)
SERVICES = (
    "/coordinator/audit-form",
    "/coordinator/audit-form/experience",
    "/coordinator/coaching",
    "/coordinator/coaching/appointments",
    "/coordinator/coaching/coaches",
    "/coordinator/coaching/questions",
    "/coordinator/coaching/questions/{interview_question_id}",
    "/coordinator/coaching/types/{coaching_type_id}",
    "/coordinator/coaching/types/new",
    "/office/events",
    "/office/events/{event_id}",
    "/office/events/{event_id}/check-in",
    "/office/events/{event_id}/edit",
    "/office/events/{event_id}/people",
    "/office/events/new",
    "/plan-paths",
    "/plan-paths/{plan_template_id}",
    "/plan-paths/figures",
    "/students/{mentee_id}",
)
OF_STUDENTS = (
    "/coaching",
    "/coaching/appointments/{appointment_id}",
    "/coaching/kept/{kept_time_id}",
    "/coaching/types/{coaching_type_id}",
    "/documents",
    "/events",
    "/events/{event_id}",
    "/events/{event_id}/register",
    "/events/mine",
    "/plan/begin",
    "/me/record",
)
OF_MATCHED = (
    "/documents/{document_id}",
    "/documents/new",
    "/documents/versions/{version_id}/audit",
    "/documents/versions/{version_id}/shares",
    "/plan",
    "/plan/sharing",
    "/plan-steps/{plan_step_id}",
    "/plan/hand-over/{hand_over_id}",
)
OF_COACHES = ("/", "/coach", "/coach/week", "/coach/offers", "/audits", "/audits/published", "/hours", "/plans")
WALKS = {
    "coordinator of services": ("coordinator", SERVICES),
    "student of services": ("mentee", OF_STUDENTS),
    "matched student": ("matched mentee", OF_MATCHED),
    "coach": ("coach", OF_COACHES),
    "coordinator who sets up": ("coordinator", SETTING_UP),
    "coordinator who decides": ("coordinator", DECIDING),
    "coordinator who looks": ("coordinator", LOOKING),
    "admin": ("admin", ("/admin/trail", "/admin/people/{person_id}", "/coordinator/mentors/checks")),
    "student": ("mentee", ("/waiting-list", "/waiting-list/offers/{kept_id}", "/me/trail")),
    "mentor": ("mentor", ("/mentor/training", "/mentor/impact", "/me/trail")),
    "stranger": ("stranger", ("/join/{token}", "/announcements/stop/{reader}")),
}  # fmt: skip


@pytest.fixture
def world(site: Site) -> World:
    with on(site):
        found = make_world(site.app)
        add_what_lists_show(found.numbers)
    return found


@transactional
def add_what_lists_show(numbers: dict[str, Any]) -> None:
    """Words of the vocabulary, an act on a row, a file that was checked."""
    invitation = db.session.get_one(Invitation, numbers["invitation_id"])
    numbers["token"] = links.token_of(invitation)
    for key, label in (("python", "Python"), ("pyton", "Pyton"), ("go", "Go")):
        db.session.add(Term(kind=TermKind.SKILL, key=key, label=label, uses=2))
    for profile in db.session.scalars(sa.select(Profile).limit(3)):
        profile.skills = ("Python", "Pyton")
    db.session.add(BulkRow(bulk_id=numbers["bulk_id"], kind=Kind.REQUEST, subject_id=numbers["request_id"]))
    upload = db.session.get_one(PeopleUpload, numbers["upload_id"])
    upload.status, upload.total, upload.samples = UploadStatus.CHECKED, 1, (("maya.example.org",),)
    row = db.session.get_one(PeopleUploadRow, numbers["row_id"])
    row.cells, row.found = {"email": "maya.example.org"}, {"faults": [["email", "It is no address."]]}


@transactional
def lengthen() -> None:
    """Whatever somebody writes is as long as it may be, in words that no browser can break by itself."""
    for person in db.session.scalars(sa.select(Person)):
        person.name = f"{WORD[:60]} {person.id}"
    for cohort in db.session.scalars(sa.select(Cohort)):
        cohort.name, cohort.degrees = f"{cohort.id} {WORD}", (WORD[:80],)
    line, long = (WORD * 2)[:120], TEXT
    for model, values in (
        (Announcement, {"subject": line, "body": long}),
        (TrainingItem, {"title": line, "text": long, "link": f"https://example.org/{'a' * 120}"}),
        (MentorCheck, {"label": line}),
        (Aim, {"goal": long}),
        (Offer, {"role_title": line, "headline": line, "organisation": line}),
        (Profile, {"degree": line, "previous_field": line, "bio": long}),
        (JoinRequest, {"words": long}),
        (Invitation, {"domain": f"{WORD}.example"}),
        (SavedView, {"name": WORD[:60]}),
        (Bulk, {"words": long}),
        (PairRule, {"reason": long[:500]}),
        (DraftRow, {"unmatched": ""}),
        (Letter, {"to_name": line, "to_address": f"{WORD[:60]}@{WORD[:60]}.example", "last_error": long[:400]}),
        (PeopleUpload, {"file_name": f"{WORD[:100]}.csv", "header": (line,), "samples": ((line,),)}),
        (PeopleUploadRow, {"cells": {"email": line, "goal": long}, "found": {"faults": [["email", line]]}}),
        (Term, {"label": line}),
        (TermMerge, {"source_label": line, "target_label": line}),
    ):  # fmt: skip
        db.session.execute(sa.update(model).values(**values))


def stand_on(visitor: Visitor, page: str, directions: tuple[str, ...] = ("ltr",)) -> None:
    answer = visitor.page.goto(visitor.url + page)
    assert answer is not None
    assert answer.ok, f"{page} answers {answer.status}"
    for direction in directions:
        visitor.turn(direction)
        visitor.look()


def test_no_page_of_coordinators_is_left_out(site: Site) -> None:
    walked = {re.sub(r"\?.*", "", page) for _who, pages in WALKS.values() for page in pages}
    walked |= {
        f"{COHORT}/letters/{{letter}}/{{locale}}",
        f"{COHORT}/report/figures/{{figure}}",
        "/coordinator/audit-form/{section}",
    }
    rules = [rule.rule for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    pages = {re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule) for rule in rules if rule.startswith("/coordinator")}
    files = re.compile(r"\.(csv|json|pdf|xlsx)$|/file$")
    assert {page for page in pages if not files.search(page)} <= walked


@pytest.mark.parametrize("walk", WALKS)
def test_every_page_can_be_read(visitors: Visit, site: Site, world: World, screen: tuple[int, str], walk: str) -> None:
    who, pages = WALKS[walk]
    visitor: Visitor = visitors(width=screen[0], theme=screen[1])
    visitor.carry(world.tokens[who])
    for page in pages:
        stand_on(visitor, page.format(**world.numbers))


def test_every_page_fits_a_phone_in_both_directions(visitors: Visit, site: Site, world: World) -> None:
    with on(site):
        lengthen()
    visitor: Visitor = visitors(scripted=False)
    for who, pages in WALKS.values():
        visitor.carry(world.tokens[who])
        for page in pages:
            stand_on(visitor, page.format(**world.numbers), ("ltr", "rtl"))


def test_a_view_is_kept_and_the_keys_are_told(
    visitors: Visit, site: Site, world: World, screen: tuple[int, str]
) -> None:
    cora: Visitor = visitors(width=screen[0], theme=screen[1])
    cora.carry(world.tokens["coordinator"])
    keys = Keyboard(cora)
    cora.open("/coordinator/queue?kind=waiting&sort=who")
    keys.keys("?")
    dialog = cora.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    cora.look()
    keys.keys("Escape")
    expect(dialog).not_to_be_visible()
    keys.walk_to(keys.main.locator("summary").filter(has_text="Keep these filters as a view"))
    keys.keys("Enter")
    keys.go("Keep", within=keys.main.locator("form").filter(has_text="Only you see it."))
    cora.look()
    keys.write("Name", "Who waits")
    keys.go("Keep", within=keys.main.locator("form").filter(has_text="Only you see it."))
    expect(keys.main.get_by_role("link", name="Remove the filter: Who waits")).to_be_visible()
    keys.keys("?")
    keys.go("Switch the keys off", within=dialog)
    keys.keys("?")
    expect(dialog).not_to_be_visible()
