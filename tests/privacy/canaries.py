"""A world in which every text of Maya and of the people around her holds a string that is nowhere else.

``own`` are Maya's words; ``inner`` what is kept about her and not given out (secrets, letters as data); ``got`` what
others wrote to her; ``foreign`` what others wrote for themselves or for coordinators.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, PersonalToken, RecoveryCode, RoleName, SecondFactor, SignIn
from mentormatch.announcements.models import Announcement, Segment
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus, PairRule, RuleKind
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar.models import Booking, BookingStatus, CalendarFeed
from mentormatch.concerns.models import Concern, ConcernKind, ConcernNote
from mentormatch.core.clock import now
from mentormatch.core.db import Base, db, transactional
from mentormatch.core.idempotency import KeptAnswer
from mentormatch.feedback.models import SessionFeedback
from mentormatch.files import service as files
from mentormatch.goals.models import Goal, GoalStep
from mentormatch.matching import Objective
from mentormatch.mentoring.models import (
    Decided,
    Match,
    MatchStatus,
    Request,
    RequestMessage,
    RequestStatus,
    ReviewDecision,
    ReviewReason,
)
from mentormatch.messages.models import Message
from mentormatch.notes.models import PrivateNote, Shared, SharedNote
from mentormatch.notifications import service as letters
from mentormatch.people.models import PeopleUpload, PeopleUploadPart, PeopleUploadRow
from mentormatch.people.record import OutcomeStatus
from mentormatch.profiles import service as profiles
from mentormatch.profiles.models import TermKind, TermLink, TermMerge
from mentormatch.programmes.models import Cohort, EnrolledAs, Invitation, JoinRequest, JoinStatus
from mentormatch.queue.models import Act, Bulk, SavedView
from mentormatch.recommendations.models import StoredVector, VectorKind
from mentormatch.relationship.models import CertificateJob, Farewell
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingOffer, WaitingPlace
from tests.calendar.conftest import Pair
from tests.make import Make
from tests.services import worlds

KINDS = ("own", "inner", "got", "foreign")


@dataclass
class Canaries:
    """Hands out strings and remembers each: kind → strings."""

    told: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def __call__(self, kind: str, where: str) -> str:
        found = f"canary{len(self.told[kind]):03}-{kind}-{where}-end"
        self.told[kind].append(found)
        return found


@dataclass
class World:
    say: Canaries
    maya: Person
    omar: Person
    cora: Person
    match: Match
    #: In which Maya is the mentor.
    other_match: Match


@transactional
def make_world(pair: Pair, make: Make) -> World:
    say = Canaries()
    maya, omar = pair.mentee, pair.mentor
    cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    lena = make.mentee("Lena Vogel", cohort=pair.cohort)
    for person, own, inner in ((maya, "own", "inner"), (omar, "foreign", "foreign")):
        _person(say, person, own, inner)
    said = _request(say, maya, omar, pair.cohort)
    asked = _request(say, lena, maya, pair.cohort, theirs=("got", "own"))
    db.session.add_all([said, asked])
    db.session.flush()
    other = Match(mentee_id=lena.id, mentor_id=maya.id, cohort_id=pair.cohort.id, request_id=asked.id,
                  status=MatchStatus.ENDED, ended_at=now(), ended_by_id=maya.id,
                  end_reason=say("own", "match.end_reason"), review_reason=say("foreign", "match.review_reason"),
                  reviewed_by_id=cora.id, reviewed_at=now())  # fmt: skip
    db.session.add_all([
        other,
        RequestMessage(request_id=said.id, author_id=omar.id, text=say("got", "request_message")),
        RequestMessage(request_id=said.id, author_id=maya.id, text=say("own", "request_message")),
    ])  # fmt: skip
    world = World(say, maya, omar, cora, pair.match, other)
    db.session.flush()
    _words(world)
    _time(world, lena)
    _session_of_others(world, lena)
    _drafts(world)
    _joining(world)
    _decided(world)
    _queue(world)
    for service in worlds():
        service.words(world)
    return world


def _queue(world: World) -> None:
    maya, say = world.maya.id, world.say
    db.session.add_all([
        SavedView(person_id=maya, name=say("own", "view.name"), address=say("own", "view.address")),
        Bulk(by_id=maya, act=Act.APPROVE, words=say("own", "bulk.words"), due_at=now()),
    ])  # fmt: skip


def _drafts(world: World) -> None:
    pair = {"mentee_id": world.maya.id, "mentor_id": world.omar.id}
    drafted = Draft(cohort_id=world.match.cohort_id, objective=Objective.TOTAL, status=DraftStatus.READY)
    db.session.add(drafted)
    db.session.flush()
    told = {"reasons": [world.say("inner", "row.recommendation")]}
    db.session.add_all([
        DraftRow(draft_id=drafted.id, score=0.5, recommendation=told, **pair),
        PairRule(cohort_id=drafted.cohort_id, kind=RuleKind.APART, made_by_id=world.cora.id,
                 reason=world.say("inner", "pair_rule.reason"), **pair),
    ])  # fmt: skip


def _joining(world: World) -> None:
    say, cohort = world.say, {"cohort_id": world.match.cohort_id}
    db.session.add_all([
        JoinRequest(person_id=world.maya.id, words=say("own", "join.words"), reason=say("got", "join.reason"),
                    status=JoinStatus.DECLINED, decided_at=now(), decided_by_id=world.cora.id, **cohort),
        Invitation(enrolled_as=EnrolledAs.MENTEE, seed=say("foreign", "invitation.seed"), most_uses=1,
                   domain=say("foreign", "invitation.domain"), addresses=(say("foreign", "invitation.addresses"),),
                   expires_at=now(), made_by_id=world.cora.id, **cohort),
        CertificateJob(asked_by_id=world.cora.id, locale="en", content=say("foreign", "certificates").encode(),
                       **cohort),
    ])  # fmt: skip


def _decided(world: World) -> None:
    pair = {"mentee_id": world.maya.id, "mentor_id": world.omar.id, "cohort_id": world.match.cohort_id}
    db.session.add(
        ReviewDecision(subject_kind="match", subject_id=world.match.id, by_id=world.cora.id, decision=Decided.REFUSED,
                       reason=ReviewReason.OTHER, words=world.say("foreign", "decision.words"), **pair)
    )  # fmt: skip
    place = WaitingPlace(cohort_id=pair.pop("cohort_id"), mentee_id=world.maya.id, status=PlaceStatus.REMOVED,
                         closed_at=now(), reason=world.say("inner", "waiting_place.reason"))  # fmt: skip
    db.session.add(place)
    db.session.flush()
    told = {"reasons": [world.say("inner", "waiting_offer.recommendation")]}
    db.session.add(
        WaitingOffer(place_id=place.id, closes_at=now(), answered_at=now(), status=OfferStatus.LAPSED,
                     by_id=world.cora.id, reason=world.say("inner", "waiting_offer.reason"), recommendation=told,
                     **pair)
    )  # fmt: skip


def _person(say: Canaries, person: Person, own: str, inner: str) -> None:
    person.name, person.email = say(own, "person.name"), say(own, "person.email") + "@example.org"
    background = {name: say(own, f"profile.{name}") for name in ("degree", "previous_field", "bio", "organisation")}
    profiles.save_background(person, by=person, **background, skills=(say(own, "profile.skills"),))
    lists = ("target_roles", "industries", "skills_wanted", "help_topics")
    aim: dict[str, Any] = {name: (say(own, f"aim.{name}"),) for name in lists}
    profiles.save_aim(person, by=person, goal=say(own, "aim.goal"), **aim)
    offer: dict[str, Any] = {name: say(own, f"offer.{name}") for name in ("headline", "role_title", "organisation")}
    offer |= {name: (say(own, f"offer.{name}"),) for name in ("industries", "help_topics")}
    profiles.save_offer(person, by=person, **offer, meeting_link=f"https://meet.example.org/{say(own, 'offer.link')}")
    at = now() + timedelta(days=9)
    db.session.add_all([
        SignIn(person_id=person.id, token_hash=say(inner, "sign_in.token_hash"), device=say(own, "sign_in.device"),
               created_at=now(), seen_at=now(), expires_at=at),
        SecondFactor(person_id=person.id, seed=say(inner, "second_factor.seed"), last_step=0),
        RecoveryCode(person_id=person.id, code_hash=say(inner, "recovery_code.hash")),
        PersonalToken(person_id=person.id, name=say(own, "token.name"), token_hash=say(inner, "token.hash"),
                      expires_at=at),
        CalendarFeed(person_id=person.id, secret_hash=say(inner, "feed.hash")),
        KeptAnswer(person_id=person.id, key=say(inner, "answer.key"), call_hash="x", created_at=now(),
                   answer={"said": say(inner, "answer.answer")}),
        StoredVector(person_id=person.id, kind=VectorKind.GOAL, encoder_id="x", texts_stamp=1, encoded_at=now(),
                     vectors=say(inner, "vectors").encode()),
    ])  # fmt: skip
    letters.write(person, "accounts/email/password_changed.txt", key=say(inner, "letter.key"), at=now().isoformat(),
                  words=say(inner, "letter.context"))  # fmt: skip


def _request(
    say: Canaries, mentee: Person, mentor: Person, cohort: Cohort, *, theirs: tuple[str, str] = ("own", "got")
) -> Request:
    asks, answers = theirs
    told = {"reasons": [say("own" if asks == "own" else "foreign", "request.recommendation")]}
    return Request(
        mentee_id=mentee.id, mentor_id=mentor.id, cohort_id=cohort.id, status=RequestStatus.DECLINED, opened_at=now(),
        note=say(asks, "request.note"), proposed_times=(say(asks, "request.times"),), recommendation=told,
        decline_words=say(answers, "request.decline_words"), review_reason=say("foreign", "request.review_reason"),
    )  # fmt: skip


def _words(world: World) -> None:
    say, match = world.say, world.match
    for author, kind, private in ((world.maya, "own", "own"), (world.omar, "got", "foreign")):
        goal = Goal(match_id=match.id, by_id=author.id, title=say(kind, "goal.title"), why=say(kind, "goal.why"),
                    place=1 if kind == "own" else 2)  # fmt: skip
        db.session.add_all([
            goal,
            Message(match_id=match.id, author_id=author.id, text=say(kind, "message")),
            Farewell(match_id=match.id, person_id=author.id, thanks=say(kind, "farewell.thanks"), rating=4),
            Concern(match_id=match.id, raised_by_id=author.id, kind=ConcernKind.OTHER,
                    words=say(private, "concern.words")),
        ])  # fmt: skip
        db.session.flush()
        db.session.add(GoalStep(goal_id=goal.id, place=1, text=say(kind, "goal_step"), doer_id=author.id))
        content, name = say(private, "file.content"), say(private, "file.name")
        files.share(match, content.encode(), f"{name}.txt", by=author)
    concerns = db.session.scalars(sa.select(Concern)).all()
    db.session.add_all(
        ConcernNote(concern_id=concern.id, by_id=world.cora.id, text=say("foreign", "concern_note"))
        for concern in concerns
    )
    upload = PeopleUpload(by_id=world.cora.id, cohort_id=match.cohort_id, file_name=say("foreign", "upload"),
                          header=(say("foreign", "upload.header"),))  # fmt: skip
    merge = TermMerge(kind=TermKind.SKILL, source_key="a", source_label="A", target_key="b", target_label="B")
    db.session.add_all([upload, merge])
    db.session.flush()
    db.session.add_all([
        PeopleUploadPart(upload_id=upload.id, number=0, content=say("foreign", "upload.content").encode()),
        PeopleUploadRow(upload_id=upload.id, line=2, cells={"bio": say("foreign", "upload.cells")},
                        status=OutcomeStatus.REFUSED),
        TermLink(merge_id=merge.id, person_id=world.maya.id, answer="profile.skills",
                 before=(say("own", "term_link.before"),), after=(say("own", "term_link.after"),)),
        Announcement(cohort_id=match.cohort_id, by_id=world.cora.id, segment=Segment.STUDENTS,
                     view_name=say("foreign", "announcement.view"), view_address=say("foreign", "announcement.address"),
                     subject=say("foreign", "announcement.subject"), body=say("foreign", "announcement.body")),
    ])  # fmt: skip


def _time(world: World, lena: Person) -> None:
    say, maya, omar = world.say, world.maya, world.omar
    sessions = [(world.match, omar, maya, omar), (world.match, omar, maya, maya), (world.other_match, maya, lena, lena)]
    for number, (match, host, guest, marked_by) in enumerate(sessions):
        ends = now() - timedelta(days=number + 1)
        link = say("own" if host is maya else "foreign", "booking.meeting_link")
        booking = Booking(
            match_id=match.id, host_id=host.id, guest_id=guest.id, starts_at=ends - timedelta(hours=1), ends_at=ends,
            wall_start="", wall_zone="UTC", status=BookingStatus.CANCELLED, uid=str(number), meeting_link=link,
            topic=say("own", "booking.topic"), cancelled_by_id=maya.id, cancel_reason=say("own", "booking.reason"),
        )  # fmt: skip
        db.session.add(booking)
        db.session.flush()
        other_words = say("foreign" if marked_by is maya else "own", "attendance.other_words")
        db.session.add_all([
            SharedNote(booking_id=booking.id, kind=Shared.AGENDA, text=say("own", "shared_note"), version=1,
                       by_id=maya.id),
            SharedNote(booking_id=booking.id, kind=Shared.MINUTES, text=say("got", "shared_note"), version=1,
                       by_id=marked_by.id),
            Attendance(booking_id=booking.id, outcome=Outcome.HELD, marked_by_id=marked_by.id, marked_at=now(),
                       other_words=other_words, disputed_at=now(), other_outcome=Outcome.CANCELLED_LATE),
        ])  # fmt: skip
        for author, kind in ((maya, "own"), (host if guest is maya else guest, "foreign")):
            db.session.add_all([
                PrivateNote(booking_id=booking.id, author_id=author.id, text=say(kind, "private_note"), version=1),
                SessionFeedback(booking_id=booking.id, person_id=author.id, useful=2, words=say(kind, "feedback")),
            ])  # fmt: skip


def _session_of_others(world: World, lena: Person) -> None:
    """A session without Maya, in which Lena sees something differently."""
    start = now() - timedelta(days=20)
    booking = Booking(
        host_id=world.omar.id, guest_id=lena.id, starts_at=start, ends_at=start + timedelta(hours=1), wall_start="",
        wall_zone="UTC", status=BookingStatus.HELD, uid="others",
    )  # fmt: skip
    db.session.add(booking)
    db.session.flush()
    db.session.add(Attendance(booking_id=booking.id, outcome=Outcome.HELD, marked_by_id=world.omar.id, marked_at=now(),
                              other_words=world.say("foreign", "attendance.of_others"), disputed_at=now(),
                              other_outcome=Outcome.CANCELLED_LATE))  # fmt: skip


def everything() -> Iterator[tuple[str, str, str]]:
    """Every value of every row as text: table, column, value."""
    for name, table in Base.metadata.tables.items():
        for row in db.session.execute(sa.select(table)).mappings():
            for column, value in row.items():
                yield name, column, value.decode("latin1") if isinstance(value, bytes) else str(value)
