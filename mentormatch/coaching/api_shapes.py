"""What calls of coaching take and answer."""

from datetime import datetime

from pydantic import BaseModel, Field

from mentormatch.web.rest.schema import Instant, Line, Number, PersonName, Sent, SlotRead, Text


class AppointmentQuestion(BaseModel):
    text: str
    long: bool
    needed: bool


class TypeRead(BaseModel):
    """What can be booked. ``document``: ``none``, ``optional`` or ``needed``."""

    id: int
    name: str
    text: str
    minutes: int
    coaches: list[PersonName]
    questions: list[AppointmentQuestion]
    document: str
    cancel_hours: int
    next_times: list[datetime]


class TypeList(BaseModel):
    items: list[TypeRead]


class TimesQuery(BaseModel):
    coach_id: int | None = Field(None, ge=1, le=2**31 - 1)


class FreeTimeRead(SlotRead):
    """A free time, and who could give it."""

    coaches: list[PersonName]


class TimeList(BaseModel):
    items: list[FreeTimeRead]


class AnswerRead(BaseModel):
    question: str
    text: str


class BroughtRead(BaseModel):
    """A version that the coach may read; ``download`` is None when its file was taken away, or it was cancelled."""

    version_id: int
    title: str
    number: int
    name: str
    download: str | None


class AppointmentRead(BaseModel):
    id: int
    type_id: int
    title: str
    coach: PersonName
    starts_at: datetime
    ends_at: datetime
    status: str
    outcome: str | None
    meeting_link: str
    place: str
    answers: list[AnswerRead]
    document: BroughtRead | None
    document_link: str


class AppointmentPage(BaseModel):
    items: list[AppointmentRead]
    next_cursor: str | None


class NewAppointment(Sent):
    """``answers`` in the order of the questions; without ``coach_id`` the coach whose turn it is.

    ``document_version_id``: a version of a document of one's own; ``document_link`` where documents are switched off.
    """

    type_id: Number
    starts_at: Instant
    coach_id: Number | None = None
    answers: list[Text] = Field(default_factory=list, max_length=5)
    document_version_id: Number | None = None
    document_link: Line = Field("", max_length=500)


class NewAppointmentTime(Sent):
    """``coach_id``: another coach; ``any_coach``: whose turn it is; neither: the same."""

    starts_at: Instant
    coach_id: Number | None = None
    any_coach: bool = False


class BroughtChange(Sent):
    """What one brings instead; nothing at all for nothing."""

    document_version_id: Number | None = None
    document_link: Line = Field("", max_length=500)


class AppointmentCancellation(Sent):
    reason: Text = Field("", max_length=500)
