"""Calls of the office: postings to approve, to take down; what students reported; figures and settings."""

from flask_login import current_user

from mentormatch.internships import queries, schema, service
from mentormatch.internships import schema_office as office
from mentormatch.internships.api import shown
from mentormatch.internships.api.blueprint import ONE, rest
from mentormatch.internships.figures import Counts, counts_by_posting, figures
from mentormatch.internships.models import Posting, Report
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import KeyHeader, PageQuery

REPORT = "/reports/<int:alarm_id>"


@rest.get("/waiting")
@access(Who.COORDINATOR)
@spec.validate(resp=answers(200, schema.PostingPage))
def waiting(query: PageQuery) -> schema.PostingPage:
    """Postings to approve, the longest waiting first."""
    rows, cursor = part(queries.to_review(), query.cursor, query.limit)
    return schema.PostingPage(items=[shown.posting(one, handled=True) for one in rows], next_cursor=cursor)


@rest.post(f"{ONE}/approve")
@access(Who.COORDINATOR, load=queries.posting_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.PostingRead, 404, 409, 415))
def approve(found: Posting) -> Reply:
    """Publish a posting."""
    return shown.after(found, lambda: service.approve(found, by=current_user))


@rest.post(f"{ONE}/send-back")
@access(Who.COORDINATOR, load=queries.posting_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.PostingRead, 404, 409, 415))
def send_back(found: Posting, json: schema.BackSent) -> Reply:
    """Ask for changes."""
    return shown.after(found, lambda: service.send_back(found, reason=json.reason, words=json.words, by=current_user))


@rest.post(f"{ONE}/take-down")
@access(Who.COORDINATOR, load=queries.posting_to_manage)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.PostingRead, 404, 409, 415))
def take_down(found: Posting, json: office.WhySent) -> Reply:
    """Take a posting away for good; its applications end."""
    return shown.after(found, lambda: service.take_down(found, words=json.words, by=current_user))


@rest.get("/reports")
@access(Who.COORDINATOR)
@spec.validate(resp=answers(200, office.ReportPage))
def reports(query: PageQuery) -> office.ReportPage:
    """What students reported and nobody has decided, the oldest first."""
    rows, cursor = part(queries.open_reports(), query.cursor, query.limit)
    return office.ReportPage(items=[_report(one) for one in rows], next_cursor=cursor)


@rest.get(REPORT)
@access(Who.COORDINATOR, load=queries.report_to_decide)
@spec.validate(resp=answers(200, office.ReportRead, 404))
def one_report(found: Report) -> office.ReportRead:
    """One report, also a decided one."""
    return _report(found)


@rest.post(f"{REPORT}/confirm")
@access(Who.COORDINATOR, load=queries.report_to_decide)
@spec.validate(headers=KeyHeader, resp=answers(200, office.ReportRead, 404, 409, 415))
def confirm_report(found: Report, json: office.WhySent) -> Reply:
    """It is so: the posting is taken down."""
    return _decided(found, confirmed=True, words=json.words)


@rest.post(f"{REPORT}/show-again")
@access(Who.COORDINATOR, load=queries.report_to_decide)
@spec.validate(headers=KeyHeader, resp=answers(200, office.ReportRead, 404, 409, 415))
def show_again(found: Report) -> Reply:
    """Nothing is wrong: the posting is shown again when no other report waits."""
    return _decided(found, confirmed=False, words="")


@rest.get("/figures")
@access(Who.COORDINATOR)
@spec.validate(resp=answers(200, office.FiguresRead))
def show_figures() -> office.FiguresRead:
    """What came of postings. No student is in it."""
    return _figures()


@rest.post("/settings")
@access(Who.COORDINATOR)
@spec.validate(headers=KeyHeader, resp=answers(200, office.FiguresRead, 409, 415))
def settings(json: office.SettingsSent) -> Reply:
    """Whether postings need a valid agreement with their organisation."""

    def act() -> office.FiguresRead:
        service.set_needs_agreement(json.needs_agreement, by=current_user)
        return _figures()

    return done_once(lambda: (act(), 200, None))


def _decided(found: Report, *, confirmed: bool, words: str) -> Reply:
    def act() -> office.ReportRead:
        service.decide(found, confirmed=confirmed, words=words, by=current_user)
        return _report(found)

    return done_once(lambda: (act(), 200, None))


def _report(found: Report) -> office.ReportRead:
    posting = found.posting
    return office.ReportRead(
        id=found.id, posting=posting.id, title=posting.title, organisation=posting.organisation.name,
        reason=found.reason, words=found.words, status=found.status, hidden=posting.hidden_at is not None,
        made_at=found.made_at, decided_at=found.decided_at,
    )  # fmt: skip


def _figures() -> office.FiguresRead:
    found, counts = figures(), counts_by_posting()
    postings, _total = queries.visible_postings(limit=200, offset=0)
    return office.FiguresRead(
        postings=found.postings, total=office.CountsRead(**_counts(found.total)),
        by_degree=[
            office.DegreeFigures(degree=degree, people=people, **_counts(one))
            for degree, people, one in found.by_degree
        ],
        by_posting=[
            office.PostingFigures(posting=one.id, title=one.title, **_counts(counts.get(one.id, Counts())))
            for one in postings
        ],
        needs_agreement=queries.needs_agreement(),
    )  # fmt: skip


def _counts(found: Counts) -> dict[str, int]:
    return {"applications": found.applications, "offers": found.offers, "accepted": found.accepted}
