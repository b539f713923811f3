"""Requests, the words exchanged about them, and matches."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.programmes.models import Cohort, ReviewMode


class RequestStatus(enum.StrEnum):
    AWAITING_REVIEW = "awaiting_review"
    OPEN = "open"
    QUESTION = "question"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PASSED_ON = "passed_on"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


#: Statuses in which a request still waits for somebody and counts against the mentee's limit.
WAITING = frozenset({RequestStatus.AWAITING_REVIEW, RequestStatus.OPEN, RequestStatus.QUESTION})


#: Statuses in which the mentor may still say yes or no.
ANSWERABLE = frozenset({RequestStatus.OPEN, RequestStatus.QUESTION})


class Superseded(enum.StrEnum):
    """Why a request was answered by something else than its mentor's yes or no."""

    MENTOR_FULL = "mentor_full"
    MENTEE_MATCHED = "mentee_matched"
    MENTOR_CHANGED = "mentor_changed"


class DeclineReason(enum.StrEnum):
    NO_TIME = "no_time"
    NOT_MY_FIELD = "not_my_field"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    OTHER = "other"


class MatchStatus(enum.StrEnum):
    AWAITING_REVIEW = "awaiting_review"
    ACTIVE = "active"
    ENDED = "ended"
    REJECTED = "rejected"


class EndReason(enum.StrEnum):
    """Why one of the two ended a match."""

    REACHED = "reached"
    TERM_OVER = "term_over"
    NO_TIME = "no_time"
    NOT_FITTING = "not_fitting"
    OTHER = "other"


class Decided(enum.StrEnum):
    """What a coordinator decided about a pair."""

    APPROVED = "approved"
    CHANGED = "changed"
    REFUSED = "refused"


class ReviewReason(enum.StrEnum):
    """Why, from a list: the first three speak for a pair, the others against it."""

    REASONS_HOLD = "reasons_hold"
    BEST_AVAILABLE = "best_available"
    KNOWN_TO_US = "known_to_us"
    BETTER_ELSEWHERE = "better_elsewhere"
    TOO_LITTLE_IN_COMMON = "too_little_in_common"
    TOO_CLOSE = "too_close"
    MENTOR_BUSY = "mentor_busy"
    MENTOR_AWAY = "mentor_away"
    NOT_READY = "not_ready"
    CONCERN = "concern"
    OTHER = "other"


#: Reasons for a yes, and for another mentor or a no.
FOR = (ReviewReason.REASONS_HOLD, ReviewReason.BEST_AVAILABLE, ReviewReason.KNOWN_TO_US, ReviewReason.OTHER)
AGAINST = tuple(reason for reason in ReviewReason if reason not in FOR or reason == ReviewReason.OTHER)


def _listed(reasons: tuple[ReviewReason, ...]) -> str:
    return ", ".join(f"'{reason.value}'" for reason in reasons)


#: Statuses in which a match takes a place of the mentor.
CURRENT = frozenset({MatchStatus.AWAITING_REVIEW, MatchStatus.ACTIVE})


def _band_of(context: Any) -> str | None:
    """The band of the recommendation that a new row is written with: lists are narrowed by it."""
    recommendation = context.get_current_parameters().get("recommendation") or {}
    found: str | None = recommendation.get("band")
    return found


def _one_while(status: str) -> dict[str, Any]:
    """A pair has at most one row in these statuses."""
    among = sa.text(f"status in ({status})")
    return {"unique": True, "sqlite_where": among, "postgresql_where": among}


class Request(Base):
    """A mentee asks a mentor. What the ranker said at that moment is kept with it."""

    __tablename__ = "request"
    __table_args__ = (
        sa.Index(
            "uq_request_waiting_pair",
            "mentee_id",
            "mentor_id",
            **_one_while("'awaiting_review', 'open', 'question'"),
        ),
        sa.Index("ix_request_status_since", "status", "created_at", "cohort_id"),
        sa.Index("ix_request_status_closes", "status", "closes_at"),
        sa.Index("ix_request_status_opened", "status", "opened_at"),
        sa.CheckConstraint("mentee_id <> mentor_id", name="two_people"),
        sa.CheckConstraint("passed_to_id is null or status = 'passed_on'", name="passed_on_to_somebody"),
        # A mentor's kept places are counted while their requests wait.
        sa.Index(
            "ix_request_kept_place",
            "mentor_id",
            sqlite_where=sa.text("place_kept"),
            postgresql_where=sa.text("place_kept"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentee_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    status: Mapped[RequestStatus] = mapped_column(enum_column(RequestStatus, "request_status"), index=True)
    #: The cohort's rule when this request was made; a later change of the rule does not touch it.
    review_mode: Mapped[ReviewMode] = mapped_column(
        enum_column(ReviewMode, "request_review_mode"), default=ReviewMode.AFTER_BOTH
    )
    note: Mapped[str]
    #: ISO instants in UTC that the mentee proposed.
    proposed_times: Mapped[tuple[str, ...]] = mapped_column(default=())
    #: The recommendation as shown: ranker, score, band, reasons (feature, kind, contribution, evidence).
    recommendation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: The band of the recommendation once more, in a column of its own.
    band: Mapped[str | None] = mapped_column(default=_band_of)
    #: What the mentee was told to expect (share of requests accepted, seconds), to be checked later.
    told_share: Mapped[float | None]
    told_seconds: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: When the mentor's clock started (None while a coordinator looks first).
    opened_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(enum_column(DeclineReason, "decline_reason"))
    #: What the mentor wrote with a no, or when passing the request on.
    decline_words: Mapped[str] = mapped_column(default="")
    #: The colleague whom the mentor suggested, when the request was passed on. Nothing reaches them by itself.
    passed_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    superseded_because: Mapped[Superseded | None] = mapped_column(enum_column(Superseded, "superseded_because"))
    #: The coordinator who agreed to this pair beforehand (review before the mentor, or a changed mentor).
    reviewed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reviewed_at: Mapped[datetime | None]
    review_reason: Mapped[str] = mapped_column(default="")
    #: Made from an offer of the waiting list: one of the mentor's places is counted for it while it waits.
    place_kept: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: The request that this one replaces, when a coordinator changed the mentor.
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("request.id"))

    mentee: Mapped[Person] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Person] = relationship(foreign_keys=mentor_id)
    passed_to: Mapped[Person | None] = relationship(foreign_keys=passed_to_id)
    cohort: Mapped[Cohort] = relationship()
    messages: Mapped[list["RequestMessage"]] = relationship(order_by="RequestMessage.id")


class RequestMessage(Base):
    """A question of the mentor before deciding, or the mentee's answer to it."""

    __tablename__ = "request_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("request.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[Person] = relationship()


class Match(Base):
    """A mentee and a mentor who agreed, and, where the cohort asks for it, a coordinator who approved."""

    __tablename__ = "match"
    __table_args__ = (
        sa.Index("uq_match_current_pair", "mentee_id", "mentor_id", **_one_while("'awaiting_review', 'active'")),
        sa.Index("ix_match_status_since", "status", "created_at", "cohort_id"),
        sa.Index("ix_match_status_ended", "status", "ended_at"),
        sa.Index("ix_match_mentee_status", "mentee_id", "status", "ended_at"),
        sa.CheckConstraint("mentee_id <> mentor_id", name="two_people"),
        sa.CheckConstraint("(reviewed_by_id is null) = (reviewed_at is null)", name="reviewed_by_somebody_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What it came from; None when a coordinator put the two together.
    request_id: Mapped[int | None] = mapped_column(sa.ForeignKey("request.id"), unique=True)
    mentee_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    mentor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    status: Mapped[MatchStatus] = mapped_column(enum_column(MatchStatus, "match_status"), index=True)
    recommendation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: The band of the recommendation once more, in a column of its own.
    band: Mapped[str | None] = mapped_column(default=_band_of)
    created_at: Mapped[datetime] = mapped_column(default=now)
    activated_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reviewed_at: Mapped[datetime | None]
    review_reason: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    #: What was chosen from the list; None when a coordinator ended it, who gives words only.
    ended_because: Mapped[EndReason | None] = mapped_column(enum_column(EndReason, "end_reason"))
    end_reason: Mapped[str] = mapped_column(default="")

    mentee: Mapped[Person] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Person] = relationship(foreign_keys=mentor_id)
    cohort: Mapped[Cohort] = relationship()
    request: Mapped[Request | None] = relationship()

    @property
    def asked(self) -> Request:
        """The request of a match under review: only two who agreed are looked at, and one of them asked."""
        assert self.request is not None
        return self.request


class ReviewDecision(Base):
    """What a coordinator decided about a pair and why. Rows are never changed: triggers of both databases see to it."""

    __tablename__ = "review_decision"
    __table_args__ = (
        sa.UniqueConstraint("subject_kind", "subject_id", "decision"),
        sa.Index("ix_review_decision_by", "by_id", "at"),
        sa.Index("ix_review_decision_cohort", "cohort_id", "at"),
        sa.CheckConstraint("subject_kind in ('request', 'match')", name="subject_is_a_pair"),
        sa.CheckConstraint(
            f"reason in ({_listed(FOR)}) and decision = 'approved'"
            f" or reason in ({_listed(AGAINST)}) and decision <> 'approved'",
            name="reason_fits_the_decision",
        ),
        # Whoever is concerned reads the words of a change and of a refusal.
        sa.CheckConstraint("words <> '' or (decision = 'approved' and reason <> 'other')", name="words_where_needed"),
        sa.CheckConstraint("(instead_id is null) = (decision <> 'changed')", name="another_mentor_when_changed"),
        sa.CheckConstraint("place is null or place > 0", name="place_counts"),
        sa.CheckConstraint("seconds is null or seconds >= 0", name="time_goes_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: "request" or "match", and its number. A request that was let through may still be changed later.
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    mentee_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    #: The mentor who was asked instead.
    instead_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    decision: Mapped[Decided] = mapped_column(enum_column(Decided, "review_decided"))
    reason: Mapped[ReviewReason] = mapped_column(enum_column(ReviewReason, "review_reason_code"))
    words: Mapped[str] = mapped_column(default="")
    #: Where the ranker had the mentor (the new one when changed) among those who were free; None: it had no score.
    place: Mapped[int | None]
    #: From opening the page to deciding; None when that is not known.
    seconds: Mapped[float | None]
    at: Mapped[datetime] = mapped_column(default=now)

    mentee: Mapped[Person] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Person] = relationship(foreign_keys=mentor_id)
    instead: Mapped[Person | None] = relationship(foreign_keys=instead_id)
    by: Mapped[Person] = relationship(foreign_keys=by_id)
    cohort: Mapped[Cohort] = relationship()
