"""Events with their questions and speakers, and everybody's place in them."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column


class EventKind(enum.StrEnum):
    TALK = "talk"
    WORKSHOP = "workshop"
    FAIR = "fair"
    DROP_IN = "drop_in"


class EventStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CALLED_OFF = "called_off"
    OVER = "over"


class Waiting(enum.StrEnum):
    """Who gives a place that became free to somebody who waits: nobody, the line by its order, or an organiser."""

    NONE = "none"
    AUTOMATIC = "automatic"
    BY_HAND = "by_hand"


class QuestionKind(enum.StrEnum):
    SHORT = "short"
    LONG = "long"
    CHOICE = "choice"


class PlaceStatus(enum.StrEnum):
    """``offered``: kept until ``closes_at``; ``dropped_in``: came without registration, takes no place.

    The last ones take no place either: left by themselves, let it pass on, let it lapse, had another booking when the
    event moved, were taken off by an organiser, or the event was called off.
    """

    WAITING = "waiting"
    OFFERED = "offered"
    REGISTERED = "registered"
    DROPPED_IN = "dropped_in"
    LEFT = "left"
    PASSED_ON = "passed_on"
    LAPSED = "lapsed"
    CANNOT = "cannot"
    REMOVED = "removed"
    CALLED_OFF = "called_off"


#: What counts in ``event.taken``.
TAKES_A_PLACE = (PlaceStatus.REGISTERED, PlaceStatus.OFFERED)
#: Ways in which somebody still has to do with an event.
CURRENT = (*TAKES_A_PLACE, PlaceStatus.WAITING)


class Series(Base):
    """Events that belong together, such as the evenings of one course."""

    __tablename__ = "event_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)


class Event(Base):
    """Something that people come to. ``taken`` counts places that are taken or kept, and never exceeds ``capacity``."""

    __tablename__ = "event"
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        sa.CheckConstraint("taken >= 0 and (capacity is null or taken <= capacity)", name="taken_within_capacity"),
        sa.CheckConstraint("capacity is null or capacity between 1 and 5000", name="capacity_fits"),
        sa.CheckConstraint("length(title) between 1 and 120 and length(text) <= 5000", name="words_fit"),
        sa.CheckConstraint("length(place) <= 200 and length(reason) <= 600", name="few_words_fit"),
        sa.CheckConstraint("opens_at is null or closes_at is null or opens_at < closes_at", name="window_opens_first"),
        sa.Index("ix_event_status_ends", "status", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event_series.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind, "event_kind"))
    status: Mapped[EventStatus] = mapped_column(enum_column(EventStatus, "event_status"), default=EventStatus.DRAFT)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    #: BCP 47.
    language: Mapped[str] = mapped_column(default="en")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    #: The organiser's, whose clock the place has.
    zone: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    #: Only the registered see it.
    online_link: Mapped[str] = mapped_column(default="")
    #: None: as many as come.
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    #: Whether one registers; a drop-in may do without.
    registration: Mapped[bool] = mapped_column(default=True)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    cancel_until: Mapped[datetime | None]
    waiting: Mapped[Waiting] = mapped_column(enum_column(Waiting, "event_waiting"), default=Waiting.AUTOMATIC)
    #: Who may come; each empty: all of them. Numbers of cohorts and years as text.
    affiliations: Mapped[tuple[str, ...]] = mapped_column(default=())
    cohorts: Mapped[tuple[str, ...]] = mapped_column(default=())
    degrees: Mapped[tuple[str, ...]] = mapped_column(default=())
    years: Mapped[tuple[str, ...]] = mapped_column(default=())
    mentors_too: Mapped[bool] = mapped_column(default=False)
    recording_link: Mapped[str] = mapped_column(default="")
    slides_link: Mapped[str] = mapped_column(default="")
    #: Whether everybody may see them, or who was registered only.
    shown_to_all: Mapped[bool] = mapped_column(default=False)
    #: Six letters that stand at the door.
    door_code: Mapped[str] = mapped_column(default="")
    #: Why it was called off.
    reason: Mapped[str] = mapped_column(default="")
    #: How often it was moved: each time has letters of its own.
    moves: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    series: Mapped[Series | None] = relationship(lazy="joined")
    questions: Mapped[list["Question"]] = relationship(
        order_by="Question.number", cascade="all, delete-orphan", lazy="selectin"
    )
    speakers: Mapped[list["Speaker"]] = relationship(
        order_by="Speaker.id", back_populates="event", cascade="all, delete-orphan", lazy="selectin"
    )


class Question(Base):
    """What is asked at registration: at most five, each on a number of its own."""

    __tablename__ = "event_question"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "number"),
        sa.CheckConstraint("number between 1 and 5", name="five_at_most"),
        sa.CheckConstraint("length(text) between 1 and 200", name="words_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(enum_column(QuestionKind, "event_question_kind"))
    text: Mapped[str]
    choices: Mapped[tuple[str, ...]] = mapped_column(default=())
    needed: Mapped[bool] = mapped_column(default=False)


class Speaker(Base):
    """Who speaks. A mentor of the service is shown once they agree, and then their time is taken."""

    __tablename__ = "event_speaker"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "person_id"),
        sa.UniqueConstraint("booking_id"),
        sa.CheckConstraint("length(name) between 1 and 120 and length(words) <= 600", name="words_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    agreed_at: Mapped[datetime | None]
    booking_id: Mapped[int | None] = mapped_column(sa.ForeignKey("booking.id", ondelete="SET NULL"))

    event: Mapped[Event] = relationship(back_populates="speakers")
    person: Mapped[Person | None] = relationship()
    booking: Mapped[Booking | None] = relationship()

    @property
    def is_shown(self) -> bool:
        """Guests from outside are; mentors of the service once they have agreed."""
        return self.person_id is None or self.agreed_at is not None


class Place(Base):
    """Somebody's place in an event or in its line, one row each. The position in line is computed, never stored."""

    __tablename__ = "event_place"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "person_id"),
        sa.UniqueConstraint("booking_id"),
        sa.Index("ix_event_place_line", "event_id", "status", "joined_at"),
        sa.Index("ix_event_place_due", "status", "closes_at"),
        sa.CheckConstraint("(status = 'offered') = (closes_at is not null)", name="kept_until_a_time"),
        sa.CheckConstraint("rating is null or rating between 1 and 3", name="rating_fits"),
        sa.CheckConstraint("length(feedback) <= 1000", name="feedback_fits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    status: Mapped[PlaceStatus] = mapped_column(enum_column(PlaceStatus, "event_place_status"))
    #: When they came into line, or registered.
    joined_at: Mapped[datetime] = mapped_column(default=now)
    offered_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    #: Counts up with every offer and registration, so that each is told once.
    turn: Mapped[int] = mapped_column(default=0)
    booking_id: Mapped[int | None] = mapped_column(sa.ForeignKey("booking.id", ondelete="SET NULL"))
    #: ``question`` as it was asked, and ``answer``.
    answers: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    came_at: Mapped[datetime | None]
    #: The organiser who ticked it; None by the code at the door.
    came_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    rating: Mapped[int | None]
    feedback: Mapped[str] = mapped_column(default="")
    feedback_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    booking: Mapped[Booking | None] = relationship()
