"""A small world in which every kind of object exists once, and everybody who could want to see it."""

import sqlite3
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from mentormatch.accounts import sign_ins
from mentormatch.accounts import tokens as personal_tokens
from mentormatch.accounts.models import Person, RoleName
from mentormatch.announcements import links
from mentormatch.announcements.models import Announcement, Segment
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus, PairRule, RuleKind
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar import queries as calendar
from mentormatch.calendar import service as time_service
from mentormatch.calendar.models import AvailabilityException, Booking, BookingStatus
from mentormatch.calendar.policy import of_match
from mentormatch.concerns import service as concerns
from mentormatch.concerns.models import ConcernKind
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import beat
from mentormatch.files import service as files
from mentormatch.goals import service as goals
from mentormatch.matching import Objective
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.messages import service as messages
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.people.models import PeopleUpload, PeopleUploadRow
from mentormatch.people.record import OutcomeStatus
from mentormatch.profiles.models import MentorCheck, Offer, OfferStatus, Profile, TermKind, TermMerge
from mentormatch.programmes.models import EnrolledAs, Invitation, JoinRequest
from mentormatch.queue.models import Act, Bulk, SavedView
from mentormatch.relationship.models import CertificateJob, CertificateStatus
from mentormatch.training.models import TrainingItem, TrainingTick
from mentormatch.waitinglist.models import WaitingOffer, WaitingPlace
from tests.make import Make
from tests.personas import make_personas
from tests.services import worlds

ABSENT = 999_999
#: Tables that change without anybody having had an effect: when a person was last seen, how often somebody tried.
BOOKKEEPING = {"sign_in", "personal_token", "tries", "sqlite_sequence"}


@dataclass
class World:
    """Tokens of everybody's open sign-in and of their programs, and the numbers of every object."""

    tokens: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Any] = field(default_factory=dict)


def make_world(app: Flask) -> World:
    """Maya asked Omar; Nora is matched with him and has a session ahead; others only look on."""
    make, world = Make(), World()
    people = make_personas(make)
    nora = make.mentee("Nora Matched", cohort=people.cohort)
    lea = make.mentee("Lea Same", cohort=people.cohort)
    otto = make.mentor("Otto Same", cohort=people.cohort)
    carl = make.person("Carl Elsewhere", roles=[RoleName.COORDINATOR])
    make.enrol(carl, people.other_cohort, EnrolledAs.COORDINATOR)
    dora = make.person("Dora Disabled", roles=[RoleName.MENTEE])
    applicant = make.person("Ann Applicant", roles=[RoleName.MENTEE])
    everybody = {
        "mentee": people.maya, "mentor": people.omar, "matched mentee": nora, "other mentee": lea, "other mentor": otto,
        "coordinator": people.cora, "other coordinator": carl, "admin": people.ada, "stranger": people.eve,
        "disabled": dora, "coach": make.person("Clara Coach", roles=[RoleName.COACH]),
        "editor": make.person("Edda Editor", roles=[RoleName.EDITOR]),
        "partner": make.person("Paul Partner", roles=[RoleName.PARTNER]),
        "other partner": make.person("Petra Elsewhere", roles=[RoleName.PARTNER]),
    }  # fmt: skip
    for name, person in everybody.items():
        world.tokens[name] = sign_ins.open_sign_in(person, "Test")
        world.keys[name] = personal_tokens.create(person, "Test", by=person)
    beat()  # a worker that lives, so that /healthz answers 200
    world.numbers = _objects(people, nora, applicant, dora)
    for service in worlds():
        world.numbers |= service.objects(make, people)
        db.session.commit()
    return world


@transactional
def _objects(people: Any, nora: Person, applicant: Person, dora: Person) -> dict[str, Any]:
    with_omar = {"mentor_id": people.omar.id, "cohort_id": people.cohort.id}
    done = Request(**with_omar, mentee_id=nora.id, status=RequestStatus.ACCEPTED, note="We agreed.", opened_at=now())
    waiting = Request(
        **with_omar,
        mentee_id=people.maya.id,
        status=RequestStatus.OPEN,
        note="I ask.",
        opened_at=now(),
        closes_at=now() + timedelta(days=14),
    )
    db.session.add_all([done, waiting])
    db.session.flush()
    match = Match(**with_omar, mentee_id=nora.id, request_id=done.id, status=MatchStatus.ACTIVE, activated_at=now())
    exception = AvailabilityException(person_id=people.omar.id, on_date=date.today() + timedelta(days=30))  # noqa: TID251
    offer = Offer(person_id=applicant.id, status=OfferStatus.APPLIED, role_title="Analyst", applied_at=now())
    db.session.add_all([match, exception, offer, Profile(person_id=applicant.id)])
    dora.active = False
    db.session.flush()
    at = calendar.open_times(people.omar, people.cohort, guest=nora)[0]
    booking = time_service.book(people.omar, nora, people.cohort, at, purpose=of_match(match.id), topic="", by=nora)
    goal = goals.add_goal(match, title="A portfolio", why="", target_on=None, by=nora)
    step = goals.add_step(goal, text="Choose three works", due_on=None, doer_id=nora.id, by=nora)
    missed = Booking(
        match_id=match.id, host_id=people.omar.id, guest_id=nora.id, status=BookingStatus.MISSED, uid="missed",
        starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1), wall_start="", wall_zone="UTC",
    )  # fmt: skip
    db.session.add(missed)
    db.session.flush()
    attendance = Attendance(
        booking_id=missed.id, outcome=Outcome.MISSED, missed_by_id=nora.id, marked_by_id=people.omar.id, marked_at=now()
    )
    db.session.add(attendance)
    upload = PeopleUpload(
        by_id=people.cora.id, cohort_id=people.cohort.id, file_name="people.csv", header=("email",), meanings=("email",)
    )
    announcement = Announcement(
        cohort_id=people.cohort.id, by_id=people.cora.id, segment=Segment.STUDENTS, subject="Hello", body="A word."
    )
    merge = TermMerge(kind=TermKind.SKILL, source_key="js", source_label="JS", target_key="go", target_label="Go")
    db.session.add_all([upload, announcement, merge])
    db.session.flush()
    row = PeopleUploadRow(upload_id=upload.id, line=2, cells={}, status=OutcomeStatus.REFUSED)
    db.session.add(row)
    db.session.flush()
    message = messages.write(match, "A word.", by=nora)
    file = files.share(match, b"A page.", "page.txt", by=nora)
    concern = concerns.raise_concern(match, ConcernKind.OTHER, "A worry.", may_tell=False, by=nora)
    letters.write(people.maya, "accounts/email/password_changed.txt", key="world", at=now().isoformat())
    letter = db.session.get_one(Letter, 1)
    letter.person_id, letter.status, letter.last_error = people.maya.id, LetterStatus.FAILED, "550 no such user"
    view = SavedView(person_id=people.cora.id, name="Mine", address="kind=match")
    bulk = Bulk(by_id=people.cora.id, act=Act.APPROVE, due_at=now() + timedelta(minutes=1))
    db.session.add_all([view, bulk])
    db.session.flush()
    with_omar |= {"mentee_id": people.maya.id}
    draft = Draft(cohort_id=people.cohort.id, objective=Objective.TOTAL, status=DraftStatus.READY, progress=100)
    rule = PairRule(**with_omar, kind=RuleKind.APART, reason="A reason.", made_by_id=people.cora.id)
    db.session.add_all([draft, rule])
    db.session.flush()
    by_link = Invitation(cohort_id=people.cohort.id, enrolled_as=EnrolledAs.MENTEE, seed="seed", most_uses=5,
                         expires_at=now() + timedelta(days=9))  # fmt: skip
    people.cohort.self_enrolment = True
    joining = JoinRequest(person_id=people.eve.id, cohort_id=people.cohort.id)
    item = TrainingItem(cohort_id=people.cohort.id, title="Read this", text="Please.", also_present=True)
    check = MentorCheck(label="Talk held")
    made = CertificateJob(
        cohort_id=people.cohort.id,
        asked_by_id=people.cora.id,
        locale="en",
        status=CertificateStatus.READY,
        content=b"PK",
    )
    db.session.add_all([by_link, joining, item, check, made])
    db.session.flush()
    db.session.add(TrainingTick(item_id=item.id, person_id=people.omar.id))
    db.session.add(DraftRow(draft_id=draft.id, mentee_id=people.maya.id, mentor_id=people.omar.id, score=0.5))
    place = WaitingPlace(cohort_id=people.cohort.id, mentee_id=people.maya.id)
    db.session.add(place)
    db.session.flush()
    kept = WaitingOffer(
        place_id=place.id, mentee_id=people.maya.id, mentor_id=people.omar.id, closes_at=now() + timedelta(days=2)
    )
    db.session.add(kept)
    db.session.flush()
    return {
        "invitation_id": by_link.id, "join_id": joining.id, "item_id": item.id, "check_id": check.id,
        "place_id": place.id, "draft_id": draft.id, "mentee_id": people.maya.id, "rule_id": rule.id,
        "request_id": waiting.id, "match_id": match.id, "booking_id": booking.id, "mentor_id": people.omar.id,
        "person_id": people.maya.id, "offer_id": applicant.id, "kept_id": kept.id, "cohort_id": people.cohort.id,
        "message_id": message.id, "file_id": file.id, "concern_id": concern.id,
        "goal_id": goal.id, "step_id": step.id,
        "exception_id": exception.id, "secret": time_service.make_feed(people.omar, by=people.omar),
        "view_id": view.id, "bulk_id": bulk.id,
        "letter_id": 1, "sign_in_id": 1, "token_id": 1, "upload_id": upload.id, "row_id": row.id,
        "announcement_id": announcement.id, "merge_id": merge.id, "reader": links.token_for(people.maya.id),
        "attendance_id": attendance.id,
    }  # fmt: skip


class Snapshot:
    """The world's database, to come back to, and whether a request has had an effect on it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = sqlite3.connect(path, check_same_thread=False)
        self.kept = sqlite3.connect(":memory:", check_same_thread=False)
        self.file.backup(self.kept)
        self.content = self._content()
        self.version = self._version()

    def _version(self) -> int:
        return int(self.file.execute("PRAGMA data_version").fetchone()[0])

    def _content(self) -> dict[str, list[Any]]:
        tables = self.file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: self.file.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in tables
            if name not in BOOKKEEPING
        }

    def effect(self) -> list[str]:
        """Names of tables that changed since the snapshot; restores it when anything was written."""
        version = self._version()
        if version == self.version:
            return []
        changed = [name for name, rows in self._content().items() if rows != self.content[name]]
        self.kept.backup(self.file)
        self.version = self._version()
        return changed

    def close(self) -> None:
        self.file.close()
        self.kept.close()
