"""What programs of the office send and get: organisations, their people and agreements, reports, figures."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from mentormatch.internships.schema import OrganisationRead
from mentormatch.web.rest.schema import Day, Line, Sent, Text


class ContactRead(BaseModel):
    id: int
    name: str
    email: str
    job: str
    invited_at: datetime
    ended_at: datetime | None


class AgreementRead(BaseModel):
    id: int
    title: str
    starts_on: date
    ends_on: date


class OrganisationManaged(OrganisationRead):
    """An organisation as the office keeps it; ``has_agreement``: one is valid today."""

    contacts: list[ContactRead]
    agreements: list[AgreementRead]
    has_agreement: bool


class OrganisationPage(BaseModel):
    items: list[OrganisationManaged]
    next_cursor: str | None


class OrganisationSent(Sent):
    name: Line = Field(min_length=1, max_length=120)
    website: Line = Field("", max_length=300)
    sector: Line = Field("", max_length=120)
    place: Line = Field("", max_length=120)


class VerifiedSent(Sent):
    verified: bool


class ContactSent(Sent):
    email: Line = Field(min_length=3, max_length=254)
    name: Line = Field(min_length=1, max_length=120)
    job: Line = Field("", max_length=120)


class AgreementSent(Sent):
    title: Line = Field(min_length=1, max_length=120)
    starts_on: Day
    ends_on: Day


class ReportRead(BaseModel):
    """Who reported is not in it."""

    id: int
    posting: int
    title: str
    organisation: str
    reason: str
    words: str
    status: str
    hidden: bool
    made_at: datetime
    decided_at: datetime | None


class ReportPage(BaseModel):
    items: list[ReportRead]
    next_cursor: str | None


class WhySent(Sent):
    words: Text = Field(min_length=1, max_length=1000)


class CountsRead(BaseModel):
    applications: int
    offers: int
    accepted: int


class DegreeFigures(CountsRead):
    degree: str
    people: int


class PostingFigures(CountsRead):
    posting: int
    title: str


class FiguresRead(BaseModel):
    """``by_degree`` is empty when fewer people than a group needs have applied."""

    postings: int
    total: CountsRead
    by_degree: list[DegreeFigures]
    by_posting: list[PostingFigures]
    needs_agreement: bool


class SettingsSent(Sent):
    needs_agreement: bool
