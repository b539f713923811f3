"""What a person may read by the API: the same rows as on pages, newest first."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.core.db import db
from mentormatch.goals.models import Goal, GoalStep
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.models import Match, Request
from mentormatch.messages.models import Message, Reading


def request_for(person: Person, request_id: int) -> Request | None:
    """A request this person made, or one that has reached them as mentor."""
    return mentoring.request_for_mentee(person, request_id) or mentoring.request_for_mentor(person, request_id)


def requests_of(person: Person) -> sa.Select[Request]:
    reached = sa.and_(Request.mentor_id == person.id, Request.opened_at.is_not(None))
    mine = sa.select(Request).where(sa.or_(Request.mentee_id == person.id, reached))
    return mine.options(joinedload(Request.mentee), joinedload(Request.mentor))


def matches_of(person: Person) -> sa.Select[Match]:
    mine = sa.select(Match).where(sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id))
    return mine.options(joinedload(Match.mentee), joinedload(Match.mentor))


def bookings_of(person: Person) -> sa.Select[Booking]:
    """Sessions and kept times; one that came to nothing was never a session, nor is one held while a form is open."""
    mine = sa.select(Booking).where(sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id))
    mine = mine.where(sa.or_(Booking.status != BookingStatus.CANCELLED, Booking.sequence > 0))
    mine = mine.where(Booking.holder_id.is_(None), Booking.kind == SESSION)
    return mine.options(joinedload(Booking.host), joinedload(Booking.guest))


def goals_of(person: Person, match_id: int | None = None) -> sa.Select[Goal]:
    """Goals of one's matches, or of one of them, with their steps."""
    steps = selectinload(Goal.steps).options(joinedload(GoalStep.doer))
    return sa.select(Goal).where(_of_mine(Goal.match_id, person, match_id)).options(steps)


def goal_for(person: Person, goal_id: int) -> Goal | None:
    return db.session.scalar(goals_of(person).where(Goal.id == goal_id))


def step_for(person: Person, goal_id: int, step_id: int) -> GoalStep | None:
    goal = goal_for(person, goal_id)
    return next((step for step in goal.steps if step.id == step_id), None) if goal else None


def messages_of(person: Person, match_id: int | None = None) -> sa.Select[Message]:
    """Messages in one's matches, or in one of them, by either of the two."""
    return sa.select(Message).where(_of_mine(Message.match_id, person, match_id)).options(joinedload(Message.author))


def message_for(person: Person, message_id: int) -> Message | None:
    return db.session.scalar(messages_of(person).where(Message.id == message_id))


def read_ones(messages: Sequence[Message]) -> set[int]:
    """The numbers of those messages that have been read by whom they were written to."""
    other = sa.and_(Reading.match_id == Message.match_id, Reading.person_id != Message.author_id)
    read = sa.select(Message.id).join(Reading, other).where(Message.id <= Reading.read_up_to)
    return set(db.session.scalars(read.where(Message.id.in_([message.id for message in messages]))))


def _of_mine(column: InstrumentedAttribute[int], person: Person, match_id: int | None) -> sa.ColumnElement[bool]:
    mine = sa.select(Match.id).where(sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id))
    return column.in_(mine if match_id is None else mine.where(Match.id == match_id))
