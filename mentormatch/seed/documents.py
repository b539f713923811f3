"""Documents in the demo programme: Maya's CV in two versions with an audit, and one that waits."""

from datetime import timedelta

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.core.clock import travel
from mentormatch.documents import queries
from mentormatch.documents.drafting import Draft, Mark
from mentormatch.documents.models import DocumentKind, Rating
from mentormatch.documents.service import asking, auditing, keeping, sharing
from mentormatch.documents.service.keeping import Said, Upload
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.models import MatchStatus
from mentormatch.seed.content import address
from mentormatch.web import pdf

#: Who audits, when she is among the demo people.
COACH = "clara"
UPLOADED, AUDITED, CHANGED, WAITING = (timedelta(days=days) for days in (24, 21, 9, 3))
CV = (
    ("Profile", "Marketing assistant with four years of campaigns, moving into data analysis."),
    ("Experience", "2021 to 2025: marketing assistant. Planned campaigns, wrote reports."),
    ("Education", "Since 2025: MSc Data Analytics, first year."),
    ("Skills", "Excel, SQL (a course), presentations."),
)
CHANGED_CV = (
    ("Profile", "Analyst in training who has measured campaigns for four years and wants to measure more."),
    (
        "Experience",
        "03/2021 to 08/2025: marketing assistant. Built a weekly report for 12 campaigns; costs fell by 9%.",
    ),
    ("Education", "Since 09/2025: MSc Data Analytics; project on delivery times with 40,000 rows."),
    ("Skills", "SQL (two projects), Python, Excel, presentations."),
)
LETTER = (("Application", "I would like to measure what your campaigns do, and I bring the patience for it."),)
AUDIT = Draft(
    marks={
        "contact": Mark(Rating.STRONG, "One page, everything is there."),
        "profile": Mark(Rating.NEEDS_WORK, "It says where you come from. Say what you bring to an analyst's desk."),
        "experience": Mark(Rating.NEEDS_WORK, "“Wrote reports” hides your best story. Who read them, what changed?"),
        "education": Mark(Rating.FINE, "Name the project, it is close to the jobs you look for."),
        "skills": Mark(Rating.NEEDS_WORK, "SQL by a course convinces nobody; SQL in a project does."),
        "layout": Mark(Rating.STRONG, "Calm and easy to read."),
        "truth": Mark(Rating.FINE, "Give dates with months, then no gap is suspected."),
    },
    overall="An honest CV of somebody with more to show than it says. Four years of reports are four years of data.",
    steps=(
        "Rewrite each line of your experience with a number in it.",
        "Put one project of your studies beside your skills.",
        "Ask your mentor to read it as if they were to hire you.",
    ),
    points=("Months in all dates", "A number in each station", "SQL shown by a project"),
)


def set_up(maya: Person, waiting: Person, mentor: Person) -> None:
    """Three weeks ago Maya asked; since then she has changed her CV. Somebody else waits, a mentor reads a letter."""
    with travel(-UPLOADED):
        first = keeping.add(page_of(maya, "v1", CV), kind=DocumentKind.CV, title="CV for data jobs", by=maya)
    with travel(-WAITING):
        other = keeping.add(page_of(waiting, "CV", CHANGED_CV), kind=DocumentKind.CV, title="CV", by=waiting)
        asking.ask(other, role="Junior data analyst", questions=["Is it too long for a first job?"], by=waiting)
    clara = accounts.find_person(address(COACH))
    if clara is not None:
        with travel(-AUDITED):
            questions = ["Does my marketing background help or hurt?", "Is one page enough?"]
            asked = asking.ask(first, role="Data analyst", questions=questions, by=maya)
            auditing.take(asked, by=clara)
            auditing.note(asked, "Doubts herself more than the CV gives reason to. Encourage.", 0, by=clara)
            auditing.publish(asked, auditing.save(asked, AUDIT, 0, by=clara), by=clara)
    with travel(-CHANGED):
        answers = {point.id: Said(True) for point in queries.last_points_of(first.document_id)[:2]}
        changed = page_of(
            maya, "v2", CHANGED_CV, note="Numbers in my experience, months in the dates.", answers=answers
        )
        keeping.add_version(first.document, changed, by=maya)
    active = [match for match in mentoring.matches_of_mentor(mentor)[0] if match.status == MatchStatus.ACTIVE]
    for match in active[:1]:
        letter = page_of(match.mentee, "letter", LETTER)
        written = keeping.add(letter, kind=DocumentKind.LETTER, title="Letter for a first job", by=match.mentee)
        sharing.share(written, match, by=match.mentee)


def page_of(person: Person, name: str, parts: tuple[tuple[str, str], ...], **more: object) -> Upload:
    """One page as a PDF."""
    with pdf.document(left=25, top=25) as page:
        page.add_page()
        pdf.set_font(page, 20, bold=True)
        page.multi_cell(0, 10, pdf.writable(person.name), new_x="LMARGIN", new_y="NEXT")
        for heading, text in parts:
            page.ln(6)
            pdf.set_font(page, 13, bold=True)
            page.multi_cell(0, 8, heading, new_x="LMARGIN", new_y="NEXT")
            pdf.set_font(page, 11)
            page.multi_cell(0, 6, pdf.writable(text), new_x="LMARGIN", new_y="NEXT")
        content = bytes(page.output())
    return Upload(content, f"{person.first_name}-{name}.pdf", "en", **more)  # type: ignore[arg-type]
